"""The legal duties: steps a supervisor goes through, and the letter to the municipality."""
