"""Arithmetic: which operations there are on which types, and what each gives. Part of the table of operators.

A mistake in an operation (incomparable operands, a result out of bounds) is an `OperandError`; whoever evaluates
catches it at the smallest enclosing expression, which is then unknown.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Final, TypeAlias

import attrs

from confpolicy.core.expressions import Operation
from confpolicy.facts.calendar import DAY_SECONDS, SECOND, OutOfBoundsError, Zone, step_days, step_months
from confpolicy.facts.types import Primitive, Type
from confpolicy.facts.values import (
    DECIMAL_DIGITS,
    INT_BOUND,
    MONTHS_BOUND,
    SECONDS_BOUND,
    Day,
    Duration,
    Instant,
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
