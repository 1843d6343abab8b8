"""What each solver makes of the same formulas."""

from __future__ import annotations

import pytest

from confpolicy.prove.logic.cvc5_ import Cvc5
from confpolicy.prove.logic.session import Found, Solver
from confpolicy.prove.logic.terms import Number, below, both, equal, unknown
from confpolicy.prove.logic.z3_ import Z3

MICROSECONDS = 253_402_300_799_000_000
"""Until the end of the year 9999: more than fits into 32 bits, and a multiple of it more than fits into 64."""


@pytest.mark.parametrize("solver", [Z3(), Cvc5()], ids=["z3", "cvc5"])
def test_a_solver_reckons_with_instants_and_with_larger_numbers(solver: Solver) -> None:
    for edge in (MICROSECONDS, MICROSECONDS * 1_000):
        instant = unknown(f"an instant up to {edge}")
        early, late = below(instant, Number(constant=edge)), below(Number(constant=edge - 2), instant)
        answer = solver.ask(both(early, late), effort=1_000_000, seconds=None)
        assert answer.found is Found.YES
        assert answer.model.numbers[f"an instant up to {edge}"] == edge - 1
        later = equal(instant, Number(constant=edge))
        assert solver.ask(both(early, later), effort=1_000_000, seconds=None).found is Found.NO
