"""What a policy can be asked, cut into slices: items and purposes that no clause and no condition tells apart.

A claim about every request is a claim about each slice; within one the leaf and the purpose are fixed, and everything
else is a symbol. Two pairs of leaf and purpose are in one slice where the same clauses of every policy cover them and
all that the leaf reveals, every condition that asks what the item or the purpose is has the same answer, and the same
leaves may tell on both where they are asked for too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import attrs

from confpolicy.core.expressions import Asked, Defined, Expression, Falls, TermOf, children
from confpolicy.core.scopes import all_leaves
from confpolicy.facts.schema import Vocabulary
from confpolicy.prove.encode.rules import Theory, beside

Cell: TypeAlias = tuple[str, str]
"""A leaf and a purpose."""


@attrs.frozen
class Slice:
    """The cells that are alike; the first stands for all."""

    cells: tuple[Cell, ...]
    clauses: frozenset[str]
    """The names of the clauses, of all policies, that cover the leaf or what it reveals, and the purpose."""

    @property
    def leaf(self) -> str:
        """The leaf of the first cell."""
        return self.cells[0][0]

    @property
    def purpose(self) -> str:
        """The purpose of the first cell."""
        return self.cells[0][1]


def slices(*theories: Theory, cells: Iterable[Cell] | None = None) -> tuple[Slice, ...]:
    """All slices of programs, in the order of their first cells (leaf, then purpose).

    `cells`: those that are asked about, all of the first program's by default; each has to be one of every program.
    """
    indices = tuple(_Index.of(theory, number) for number, theory in enumerate(theories))
    found: dict[object, list[Cell]] = {}
    names: dict[object, frozenset[str]] = {}
    places: dict[str, tuple[_Places, ...]] = {}
    telling: dict[str, frozenset[str]] = {}
    for leaf, purpose in cells_of(theories[0].vocabulary) if cells is None else cells:
        if leaf not in places:
            revealed = sorted(frozenset().union(*(each.vocabulary.revealed(leaf) for each in theories)) - {leaf})
            places[leaf] = tuple(index.at(leaf, revealed) for index in indices)
            telling[leaf] = beside(theories, leaf)
        key, clauses = _key(indices, places[leaf], leaf, purpose)
        key = (key, telling[leaf])
        found.setdefault(key, []).append((leaf, purpose))
        names[key] = clauses
    return tuple(Slice(tuple(alike), names[key]) for key, alike in found.items())


def cells_of(vocabulary: Vocabulary) -> Iterator[Cell]:
    """Every leaf with every purpose, by leaf, then purpose."""
    purposes = sorted(vocabulary.purposes.above)
    for leaf in sorted(all_leaves(vocabulary.data)):
        for purpose in purposes:
            yield leaf, purpose


_Places: TypeAlias = tuple[tuple[str, frozenset[str] | None], ...]
"""The leaf, and then all that it reveals, each with the clauses that cover it; None where it does not reveal it."""


def _key(
    indices: tuple[_Index, ...], places: tuple[_Places, ...], leaf: str, purpose: str
) -> tuple[object, frozenset[str]]:
    """What tells the cell from others, and the clauses that cover it."""
    seen = [index.seen(here, purpose) for index, here in zip(indices, places, strict=True)]
    clauses = frozenset().union(*(names for each in seen for names, _ in each if names is not None))
    public = tuple(index.vocabulary.is_public(leaf) for index in indices)
    together = list(zip(*seen, strict=True))
    return (public, together[0], frozenset(together[1:])), frozenset(name.split(" ", 1)[1] for name in clauses)


@attrs.frozen
class _Index:
    """Which clauses cover which leaf and purpose; what the conditions of each ask about the item and the purpose."""

    by_leaf: Mapping[str, frozenset[str]]
    by_purpose: Mapping[str, frozenset[str]]
    asks: Mapping[str, frozenset[Expression]]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, theory: Theory, number: int) -> _Index:
        by_leaf: dict[str, set[str]] = {}
        by_purpose: dict[str, set[str]] = {}
        asks: dict[str, frozenset[Expression]] = {}
        for policy in theory.policies:
            memory: dict[str, frozenset[Expression]] = {}
            definitions = policy.rules.definitions
            for each in policy.clauses:
                name = f"{number} {each.name}"
                for leaf in each.leaves:
                    by_leaf.setdefault(leaf, set()).add(name)
                for purpose in each.purposes:
                    by_purpose.setdefault(purpose, set()).add(name)
                asks[name] = _asks((part for part, _ in each.parts), definitions, memory)
            governed = policy.governed
            if governed is not None:
                name = f"{number} governs.{policy.rules.header.name}"
                asks[name] = _asks((part for part, _ in governed.parts), definitions, memory)
                for leaf in governed.leaves:
                    by_leaf.setdefault(leaf, set()).add(name)
                for leaf in governed.perhaps:
                    by_leaf.setdefault(leaf, set()).update((f"{name} perhaps", name))
                for purpose in governed.purposes:
                    by_purpose.setdefault(purpose, set()).update((name, f"{name} perhaps"))
                asks[f"{name} perhaps"] = frozenset()
        asks[""] = frozenset(_in_assertions(theory))
        return cls(
            {leaf: frozenset(names) for leaf, names in by_leaf.items()},
            {purpose: frozenset(names) for purpose, names in by_purpose.items()},
            asks,
            theory.vocabulary,
        )

    def at(self, leaf: str, others: Iterable[str]) -> _Places:
        """The leaf, and then the others, each with the clauses that cover it; None where it is not revealed."""
        revealed = self.vocabulary.revealed(leaf) | {leaf}
        return tuple(
            (place, self.by_leaf.get(place, frozenset()) if place in revealed else None) for place in (leaf, *others)
        )

    def seen(self, here: _Places, purpose: str) -> list[tuple[frozenset[str] | None, object]]:
        """For each place the clauses that cover it, and how what they ask of item and purpose comes out."""
        suits = self.by_purpose.get(purpose, frozenset())
        found: list[tuple[frozenset[str] | None, object]] = []
        for leaf, names in here:
            if names is None:
                found.append((None, None))
                continue
            covering = names & suits
            asked = frozenset().union(*(self.asks[name] for name in covering), self.asks[""])
            found.append((covering, frozenset(self._answer(each, leaf, purpose) for each in asked)))
        return found

    def _answer(self, asked: Expression, leaf: str, purpose: str) -> object:
        match asked:
            case Falls(what, term):
                data, purposes = self.vocabulary.data, self.vocabulary.purposes
                covers = data.covers(term, leaf) if what is Asked.ITEM else purposes.covers(term, purpose)
                return asked, covers
            case TermOf(what):
                return asked, leaf if what is Asked.ITEM else purpose
            case _:
                raise AssertionError("nothing else asks about them")


def _asks(
    parts: Iterator[Expression], definitions: Mapping[str, Expression], memory: dict[str, frozenset[Expression]]
) -> frozenset[Expression]:
    found: set[Expression] = set()
    stack = list(parts)
    while stack:
        node = stack.pop()
        match node:
            case Falls() | TermOf():
                found.add(node)
            case Defined(name):
                if name not in memory:
                    memory[name] = _asks(iter((definitions[name],)), definitions, memory)
                found |= memory[name]
            case _:
                stack += children(node)
    return frozenset(found)


def _in_assertions(theory: Theory) -> Iterator[Expression]:
    for policy in theory.policies:
        for assertion in policy.rules.assertions:
            parts = [each for each in (assertion.condition.when, *assertion.condition.unless) if each is not None]
            yield from _asks(iter(parts), policy.rules.definitions, {})
