"""How far a scope reaches, over recipients and disclosers with one role, with none, and the subject in person."""

from __future__ import annotations

from typing import Final

import attrs

from confpolicy.core.clauses import Items, Parties, Purposes, Scope
from confpolicy.facts.schema import Hierarchy, Vocabulary

NO_ROLE: Final = ""
IN_PERSON: Final = "subject"


@attrs.frozen
class Reach:
    """Leaves, recipients, disclosers and purposes that a scope covers."""

    leaves: frozenset[str]
    recipients: frozenset[str]
    disclosers: frozenset[str]
    purposes: frozenset[str]

    def meets(self, other: Reach) -> bool:
        """Whether some disclosure lies in both."""
        return bool(
            self.leaves & other.leaves
            and self.recipients & other.recipients
            and self.disclosers & other.disclosers
            and self.purposes & other.purposes
        )


def reach(scope: Scope, vocabulary: Vocabulary) -> Reach:
    """The reach of `scope`, with `except` read as narrowly as it can be meant: whatever it names is out."""
    return Reach(
        leaves_of(scope.of, vocabulary),
        _parties(scope.to, vocabulary.roles),
        _parties(scope.from_, vocabulary.roles),
        _purposes(scope.for_, vocabulary.purposes),
    )


def leaves_of(items: Items | None, vocabulary: Vocabulary) -> frozenset[str]:
    """The leaves that `items` covers; all of them for None."""
    hierarchy = vocabulary.data
    if items is None:
        return frozenset().union(*hierarchy.leaves.values())
    return _leaves(items.terms, hierarchy) - _leaves(items.excepted, hierarchy)


def with_revealed(leaves: frozenset[str], vocabulary: Vocabulary) -> frozenset[str]:
    """The leaves and all that they reveal."""
    return leaves.union(*(vocabulary.revealed(leaf) for leaf in leaves))


def _leaves(terms: frozenset[str], hierarchy: Hierarchy) -> frozenset[str]:
    return frozenset().union(*(hierarchy.leaves[term] for term in terms))


def _below(terms: frozenset[str], hierarchy: Hierarchy) -> frozenset[str]:
    return frozenset(term for term, above in hierarchy.above.items() if above & terms)


def _parties(parties: Parties | None, roles: Hierarchy) -> frozenset[str]:
    everybody = frozenset({NO_ROLE, IN_PERSON, *roles.above})
    if parties is None:
        return everybody
    named = everybody if parties.anyone else _below(parties.roles, roles)
    named |= {IN_PERSON} if parties.subject else frozenset()
    excepted = _below(parties.except_roles, roles) | ({IN_PERSON} if parties.except_subject else frozenset())
    return named - excepted


def _purposes(purposes: Purposes | None, hierarchy: Hierarchy) -> frozenset[str]:
    if purposes is None:
        return frozenset(hierarchy.above)
    named = frozenset(hierarchy.above) if purposes.any else _below(purposes.terms, hierarchy)
    return named - _below(purposes.excepted, hierarchy)
