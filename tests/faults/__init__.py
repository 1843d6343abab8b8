"""Planted faults: small mistakes put into a copy of the program, one at a time, each of which a law must notice.

`python -m tests.faults` runs them all.
"""
