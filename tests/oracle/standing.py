"""Who counts as the subject: in person, as one of a class perhaps, or standing in for them."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.core.clauses import StandIn
from confpolicy.facts.types import TermKind

from .conditions import World, held, status
from .kleene import Kleene, both, either
from .scope import for_, from_, of


def counts(world: World) -> Kleene:
    """Whether the recipient counts as the subject."""
    return either([world.in_person, *(by for _, by in _recipients(world))])


def roles_standing_in(world: World) -> tuple[frozenset[str], frozenset[str]]:
    """The recipient's roles by which they stand in: certainly, and at least perhaps."""
    found: dict[Kleene, set[str]] = {True: set(), None: set(), False: set()}
    for clause, by in _recipients(world):
        assert clause.scope.to is not None
        roles = clause.scope.to.roles
        terms = world.policy.terms
        found[by] |= {role for role in world.recipient_roles if terms.under_one_of(TermKind.ROLE, role, roles)}
    return frozenset(found[True]), frozenset(found[True] | found[None])


def given_for_subject(giver: str, world: World) -> tuple[Kleene, tuple[str, ...]]:
    """Whether a statement of this giver counts as the subject's, and the stand-ins by which it certainly does."""
    found = [(clause.name, status(clause, world.by_themself)) for clause in bearing(world) if giver in clause.givers]
    return either([holds for _, holds in found]), tuple(sorted(name for name, holds in found if holds))


def named_by(clause: StandIn, world: World) -> Kleene:
    """Whether the recipient counts as the subject by this stand-in, which covers the item."""
    return next((by for one, by in _recipients(world) if one is clause), False)


def recipients_stand_ins(world: World) -> tuple[str, ...]:
    """The stand-ins by which the recipient certainly counts as the subject, by name."""
    return tuple(sorted(clause.name for clause, by in _recipients(world) if by))


def bearing(world: World) -> Iterator[StandIn]:
    """The stand-ins that cover item, discloser and purpose; none where nobody can stand in."""
    for clause in () if world.alone else world.policy.clauses:
        if isinstance(clause, StandIn) and of(clause, world) and from_(clause, world) and for_(clause, world):
            yield clause


def _recipients(world: World) -> Iterator[tuple[StandIn, Kleene]]:
    for clause in bearing(world):
        to = clause.scope.to
        if to is not None:
            named = either([held(role, world) for role in to.roles])
            excepted = either([held(role, world) for role in to.except_roles])
            covered = both([named, None if excepted is None else not excepted])
            yield clause, both([covered, status(clause, world.by_themself)])
