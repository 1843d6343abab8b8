"""The type of an expression, each node of it looked at.

What type it is says `types_of`, which trusts that it has one; here every node is checked first.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import assert_never

from confpolicy.core import types_of
from confpolicy.core.expressions import (
    Actor,
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
from confpolicy.core.operators import comparable
from confpolicy.core.types_of import IllTypedError
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType, Type
from confpolicy.facts.values import Day, Duration, Instant, Record, Symbol, Value

_MOMENTS = (Primitive.DATE, Primitive.DATETIME)
_NUMBERS = (Primitive.INT, Primitive.DECIMAL)


def type_of(expression: Expression, vocabulary: Vocabulary, variables: Mapping[str, Type]) -> Type:
    """The type of `expression`, each node of it checked; `variables` are those of the quantifiers around it.

    Raises `IllTypedError`, with a few words, at the first node that does not fit. Definitions are taken to exist.
    """
    _check(expression, vocabulary, variables)
    return types_of.type_of(expression, vocabulary, variables)


def _check(expression: Expression, vocabulary: Vocabulary, variables: Mapping[str, Type]) -> None:  # noqa: C901, PLR0912 - a case for each kind of node
    """Whether everything below the node fits: only then it has a type."""
    match expression:
        case Literal(value, type_):
            _need(fits(value, type_, vocabulary), "a value that is not of its type")
        case FactValue(fact) | Known(fact):
            _need(fact in vocabulary.facts, f"no fact {fact}")
        case Variable(name) | Field(name, _):
            _need(name in variables, f"no variable {name}")
        case Not(operand):
            _condition(operand, vocabulary, variables)
        case And(operands) | Or(operands):
            _need(len(operands) > 1, "one operand alone")
            for operand in operands:
                _need(type(operand) is not type(expression), "nested in its own kind")
                _condition(operand, vocabulary, variables)
        case Compare(comparison, left, right):
            types = type_of(left, vocabulary, variables), type_of(right, vocabulary, variables)
            _need(comparable(comparison, *types), "not comparable")
        case Arithmetic(_, left, right):
            _check(left, vocabulary, variables)
            _check(right, vocabulary, variables)
        case Member(element, collection):
            members = _members(collection, vocabulary, variables)
            _need(_same(type_of(element, vocabulary, variables), members), "not of the set's type")
        case Within(moment, _):
            _need(type_of(moment, vocabulary, variables) in _MOMENTS, "no date")
        case Quantified(_, variable, collection, body):
            _need(variable not in variables, "a variable within its own scope")
            members = _members(collection, vocabulary, variables)
            _condition(body, vocabulary, {**variables, variable: members})
        case HasRole(actor, role):
            _need(role in vocabulary.roles.above, f"no role {role}")
            _need(actor is Actor.RECIPIENT or role not in vocabulary.towards, "a discloser has no such role")
        case Falls(what, term):
            hierarchy = vocabulary.data if what is Asked.ITEM else vocabulary.purposes
            _need(term in hierarchy.above, f"no term {term}")
        case Now() | TermOf() | IsSubject() | Defined():
            pass
        case _ as unreachable:
            assert_never(unreachable)


def _need(holds: object, words: str) -> None:
    if not holds:
        raise IllTypedError(words)


def _condition(node: Expression, vocabulary: Vocabulary, variables: Mapping[str, Type]) -> None:
    _need(type_of(node, vocabulary, variables) is Primitive.BOOL, "no condition")


def _members(collection: Expression, vocabulary: Vocabulary, variables: Mapping[str, Type]) -> Type:
    _check(collection, vocabulary, variables)
    return types_of.element_type(collection, vocabulary, variables)


def _same(left: Type, right: Type) -> bool:
    return left == right or (left in _NUMBERS and right in _NUMBERS)


def fits(value: Value, type_: Type, vocabulary: Vocabulary) -> bool:
    """Whether a value is one of the type's."""
    match type_:
        case Primitive():
            return _fits_primitive(value, type_)
        case OneOf(values):
            return isinstance(value, Symbol) and value.name in values
        case TermType(kind):
            hierarchies = {
                TermKind.DATA: vocabulary.data,
                TermKind.ROLE: vocabulary.roles,
                TermKind.PURPOSE: vocabulary.purposes,
            }
            return isinstance(value, Symbol) and value.name in hierarchies[kind].above
        case StructureType(name):
            fields = vocabulary.structures.get(name, {})
            return isinstance(value, Record) and all(
                field in fields and fits(part, fields[field], vocabulary) for field, part in value.fields
            )
        case SetOf(element):
            return isinstance(value, frozenset) and all(fits(part, element, vocabulary) for part in value)
        case _ as unreachable:
            assert_never(unreachable)


def _fits_primitive(value: Value, type_: Primitive) -> bool:
    classes: Mapping[Primitive, type] = {
        Primitive.BOOL: bool,
        Primitive.INT: int,
        Primitive.DECIMAL: Decimal,
        Primitive.TEXT: str,
        Primitive.DATE: Day,
        Primitive.DATETIME: Instant,
        Primitive.DURATION: Duration,
    }
    return isinstance(value, classes[type_]) and (type_ is Primitive.BOOL or not isinstance(value, bool))
