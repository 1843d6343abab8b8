"""The grounds that apply to one item: that it is public, exceptions and duties, consents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

import attrs

from confpolicy.core.clauses import Clause, Consent, NeedToKnow, Permission, PermissionKind
from confpolicy.decide.combine import Applying
from confpolicy.decide.conditions import status
from confpolicy.decide.consents import Considered, accepts
from confpolicy.decide.decision import Ground
from confpolicy.decide.environment import Environment
from confpolicy.decide.prepare import Ready
from confpolicy.decide.scoping import parties_reach
from confpolicy.decide.stand_ins import by_themself, standing_givers, standing_recipients
from confpolicy.facts.logic import Truth, conjunction
from confpolicy.facts.request import Offer

C = TypeVar("C", bound=Clause)


@attrs.frozen(eq=False)
class Weighed(Generic[C]):
    """A clause in scope, whether that is certain (`reach`), and whether it applies (`truth`)."""

    ready: Ready[C]
    reach: Truth
    truth: Truth


@attrs.frozen(eq=False)
class WeighedConsent:
    """A consent clause in scope, whether that is certain, and what it found on file."""

    ready: Ready[Consent]
    reach: Truth
    considered: Considered


def public(environment: Environment) -> Iterator[Applying]:
    """That the item is public."""
    assert environment.leaf is not None, "a ground is for an item"
    if environment.domain.vocabulary.is_public(environment.leaf):
        yield Applying(Ground(clause=None, kind="public"))


def permitting(
    permissions: Iterable[Weighed[Permission]], need: Weighed[NeedToKnow] | None, environment: Environment
) -> Iterator[Applying]:
    """The exceptions and duties that apply; `need`: the need-to-know clause that those limited to one use."""
    for weighed in permissions:
        clause = weighed.ready.clause
        used = need if clause.limited_to_need_to_know else None
        if weighed.truth is Truth.TRUE and (used is not None or not clause.limited_to_need_to_know):
            ground = Ground(
                clause=clause.name,
                kind=clause.kind.value,
                need_to_know=None if used is None else used.ready.name,
                stand_ins=_relied_on([weighed.ready, *_ready(used)], environment),
            )
            yield Applying(ground, clause.overrides, clause.kind is PermissionKind.DUTY)


def consenting(
    consents: Iterable[WeighedConsent], need: Weighed[NeedToKnow] | None, environment: Environment
) -> Iterator[Applying]:
    """The consent clauses that a statement on file carries, each with the need-to-know clause that it asks for."""
    for weighed in consents:
        clause, carrying = weighed.ready.clause, weighed.considered.carrying
        used = need if clause.without_need_to_know is None else None
        if carrying is None or weighed.reach is not Truth.TRUE:
            continue
        if used is not None or clause.without_need_to_know is not None:
            here = environment.on(carrying.facts)
            relied_on = {*_relied_on([weighed.ready, *_ready(used)], here)}
            if not accepts(clause, carrying.giver, carrying.form):
                relied_on.add(min(standing_givers(carrying.giver, environment)))
            ground = Ground(
                clause=clause.name,
                kind="consent",
                statement=carrying.id,
                silence=isinstance(carrying, Offer),
                need_to_know=None if used is None else used.ready.name,
                stand_ins=tuple(sorted(relied_on)),
            )
            yield Applying(ground, clause.overrides)


def _ready(need: Weighed[NeedToKnow] | None) -> tuple[Ready[NeedToKnow], ...]:
    return () if need is None else (need.ready,)


def _relied_on(clauses: Iterable[Ready[Any]], environment: Environment) -> tuple[str, ...]:
    """The stand-in (the first by name) without which one of these clauses would not apply, or none."""
    standing = min(standing_recipients(environment), default=None)
    if standing is None:
        return ()
    alone = by_themself(environment)
    needed = any(
        conjunction([parties_reach(ready, alone), status(ready.parts, alone)]) is not Truth.TRUE for ready in clauses
    )
    return (standing,) if needed else ()
