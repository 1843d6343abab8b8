"""The short way to a verdict: what a decision needs first, without the reports that can be made from it later.

It says what the long way (`decide/judge.py`) says, which stays the reference: the properties compare them. It knows
what it can do (`known.py`), and leaves everything else to the long way.
"""
