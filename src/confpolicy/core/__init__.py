"""The waist: what a policy means, as a small closed calculus. See `expressions` and `clauses`."""
