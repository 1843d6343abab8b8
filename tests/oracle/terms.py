"""What the oracle reckons with: the values of facts, and which term stands above which.

Days and instants are the plain integers of `Day` and `Instant`. None stands for unknown, everywhere.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from confpolicy.core.clauses import Clause
from confpolicy.core.programs import Program, Rules
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType, Type
from confpolicy.facts.values import Day, Duration, Instant, Record, Symbol, Value


@dataclass(frozen=True)
class Term:
    """A term of one of the three hierarchies (an enumerated value of the same name is not one)."""

    kind: TermKind
    name: str


@dataclass(frozen=True)
class Rec:
    """A value of a structure: every declared field, None where it was not given."""

    fields: Mapping[str, Known | None]


Known: TypeAlias = bool | int | Decimal | str | Day | Instant | Duration | Symbol | Term | Rec | tuple["Known", ...]
"""A value that is known. A set is a tuple."""


def of_policy(value: Value, type_: Type, vocabulary: Vocabulary) -> Known:
    """A value that stands in the policy, as one that the oracle reckons with."""
    match type_, value:
        case SetOf(element), frozenset():
            return tuple(of_policy(member, element, vocabulary) for member in value)
        case StructureType(name), Record():
            types = vocabulary.structures[name]
            given = {field: of_policy(part, types[field], vocabulary) for field, part in value.fields}
            return Rec({field: given.get(field) for field in types})
        case TermType(kind), Symbol(name):
            return Term(kind, name)
        case Primitive.TEXT, str():
            return unicodedata.normalize("NFC", value)
        case OneOf(), Symbol():
            return value
        case Primitive(), bool() | int() | Decimal() | Day() | Instant() | Duration():
            return value
        case _:
            raise TypeError(f"{value!r} is no {type_!r}")


class Terms:
    """The hierarchies of a vocabulary, worked out from `parents` alone."""

    def __init__(self, program: Program) -> None:
        vocabulary = program.vocabulary
        self._parents: dict[TermKind, Mapping[str, tuple[str, ...]]] = {
            TermKind.DATA: vocabulary.data.parents,
            TermKind.ROLE: vocabulary.roles.parents,
            TermKind.PURPOSE: vocabulary.purposes.parents,
        }
        self._ups: dict[TermKind, dict[str, frozenset[str]]] = {kind: {} for kind in TermKind}
        inner = {parent for above in vocabulary.data.parents.values() for parent in above} | {
            "public",
            "confidential",
        }
        self._leaves = vocabulary.data.parents.keys() - inner

    def ups(self, kind: TermKind, term: str) -> frozenset[str]:
        """The term itself and all above it, by any path."""
        known = self._ups[kind]
        if term not in known:
            known[term] = frozenset({term}).union(*(self.ups(kind, parent) for parent in self._parents[kind][term]))
        return known[term]

    def under_one_of(self, kind: TermKind, term: str, others: frozenset[str]) -> bool:
        """Whether the term is one of the others, or lies below one."""
        return not others.isdisjoint(self.ups(kind, term))

    def leaves(self, term: str) -> frozenset[str]:
        """The data terms at or below this one that have none below them; the two roots are never leaves."""
        return frozenset(leaf for leaf in self._leaves if term in self.ups(TermKind.DATA, leaf))

    def freed(self, item: str, excepted: frozenset[str]) -> bool:
        """Whether a prohibition's `except` frees the item: it is excepted, or all its parents are freed."""
        parents = self._parents[TermKind.DATA][item]
        return item in excepted or (bool(parents) and all(self.freed(parent, excepted) for parent in parents))


@dataclass(frozen=True)
class Policy:
    """One policy of the program, with the program's terms."""

    program: Program
    terms: Terms
    rules: Rules

    @classmethod
    def first_of(cls, program: Program) -> Policy:
        """The policy that is asked."""
        return cls(program, Terms(program), program.policies[0])

    @functools.cached_property
    def layers(self) -> tuple[Policy, ...]:
        """Every policy of the program."""
        return tuple(replace(self, rules=rules) for rules in self.program.policies)

    @property
    def vocabulary(self) -> Vocabulary:
        """What may be spoken about."""
        return self.program.vocabulary

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause, whatever its kind."""
        return self.rules.clauses
