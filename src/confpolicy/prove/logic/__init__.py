"""Formulas, and the solvers that tell whether they can hold. Knows nothing of policies."""
