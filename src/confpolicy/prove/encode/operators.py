"""The table of operators on values made of symbols: what `core.operators` means, as formulas.

A mistake in an operation makes what it stands in unknown, here as there.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

import attrs

from confpolicy.core.expressions import Operation
from confpolicy.core.operators import hierarchy
from confpolicy.facts.calendar import DAY_SECONDS, FIRST_INSTANT, LAST_INSTANT, SECOND
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermType, Type
from confpolicy.facts.values import (
    FIRST_DAY,
    INT_BOUND,
    LAST_DAY,
    MONTHS_BOUND,
    SECONDS_BOUND,
    Day,
    Duration,
    Instant,
    Record,
    Symbol,
    Value,
)
from confpolicy.prove.encode.around import between
from confpolicy.prove.encode.calendar import Calendar, Clock, not_after
from confpolicy.prove.encode.symbols import Choice, Fields, Length, Members, Moment, Scalar, Symbolic
from confpolicy.prove.encode.three import certain
from confpolicy.prove.logic.terms import (
    TRUE,
    Formula,
    Number,
    both,
    constant,
    equal,
    negation,
    symbol,
)

TOO_MANY_DIGITS = "too many digits"


@attrs.define
class Reckoner:
    """What operators need besides their operands; grows with what is met."""

    vocabulary: Vocabulary
    calendar: Calendar
    texts: dict[str, int] = attrs.field(factory=dict)
    """The texts that the policies name, each with its number."""
    rough: list[Formula] = attrs.field(factory=list)
    """Symbols that stand for what is not reckoned exactly: a decimal with too many digits, a clock that is set."""

    def text(self, value: str) -> int:
        """The number of a text that a policy names."""
        return self.texts.setdefault(value, len(self.texts))


def literal(value: Value, type_: Type, reckoner: Reckoner) -> Symbolic:  # noqa: C901, PLR0911 - a return a type
    """The value that stands in a policy."""
    match value:
        case bool():
            return certain(constant(value))
        case int():
            return Scalar(TRUE, Number(value))
        case Decimal():
            found = Fraction(value)
            return Scalar(TRUE, Number(int(found) if found.denominator == 1 else found))
        case str():
            return Scalar(TRUE, Number(reckoner.text(value)))
        case Day(number):
            return Scalar(TRUE, Number(number))
        case Instant(micros):
            return Moment(TRUE, reckoner.calendar.clock_of(micros))
        case Duration(months, seconds):
            return Length(TRUE, Number(months), Number(seconds))
        case Symbol(name):
            return Choice(TRUE, {name: TRUE})
        case Record(fields):
            assert isinstance(type_, StructureType)
            types = reckoner.vocabulary.structures[type_.name]
            return Fields(TRUE, {name: literal(part, types[name], reckoner) for name, part in fields})
        case frozenset():
            assert isinstance(type_, SetOf)
            parts = sorted(value, key=repr)
            return Members(TRUE, tuple((TRUE, literal(part, type_.element, reckoner)) for part in parts))
        case _ as unreachable:
            assert_never(unreachable)


# --- arithmetic --------------------------------------------------------------------------------------------------


def step(moment: Scalar | Moment, length: Length, reckoner: Reckoner, sign: int = 1) -> Scalar | Moment:
    """The moment that much later, or earlier; unknown out of bounds, and for parts of a day on a date."""
    calendar, months, seconds = reckoner.calendar, length.months.times(sign), length.seconds.times(sign)
    given = both(moment.known, length.known)
    if isinstance(moment, Moment):
        later = calendar.later(moment.clock, months, seconds)
        # The months are stepped first, and must not lead out of bounds themselves.
        on_the_way = later if seconds == Number() else calendar.later(moment.clock, months, Number())
        return Moment(both(given, in_bounds(on_the_way, calendar), in_bounds(later, calendar)), later)
    days, whole = _divided(seconds, DAY_SECONDS, reckoner)
    there = calendar.stepped_day(moment.number, months)
    found = there + days
    first, last = FIRST_DAY.number, LAST_DAY.number
    return Scalar(both(given, whole, between(there, first, last), between(found, first, last)), found)


def in_bounds(at: Clock, calendar: Calendar) -> Formula:
    """Where the instant lies within the bounds of the calendar."""
    first, last = calendar.clock_of(FIRST_INSTANT.micros), calendar.clock_of(LAST_INSTANT.micros)
    return both(not_after(first, at), not_after(at, last))


def _divided(number: Number, by: int, reckoner: Reckoner) -> tuple[Number, Formula]:
    """The whole quotient, and where nothing is left over."""
    quotient, rest = reckoner.calendar.divided(number, by)
    return quotient, equal(rest, Number())


def arithmetic(
    operation: Operation, left: Symbolic, right: Symbolic, types: tuple[Type, Type], reckoner: Reckoner
) -> Symbolic:
    """`left op right`; unknown where an operand is, and where there is no result within the bounds."""
    sign = 1 if operation is Operation.ADD else -1
    match left, right:
        case (Scalar() | Moment(), Length()):
            return step(left, right, reckoner, sign)
        case (Length(), Scalar() | Moment()):
            return step(right, left, reckoner)
        case (Length(), Length()):
            months, seconds = left.months + right.months.times(sign), left.seconds + right.seconds.times(sign)
            return _length(both(left.known, right.known), months, seconds)
        case (Scalar(), Scalar()):
            given = both(left.known, right.known)
            if types[0] is Primitive.DATE:
                return _length(given, Number(), (left.number - right.number).times(DAY_SECONDS))
            return _number(given, left.number + right.number.times(sign), types, reckoner)
        case (Moment(), Moment()):
            ours, theirs = left.clock, right.clock
            days = reckoner.calendar.start_of(ours.day) - reckoner.calendar.start_of(theirs.day)
            seconds, whole = _divided(days + ours.micros - theirs.micros, SECOND, reckoner)
            return _length(both(left.known, right.known, whole), Number(), seconds)
        case _:
            raise AssertionError("these values cannot be added or subtracted")


def _length(given: Formula, months: Number, seconds: Number) -> Length:
    bounded = both(between(months, -MONTHS_BOUND, MONTHS_BOUND), between(seconds, -SECONDS_BOUND, SECONDS_BOUND))
    return Length(both(given, bounded), months, seconds)


def _number(given: Formula, number: Number, types: Iterable[Type], reckoner: Reckoner) -> Scalar:
    if Primitive.DECIMAL not in types:
        return Scalar(both(given, between(number, -INT_BOUND, INT_BOUND)), number)
    too_long = symbol(f"{TOO_MANY_DIGITS} {len(reckoner.rough)}")
    reckoner.rough.append(too_long)
    return Scalar(both(given, negation(too_long)), number)


def finite(type_: Type, vocabulary: Vocabulary) -> tuple[str, ...] | None:
    """The names that a value of this type can be, or None where it is no choice among names."""
    match type_:
        case OneOf(values):
            return values
        case TermType(kind):
            return tuple(sorted(hierarchy(kind, vocabulary).above))
        case _:
            return None
