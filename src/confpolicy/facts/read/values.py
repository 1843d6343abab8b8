"""Values of declared types."""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal
from typing import TypeVar, assert_never

from confpolicy.facts.read.collector import Collector, Place
from confpolicy.facts.read.limits import NESTING_BOUND, SET_BOUND
from confpolicy.facts.read.scalars import (
    DATE_EXPECTED,
    DECIMAL_EXPECTED,
    DURATION_EXPECTED,
    TEXT_EXPECTED,
    TIME_EXPECTED,
    Misfit,
    day_of,
    decimal_of,
    duration_of,
    instant_of,
    text_of,
)
from confpolicy.facts.read.words import named, shown
from confpolicy.facts.schema import Hierarchy, Vocabulary
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType, Type
from confpolicy.facts.values import INT_BOUND, Instant, Record, Symbol, Value

T = TypeVar("T")
BOOL_EXPECTED = "true or false"
TERM_WORDS = {TermKind.DATA: "data term", TermKind.ROLE: "role", TermKind.PURPOSE: "purpose"}


def hierarchy_of(vocabulary: Vocabulary, kind: TermKind) -> Hierarchy:
    """The hierarchy that the terms of a kind belong to."""
    match kind:
        case TermKind.DATA:
            return vocabulary.data
        case TermKind.ROLE:
            return vocabulary.roles
        case TermKind.PURPOSE:
            return vocabulary.purposes
        case _ as unreachable:
            assert_never(unreachable)


def read_value(collector: Collector, value: object, type_: Type, place: Place, *, depth: int = 0) -> Value | None:
    """A value of `type_`, copied; None once the mistake is put down."""
    match type_:
        case Primitive():
            return _read_primitive(collector, value, type_, place)
        case OneOf(values):
            name = read_choice(collector, value, values, place)
            return None if name is None else Symbol(name)
        case TermType(kind):
            term = read_term(collector, value, kind, place)
            return None if term is None else Symbol(term)
        case StructureType(name):
            return _read_record(collector, value, name, place, depth)
        case SetOf(element):
            return _read_set(collector, value, element, place, depth)
        case _ as unreachable:
            assert_never(unreachable)


def read_bool(collector: Collector, value: object, place: Place) -> bool | None:
    """true or false."""
    if type(value) is not bool:
        collector.wrong(place, BOOL_EXPECTED, value)
        return None
    return value


def read_instant(collector: Collector, value: object, place: Place) -> Instant | None:
    """A time with its offset."""
    return _read_text(collector, value, place, TIME_EXPECTED, instant_of)


def read_choice(collector: Collector, value: object, values: tuple[str, ...], place: Place) -> str | None:
    """One of a few words."""
    if type(value) is not str:
        collector.wrong(place, f"one of {', '.join(values)}", value)
        return None
    if value not in values:
        collector.add_near("CP824", place, values, given=value, name=named(value), values=", ".join(values))
        return None
    return value


def read_term(collector: Collector, value: object, kind: TermKind, place: Place) -> str | None:
    """The name of a declared term."""
    declared = hierarchy_of(collector.vocabulary, kind).above
    return read_name(collector, value, declared.keys(), place, TERM_WORDS[kind])


def read_name(collector: Collector, value: object, declared: Collection[str], place: Place, kind: str) -> str | None:
    """A declared name of some kind."""
    if type(value) is not str:
        collector.wrong(place, f"a {kind}", value)
        return None
    if value not in declared:
        collector.add_near("CP820", place, declared, given=value, name=named(value), kind=kind)
        return None
    return value


def _read_primitive(  # noqa: PLR0911 - one return for each type
    collector: Collector, value: object, type_: Primitive, place: Place
) -> Value | None:
    match type_:
        case Primitive.BOOL:
            return read_bool(collector, value, place)
        case Primitive.TEXT:
            return _read_text(collector, value, place, TEXT_EXPECTED, text_of)
        case Primitive.DATE:
            return _read_text(collector, value, place, DATE_EXPECTED, day_of)
        case Primitive.DATETIME:
            return _read_text(collector, value, place, TIME_EXPECTED, instant_of)
        case Primitive.DURATION:
            return _read_text(collector, value, place, DURATION_EXPECTED, duration_of)
        case Primitive.INT:
            return _read_int(collector, value, place, "a whole number")
        case Primitive.DECIMAL:
            if type(value) is int:
                whole = _read_int(collector, value, place, DECIMAL_EXPECTED)
                return None if whole is None else Decimal(whole)
            return _read_text(collector, value, place, DECIMAL_EXPECTED, decimal_of)
        case _ as unreachable:
            assert_never(unreachable)


def _read_text(
    collector: Collector, value: object, place: Place, expected: str, read: Callable[[str], T | Misfit]
) -> T | None:
    if type(value) is not str:
        collector.wrong(place, expected, value)
        return None
    result = read(value)
    if isinstance(result, Misfit):
        collector.add(result.code, place, **dict(result.facts))
        return None
    return result


def _read_int(collector: Collector, value: object, place: Place, expected: str) -> int | None:
    if type(value) is not int:
        collector.wrong(place, expected, value)
        return None
    if not -INT_BOUND <= value <= INT_BOUND:
        collector.add("CP813", place, bound=f"whole numbers from -{INT_BOUND} to {INT_BOUND}")
        return None
    return value


def _read_set(
    collector: Collector, value: object, element: Type, place: Place, depth: int
) -> frozenset[Value] | None:
    elements = collector.elements(value, place, SET_BOUND, "elements of a set")
    if elements is None:
        return None
    read = [
        read_value(collector, each, element, (*place, number), depth=depth) for number, each in enumerate(elements)
    ]
    given = frozenset(each for each in read if each is not None)
    return None if any(each is None for each in read) else given


def _read_record(collector: Collector, value: object, name: str, place: Place, depth: int) -> Record | None:
    if depth >= NESTING_BOUND:
        collector.add("CP805", place, bound=str(NESTING_BOUND))
        return None
    fields = collector.fields(value, place, f"the structure {name}")
    if fields is None:
        return None
    before = len(collector.found)
    types = collector.vocabulary.structures[name]
    given: list[tuple[str, Value]] = []
    for key, each in fields.items():
        if key not in types:
            collector.add_near(
                "CP812", (*place, key), types, given=key, name=shown(key), holder=f"the structure {name}"
            )
            continue
        read = read_value(collector, each, types[key], (*place, key), depth=depth + 1)
        if read is not None:
            given.append((key, read))
    return Record(tuple(sorted(given, key=_by_name))) if len(collector.found) == before else None


def _by_name(field: tuple[str, Value]) -> str:
    return field[0]
