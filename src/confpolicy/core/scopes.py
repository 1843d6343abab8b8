"""Whom and what a scope covers, with the rules for `except` (section 3 of the design, "A clause has …").

`except` takes away wherever anything excepted is there; in a prohibition it frees only what falls under it wholly.
"""

from __future__ import annotations

import attrs

from confpolicy.core.clauses import Items, Parties, Purposes
from confpolicy.facts.logic import Truth, conjunction, disjunction, negation, truth
from confpolicy.facts.schema import Hierarchy


@attrs.frozen
class Presence:
    """A recipient or discloser as scopes and conditions see them. Build one with `Presence.of`.

    `closed`: `roles` and all above them. `in_person`: they are the data subject being decided; unknown of a class of
    people. `counts`: they count as that subject, in person or standing in for them.
    """

    roles: frozenset[str]
    closed: frozenset[str]
    in_person: Truth = Truth.FALSE
    counts: Truth = Truth.FALSE
    perhaps: frozenset[str] = frozenset()
    """Roles, and all above them, that they may have towards some of a class of people, and that are not given."""
    standing: frozenset[str] = frozenset()
    """Those of `roles` by which they certainly stand in for the subject; no `except subject` asks for these too."""
    perhaps_standing: frozenset[str] = frozenset()
    """Those by which they stand in certainly or perhaps."""

    @classmethod
    def of(cls, roles: frozenset[str], hierarchy: Hierarchy, *, in_person: Truth = Truth.FALSE) -> Presence:
        """Somebody with these roles, who stands in for nobody."""
        return cls(roles, _closed(roles, hierarchy), in_person, in_person)

    @classmethod
    def towards(
        cls,
        roles: frozenset[str],
        relation_roles: frozenset[str],
        hierarchy: Hierarchy,
        *,
        in_person: Truth,
        all_towards: frozenset[str] = frozenset(),
    ) -> Presence:
        """The recipient towards one data subject: themself without a role, others with the roles towards them too.

        `all_towards`: every role that somebody can have towards a subject. Where it is unknown whether they are the
        subject, that is a class of people, they may have any of these towards some of it.
        """
        held = frozenset() if in_person is Truth.TRUE else roles | relation_roles
        who = cls.of(held, hierarchy, in_person=in_person)
        if in_person is not Truth.UNKNOWN:
            return who
        return attrs.evolve(who, perhaps=_closed(all_towards, hierarchy) - who.closed)

    def standing_in(self, certainly: frozenset[str], perhaps: frozenset[str], hierarchy: Hierarchy) -> Presence:
        """The same, standing in for the subject by these roles, certainly and (those among them) perhaps."""
        stands = truth(not self.closed.isdisjoint(certainly))
        might = Truth.FALSE if (self.closed | self.perhaps).isdisjoint(perhaps) else Truth.UNKNOWN
        return attrs.evolve(
            self,
            counts=disjunction([self.in_person, stands, might]),
            standing=_under(self.roles, certainly, hierarchy),
            perhaps_standing=_under(self.roles, certainly | perhaps, hierarchy),
        )

    def has(self, role: str) -> Truth:
        """Whether one of their roles lies at or below `role`."""
        if role in self.closed:
            return Truth.TRUE
        return Truth.UNKNOWN if role in self.perhaps else Truth.FALSE

    def has_one_of(self, roles: frozenset[str]) -> Truth:
        """Whether one of their roles lies at or below one of these."""
        if not self.closed.isdisjoint(roles):
            return Truth.TRUE
        return Truth.FALSE if self.perhaps.isdisjoint(roles) else Truth.UNKNOWN


def _closed(roles: frozenset[str], hierarchy: Hierarchy) -> frozenset[str]:
    return frozenset().union(*(hierarchy.above[role] for role in roles))


def _under(roles: frozenset[str], terms: frozenset[str], hierarchy: Hierarchy) -> frozenset[str]:
    return frozenset(role for role in roles if hierarchy.above[role] & terms)


def all_leaves(hierarchy: Hierarchy) -> frozenset[str]:
    """Every term of the hierarchy with nothing below it."""
    return frozenset().union(*hierarchy.leaves.values())


def leaves_in(items: Items | None, hierarchy: Hierarchy, *, forbids: bool) -> frozenset[str]:
    """The leaves that the part `of …` covers; `forbids` in a prohibition."""
    if items is None:
        return all_leaves(hierarchy)
    covered: frozenset[str] = frozenset().union(*(hierarchy.leaves[term] for term in items.terms))
    if forbids:
        freed = dict.fromkeys(items.excepted, True)
        return frozenset(leaf for leaf in covered if not _freed(leaf, freed, hierarchy))
    return frozenset(leaf for leaf in covered if not hierarchy.above[leaf] & items.excepted)


def _freed(term: str, freed: dict[str, bool], hierarchy: Hierarchy) -> bool:
    """In a prohibition an item is freed where it is excepted, or all its parents are freed (and it has one).

    `freed` starts with what is excepted; each term is looked at once, by however many ways it is reached.
    """
    if term not in freed:
        parents = hierarchy.parents[term]
        freed[term] = bool(parents) and all(_freed(up, freed, hierarchy) for up in parents)
    return freed[term]


def covers_party(parties: Parties | None, who: Presence, hierarchy: Hierarchy, *, forbids: bool) -> Truth:
    """Whether the part `to …` (or `from …`) covers them; `forbids` in a prohibition.

    Unknown where it turns on whether they count as the subject, or on a role that they may have towards a class.
    """
    if parties is None:
        return Truth.TRUE
    if parties.anyone:
        named = Truth.TRUE
    else:
        named = disjunction([who.counts if parties.subject else Truth.FALSE, who.has_one_of(parties.roles)])
    if named is Truth.FALSE or not (parties.except_subject or parties.except_roles):
        return named
    return conjunction(
        [named, negation(_freed_party(parties, who, hierarchy) if forbids else _excluded(parties, who))]
    )


def _excluded(parties: Parties, who: Presence) -> Truth:
    return disjunction([who.counts if parties.except_subject else Truth.FALSE, who.has_one_of(parties.except_roles)])


def _freed_party(parties: Parties, who: Presence, hierarchy: Hierarchy) -> Truth:
    """In a prohibition they are freed where all that they are is: the subject in person, or each of their roles.

    Of somebody who stands in for the subject, `except subject` frees the roles by which they do, and no others. By
    roles nobody is freed for certain who may be the subject in person: then they would have none.
    """

    def freed(roles: frozenset[str]) -> bool:
        return all(hierarchy.above[role] & parties.except_roles for role in roles)

    by_roles = conjunction([truth(bool(who.roles) and freed(who.roles)), negation(who.in_person)])
    if not parties.except_subject:
        return by_roles
    as_stand_in = Truth.FALSE
    if who.standing and freed(who.roles - who.standing):
        # Towards a class they may have roles besides that are not known, and not freed.
        as_stand_in = Truth.UNKNOWN if who.perhaps else Truth.TRUE
    elif who.perhaps_standing and freed(who.roles - who.perhaps_standing):
        as_stand_in = Truth.UNKNOWN
    return disjunction([by_roles, who.in_person, as_stand_in])


def party_covered(parties: Parties | None, who: Presence | None, hierarchy: Hierarchy) -> Truth:
    """Whether the part covers them, where that counts both ways: for what is permitted and for what is withheld.

    Unknown where the two rules for `except` differ, and where it is not known who they are.
    """
    if parties is None:
        return Truth.TRUE
    if who is None:
        every = parties.anyone and not parties.except_roles and not parties.except_subject
        return Truth.TRUE if every else Truth.UNKNOWN
    return both_ways(
        permits=covers_party(parties, who, hierarchy, forbids=False),
        forbids=covers_party(parties, who, hierarchy, forbids=True),
    )


def both_ways(*, permits: Truth, forbids: Truth) -> Truth:
    """True where even the narrower rule, that of permissions, covers it; false where not even the wider one does."""
    if permits is Truth.TRUE:
        return Truth.TRUE
    return Truth.FALSE if forbids is Truth.FALSE else Truth.UNKNOWN


def purposes_in(purposes: Purposes | None, hierarchy: Hierarchy) -> frozenset[str]:
    """The purposes that the part `for …` covers."""
    if purposes is None:
        return frozenset(hierarchy.above)
    return frozenset(
        purpose
        for purpose, above in hierarchy.above.items()
        if (purposes.any or above & purposes.terms) and not above & purposes.excepted
    )
