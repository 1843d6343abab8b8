"""The policy of one seed, in the form in which a campaign keeps what came out."""

from __future__ import annotations

from tests.agreement import direct, solvers


def of_seed(seed: int, *, formulas: bool, each: int) -> tuple[int, dict[str, int], list[str]]:
    """The policy of one seed."""
    if not formulas:
        found = solvers.compare(seed, each)
        return seed, found["counts"], found["differing"]
    found = direct.compare(seed, each)
    counts = {"policies": 1, "requests": found["requests"], direct.CROWDED: found["crowded"]}
    return seed, counts, found["differing"]
