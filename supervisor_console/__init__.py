"""The supervisor's (vagthavende) console: the live board, escalations, reading along; begin in `board`."""
