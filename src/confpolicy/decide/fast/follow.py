"""What follows on the verdicts: what must be done, and what may be answered where nothing is released."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from confpolicy.core.clauses import Occasion, Reply
from confpolicy.decide.environment import Environment
from confpolicy.decide.fast.place import Place
from confpolicy.decide.fast.planned import PlannedObligation
from confpolicy.decide.fast.planner import Planner
from confpolicy.decide.fast.weigh import Reason
from confpolicy.decide.obligations import Arising, arising
from confpolicy.decide.prepare import Ready


def of_permitted(
    planner: Planner, place: Place, because: Sequence[Reason], *, governs: bool | None
) -> Iterator[Arising]:
    """What follows under one policy on the disclosure of a row that it permits for these reasons.

    Where it does not govern the row, what says something to the requester follows all the same.
    """
    named = {name for reason in because for name in (reason.clause, reason.need_to_know) if name is not None}
    clauses = planner.policy.clauses
    for name in named:
        if clauses[name].effects:
            yield from arising(clauses[name], cast("Environment", place.here))
    if place.plan.on_disclosure:
        exceptional = any(reason.kind in {"exception", "duty"} for reason in because)
        following = [each for each in place.plan.on_disclosure if _follows(each, named, exceptional=exceptional)]
        yield from _due(following, place, governs=governs)


def of_withheld(place: Place, *, governs: bool | None) -> Iterator[Arising]:
    """What follows under one policy on withholding a row; of what says something, as above."""
    return _due(place.plan.on_denial, place, governs=governs)


def replies(planner: Planner, places: Iterable[Place]) -> tuple[Ready[Reply], ...]:
    """The replies of a policy that apply to at least one row."""
    if not planner.policy.replies:
        return ()
    applying = {
        ready.name
        for place in places
        for ready, holds in place.plan.replies
        if holds is None or holds(place.outside()) is not False
    }
    return tuple(ready for ready in planner.policy.replies if ready.name in applying)


def _follows(planned: PlannedObligation, named: set[str], *, exceptional: bool) -> bool:
    on = planned.clause.on
    if isinstance(on, frozenset):
        return not on.isdisjoint(named)
    return on is Occasion.DISCLOSURE or exceptional


def _due(obligations: Iterable[PlannedObligation], place: Place, *, governs: bool | None) -> Iterator[Arising]:
    for each in obligations:
        if each.says or governs is not False:
            there = place.outside() if each.says else place.here
            if each.holds is None or each.holds(there) is not False:
                yield from arising(each.clause, cast("Environment", place.here))
