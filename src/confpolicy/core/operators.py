"""The one table of operators: operand types, meaning, negation, and the form that each takes in SQL.

Comparison, membership and `within` stand here; arithmetic in its own file, and is reached from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, assert_never

import attrs

from confpolicy.core.arithmetic import (
    ARITHMETIC,
    ArithmeticRow,
    OperandError,
    Sql,
    arithmetic,
    arithmetic_type,
    step,
)
from confpolicy.core.expressions import Comparison
from confpolicy.facts.calendar import Zone
from confpolicy.facts.logic import Truth, conjunction, disjunction, negation, truth
from confpolicy.facts.schema import Hierarchy, Vocabulary
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType, Type
from confpolicy.facts.values import Day, Duration, Instant, Record, Symbol, Value

__all__ = [
    "ARITHMETIC",
    "COMPARISONS",
    "MEMBER",
    "WITHIN",
    "ArithmeticRow",
    "ComparisonRow",
    "Domain",
    "OperandError",
    "Sql",
    "arithmetic",
    "arithmetic_type",
    "as_instant",
    "comparable",
    "compare",
    "hierarchy",
    "member",
    "order_key",
    "step",
    "within",
]

# --- comparison -------------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class ComparisonRow:
    """A comparison holds where the sign of `left - right` is among `signs`; `ordered` ones need an order."""

    signs: frozenset[int]
    ordered: bool
    negation: Comparison
    sql: Sql


def _comparison(signs: set[int], negated: Comparison, symbol: str, counter: str) -> ComparisonRow:
    return ComparisonRow(
        signs=frozenset(signs),
        ordered=signs not in ({0}, {-1, 1}),
        negation=negated,
        sql=Sql(true_when=f"({{left}} {symbol} {{right}})", false_when=f"({{left}} {counter} {{right}})"),
    )


COMPARISONS: Final[Mapping[Comparison, ComparisonRow]] = {
    Comparison.EQUAL: _comparison({0}, Comparison.UNEQUAL, "=", "<>"),
    Comparison.UNEQUAL: _comparison({-1, 1}, Comparison.EQUAL, "<>", "="),
    Comparison.LESS: _comparison({-1}, Comparison.AT_LEAST, "<", ">="),
    Comparison.AT_LEAST: _comparison({0, 1}, Comparison.LESS, ">=", "<"),
    Comparison.GREATER: _comparison({1}, Comparison.AT_MOST, ">", "<="),
    Comparison.AT_MOST: _comparison({-1, 0}, Comparison.GREATER, "<=", ">"),
}

_NUMBERS = frozenset({Primitive.INT, Primitive.DECIMAL})
_MOMENTS = frozenset({Primitive.DATE, Primitive.DATETIME})
_ORDERED = (_NUMBERS, _MOMENTS, frozenset({Primitive.DURATION}))


def comparable(comparison: Comparison, left: Type, right: Type) -> bool:
    """Whether the types fit: numbers, moments and durations among themselves; the rest equal or not, of one type."""
    if any(left in family and right in family for family in _ORDERED):
        return True
    return left == right and not COMPARISONS[comparison].ordered


@attrs.frozen
class Domain:
    """What the values of a policy mean: its vocabulary and its zone."""

    vocabulary: Vocabulary
    zone: Zone


def compare(comparison: Comparison, left: Value, right: Value, *, type_: Type, domain: Domain) -> Truth:
    """How the comparison of two values comes out; `type_` is that of the left one.

    Unknown for records (and sets of them) where fields are missing. Raises `OperandError` where they have no order.
    """
    row = COMPARISONS[comparison]
    sign = _sign(left, right, domain.zone)
    if sign is not None:
        return truth(sign in row.signs)
    if row.ordered:
        raise OperandError("these values have no order")
    equal = _equality(left, right, type_, domain)
    return equal if comparison is Comparison.EQUAL else negation(equal)


def _sign(left: Value, right: Value, zone: Zone) -> int | None:
    """-1, 0 or 1 for values with an order, else None."""
    match left, right:
        case (bool(), _) | (_, bool()):
            return None
        case (int() | Decimal(), int() | Decimal()):
            return (left > right) - (left < right)
        case (Day() | Instant(), Day() | Instant()):
            return _moment_sign(left, right, zone)
        case (Duration(), Duration()):
            return _duration_sign(left, right)
        case _:
            return None


def _moment_sign(left: Day | Instant, right: Day | Instant, zone: Zone) -> int:
    if isinstance(left, Day) and isinstance(right, Day):
        return (left > right) - (left < right)
    first, second = as_instant(left, zone=zone), as_instant(right, zone=zone)
    return (first > second) - (first < second)


def _duration_sign(left: Duration, right: Duration) -> int:
    if not (left.seconds or right.seconds):
        return (left.months > right.months) - (left.months < right.months)
    if not (left.months or right.months):
        return (left.seconds > right.seconds) - (left.seconds < right.seconds)
    raise OperandError("months cannot be compared with days")


def _equality(left: Value, right: Value, type_: Type, domain: Domain) -> Truth:
    """Equality; every part is looked at, so that a mistake in one does not depend on the order of the others."""
    match left, right, type_:
        case (Record(), Record(), StructureType(name)):
            return _record_equality(left, right, name, domain)
        case (frozenset(), frozenset(), SetOf(element)):
            return conjunction([_included(left, right, element, domain), _included(right, left, element, domain)])
        case _:
            sign = _sign(left, right, domain.zone)
            return truth(left == right if sign is None else sign == 0)


def _record_equality(left: Record, right: Record, structure: str, domain: Domain) -> Truth:
    ours, theirs = dict(left.fields), dict(right.fields)
    return conjunction(
        [
            _equality(ours[name], theirs[name], type_, domain) if name in ours and name in theirs else Truth.UNKNOWN
            for name, type_ in domain.vocabulary.structures[structure].items()
        ]
    )


def _included(part: frozenset[Value], whole: frozenset[Value], type_: Type, domain: Domain) -> Truth:
    """Whether each element of the one set is equal to one of the other (a term to itself alone)."""
    return conjunction([_any_equal(element, whole, type_, domain) for element in part])


def _any_equal(element: Value, collection: frozenset[Value], type_: Type, domain: Domain) -> Truth:
    if type_ in _PLAIN or isinstance(type_, OneOf | TermType):
        return truth(element in collection)
    return disjunction([_equality(element, other, type_, domain) for other in collection])


_PLAIN = frozenset(Primitive) - {Primitive.DURATION}
"""The types of whose values two are equal exactly where they are one in a set; numbers are, of both kinds."""


def as_instant(moment: Day | Instant, *, zone: Zone) -> Instant:
    """The instant itself, or the day's 00:00 in the zone."""
    return zone.start_of(moment) if isinstance(moment, Day) else moment


# --- membership and `within` --------------------------------------------------------------------------------------

MEMBER: Final = Sql(true_when="({left} IN ({right}))", false_when="({left} NOT IN ({right}))")
"""`right` is the list of the members; for terms, of all that they cover."""

WITHIN: Final = Sql(
    true_when="({left} <= {now} AND {now} <= {left} + {right})",
    false_when="({left} > {now} OR {now} > {left} + {right})",
)


def member(element: Value, collection: frozenset[Value], *, type_: Type, domain: Domain) -> Truth:
    """Whether the element is in the set, whose members have that type; for terms, whether a member covers it.

    Raises `OperandError` where one of the members cannot be compared with it.
    """
    if isinstance(type_, TermType) and isinstance(element, Symbol):
        above = hierarchy(type_.kind, domain.vocabulary).above[element.name]
        return truth(any(Symbol(term) in collection for term in above))
    return _any_equal(element, collection, type_, domain)


def hierarchy(kind: TermKind, vocabulary: Vocabulary) -> Hierarchy:
    """The hierarchy of the terms of that kind."""
    match kind:
        case TermKind.DATA:
            return vocabulary.data
        case TermKind.ROLE:
            return vocabulary.roles
        case TermKind.PURPOSE:
            return vocabulary.purposes
        case _ as unreachable:
            assert_never(unreachable)


def within(moment: Day | Instant, duration: Duration, now: Instant, *, zone: Zone) -> Truth:
    """Whether the moment is not after now, and now at most `duration` after it. Raises `OperandError`."""
    limit = step(moment, duration, zone=zone)
    return truth(as_instant(moment, zone=zone) <= now <= as_instant(limit, zone=zone))


# --- an order over all values -------------------------------------------------------------------------------------


def order_key(value: Value) -> tuple[object, ...]:  # noqa: PLR0911 - one case a type of value
    """A key under which any values can be sorted, so that sets are always gone through in one order."""
    match value:
        case bool():
            return (0, value)
        case int() | Decimal():
            return (1, value)
        case str():
            return (2, value)
        case Day():
            return (3, value.number)
        case Instant():
            return (4, value.micros)
        case Duration():
            return (5, value.months, value.seconds)
        case Symbol():
            return (6, value.name)
        case Record():
            return (7, *((name, order_key(part)) for name, part in value.fields))
        case _:
            return (8, *sorted(order_key(part) for part in value))
