"""What follows on the verdicts: what must be done, and what may be answered where nothing is released."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from confpolicy.core.clauses import Occasion, Reply
from confpolicy.decide.environment import Environment
from confpolicy.decide.fast.place import Place
from confpolicy.decide.fast.planned import PlannedObligation
from confpolicy.decide.obligations import Arising, arising
from confpolicy.decide.prepare import Ready

_DISCLOSURE = Occasion.DISCLOSURE


def of_permitted(place: Place) -> Iterator[Arising]:
    """What follows under one policy on the disclosure of a row that it permits.

    Where it does not govern the row, what says something to the requester follows all the same.
    """
    plan, because = place.plan, place.reasons
    named = {name for reason in because for name in (reason.clause, reason.need_to_know) if name is not None}
    for name in named & plan.effective:
        yield from arising(place.setting.policy.clauses[name], cast("Environment", place.here))
    if plan.on_disclosure:
        exceptional = any(reason.kind in {"exception", "duty"} for reason in because)
        yield from _due(
            [each for each in plan.on_disclosure if _follows(each, named, exceptional=exceptional)], place
        )


def of_withheld(place: Place) -> Iterator[Arising]:
    """What follows under one policy on withholding one row; of what says something, as above."""
    return _due(place.plan.on_denial, place)


def replies(places: Sequence[Place]) -> tuple[Ready[Reply], ...]:
    """The replies of a policy that apply to at least one row, in the order of their names."""
    applying: dict[str, Ready[Reply]] = {}
    for place in places:
        for ready, holds in place.plan.replies:
            if ready.name not in applying and (holds is None or holds(place.outside()) is not False):
                applying[ready.name] = ready
    return tuple(applying.values()) if len(places) == 1 else tuple(applying[name] for name in sorted(applying))


def _follows(planned: PlannedObligation, named: set[str], *, exceptional: bool) -> bool:
    on = planned.clause.on
    if isinstance(on, frozenset):
        return not on.isdisjoint(named)
    return on is _DISCLOSURE or exceptional


def _due(obligations: Iterable[PlannedObligation], place: Place) -> Iterator[Arising]:
    for each in obligations:
        if each.says or place.governs is not False:
            there = place.outside() if each.says else place.here
            if each.holds is None or each.holds(there) is not False:
                yield from arising(each.clause, cast("Environment", place.here))
