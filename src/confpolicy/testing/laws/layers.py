"""Laws about policies that lie within others: a policy above takes away, and never gives."""

from __future__ import annotations

import attrs

from confpolicy.core.programs import Program
from confpolicy.decide.decision import Judged, Row, Verdict
from confpolicy.facts.logic import Truth
from confpolicy.testing.laws.case import Asked, Case, Outcome, expect, mattered

_WITHHELD = frozenset({Verdict.DENY, Verdict.REFER})


def what_is_permitted_is_permitted_by_each_that_governs(case: Case) -> Outcome:
    """By each policy alone, but for those that do not govern it; and by one that certainly does."""
    if len(case.program.policies) == 1:
        return Outcome.VACUOUS
    by_one = [_alone(case.again(_only(case.program, place))) for place in range(len(case.program.policies))]
    for row in case.decision.rows:
        alone = [found[row.item, row.subject] for found in by_one]
        if row.alone is not Verdict.PERMIT:
            expect(not _all_permit(row), f"{row.item} is {row.alone}, and each that governs it permits it")
            continue
        expect(Verdict.PERMIT in alone, f"{row.item} is permitted, and no policy by itself permits it: {alone}")
        for one, under in zip(alone, row.policies, strict=True):
            if under.governs is Truth.TRUE:
                expect(one is Verdict.PERMIT, f"{row.item} is permitted, and {under.policy} says {one}")
            elif under.governs is Truth.FALSE:
                expect(one is Verdict.OUTSIDE, f"{under.policy} does not govern {row.item}, and says {one}")
    return mattered(any(len({one[key] for one in by_one}) > 1 for key in by_one[0]))


def a_policy_above_never_permits_more(case: Case) -> Outcome:
    """What the own policy governs and withholds by itself is withheld under all policies."""
    if len(case.program.policies) == 1:
        return Outcome.VACUOUS
    own = _alone(case.again(_only(case.program, 0)))
    more = [row.item for row in case.decision.rows if _released(row) and own[row.item, row.subject] in _WITHHELD]
    expect(not more, f"permitted only since a policy lies above: {more}")
    return mattered(any(verdict in _WITHHELD for verdict in own.values()))


def the_order_of_layers_does_not_matter(case: Case) -> Outcome:
    """The same verdicts, and the same is released, whichever policy lies where; the first alone answers a denial."""
    if len(case.program.policies) == 1:
        return Outcome.VACUOUS
    after = case.again(attrs.evolve(case.program, policies=case.program.policies[::-1]))
    expect(_alone(after) == _alone(case.decision), f"{_alone(after)} is not {_alone(case.decision)}")
    expect(after.verdict is case.decision.verdict, f"{after.verdict} is not {case.decision.verdict}")
    expect(
        _without_replies(after) == _without_replies(case.decision), "the order changes what goes out or must be done"
    )
    return mattered(any(len({under.verdict for under in row.policies}) > 1 for row in case.decision.rows))


def _all_permit(row: Row) -> bool:
    governing = [under for under in row.policies if under.governs is not Truth.FALSE]
    certain = any(under.governs is Truth.TRUE for under in governing)
    return certain and all(under.verdict is Verdict.PERMIT for under in governing)


def _only(program: Program, place: int) -> Program:
    return attrs.evolve(program, policies=(program.policies[place],))


def _without_replies(decision: Judged) -> tuple[object, ...]:
    done = tuple(due for due in decision.obligations if due.item is not None)
    return decision.outward.items, decision.outward.statements, done


def _alone(decision: Judged) -> dict[Asked, Verdict]:
    return {(row.item, row.subject): row.alone for row in decision.rows}


def _released(row: Row) -> bool:
    return Verdict.PERMIT in {row.alone, row.verdict}
