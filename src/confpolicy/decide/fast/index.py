"""Which clauses can matter for an item and a purpose, found without looking at the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

import attrs

from confpolicy.core.clauses import Clause
from confpolicy.decide.prepare import Ready
from confpolicy.facts.schema import Vocabulary

C = TypeVar("C", bound=Clause)
MOST_PLACES = 64
"""In how many places a clause may stand; one with more is found by its items alone."""


@attrs.frozen(eq=False)
class Index(Generic[C]):
    """The clauses of one kind by the terms that their scopes name; None: by no term, so that any leaf finds them."""

    vocabulary: Vocabulary
    places: dict[str | None, dict[str | None, list[Ready[C]]]] = attrs.field(factory=dict)

    @classmethod
    def of(cls, clauses: Iterable[Ready[C]], vocabulary: Vocabulary) -> Index[C]:
        """The index of these clauses."""
        index: Index[C] = cls(vocabulary)
        for ready in clauses:
            index._add(ready)
        return index

    def _add(self, ready: Ready[C]) -> None:
        scope = ready.clause.scope
        items: Iterable[str | None] = (None,) if scope.of is None else scope.of.terms
        purposes: Iterable[str | None] = (None,)
        if scope.of is not None and scope.for_ is not None and not scope.for_.any:
            purposes = scope.for_.terms
            if len(scope.of.terms) * len(scope.for_.terms) > MOST_PLACES:
                purposes = (None,)
        for item in items:
            by_purpose = self.places.setdefault(item, {})
            for purpose in purposes:
                by_purpose.setdefault(purpose, []).append(ready)

    def candidates(self, leaf: str, purpose: str) -> list[Ready[C]]:
        """Every clause whose scope covers them, and perhaps others, in the order of their names."""
        found: dict[str, Ready[C]] = {}
        for item in (None, *self.vocabulary.data.above[leaf]):
            by_purpose = self.places.get(item)
            if by_purpose is not None:
                for each in (None, *self.vocabulary.purposes.above[purpose]):
                    for ready in by_purpose.get(each, ()):
                        found[ready.name] = ready
        return [found[name] for name in sorted(found)]
