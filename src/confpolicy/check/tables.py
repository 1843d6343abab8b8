"""What the typing of conditions finds out, in side tables keyed by `id` of the node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import attrs

from confpolicy.check.facts import Facts
from confpolicy.check.findings import Findings
from confpolicy.check.symbols import Kind, Symbols
from confpolicy.facts.calendar import Zone
from confpolicy.facts.types import OneOf, TermType, Type
from confpolicy.syntax.expressions import Expr

Known: TypeAlias = Type | None
"""A type, or None where a mistake was reported already: it fits everywhere, so that one mistake is told once."""
Scope: TypeAlias = Mapping[str, Known]
"""The variables of the enclosing quantifiers."""


@attrs.frozen
class VariableMeant:
    """A name that is the variable of an enclosing quantifier."""


@attrs.frozen
class DefinitionMeant:
    """A name that is a definition."""


@attrs.frozen
class ValueMeant:
    """A name that is a value of an enumeration or a term: what it stands for is decided by its type."""

    type: OneOf | TermType


Meaning: TypeAlias = VariableMeant | DefinitionMeant | ValueMeant


@attrs.define
class Tables:
    """What is declared, where findings go, and what each node was found to be."""

    symbols: Symbols
    facts: Facts
    towards: frozenset[str]
    zone: Zone | None
    findings: Findings
    types: dict[int, Type] = attrs.field(factory=dict)
    meanings: dict[int, Meaning] = attrs.field(factory=dict)
    too_deep: set[int] = attrs.field(factory=set)
    """Conditions that no later pass may walk."""
    covered: int = 0
    """Terms that the scopes seen so far cover, each different part of a scope counted once."""
    counted: set[tuple[Kind, frozenset[str], frozenset[str], bool]] = attrs.field(factory=set)
    """Those parts."""
    size: int = 0
    """Nodes of all conditions measured so far, with every definition in its place."""

    def note(self, node: Expr, type_: Known) -> Known:
        """Writes down the type of `node`, and hands it back."""
        if type_ is not None:
            self.types[id(node)] = type_
        return type_
