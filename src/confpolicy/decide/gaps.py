"""Which facts, though given, leave a condition unknown: a record in them lacks a field that it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import attrs

from confpolicy.core.expressions import Compare, Defined, Expression, FactValue, Field, Member, Quantified, Variable
from confpolicy.core.expressions import children as children_of
from confpolicy.decide.environment import Environment, fact_value
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.types import SetOf, StructureType, Type
from confpolicy.facts.values import Record, Value


@attrs.frozen
class _Source:
    """The values that an expression takes from one fact: those of all elements, inside a quantifier."""

    fact: str
    values: tuple[Value, ...]
    type: Type


_Scope: TypeAlias = Mapping[str, _Source]
"""What the variables of the quantifiers around an expression stand for."""


def known_in_part(node: Expression, environment: Environment) -> tuple[str, ...]:
    """Full names of the facts in which a field is missing that the condition asks for, sorted."""
    return tuple(sorted(set(_gaps(node, {}, environment.but(errors=set())))))


def _gaps(node: Expression, scope: _Scope, env: Environment) -> Iterator[str]:
    match node:
        case Defined(name):
            yield from _gaps(env.definitions[name], {}, env)
        case Field(variable, name) if variable in scope:
            source = scope[variable]
            if any(isinstance(value, Record) and value.get(name) is None for value in source.values):
                yield source.fact
        case Quantified(_, variable, collection, body):
            yield from _gaps(collection, scope, env)
            elements = _elements(collection, scope, env)
            yield from _gaps(body, scope if elements is None else {**scope, variable: elements}, env)
        case _:
            for child in children_of(node):
                if isinstance(node, Compare | Member):
                    yield from _compared(child, scope, env)
                yield from _gaps(child, scope, env)


def _compared(node: Expression, scope: _Scope, env: Environment) -> Iterator[str]:
    """The fact that a compared value comes from, where a record in it has not all its fields."""
    source = _source(node, scope, env)
    if source is not None and any(_has_gap(value, source.type, env.domain.vocabulary) for value in source.values):
        yield source.fact


def _elements(collection: Expression, scope: _Scope, env: Environment) -> _Source | None:
    source = _source(collection, scope, env)
    if source is None or not isinstance(source.type, SetOf):
        return None
    members = (member for value in source.values if isinstance(value, frozenset) for member in value)
    return _Source(source.fact, tuple(members), source.type.element)


def _source(node: Expression, scope: _Scope, env: Environment) -> _Source | None:
    match node:
        case FactValue(fact):
            value = fact_value(fact, "", env)
            return _Source(fact, () if value is None else (value,), env.domain.vocabulary.facts[fact].type)
        case Variable(name):
            return scope.get(name)
        case Field(variable, name) if variable in scope:
            held = scope[variable]
            assert isinstance(held.type, StructureType), "only records have fields"
            fields = (value.get(name) for value in held.values if isinstance(value, Record))
            type_ = env.domain.vocabulary.structures[held.type.name][name]
            return _Source(held.fact, tuple(field for field in fields if field is not None), type_)
        case _:
            return None


def _has_gap(value: Value, type_: Type, vocabulary: Vocabulary) -> bool:
    match value, type_:
        case Record(), StructureType(name):
            fields = vocabulary.structures[name].items()
            parts = ((value.get(field), of) for field, of in fields)
            return any(part is None or _has_gap(part, of, vocabulary) for part, of in parts)
        case frozenset(), SetOf(element):
            return any(_has_gap(member, element, vocabulary) for member in value)
        case _:
            return False
