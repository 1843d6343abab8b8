"""Recipients and disclosers made of symbols, and whom a scope covers: `core.scopes`, as formulas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from confpolicy.core.clauses import Parties
from confpolicy.facts.schema import Hierarchy, Vocabulary
from confpolicy.prove.encode.three import NO, YES, Three, certain, conjunction, disjunction
from confpolicy.prove.encode.world import World
from confpolicy.prove.logic.terms import FALSE, Formula, both, constant, either, every, negation, some


@attrs.frozen(kw_only=True)
class Person:
    """Somebody as scopes and conditions see them; the fields are those of `core.scopes.Presence`.

    `held`: for each declared role where they have it. `certainly`, `perhaps`: for each role by which some stand-in
    makes them the subject, where it does, certainly or perhaps.
    """

    roles: Hierarchy
    held: Mapping[str, Formula]
    in_person: Three = NO
    counts: Three = NO
    towards_some: Mapping[str, Formula] = attrs.field(factory=dict)
    """For each role, and all above it, where they may have it towards some of a class of people."""
    certainly: Mapping[str, Formula] = attrs.field(factory=dict)
    perhaps: Mapping[str, Formula] = attrs.field(factory=dict)

    def closed(self, role: str) -> Formula:
        """Where one of their roles lies at or below it."""
        return some(holds for each, holds in self.held.items() if role in self.roles.above[each])

    def may_have(self, role: str) -> Formula:
        """Where they may have one at or below it that is not given."""
        return both(self.towards_some.get(role, FALSE), negation(self.closed(role)))

    def has(self, role: str) -> Three:
        """Whether one of their roles lies at or below it."""
        closed = self.closed(role)
        return Three(closed, both(negation(closed), negation(self.may_have(role))))

    def has_one_of(self, roles: Iterable[str]) -> Three:
        """Whether one of their roles lies at or below one of these."""
        return disjunction(self.has(role) for role in sorted(roles))

    def standing_by(self, role: str, *, certainly: bool) -> Formula:
        """Where by this role, which they have, they stand in for the subject: certainly, or certainly or perhaps."""
        if not self.certainly and not self.perhaps:
            return FALSE
        return some(
            either(self.certainly.get(term, FALSE), FALSE if certainly else self.perhaps.get(term, FALSE))
            for term in sorted(self.roles.above[role])
        )


def recipient(world: World, vocabulary: Vocabulary) -> Person:
    """The recipient towards the subject, before anybody stands in."""
    apart = negation(world.in_person)
    held = {role: both(apart, world.role("recipient", role)) for role in sorted(vocabulary.roles.above)}
    towards = frozenset().union(*(vocabulary.roles.above[role] for role in vocabulary.towards))
    in_person = Three(world.in_person, both(negation(world.in_person), negation(world.of_class)))
    return Person(
        roles=vocabulary.roles,
        held=held,
        in_person=in_person,
        counts=in_person,
        towards_some=dict.fromkeys(sorted(towards), world.of_class),
    )


def as_given(world: World, vocabulary: Vocabulary) -> Person:
    """The recipient as they know themself: the roles that are listed, no subject in play."""
    return _as_listed("recipient", world, vocabulary)


def discloser(world: World, vocabulary: Vocabulary) -> Person:
    """The discloser."""
    return _as_listed("discloser", world, vocabulary)


def _as_listed(who: str, world: World, vocabulary: Vocabulary) -> Person:
    """The party with the roles that a request lists for it: none towards a subject."""
    plain = (role for role in sorted(vocabulary.roles.above) if role not in vocabulary.towards)
    return Person(roles=vocabulary.roles, held={role: world.role(who, role) for role in plain})


# --- scopes ----------------------------------------------------------------------------------------------------


def covers(parties: Parties | None, who: Person, *, forbids: bool) -> Three:
    """Whether the part `to …` (or `from …`) covers them; `forbids` in a prohibition."""
    if parties is None:
        return YES
    named = disjunction(
        [
            certain(constant(parties.anyone)),
            who.counts if parties.subject else NO,
            who.has_one_of(parties.roles),
        ]
    )
    return conjunction([named, (_freed(parties, who) if forbids else _excluded(parties, who)).negated()])


def _excluded(parties: Parties, who: Person) -> Three:
    return disjunction([who.counts if parties.except_subject else NO, who.has_one_of(parties.except_roles)])


def _freed(parties: Parties, who: Person) -> Three:
    """In a prohibition: where all that they are is freed (see `core.scopes`)."""
    kept = {role: holds for role, holds in who.held.items() if not who.roles.above[role] & parties.except_roles}
    any_role = some(who.held.values())
    by_roles = conjunction([certain(both(any_role, every(map(negation, kept.values())))), who.in_person.negated()])
    if not parties.except_subject:
        return by_roles
    stands = some(both(holds, who.standing_by(role, certainly=True)) for role, holds in who.held.items())
    might = some(both(holds, who.standing_by(role, certainly=False)) for role, holds in who.held.items())
    rest = every(
        negation(both(holds, negation(who.standing_by(role, certainly=True)))) for role, holds in kept.items()
    )
    rest_perhaps = every(
        negation(both(holds, negation(who.standing_by(role, certainly=False)))) for role, holds in kept.items()
    )
    surely, unsure = both(stands, rest), both(might, rest_perhaps)
    more = some(both(holds, negation(who.closed(role))) for role, holds in who.towards_some.items())
    as_stand_in = Three(both(surely, negation(more)), both(negation(surely), negation(unsure)))
    return disjunction([by_roles, who.in_person, as_stand_in])


def covered_both_ways(parties: Parties | None, who: Person) -> Three:
    """Whether the part covers them, where that counts both ways: unknown where the two rules for `except` differ."""
    if parties is None:
        return YES
    narrow, wide = covers(parties, who, forbids=False), covers(parties, who, forbids=True)
    return Three(narrow.true, both(negation(narrow.true), wide.false))
