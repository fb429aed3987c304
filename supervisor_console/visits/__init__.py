"""Outreach and school visits: entered by staff, counted in the municipal report."""
