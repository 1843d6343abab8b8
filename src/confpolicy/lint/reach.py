"""How far a scope reaches, over recipients and disclosers with one role, with none, and the subject in person."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Final

import attrs

from confpolicy.core.clauses import Clause, Items, Parties, Prohibition, Purposes
from confpolicy.core.scopes import Presence, covers_party, leaves_in, purposes_in
from confpolicy.facts.logic import Truth
from confpolicy.facts.schema import Vocabulary

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


@attrs.frozen(eq=False)
class Reaches:
    """The reaches of a policy's clauses. Clauses with the same part of a scope share what it covers."""

    vocabulary: Vocabulary
    _known: dict[tuple[Items | Parties | Purposes | None, str, bool], frozenset[str]] = attrs.field(
        factory=dict, init=False, repr=False
    )
    _revealed: dict[frozenset[str], frozenset[str]] = attrs.field(factory=dict, init=False, repr=False)

    def of(self, clause: Clause) -> Reach:
        """The reach of the clause's scope; `except` frees less in a prohibition than elsewhere."""
        scope, forbids = clause.scope, isinstance(clause, Prohibition)
        data, purposes = self.vocabulary.data, self.vocabulary.purposes
        return Reach(
            self._once((scope.of, "of", forbids), lambda: leaves_in(scope.of, data, forbids=forbids)),
            self._once((scope.to, "to", forbids), lambda: self._parties(scope.to, forbids=forbids)),
            self._once((scope.from_, "to", forbids), lambda: self._parties(scope.from_, forbids=forbids)),
            self._once((scope.for_, "for", forbids), lambda: purposes_in(scope.for_, purposes)),
        )

    def with_revealed(self, covered: Reach) -> Reach:
        """The same with all that its leaves reveal."""
        leaves = covered.leaves
        if leaves not in self._revealed:
            self._revealed[leaves] = leaves.union(*(self.vocabulary.revealed(leaf) for leaf in leaves))
        return attrs.evolve(covered, leaves=self._revealed[leaves])

    def _once(
        self, part: tuple[Items | Parties | Purposes | None, str, bool], covered: Callable[[], frozenset[str]]
    ) -> frozenset[str]:
        if part not in self._known:
            self._known[part] = covered()
        return self._known[part]

    def _parties(self, parties: Parties | None, *, forbids: bool) -> frozenset[str]:
        roles = self.vocabulary.roles
        return frozenset(
            name
            for name, who in self._everybody.items()
            if covers_party(parties, who, roles, forbids=forbids) is Truth.TRUE
        )

    @functools.cached_property
    def _everybody(self) -> dict[str, Presence]:
        roles = self.vocabulary.roles
        return {
            **{role: Presence.of(frozenset({role}), roles) for role in roles.above},
            NO_ROLE: Presence.of(frozenset(), roles),
            IN_PERSON: Presence.of(frozenset(), roles, in_person=Truth.TRUE),
        }
