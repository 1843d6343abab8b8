"""What is known of how two programs differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import attrs

from confpolicy.prove.compare.questions import How

Cell3: TypeAlias = tuple[str, str, str]
"""An item, a role and a purpose."""


@attrs.frozen(kw_only=True)
class Change:
    """One way in which the new program differs, with all cells (item, role, purpose) where it does for one reason."""

    how: How
    item: str
    role: str
    purpose: str
    """Those of the witness."""
    before: str
    after: str
    """The verdicts on the witness."""
    clauses: tuple[str, ...]
    detail: str
    witness: Mapping[str, Any]
    cells: tuple[Cell3, ...] = ()


@attrs.frozen(kw_only=True)
class Unsettled:
    """Where it is not known whether the two differ in this way, and why."""

    item: str
    purpose: str
    how: str
    reason: str


@attrs.frozen(kw_only=True)
class Term:
    """A word of requests that only one of the two policies knows, or that they take for different things."""

    kind: str
    name: str
    where: str
    """`new`, `gone`, or `declared otherwise`: of a term also where it lies below others."""
    detail: str = ""
    """What it lies below now, or no longer."""


@attrs.frozen(kw_only=True)
class Difference:
    """All that is known of how two programs differ."""

    changes: tuple[Change, ...]
    undecided: tuple[Unsettled, ...]
    vocabulary: tuple[Term, ...] = ()
    bounded: tuple[str, ...] = ()
    """Facts that are sets, of whose elements only so many were reckoned with that more could matter."""

    @property
    def equivalent(self) -> bool:
        """Whether the two are proved to be equivalent."""
        return not (self.changes or self.undecided or self.vocabulary)


@attrs.define
class Gathering:
    """Changes of one kind, for one reason, gathered wherever they are found."""

    groups: dict[object, tuple[Change, set[Cell3]]] = attrs.field(factory=dict)
    open: dict[Unsettled, None] = attrs.field(factory=dict)

    def add(self, key: object, cells: Iterable[Cell3]) -> bool:
        """Whether there is such a change already, to which the cells were added."""
        if key not in self.groups:
            return False
        self.groups[key][1].update(cells)
        return True

    def begin(self, key: object, change: Change, cells: Iterable[Cell3]) -> None:
        """The first change of its kind and reason."""
        self.groups[key] = (change, set(cells))

    def unsettled(self, item: str, purpose: str, how: str, reason: str) -> None:
        """Something could not be settled."""
        self.open[Unsettled(item=item, purpose=purpose, how=how, reason=reason)] = None

    def difference(self, bounded: tuple[str, ...], vocabulary: tuple[Term, ...]) -> Difference:
        """All of it, in the order of items, roles and purposes."""
        changes = [attrs.evolve(first, cells=tuple(sorted(cells))) for first, cells in self.groups.values()]
        changes.sort(key=lambda each: (each.item, each.role, each.purpose, each.how.value, each.detail))
        return Difference(
            changes=tuple(changes),
            undecided=tuple(self.open),
            vocabulary=vocabulary,
            bounded=bounded,
        )
