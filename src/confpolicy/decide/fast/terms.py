"""The terms of a vocabulary as the values that conditions compare, made once for all of them."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import attrs

from confpolicy.core.operators import hierarchy
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.types import TermKind
from confpolicy.facts.values import Symbol


@attrs.frozen(eq=False)
class Terms:
    """Of one vocabulary."""

    vocabulary: Vocabulary
    _symbols: dict[TermKind, Mapping[str, Symbol]] = attrs.field(factory=dict, init=False)
    _above: dict[TermKind, Mapping[str, frozenset[Symbol]]] = attrs.field(factory=dict, init=False)

    @functools.cached_property
    def towards(self) -> frozenset[str]:
        """The roles that somebody can have towards a subject, and all above them."""
        above = self.vocabulary.roles.above
        return frozenset().union(*(above[role] for role in self.vocabulary.towards))

    def symbols(self, kind: TermKind) -> Mapping[str, Symbol]:
        """Each term as a value."""
        if kind not in self._symbols:
            self._symbols[kind] = {term: Symbol(term) for term in hierarchy(kind, self.vocabulary).above}
        return self._symbols[kind]

    def above(self, kind: TermKind) -> Mapping[str, frozenset[Symbol]]:
        """For each term, itself and all above it as values."""
        if kind not in self._above:
            symbols = self.symbols(kind)
            self._above[kind] = {
                term: frozenset(symbols[each] for each in above)
                for term, above in hierarchy(kind, self.vocabulary).above.items()
            }
        return self._above[kind]
