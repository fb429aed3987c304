"""Reads Danish messages for danger: a text in, a verdict and the words it rests on out.

Pure and usable alone: no socket, no database, no clock. Begin in `assessing.py`.
"""
