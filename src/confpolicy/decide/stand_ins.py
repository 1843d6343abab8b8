"""Whether the recipient counts as the data subject, and whose consent as theirs: stand-ins held against an item.

An environment gets its leaf here and nowhere else, so that who counts as the subject is always that leaf's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from confpolicy.core.clauses import StandIn
from confpolicy.core.scopes import covers_party
from confpolicy.decide.conditions import status
from confpolicy.decide.environment import Environment, StoodIn, under
from confpolicy.decide.prepare import Ready
from confpolicy.facts.logic import Truth, disjunction
from confpolicy.facts.request import Facts
from confpolicy.facts.schema import Holder


def asking(base: Environment, leaf: str, facts: Facts) -> Environment:
    """The same, on an item asked for, with the facts of its entry."""
    given = {**base.given, **under(Holder.ITEM, facts)}
    return _placed(base.but(leaf=leaf, entry=leaf, given=given, defined={}))


def at(environment: Environment, leaf: str) -> Environment:
    """The same, with another leaf in the place of the item; item facts stay."""
    return _placed(environment.but(leaf=leaf, defined={}))


def by_themself(environment: Environment) -> Environment:
    """The same, where nobody stands in for the subject: what stand-ins themselves are asked in."""
    who = environment.recipient
    nobody = frozenset[str]()
    alone = None if who is None else attrs.evolve(who, counts=who.in_person, standing=nobody, perhaps_standing=nobody)
    return environment.but(recipient=alone, stood_in=(), defined={})


def _placed(environment: Environment) -> Environment:
    if not environment.stand_ins:
        return environment
    alone = by_themself(environment)
    return standing(
        environment, (StoodIn(ready, covers, status(ready.parts, alone)) for ready, covers in bearing_on(alone))
    )


def bearing_on(alone: Environment) -> Iterator[tuple[Ready[StandIn], Truth]]:
    """The stand-ins that cover the leaf, each with whether it covers the recipient; where nobody stands in yet."""
    roles = alone.domain.vocabulary.roles
    for ready in alone.stand_ins:
        if alone.leaf in ready.leaves:
            to, covers = ready.clause.scope.to, Truth.FALSE
            if to is not None and alone.recipient is not None:
                covers = covers_party(to, alone.recipient, roles, forbids=False)
            yield ready, covers


def standing(environment: Environment, stood_in: Iterable[StoodIn]) -> Environment:
    """The same, where these stand-ins bear on the leaf."""
    bearing = tuple(stood_in)
    who = environment.recipient
    if who is not None:
        certainly = _roles(bearing, Truth.TRUE)
        perhaps = _roles(bearing, Truth.UNKNOWN)
        who = who.standing_in(certainly, perhaps, environment.domain.vocabulary.roles)
    return environment.but(stood_in=bearing, recipient=who)


def _roles(stood_in: tuple[StoodIn, ...], value: Truth) -> frozenset[str]:
    named = (each.ready.clause.scope.to for each in stood_in if each.recipient is value)
    return frozenset().union(*(to.roles for to in named if to is not None))


# --- what rests on them -------------------------------------------------------------------------------------------


def gives_for_subject(giver: str, environment: Environment) -> Truth:
    """Whether a statement by this giver counts as the subject's own."""
    return disjunction(each.holds for each in environment.stood_in if giver in each.ready.clause.givers)


def standing_givers(giver: str, environment: Environment) -> Iterator[str]:
    """The stand-ins by which a statement of this giver certainly counts as the subject's own."""
    for each in environment.stood_in:
        if each.holds is Truth.TRUE and giver in each.ready.clause.givers:
            yield each.ready.name


def standing_recipients(environment: Environment) -> Iterator[str]:
    """The stand-ins by which the recipient certainly counts as the subject."""
    for each in environment.stood_in:
        if each.recipient is Truth.TRUE:
            yield each.ready.name


def places(environment: Environment) -> tuple[Environment, ...]:
    """The item, and all that it reveals, each with those who stand in for the subject there."""
    leaf = environment.leaf
    assert leaf is not None, "nothing is revealed without an item"
    revealed = environment.domain.vocabulary.revealed(leaf) - {leaf} if environment.stand_ins else ()
    return (environment, *(at(environment, each) for each in sorted(revealed)))


def undecided(environment: Environment) -> Iterator[StoodIn]:
    """The stand-ins of which an unknown fact decides whether the recipient counts as the subject."""
    for each in environment.stood_in:
        if each.covers is Truth.TRUE and each.holds is Truth.UNKNOWN:
            yield each
