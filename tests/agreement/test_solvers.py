"""Two solvers agree with each other and with what is decided, on small random policies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

import pytest

from confpolicy.prove.logic.session import Found, solver
from confpolicy.prove.logic.terms import Number, at_most, below, both, equal, unknown
from tests.agreement.solvers import compare


@pytest.mark.parametrize("seeds", [*(range(first, first + 6) for first in range(0, 24, 6)), (35, 40)])
def test_both_solvers_say_what_deciding_shows(seeds: Iterable[int]) -> None:
    counts: Counter[str] = Counter()
    for seed in seeds:
        found = compare(seed, 40)
        assert not found["differing"], found["differing"][0]
        counts.update(found["counts"])
    assert counts["replayed"]
    assert not counts["no history"], "of what can be there is a request, with times for all that is on file"
    assert counts["z3 unsat"] == counts["cvc5 unsat"] > 0


@pytest.mark.parametrize("name", ["z3", "cvc5"])
def test_a_whole_unknown_is_held_against_a_fraction(name: str) -> None:
    whole, half = unknown("whole"), Number(Fraction(5, 2))
    asked = solver(name)
    for formula, found in (
        (both(at_most(Number(2), whole), at_most(whole, half)), Found.YES),
        (both(below(Number(2), whole), below(whole, half)), Found.NO),
        (equal(whole, half), Found.NO),
    ):
        assert asked.ask(formula, effort=100_000, seconds=None).found is found
