"""The composition root: settings, the data a helpline edits, and the command line.

Begin in `application`, which reads like a parts list. Nobody imports this package.
"""
