"""The type of an expression, each node of it looked at.

`types_of.type_of` gives the type of an expression that is known to have one; `type_of` here trusts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import assert_never

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
from confpolicy.core.operators import arithmetic_type, comparable
from confpolicy.core.types_of import IllTypedError
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType, Type
from confpolicy.facts.values import Day, Duration, Instant, Record, Symbol, Value

_MOMENTS = (Primitive.DATE, Primitive.DATETIME)
_NUMBERS = (Primitive.INT, Primitive.DECIMAL)


def type_of(expression: Expression, vocabulary: Vocabulary, variables: Mapping[str, Type]) -> Type:  # noqa: C901, PLR0911, PLR0912 - a case for each kind of node
    """The type of `expression`, each node of it checked; `variables` are those of the quantifiers around it.

    Raises `IllTypedError`, with a few words, at the first node that does not fit. Definitions are taken to exist.
    """
    match expression:
        case Literal(value, type_):
            return _literal(value, type_, vocabulary)
        case FactValue(fact):
            return _fact(fact, vocabulary)
        case Known(fact):
            _fact(fact, vocabulary)
            return Primitive.BOOL
        case Now():
            return Primitive.DATETIME
        case TermOf(what):
            return _asked(what)
        case Variable(name):
            return _variable(name, variables)
        case Field(variable, name):
            return _field(_variable(variable, variables), name, vocabulary)
        case Not(operand):
            return _bool(operand, vocabulary, variables)
        case And(operands) | Or(operands):
            _need(len(operands) > 1, "one operand alone")
            for operand in operands:
                _need(type(operand) is not type(expression), "nested in its own kind")
                _bool(operand, vocabulary, variables)
            return Primitive.BOOL
        case Compare(comparison, left, right):
            types = type_of(left, vocabulary, variables), type_of(right, vocabulary, variables)
            _need(comparable(comparison, *types), "not comparable")
            return Primitive.BOOL
        case Arithmetic(operation, left, right):
            types = type_of(left, vocabulary, variables), type_of(right, vocabulary, variables)
            found = arithmetic_type(operation, *types)
            _need(found is not None, "no such sum")
            assert found is not None
            return found
        case Member(element, collection):
            members = _element(type_of(collection, vocabulary, variables))
            _need(_same(type_of(element, vocabulary, variables), members), "not of the set's type")
            return Primitive.BOOL
        case Within(moment, _):
            _need(type_of(moment, vocabulary, variables) in _MOMENTS, "no date")
            return Primitive.BOOL
        case Quantified(_, variable, collection, body):
            _need(variable not in variables, "a variable within its own scope")
            members = _element(type_of(collection, vocabulary, variables))
            return _bool(body, vocabulary, {**variables, variable: members})
        case HasRole(actor, role):
            _need(role in vocabulary.roles.above, f"no role {role}")
            _need(actor is Actor.RECIPIENT or role not in vocabulary.towards, "a discloser has no such role")
            return Primitive.BOOL
        case Falls(what, term):
            hierarchy = vocabulary.data if what is Asked.ITEM else vocabulary.purposes
            _need(term in hierarchy.above, f"no term {term}")
            return Primitive.BOOL
        case IsSubject() | Defined():
            return Primitive.BOOL
        case _ as unreachable:
            assert_never(unreachable)


def _need(holds: object, words: str) -> None:
    if not holds:
        raise IllTypedError(words)


def _bool(node: Expression, vocabulary: Vocabulary, variables: Mapping[str, Type]) -> Type:
    _need(type_of(node, vocabulary, variables) is Primitive.BOOL, "no condition")
    return Primitive.BOOL


def _fact(name: str, vocabulary: Vocabulary) -> Type:
    _need(name in vocabulary.facts, f"no fact {name}")
    return vocabulary.facts[name].type


def _asked(what: Asked) -> Type:
    return TermType(TermKind.DATA if what is Asked.ITEM else TermKind.PURPOSE)


def _variable(name: str, variables: Mapping[str, Type]) -> Type:
    _need(name in variables, f"no variable {name}")
    return variables[name]


def _field(record: Type, name: str, vocabulary: Vocabulary) -> Type:
    if not isinstance(record, StructureType) or name not in vocabulary.structures[record.name]:
        raise IllTypedError(f"no field {name}")
    return vocabulary.structures[record.name][name]


def _element(collection: Type) -> Type:
    if not isinstance(collection, SetOf):
        raise IllTypedError("no set")
    return collection.element


def _same(left: Type, right: Type) -> bool:
    return left == right or (left in _NUMBERS and right in _NUMBERS)


def _literal(value: Value, type_: Type, vocabulary: Vocabulary) -> Type:
    _need(fits(value, type_, vocabulary), "a value that is not of its type")
    return type_


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
