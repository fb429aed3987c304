"""The supervisor's (vagthavende) console: board, escalations, reading along; see `board`."""
