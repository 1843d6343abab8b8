"""What the formulas say of a policy is what deciding says: every verdict that a solver finds is decided to be so."""

from __future__ import annotations

from functools import lru_cache

import pytest

from confpolicy import Policy
from confpolicy.prove.asked import request_of
from confpolicy.prove.bench import Bench
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.logic.session import Found
from confpolicy.prove.logic.terms import both, names_in
from confpolicy.prove.outcome import Budget
from confpolicy.prove.slices import slices
from tests.repo.tree import ROOT

BUDGET = Budget(rlimit=10_000_000, timeout_seconds=None, solver="z3")


@lru_cache
def _policy(path: str) -> Policy:
    return Policy.load(ROOT / "policies" / path)


@pytest.mark.parametrize(("path", "step"), [("communities_1st.policy", 4), ("hipaa/hipaa.policy", 20)])
def test_each_verdict_that_is_possible_is_shown_by_a_request_that_is_decided_so(path: str, step: int) -> None:
    policy = _policy(path)
    theory = Theory.of(policy.program)
    shown = 0
    for each in slices(theory)[::step]:
        bench = Bench((theory,), each.leaf, each.purpose, BUDGET)
        run = bench.run()
        for word in ("permit", "refer", "deny", "outside"):
            formula = both(getattr(run.verdicts[0], word), run.in_force)
            answer = bench.ask(formula)
            assert answer.found is not Found.UNDECIDED
            if answer.found is Found.YES:
                request = request_of(bench, run, answer.model, names_in(formula))
                assert policy.decide(request).verdict.value == word, request
                shown += 1
    assert shown > 20


def test_cells_of_a_slice_are_decided_alike() -> None:
    policy = _policy("communities_1st.policy")
    theory = Theory.of(policy.program)
    wide = [each for each in slices(theory) if len(each.cells) > 1]
    assert wide
    for each in wide:
        bench = Bench((theory,), each.leaf, each.purpose, BUDGET)
        run = bench.run()
        formula = both(run.verdicts[0].permit, run.in_force)
        answer = bench.ask(formula)
        if answer.found is Found.YES:
            request = request_of(bench, run, answer.model, names_in(formula))
            for leaf, purpose in each.cells:
                asked = {**request, "purpose": purpose, "items": [leaf]}
                asked["items"] = (
                    [{**request["items"][0], "item": leaf}] if isinstance(request["items"][0], dict) else [leaf]
                )
                asked["consents"] = [
                    {**consent, "items": [leaf], **({"purposes": [purpose]} if "purposes" in consent else {})}
                    for consent in request.get("consents", ())
                ]
                assert policy.decide(asked).verdict.value == "permit", asked
