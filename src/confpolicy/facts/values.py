"""The values that facts have. Instants are integers in UTC, local days integers: no zone, no clock."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

import attrs


@attrs.frozen(order=True, weakref_slot=False)
class Day:
    """A calendar date: `number` of days since 1970-01-01 in the proleptic Gregorian calendar."""

    number: int


@attrs.frozen(order=True, weakref_slot=False)
class Instant:
    """A point in time: `micros`, microseconds since 1970-01-01T00:00:00Z."""

    micros: int


@attrs.frozen(weakref_slot=False)
class Duration:
    """A length of time: calendar `months` and exact `seconds`; a day is 86,400 s (on a date: one day).

    Two durations can be compared only when both are months alone or both are seconds alone (zero is both).
    """

    months: int = 0
    seconds: int = 0


@attrs.frozen(weakref_slot=False)
class Symbol:
    """A value of an enumeration, or a term of a hierarchy."""

    name: str


@attrs.frozen(weakref_slot=False)
class Record:
    """A value of a structure; a field that was not given is not in `fields`, and is unknown. Sorted by name."""

    fields: tuple[tuple[str, Value], ...]

    def get(self, name: str) -> Value | None:
        """The field's value, or None where it was not given."""
        return dict(self.fields).get(name)


Value: TypeAlias = bool | int | Decimal | str | Day | Instant | Duration | Symbol | Record | frozenset["Value"]
"""A `text` is a `str` in NFC. A set is a frozenset (of values that are not sets)."""

INT_BOUND = 2**53 - 1
"""Integers, given or computed, lie between minus and plus this (RFC 7493, section 2.2)."""
DECIMAL_DIGITS = 28
"""Significant digits of a decimal, given or computed; its exponent lies between -28 and 28."""
MONTHS_BOUND = 12_000
"""A duration has at most this many calendar months (1,000 years), either way."""
SECONDS_BOUND = 366 * 1_000 * 86_400
"""A duration has at most this many seconds (1,000 years), either way."""
FIRST_DAY, LAST_DAY = Day(-719162), Day(2932896)
"""0001-01-01 and 9999-12-31: dates, given or computed, lie between them (both included)."""
TEXT_BOUND = 10_000
"""Characters of a text."""
