"""The conversation between a young person and a counsellor; begin in `actions`."""
