"""What may be spoken about: the declared vocabulary, resolved. Section 2 of the language."""

from __future__ import annotations

import enum
from collections.abc import Mapping

import attrs

from confpolicy.facts.types import Type
from confpolicy.facts.values import Duration

PUBLIC, CONFIDENTIAL = "public", "confidential"
"""The two built-in roots of the data hierarchy. They are never leaves."""


class Holder(enum.Enum):
    """Whom a fact is about. The value is its keyword."""

    SUBJECT = "subject"
    STATED = "stated"
    RECIPIENT = "recipient"
    RELATION = "relation"
    DISCLOSER = "discloser"
    CONTEXT = "context"
    ITEM = "item"
    STATEMENT = "statement"


BY_SUBJECT = frozenset({Holder.SUBJECT, Holder.STATED, Holder.RELATION})
"""The holders that have a value for each data subject."""


@attrs.frozen
class Hierarchy:
    """Terms with their parents, closed: `above[t]` is `t` and all its ancestors.

    Build one with `Hierarchy.of`.
    """

    parents: Mapping[str, tuple[str, ...]]
    above: Mapping[str, frozenset[str]] = attrs.field(repr=False)
    leaves: Mapping[str, frozenset[str]] = attrs.field(repr=False)
    """For each term the leaves that it stands for: itself where none is below it."""

    @classmethod
    def of(cls, parents: Mapping[str, tuple[str, ...]], *, never_leaves: frozenset[str] = frozenset()) -> Hierarchy:
        """The hierarchy in which each key has the parents given; there are no cycles (the checker saw to it)."""
        above: dict[str, frozenset[str]] = {}

        def close(term: str) -> frozenset[str]:
            if term not in above:
                above[term] = frozenset({term}).union(*(close(parent) for parent in parents[term]))
            return above[term]

        for term in parents:
            close(term)
        inner = {parent for ups in parents.values() for parent in ups} | never_leaves
        leaves: dict[str, set[str]] = {term: set() for term in parents}
        for leaf in parents.keys() - inner:
            for term in above[leaf]:
                leaves[term].add(leaf)
        return cls(dict(parents), above, {term: frozenset(below) for term, below in leaves.items()})

    def covers(self, term: str, other: str) -> bool:
        """Whether `term` is `other` or stands above it."""
        return term in self.above[other]


@attrs.frozen
class JudgedBy:
    """Whose judgement a fact is: of somebody with one of `roles` (or below), of the discloser, of the recipient.

    `within`: how old it may be.
    """

    roles: tuple[str, ...] = ()
    by_discloser: bool = False
    by_recipient: bool = False
    within: Duration | None = None


@attrs.frozen
class FactDeclaration:
    """A declared fact. `presumed`: the reason why it is taken as no if absent (bool only, never with `judged`)."""

    holder: Holder
    name: str
    type: Type
    protected: bool = False
    judged: JudgedBy | None = None
    presumed: str | None = None

    @property
    def full_name(self) -> str:
        """As policies write it: `subject.date_of_birth`."""
        return f"{self.holder.value}.{self.name}"


@attrs.frozen
class Vocabulary:
    """Everything that a policy declares; requests and clauses may speak of nothing else."""

    data: Hierarchy
    """With `public` and `confidential`; a term declared under neither has `confidential` as a parent."""
    roles: Hierarchy
    purposes: Hierarchy
    towards: frozenset[str]
    """The roles that somebody has towards a particular subject (with all below them)."""
    reveals: Mapping[str, frozenset[str]]
    """For each leaf the other leaves that it reveals, transitively closed; one that reveals none may be missing."""
    notices: frozenset[str]
    givers: frozenset[str]
    """The declared givers of consent; `subject` is always one besides."""
    registers: frozenset[str]
    facts: Mapping[str, FactDeclaration]
    """By full name (`subject.kind`)."""
    structures: Mapping[str, Mapping[str, Type]]

    def is_public(self, leaf: str) -> bool:
        """Whether the leaf lies under `public`."""
        return PUBLIC in self.data.above[leaf]

    def revealed(self, leaf: str) -> frozenset[str]:
        """The other leaves that whoever learns `leaf` learns too."""
        return self.reveals.get(leaf, frozenset())
