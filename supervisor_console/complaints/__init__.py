"""Complaints and praise (klager og ros) from anybody, read by supervisors; begin at `pages`."""
