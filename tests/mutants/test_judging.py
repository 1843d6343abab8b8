"""A mutant that is proved equivalent, one told apart, and what happens where two ways of looking disagree."""

from __future__ import annotations

import pytest

from confpolicy.prove.difference import Difference, How, Unsettled, compare
from tests.mutants import judging
from tests.mutants.catalogue import mutants, original
from tests.mutants.judging import judged
from tests.mutants.mutant import Change, Mutant
from tests.mutants.record import APART, EQUAL, UNDECIDED, WRONG
from tests.mutants.sampling import Decider, differing


def named(name: str) -> Mutant:
    return next(mutant for mutant in mutants() if mutant.id == name)


@pytest.mark.parametrize(
    "name",
    [
        "communities_1st:clause dropped:directory_listing",
        "communities_1st:time changed:policy/communities_1st:2026-12-22",
        # Of these the solver finds requests in the last year of the calendar, with consents that live for a year.
        "youth_clinic:reading swapped:shared_with_outsiders:not_at_risk",
        "youth_clinic:reveals dropped:reveals.counselling_note:sees_counsellor",
    ],
)
def test_a_mutant_is_told_apart_by_a_request_that_both_decide(name: str) -> None:
    mutant = named(name)
    found = judged(mutant, confirmed=1)
    assert found.outcome == APART
    assert found.request is not None
    assert found.decided == 0
    program = original(mutant.policy).program
    assert differing(Decider.of(program).decide(found.request), Decider.of(mutant.program).decide(found.request))


def test_what_both_solvers_prove_equivalent_is_confirmed_by_requests() -> None:
    found = judged(named("communities_1st:scope widened:directory_listing/scope:for any purpose"), confirmed=30)
    assert (found.outcome, found.decided) == (EQUAL, 30)
    assert "z3 and cvc5" in found.by


def test_a_proof_that_a_request_refutes_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "compare", lambda *_, **__: Difference(changes=(), undecided=()))
    found = judged(named("communities_1st:clause dropped:police_suspicion"), confirmed=50)
    assert found.outcome == WRONG
    assert found.request is not None


def test_a_witness_that_decides_alike_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    program, other = (
        original("communities_1st").program,
        named("communities_1st:clause dropped:police_suspicion").program,
    )
    real = compare(program, other, judging.BUDGETS[0], thorough=False)
    same = Mutant(policy="communities_1st", kind="none", change=Change(place="x", words="x", program=program))
    monkeypatch.setattr(judging, "compare", lambda *_, **__: real)
    assert judged(same, confirmed=1).outcome == WRONG


def test_what_is_not_settled_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    open_ = Unsettled(item="identity", purpose="enquiry", how=How.MORE.value, reason="effort")

    monkeypatch.setattr(judging, "compare", lambda *_, **__: Difference(changes=(), undecided=(open_,)))
    found = judged(named("communities_1st:clause dropped:police_suspicion"), confirmed=1)
    assert found.outcome == UNDECIDED
    assert "effort" in found.by
