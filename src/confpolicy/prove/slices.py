"""What a policy can be asked, cut into slices: items and purposes that no clause and no condition tells apart.

A claim about every request is a claim about each slice; within one the leaf and the purpose are fixed, and everything
else is a symbol. Two pairs of leaf and purpose are in one slice where the same clauses of every policy cover them and
all that the leaf reveals, and every condition that asks what the item or the purpose is has the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import attrs

from confpolicy.core.expressions import Asked, Defined, Expression, Falls, TermOf, children
from confpolicy.core.scopes import all_leaves
from confpolicy.facts.schema import Vocabulary
from confpolicy.prove.encode.rules import Theory

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


def slices(*theories: Theory) -> tuple[Slice, ...]:
    """All slices of programs over one vocabulary, in the order of their first cells (leaf, then purpose)."""
    vocabulary = theories[0].vocabulary
    index = _Index.of(theories)
    found: dict[object, list[Cell]] = {}
    names: dict[object, frozenset[str]] = {}
    for leaf in sorted(all_leaves(vocabulary.data)):
        here = index.at(leaf, vocabulary)
        for purpose in sorted(vocabulary.purposes.above):
            key, clauses = index.key(here, purpose)
            found.setdefault(key, []).append((leaf, purpose))
            names[key] = clauses
    return tuple(Slice(tuple(cells), names[key]) for key, cells in found.items())


@attrs.frozen
class _Index:
    """Which clauses cover which leaf and purpose; what the conditions of each ask about the item and the purpose."""

    by_leaf: Mapping[str, frozenset[str]]
    by_purpose: Mapping[str, frozenset[str]]
    asks: Mapping[str, frozenset[Expression]]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, theories: tuple[Theory, ...]) -> _Index:
        by_leaf: dict[str, set[str]] = {}
        by_purpose: dict[str, set[str]] = {}
        asks: dict[str, frozenset[Expression]] = {}
        for number, theory in enumerate(theories):
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
        everything = {part for theory in theories for part in _in_assertions(theory)}
        asks[""] = frozenset(everything)
        return cls(
            {leaf: frozenset(names) for leaf, names in by_leaf.items()},
            {purpose: frozenset(names) for purpose, names in by_purpose.items()},
            asks,
            theories[0].vocabulary,
        )

    def at(self, leaf: str, vocabulary: Vocabulary) -> tuple[tuple[str, frozenset[str]], ...]:
        """The leaf, and then all that it reveals, each with the clauses that cover it."""
        places = (leaf, *sorted(vocabulary.revealed(leaf) - {leaf}))
        return tuple((place, self.by_leaf.get(place, frozenset())) for place in places)

    def key(self, here: tuple[tuple[str, frozenset[str]], ...], purpose: str) -> tuple[object, frozenset[str]]:
        """What tells the cell from others, and the clauses that cover it."""
        suits = self.by_purpose.get(purpose, frozenset())
        public = self.vocabulary.is_public(here[0][0])
        found, clauses = [], frozenset[str]()
        for leaf, names in here:
            covering = names & suits
            clauses |= covering
            asked = frozenset().union(*(self.asks[name] for name in covering), self.asks[""])
            found.append((covering, frozenset(self._answer(each, leaf, purpose) for each in asked)))
        return (public, found[0], frozenset(found[1:])), frozenset(name.split(" ", 1)[1] for name in clauses)

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
