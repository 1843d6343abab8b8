"""Small changes to the policies that ship, one at a time, each of which a comparison must tell apart or prove equal.

`python -m tests.mutants` makes and judges them all.
"""
