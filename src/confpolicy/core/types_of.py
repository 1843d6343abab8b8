"""The type of a checked expression."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from confpolicy.core.expressions import (
    And,
    Arithmetic,
    Asked,
    Compare,
    Defined,
    Expression,
    FactValue,
    Falls,
    Field,
    HasRole,
    IsSubject,
    Known,
    Literal,
    Member,
    Not,
    Now,
    Or,
    Quantified,
    TermOf,
    Variable,
    Within,
)
from confpolicy.core.operators import arithmetic_type
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.types import Primitive, SetOf, StructureType, TermKind, TermType, Type


class IllTypedError(Exception):
    """An expression without a type: the checker lets none through. `str` of it is a few words."""


def type_of(node: Expression, vocabulary: Vocabulary, variables: Mapping[str, Type]) -> Type:
    """The type of the expression, where `variables` has those of the enclosing quantifiers.

    Looks no deeper than the type needs. Raises `IllTypedError` for arithmetic on what has none, and for a field of
    what is no record.
    """
    match node:
        case Literal(_, type_):
            found = type_
        case FactValue(fact):
            found = vocabulary.facts[fact].type
        case Variable(name):
            found = variables[name]
        case Field(variable, name):
            found = _field_type(variables[variable], name, vocabulary)
        case Now():
            found = Primitive.DATETIME
        case TermOf(what):
            found = TermType(TermKind.DATA if what is Asked.ITEM else TermKind.PURPOSE)
        case Arithmetic():
            found = _arithmetic_type(node, vocabulary, variables)
        case (
            Not() | And() | Or() | Compare() | Member() | Within() | Known() | HasRole() | IsSubject() | Falls()
            | Quantified() | Defined()
        ):  # fmt: skip
            found = Primitive.BOOL
        case _ as unreachable:
            assert_never(unreachable)
    return found


def element_type(collection: Expression, vocabulary: Vocabulary, variables: Mapping[str, Type]) -> Type:
    """The type of the members of a set. Raises `IllTypedError` where the expression is no set."""
    type_ = type_of(collection, vocabulary, variables)
    if not isinstance(type_, SetOf):
        raise IllTypedError("not a set")
    return type_.element


def _field_type(record: Type, name: str, vocabulary: Vocabulary) -> Type:
    if not isinstance(record, StructureType) or name not in vocabulary.structures[record.name]:
        raise IllTypedError(f"no field {name}")
    return vocabulary.structures[record.name][name]


def _arithmetic_type(node: Arithmetic, vocabulary: Vocabulary, variables: Mapping[str, Type]) -> Type:
    left, right = type_of(node.left, vocabulary, variables), type_of(node.right, vocabulary, variables)
    found = arithmetic_type(node.operation, left, right)
    if found is None:
        raise IllTypedError(f"no {node.operation.value} for these types")
    return found
