"""Whom and what a scope covers, with the rules for `except` (section 3 of the design, "A clause has …").

`except` takes away wherever anything excepted is there; in a prohibition it frees only what falls under it wholly.
"""

from __future__ import annotations

import attrs

from confpolicy.core.clauses import Items, Parties, Purposes
from confpolicy.facts.schema import Hierarchy


@attrs.frozen
class Presence:
    """A recipient or discloser as scopes and conditions see them. Build one with `Presence.of`.

    `closed`: `roles` and all above them. `in_person`: they are the data subject being decided.
    """

    roles: frozenset[str]
    closed: frozenset[str]
    in_person: bool = False

    @classmethod
    def of(cls, roles: frozenset[str], hierarchy: Hierarchy, *, in_person: bool = False) -> Presence:
        """Somebody with these roles."""
        closed = frozenset().union(*(hierarchy.above[role] for role in roles))
        return cls(roles, closed, in_person)

    @classmethod
    def towards(
        cls, roles: frozenset[str], relation_roles: frozenset[str], hierarchy: Hierarchy, *, in_person: bool
    ) -> Presence:
        """The recipient towards one data subject: themself without a role, others with the roles towards them too."""
        return cls.of(frozenset() if in_person else roles | relation_roles, hierarchy, in_person=in_person)


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


def party_matches(parties: Parties | None, who: Presence, hierarchy: Hierarchy, *, forbids: bool) -> bool:
    """Whether the part `to …` (or `from …`) covers them; `forbids` in a prohibition."""
    if parties is None:
        return True
    if not (parties.anyone or (parties.subject and who.in_person) or parties.roles & who.closed):
        return False
    if who.in_person and parties.except_subject:
        return False
    if forbids:
        return not who.roles or any(not hierarchy.above[role] & parties.except_roles for role in who.roles)
    return not who.closed & parties.except_roles


def purposes_in(purposes: Purposes | None, hierarchy: Hierarchy) -> frozenset[str]:
    """The purposes that the part `for …` covers."""
    if purposes is None:
        return frozenset(hierarchy.above)
    return frozenset(
        purpose
        for purpose, above in hierarchy.above.items()
        if (purposes.any or above & purposes.terms) and not above & purposes.excepted
    )
