"""The tests: a mirror of the house, with whole journeys, the house's own rules and measurements."""
