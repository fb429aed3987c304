"""Rehearsal: simulated people who use the service from outside, over the wire like anyone else.

Begin in `demo.py` (what `serve --demo` shows) or `simulate.py` (both sides against any server).
"""
