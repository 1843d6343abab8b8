"""The one table of operators: operand types, meaning, negation, and the form that each takes in SQL.

A mistake in an operation (incomparable operands, a result out of bounds) is an `OperandError`; whoever evaluates
catches it at the smallest enclosing expression, which is then unknown.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Final, TypeAlias, assert_never

import attrs

from confpolicy.core.expressions import Comparison, Operation
from confpolicy.facts.calendar import DAY_SECONDS, SECOND, OutOfBoundsError, Zone, step_days, step_months
from confpolicy.facts.logic import Truth, conjunction, disjunction, negation, truth
from confpolicy.facts.schema import Hierarchy, Vocabulary
from confpolicy.facts.types import Primitive, SetOf, StructureType, TermKind, TermType, Type
from confpolicy.facts.values import (
    DECIMAL_DIGITS,
    INT_BOUND,
    MONTHS_BOUND,
    SECONDS_BOUND,
    Day,
    Duration,
    Instant,
    Record,
    Symbol,
    Value,
)


class OperandError(Exception):
    """What keeps an operation from having a value; `str` of it is a few words for the reader."""


@attrs.frozen(kw_only=True)
class Sql:
    """An operator in SQL: `true_when` is true where it holds and false or null elsewhere, `false_when` likewise.

    Templates for `str.format`. An operator that yields a value has `value` instead.
    """

    true_when: str = ""
    false_when: str = ""
    value: str = ""


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
    return disjunction([_equality(element, other, type_, domain) for other in collection])


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


# --- arithmetic -------------------------------------------------------------------------------------------------

Meaning: TypeAlias = Callable[[Value, Value, Zone], Value]


@attrs.frozen(kw_only=True)
class ArithmeticRow:
    """One operation on one pair of types."""

    result: Primitive
    meaning: Meaning
    sql: Sql


def step(moment: Day | Instant, duration: Duration, *, zone: Zone) -> Day | Instant:
    """The moment `duration` later. Raises `OperandError` out of bounds, and for parts of a day on a date."""
    try:
        if isinstance(moment, Instant):
            return zone.step(moment, duration)
        days, rest = divmod(duration.seconds, DAY_SECONDS)
        if rest:
            raise OperandError("hours, minutes and seconds cannot be added to a date")
        return step_days(step_months(moment, duration.months), days)
    except OutOfBoundsError as error:
        raise OperandError(str(error)) from error


def _number(value: int | Decimal) -> int | Decimal:
    if isinstance(value, int):
        if abs(value) > INT_BOUND:
            raise OperandError("the number is too large")
        return value
    parts = value.as_tuple()
    assert isinstance(parts.exponent, int), "decimals are finite"
    if len(parts.digits) > DECIMAL_DIGITS or abs(parts.exponent) > DECIMAL_DIGITS:
        raise OperandError("the number has too many digits")
    return value


_EXACT = decimal.Context(prec=4 * DECIMAL_DIGITS, traps=[decimal.Inexact, decimal.InvalidOperation])
"""Wide enough for every sum of two decimals within the bounds."""


def _bounded_duration(months: int, seconds: int) -> Duration:
    if abs(months) > MONTHS_BOUND or abs(seconds) > SECONDS_BOUND:
        raise OperandError("the duration is too long")
    return Duration(months, seconds)


def _sum(left: Value, right: Value, zone: Zone, sign: int) -> Value:  # noqa: PLR0911 - one case a pair of types
    """`left + sign * right` for each pair of types that the table has."""
    match left, right:
        case (int(), int()):
            return _number(left + sign * right)
        case (int() | Decimal(), int() | Decimal()):
            addend = _EXACT.multiply(Decimal(right), Decimal(sign))
            return _number(_EXACT.add(Decimal(left), addend))
        case (Day() | Instant(), Duration()):
            return step(left, Duration(sign * right.months, sign * right.seconds), zone=zone)
        case (Duration(), Day() | Instant()) if sign > 0:
            return step(right, left, zone=zone)
        case (Duration(), Duration()):
            return _bounded_duration(left.months + sign * right.months, left.seconds + sign * right.seconds)
        case (Day(), Day()):
            return _bounded_duration(0, (left.number - right.number) * DAY_SECONDS)
        case (Instant(), Instant()):
            seconds, rest = divmod(left.micros - right.micros, SECOND)
            if rest:
                raise OperandError("the difference is no whole number of seconds")
            return _bounded_duration(0, seconds)
        case _:
            raise OperandError("these values cannot be added or subtracted")


def _add(left: Value, right: Value, zone: Zone) -> Value:
    return _sum(left, right, zone, 1)


def _subtract(left: Value, right: Value, zone: Zone) -> Value:
    return _sum(left, right, zone, -1)


def _rows() -> Iterable[tuple[tuple[Operation, Primitive, Primitive], ArithmeticRow]]:
    int_, decimal_, duration = Primitive.INT, Primitive.DECIMAL, Primitive.DURATION
    both = [
        (int_, int_, int_, "({left} %s {right})"),
        (int_, decimal_, decimal_, "({left} %s {right})"),
        (decimal_, int_, decimal_, "({left} %s {right})"),
        (decimal_, decimal_, decimal_, "({left} %s {right})"),
        (duration, duration, duration, "({left} %s {right})"),
        (Primitive.DATE, duration, Primitive.DATE, "date_step({left}, %s{right})"),
        (Primitive.DATETIME, duration, Primitive.DATETIME, "datetime_step({left}, %s{right})"),
    ]
    for left, right, result, sql in both:
        for operation, meaning in ((Operation.ADD, _add), (Operation.SUBTRACT, _subtract)):
            yield (
                (operation, left, right),
                ArithmeticRow(result=result, meaning=meaning, sql=Sql(value=sql % operation.value)),
            )
    for moment in (Primitive.DATE, Primitive.DATETIME):
        row = ArithmeticRow(result=duration, meaning=_subtract, sql=Sql(value="({left} - {right})"))
        yield (Operation.SUBTRACT, moment, moment), row
        row = ArithmeticRow(result=moment, meaning=_add, sql=Sql(value=f"{moment.value}_step({{right}}, {{left}})"))
        yield (Operation.ADD, duration, moment), row


ARITHMETIC: Final[Mapping[tuple[Operation, Primitive, Primitive], ArithmeticRow]] = dict(_rows())
"""By operation and the types of both operands; what is not here does not exist."""


def arithmetic_type(operation: Operation, left: Type, right: Type) -> Primitive | None:
    """The type of `left op right`, or None where the table has no such row."""
    if not isinstance(left, Primitive) or not isinstance(right, Primitive):
        return None
    row = ARITHMETIC.get((operation, left, right))
    return None if row is None else row.result


def arithmetic(operation: Operation, left: Value, right: Value, *, zone: Zone) -> Value:
    """The value of `left op right`. Raises `OperandError` where it has none within the bounds."""
    return _add(left, right, zone) if operation is Operation.ADD else _subtract(left, right, zone)


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
