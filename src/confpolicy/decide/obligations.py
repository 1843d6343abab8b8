"""What must be done: obligations that arise for permitted and for withheld rows, and with a reply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import attrs

from confpolicy.core.clauses import Act, Clause, ClauseBase, Effect, Obligation, Occasion, Phase
from confpolicy.decide.cases import Case
from confpolicy.decide.conditions import status
from confpolicy.decide.decision import Due, Ground
from confpolicy.decide.environment import Environment
from confpolicy.decide.prepare import Ready
from confpolicy.decide.scoping import fits_outside, in_scope, outside
from confpolicy.facts.calendar import LAST_INSTANT, OutOfBoundsError, Zone
from confpolicy.facts.logic import Truth
from confpolicy.facts.request import Party
from confpolicy.facts.values import Instant

C = TypeVar("C", bound=Clause)


@attrs.frozen
class Arising:
    """An obligation that has arisen, with the place of its effect in the clause."""

    due: Due
    place: int

    def key(self) -> tuple[object, ...]:
        """The order of a decision: `first` before `then`, due time (none first), clause, place, item, subject."""
        due = self.due
        return (
            due.phase != Phase.FIRST.value,
            due.due is not None,
            due.due.micros if due.due is not None else 0,
            due.clause,
            self.place,
            due.item or "",
            due.subject or "",
        )


def of_permitted(case: Case, because: Iterable[Ground], recipient: Party) -> Iterator[Arising]:
    """What follows under one policy on the disclosure of one row, which it permits on these grounds.

    Whatever says something to the requester follows whether the policy governs the row or not: they must not learn
    that from it.
    """
    grounds = tuple(because)
    named = {name for ground in grounds for name in (ground.clause, ground.need_to_know) if name is not None}
    exceptional = any(ground.kind in {"exception", "duty"} for ground in grounds)
    for name in sorted(named & case.policy.clauses.keys()):
        yield from arising(case.policy.clauses[name], case.environment)
    for obligation in case.policy.obligations:
        on = obligation.clause.on
        applies = (
            on is Occasion.DISCLOSURE
            or (on is Occasion.EXCEPTION_OR_DUTY and exceptional)
            or (isinstance(on, frozenset) and not on.isdisjoint(named))
        )
        if applies and _holds(obligation, case, recipient):
            yield from arising(obligation.clause, case.environment)


def of_withheld(case: Case, recipient: Party) -> Iterator[Arising]:
    """What follows under one policy on withholding one row; of what says something, as above."""
    for obligation in case.policy.obligations:
        if obligation.clause.on is Occasion.DENIAL and _holds(obligation, case, recipient):
            yield from arising(obligation.clause, case.environment)


def _holds(obligation: Ready[Obligation], case: Case, recipient: Party) -> bool:
    environment = case.environment
    if says(obligation.clause):
        there = outside(environment, recipient.roles)
        return fits_outside(obligation, there) and status(obligation.parts, there) is not Truth.FALSE
    if case.governs is Truth.FALSE:
        return False
    return in_scope(obligation, environment) and status(obligation.parts, environment) is not Truth.FALSE


def says(obligation: Obligation) -> bool:
    """Whether the obligation speaks to the requester."""
    return any(effect.act is Act.SAY for effect in obligation.effects)


def arising(clause: ClauseBase, environment: Environment) -> Iterator[Arising]:
    """One for each effect of the clause, for the item and subject of the environment."""
    assert environment.time is not None, "obligations arise at a time"
    for place, effect in enumerate(clause.effects):
        yield Arising(
            Due(
                clause=clause.name,
                item=environment.leaf,
                subject=environment.subject,
                phase=effect.phase.value,
                effect=effect.act.value,
                target=effect.target,
                text=effect.text,
                due=due_at(effect, environment.time, environment.domain.zone),
            ),
            place,
        )


def due_at(effect: Effect, time: Instant, zone: Zone) -> Instant | None:
    """The instant by which the effect is due, or None; the last of the calendar where it lies beyond it."""
    if effect.within is None:
        return None
    try:
        return zone.step(time, effect.within)
    except OutOfBoundsError:
        return LAST_INSTANT
