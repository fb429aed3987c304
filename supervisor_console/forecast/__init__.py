"""The forecast (prognose): how many will come, and what staff it takes; begin at `forecasting`."""
