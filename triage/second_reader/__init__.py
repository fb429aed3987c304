"""The second reader: a linear model that has learnt from examples how risk is written.

It finds what the lexicon has no words for, and can only raise. Begin in `reader.py`; the figures
and the limits stand in `docs/triage.md`.
"""
