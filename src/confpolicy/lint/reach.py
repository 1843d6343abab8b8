"""How far a scope reaches, over recipients and disclosers with one role, with none, and the subject in person."""

from __future__ import annotations

from typing import Final

import attrs

from confpolicy.core.clauses import Clause, Parties, Prohibition
from confpolicy.core.scopes import Presence, leaves_in, party_matches, purposes_in
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
        return self.meets_but_for_purpose(other) and bool(self.purposes & other.purposes)

    def meets_but_for_purpose(self, other: Reach) -> bool:
        """Whether some disclosure would lie in both, were it for the same purpose."""
        return bool(
            self.leaves & other.leaves and self.recipients & other.recipients and self.disclosers & other.disclosers
        )


def reach(clause: Clause, vocabulary: Vocabulary) -> Reach:
    """The reach of the clause's scope; `except` frees less in a prohibition than elsewhere."""
    scope, forbids = clause.scope, isinstance(clause, Prohibition)
    return Reach(
        leaves_in(scope.of, vocabulary.data, forbids=forbids),
        _parties(scope.to, vocabulary.roles, forbids=forbids),
        _parties(scope.from_, vocabulary.roles, forbids=forbids),
        purposes_in(scope.for_, vocabulary.purposes),
    )


def with_revealed(covered: Reach, vocabulary: Vocabulary) -> Reach:
    """The same with all that its leaves reveal."""
    leaves = covered.leaves.union(*(vocabulary.revealed(leaf) for leaf in covered.leaves))
    return attrs.evolve(covered, leaves=leaves)


def _parties(parties: Parties | None, roles: Hierarchy, *, forbids: bool) -> frozenset[str]:
    everybody = {role: Presence.of(frozenset({role}), roles) for role in roles.above}
    everybody[NO_ROLE] = Presence.of(frozenset(), roles)
    everybody[IN_PERSON] = Presence.of(frozenset(), roles, in_person=True)
    return frozenset(name for name, who in everybody.items() if party_matches(parties, who, roles, forbids=forbids))
