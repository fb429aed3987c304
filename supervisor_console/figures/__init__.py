"""Figures (tal) on escalations and flags, per day and week; begin at `pages`."""
