"""A random policy before it is text: its statements, each a text of its own, so that one can be added or left out."""

from __future__ import annotations

import random
from collections.abc import Collection

import attrs

from confpolicy.testing.conditions import Definition
from confpolicy.testing.taxonomy import Taxonomy


@attrs.frozen
class ClauseSketch:
    """One clause: the words at the left margin, its name, and its parts, a line each."""

    kind: str
    name: str
    parts: tuple[str, ...]

    def statement(self) -> str:
        """Its text."""
        return "\n    ".join((f"{self.kind} {self.name}", *self.parts))


@attrs.frozen(kw_only=True)
class Sketch:
    """A random policy."""

    header: str
    taxonomy: Taxonomy
    definitions: tuple[Definition, ...]
    clauses: tuple[ClauseSketch, ...]
    groups: tuple[ClauseSketch, ...] = ()
    """Groups of clauses; a group is no clause, but its text is made in the same way."""

    def statements(self) -> tuple[str, ...]:
        """All of it, in the order in which it was made."""
        return (
            self.header,
            *self.taxonomy.statements(),
            *(definition.statement() for definition in self.definitions),
            *(clause.statement() for clause in self.clauses),
            *(group.statement() for group in self.groups),
        )

    @property
    def text(self) -> str:
        """The policy file."""
        return "\n\n".join(self.statements()) + "\n"

    def without(self, names: Collection[str]) -> Sketch:
        """The same without the clauses of these names."""
        kept = tuple(clause for clause in self.clauses if clause.name not in names)
        return attrs.evolve(self, clauses=kept)

    def with_clause(self, clause: ClauseSketch) -> Sketch:
        """The same with one clause more."""
        return attrs.evolve(self, clauses=(*self.clauses, clause))

    def shuffled_text(self, seed: int) -> str:
        """The same statements, after the header, in another order."""
        header, *rest = self.statements()
        random.Random(seed).shuffle(rest)  # noqa: S311 - a test's order has to be repeatable, not secret
        return "\n\n".join((header, *rest)) + "\n"
