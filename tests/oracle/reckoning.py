"""Comparing, adding and subtracting again."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from confpolicy.core.expressions import Comparison, Operation
from confpolicy.facts.values import DECIMAL_DIGITS, INT_BOUND, MONTHS_BOUND, SECONDS_BOUND, Day, Duration, Instant

from .calendar_ import DAY_SECONDS, CannotSayError, day_after, instant, instant_after
from .kleene import Kleene, both, either, negated
from .terms import Known, Rec

ORDER: Mapping[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.LESS: operator.lt,
    Comparison.AT_MOST: operator.le,
    Comparison.GREATER: operator.gt,
    Comparison.AT_LEAST: operator.ge,
}
EXACT = Context(prec=10_000, Emax=MAX_EMAX, Emin=MIN_EMIN)


def compared(comparison: Comparison, left: Known | None, right: Known | None, zone: ZoneInfo) -> Kleene:
    """Whether the comparison holds; unknown beside what is unknown."""
    if left is None or right is None:
        return None
    match comparison:
        case Comparison.EQUAL:
            return equal(left, right, zone)
        case Comparison.UNEQUAL:
            return negated(equal(left, right, zone))
        case _:
            return ORDER[comparison](*_comparable(left, right, zone))


def _comparable(left: Known, right: Known, zone: ZoneInfo) -> tuple[Any, Any]:
    """Two values that Python orders as we mean it."""
    match left, right:
        case Day(), Day():
            return left, right
        case Duration(), Duration():
            if not left.months and not right.months:
                return left.seconds, right.seconds
            if not left.seconds and not right.seconds:
                return left.months, right.months
            raise CannotSayError("months beside days")
        case Day() | Instant(), Day() | Instant():
            return instant(left, zone), instant(right, zone)
        case _:
            return left, right


def equal(left: Known, right: Known, zone: ZoneInfo) -> Kleene:
    """Equality; of records unknown where nothing differs but a field is missing; of sets, each in the other."""
    match left, right:
        case Rec(), Rec():
            pairs = [(left.fields[name], right.fields[name]) for name in left.fields]
            return both([None if a is None or b is None else equal(a, b, zone) for a, b in pairs])
        case tuple(), tuple():
            there = [either([equal(a, b, zone) for b in right]) for a in left]
            return both(there + [either([equal(a, b, zone) for a in left]) for b in right])
        case _:
            a, b = _comparable(left, right, zone)
            return bool(a == b)


def reckoned(operation: Operation, left: Known | None, right: Known | None, zone: ZoneInfo) -> Known | None:
    """The sum or the difference; unknown beside what is unknown."""
    if left is None or right is None:
        return None
    sign = 1 if operation is Operation.ADD else -1
    match left, right:
        case int() | Decimal(), int() | Decimal():
            return _number(left, right, sign)
        case Duration(), Duration():
            return _bounded(left.months + sign * right.months, left.seconds + sign * right.seconds)
        case Day(), Duration():
            return day_after(left, Duration(sign * right.months, sign * right.seconds))
        case Instant(), Duration():
            return instant_after(left, Duration(sign * right.months, sign * right.seconds), zone)
        case Duration(), Day() | Instant() if sign == 1:
            return reckoned(operation, right, left, zone)
        case Day(), Day() if sign == -1:
            return _bounded(0, (left.number - right.number) * DAY_SECONDS)
        case Day() | Instant(), Day() | Instant() if sign == -1:
            seconds, rest = divmod(instant(left, zone).micros - instant(right, zone).micros, 1_000_000)
            if rest:
                raise CannotSayError("parts of a second")
            return _bounded(0, seconds)
        case _:
            raise CannotSayError("no such operation")


def _bounded(months: int, seconds: int) -> Duration:
    if abs(months) > MONTHS_BOUND or abs(seconds) > SECONDS_BOUND:
        raise CannotSayError("too long")
    return Duration(months, seconds)


def _number(left: int | Decimal, right: int | Decimal, sign: int) -> int | Decimal:
    if isinstance(left, int) and isinstance(right, int):
        total = left + sign * right
        if abs(total) > INT_BOUND:
            raise CannotSayError("too large")
        return total
    exact = EXACT.add(Decimal(left), Decimal(sign) * Decimal(right))
    _, digits, exponent = exact.as_tuple()
    if len(digits) > DECIMAL_DIGITS or not isinstance(exponent, int) or abs(exponent) > DECIMAL_DIGITS:
        raise CannotSayError("too many digits")
    return exact
