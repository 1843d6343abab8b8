"""Proofs over every request: what holds of a policy, and what a change of it changes.

The solvers come with the extra `prove`; they are imported where they are used, so a plain install can import this.
"""
