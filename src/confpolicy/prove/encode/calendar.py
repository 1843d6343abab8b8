"""Calendar and clock: exact over all supported dates, by functions whose values are asked for when they matter.

A step by months, a day's first instant, and a step of an instant by months are unknowns with rough bounds that hold
everywhere. Where a solver's choice breaks the calendar, `Calendar.broken_by` says what is true around that choice,
and the question is asked again. No answer is lost by that: without the later facts there are more choices, never
fewer, so that "impossible" holds; and a choice that breaks nothing is one of the calendar's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import attrs

from confpolicy.facts.calendar import (
    DAY_SECONDS,
    FIRST_INSTANT,
    LAST_INSTANT,
    SECOND,
    OutOfBoundsError,
    Zone,
)
from confpolicy.facts.values import FIRST_DAY, LAST_DAY, Day, Duration, Instant
from confpolicy.prove.logic.session import Model
from confpolicy.prove.logic.terms import (
    Formula,
    Number,
    at_most,
    both,
    either,
    equal,
    implies,
    unknown,
)

DAY = DAY_SECONDS * SECOND
"""Microseconds of a day."""
_MONTH = 304_369
"""Ten-thousandths of a day in a mean month of the Gregorian calendar, rounded up; it is 30.436875 days."""
_SLACK = 10
"""Days by which a step by months is off its mean at most, rounding of `_MONTH` over 12,000 months included."""


@attrs.frozen
class Application:
    """One value that was asked for: `kind` is `start`, `months` or `later`."""

    kind: str
    arguments: tuple[Number, ...]
    result: Number


@attrs.define
class Calendar:
    """The values that formulas ask for. `facts`: what holds of them everywhere; grows with every new one."""

    zone: Zone
    facts: list[Formula] = attrs.field(factory=list)
    asked: dict[tuple[str, tuple[Number, ...]], Application] = attrs.field(factory=dict)

    def start_of(self, day: Number) -> Number:
        """The first instant of the day, in microseconds; the day's number may be an unknown."""
        return self._value("start", (day,))

    def stepped_day(self, day: Number, months: Number) -> Number:
        """The day this many calendar months later, clamped; also where it lies outside the calendar's bounds."""
        return day if months == Number() else self._value("months", (day, months))

    def stepped_instant(self, instant: Number, months: Number) -> Number:
        """The instant this many calendar months later on the local clock."""
        return instant if months == Number() else self._value("later", (instant, months))

    def _value(self, kind: str, arguments: tuple[Number, ...]) -> Number:
        if not any(argument.parts for argument in arguments):
            return Number(_EXACT[kind](self.zone, *(int(argument.constant) for argument in arguments)))
        found = self.asked.get((kind, arguments))
        if found is None:
            found = Application(kind, arguments, unknown(f"calendar {kind} {len(self.asked)}"))
            self.asked[kind, arguments] = found
            self.facts += _roughly(found)
        return found.result

    def broken_by(self, model: Model, names: dict[str, None]) -> list[Formula]:
        """What the model has wrong about the values that the named unknowns depend on; nothing where it is right."""
        wanted = dict(names)
        broken: list[Formula] = []
        for application in reversed(list(self.asked.values())):
            result = application.result.parts[0][0].name
            if result not in wanted:
                continue
            wanted.update((part.name, None) for argument in application.arguments for part, _ in argument.parts)
            arguments = [int(argument.value(model.numbers)) for argument in application.arguments]
            if _EXACT[application.kind](self.zone, *arguments) != application.result.value(model.numbers):
                broken.append(_AROUND[application.kind](self.zone, application, *arguments))
        return broken


def _roughly(application: Application) -> Iterator[Formula]:
    """Bounds that hold for all arguments."""
    if application.kind == "start":
        mean, slack, unit = application.arguments[0].times(DAY), DAY, 1
    else:
        moment, months = application.arguments
        unit = 10_000
        size = 1 if application.kind == "months" else DAY
        mean, slack = moment.times(unit) + months.times(_MONTH * size), _SLACK * size * unit
    yield at_most(application.result.times(unit), mean + slack)
    yield at_most(mean - slack, application.result.times(unit))


# --- exact values, for every argument -------------------------------------------------------------------------------


@lru_cache(maxsize=100_000)
def _start(zone: Zone, day: int) -> int:
    if FIRST_DAY.number + 2 <= day <= LAST_DAY.number - 2:
        return zone.start_of(Day(day)).micros
    return day * DAY


def civil(day: int) -> tuple[int, int]:
    """The months since March of year 0 and the day of the month from 0, of a day since 1970, without bounds.

    H. Hinnant, "chrono-compatible low-level date algorithms".
    """
    era, of_era = divmod(day + 719_468, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    return (era * 400 + year) * 12 + month, of_year - (153 * month + 2) // 5


def first_of(month: int) -> int:
    """The first day of a month that is counted from March of year 0, as a day since 1970."""
    year, of_year = divmod(month, 12)
    era, of_era = divmod(year, 400)
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + (153 * of_year + 2) // 5 - 719_468


def _months(_zone: Zone, day: int, months: int) -> int:
    month, of_month = civil(day)
    first, following = first_of(month + months), first_of(month + months + 1)
    return min(first + of_month, following - 1)


def _later(zone: Zone, instant: int, months: int) -> int:
    if FIRST_INSTANT.micros <= instant <= LAST_INSTANT.micros:
        try:
            return zone.step(Instant(instant), Duration(months=months)).micros
        except OutOfBoundsError:
            pass
    mean = instant + months * _MONTH * DAY // 10_000
    return max(mean, LAST_INSTANT.micros + 1) if months > 0 else min(mean, FIRST_INSTANT.micros - 1)


_EXACT: dict[str, Callable[..., int]] = {"start": _start, "months": _months, "later": _later}


# --- what is true around an argument --------------------------------------------------------------------------------


def _around_start(zone: Zone, application: Application, day: int) -> Formula:
    """All days around that begin at the same time by the clock of UTC, half a year either way."""
    offset = _start(zone, day) - day * DAY
    low = high = day
    while day - low < 200 and _start(zone, low - 1) - (low - 1) * DAY == offset:
        low -= 1
    while high - day < 200 and _start(zone, high + 1) - (high + 1) * DAY == offset:
        high += 1
    (asked,) = application.arguments
    return implies(_between(asked, low, high), equal(application.result, asked.times(DAY) + offset))


def _around_months(zone: Zone, application: Application, day: int, months: int) -> Formula:
    """The month around that day; and all around it of which each day steps over as many days."""
    month, _ = civil(day)
    low = high = month
    if _even(month, months):
        shift = first_of(month + months) - first_of(month)
        while month - low < 24 and _even(low - 1, months) and first_of(low - 1 + months) - first_of(low - 1) == shift:
            low -= 1
        while high - month < 24 and _even(high + 1, months) and first_of(high + 1 + months) - first_of(high + 1) == shift:
            high += 1
    asked, steps = application.arguments
    first, last = first_of(low), first_of(high + 1) - 1
    here = both(equal(steps, Number(months)), _between(asked, first, last))
    shifted = asked + (first_of(low + months) - first)
    end = Number(first_of(high + months + 1) - 1)
    return implies(
        here,
        either(
            both(at_most(shifted, end), equal(application.result, shifted)),
            both(at_most(end + 1, shifted), equal(application.result, end)),
        ),
    )


def _even(month: int, months: int) -> bool:
    """Whether no day of the month is clamped, so that all step over the same number of days."""
    return first_of(month + 1) - first_of(month) <= first_of(month + months + 1) - first_of(month + months)


def _around_later(zone: Zone, application: Application, instant: int, months: int) -> Formula:
    """The local day of that instant, where the clock is not changed on it nor on the day stepped to."""
    asked, steps = application.arguments
    value = _later(zone, instant, months)
    low = high = instant
    if FIRST_INSTANT.micros + 2 * DAY <= instant <= LAST_INSTANT.micros - 2 * DAY:
        day = zone.day_of(Instant(instant)).number
        start, end = _start(zone, day), _start(zone, day + 1) - 1
        whole = end - start + 1 == DAY and start <= instant <= end
        if whole and _later(zone, start, months) - start == value - instant == _later(zone, end, months) - end:
            low, high = start, end
    here = both(equal(steps, Number(months)), _between(asked, low, high))
    return implies(here, equal(application.result, asked + (value - instant)))


_AROUND: dict[str, Callable[..., Formula]] = {
    "start": _around_start,
    "months": _around_months,
    "later": _around_later,
}


def _between(number: Number, low: int, high: int) -> Formula:
    return both(at_most(Number(low), number), at_most(number, Number(high)))
