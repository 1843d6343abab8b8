"""Calendar and clock: exact over all supported dates, by functions whose values are asked for when they matter.

An instant is a pair: the local day that has been reached, and the microseconds since that day's first instant. So
instants are compared with each other and with dates by small numbers, without a table of the clock's changes: a date
beside an instant is the pair of that day and nothing.

A step by months, a step of an instant, and a day's first instant in UTC are unknowns with rough bounds that hold
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
    below,
    both,
    either,
    equal,
    implies,
    unknown,
)

DAY = DAY_SECONDS * SECOND
"""Microseconds of a day."""
LONGEST = 2 * DAY
"""No local day is as long: clocks have been put back by a day at most."""
_MONTH = 304_369
"""Ten-thousandths of a day in a mean month of the Gregorian calendar, rounded up; it is 30.436875 days."""
_SLACK = 10
"""Days by which a step by months is off its mean at most, rounding of `_MONTH` over 12,000 months included."""
_AROUND_DAYS = 200
"""So far around a choice what is true of it is looked for."""


@attrs.frozen
class Clock:
    """An instant: the day reached, and microseconds since its first instant."""

    day: Number
    micros: Number


@attrs.frozen
class Application:
    """One value that was asked for: `kind` is `start`, `months` or `later`; `later` has two results, a pair."""

    kind: str
    arguments: tuple[Number, ...]
    results: tuple[Number, ...]


@attrs.define
class Calendar:
    """The values that formulas ask for. `facts`: what holds of them everywhere; grows with every new one."""

    zone: Zone
    facts: list[Formula] = attrs.field(factory=list)
    asked: dict[tuple[str, tuple[Number, ...]], Application] = attrs.field(factory=dict)
    clocks: dict[Clock, None] = attrs.field(factory=dict)
    """Every instant made of unknowns."""

    def start_of(self, day: Number) -> Number:
        """The first instant of the day in UTC, in microseconds; the day's number may be an unknown."""
        return self._values("start", (day,))[0]

    def stepped_day(self, day: Number, months: Number) -> Number:
        """The day this many calendar months later, clamped; also where it lies outside the calendar's bounds."""
        return day if months == Number() else self._values("months", (day, months))[0]

    def later(self, clock: Clock, months: Number, seconds: Number) -> Clock:
        """The instant that much later: months by the local clock, then exact seconds; beyond the bounds, any there."""
        if months == seconds == Number():
            return clock
        found = self._values("later", (clock.day, clock.micros, months, seconds))
        return self.real(Clock(*found))

    def clock_of(self, instant: int) -> Clock:
        """The pair of an instant in UTC."""
        return Clock(*map(Number, pair_of(self.zone, instant)))

    def real(self, clock: Clock) -> Clock:
        """The same; from now on the day is as long as it was, in every choice that is taken."""
        if clock.micros.parts and clock not in self.clocks:
            self.clocks[clock] = None
            self.facts += [at_most(Number(), clock.micros), below(clock.micros, Number(LONGEST))]
        return clock

    def _values(self, kind: str, arguments: tuple[Number, ...]) -> tuple[Number, ...]:
        if not any(argument.parts for argument in arguments):
            return tuple(map(Number, _EXACT[kind](self.zone, *(int(argument.constant) for argument in arguments))))
        found = self.asked.get((kind, arguments))
        if found is None:
            names = [
                f"calendar {kind} {len(self.asked)} {word}" for word in ("day", "micros")[: 1 + (kind == "later")]
            ]
            found = Application(kind, arguments, tuple(map(unknown, names)))
            self.asked[kind, arguments] = found
            self.facts += _roughly(found)
        return found.results

    def broken_by(self, model: Model, names: dict[str, None]) -> list[Formula]:
        """What the model has wrong about the values that the named unknowns depend on; nothing where it is right."""
        wanted = dict(names)
        broken: list[Formula] = []
        for application in reversed(list(self.asked.values())):
            results = [part.name for result in application.results for part, _ in result.parts]
            if wanted.keys().isdisjoint(results):
                continue
            wanted.update((part.name, None) for argument in application.arguments for part, _ in argument.parts)
            wanted.update(dict.fromkeys(results))
            arguments = [int(argument.value(model.numbers)) for argument in application.arguments]
            found = tuple(result.value(model.numbers) for result in application.results)
            if _EXACT[application.kind](self.zone, *arguments) != found:
                broken.append(_AROUND[application.kind](self.zone, application, *arguments))
        for clock in self.clocks:
            if any(part.name in wanted for number in (clock.day, clock.micros) for part, _ in number.parts):
                broken += self._too_late(clock, model)
        return broken

    def mended(self, model: Model) -> Model:
        """The model with every value that was asked for as it truly is for the arguments that the model chose."""
        numbers = dict(model.numbers)
        for application in self.asked.values():
            arguments = [int(argument.value(numbers)) for argument in application.arguments]
            values = _EXACT[application.kind](self.zone, *arguments)
            for result, value in zip(application.results, values, strict=True):
                numbers[result.parts[0][0].name] = value
        return attrs.evolve(model, numbers=numbers)

    def _too_late(self, clock: Clock, model: Model) -> list[Formula]:
        day, micros = (int(number.value(model.numbers)) for number in (clock.day, clock.micros))
        length = _length(self.zone, day)
        if micros < length:
            return []
        low, high = _alike(day, lambda each: _length(self.zone, each) == length)
        return [implies(_between(clock.day, low, high), below(clock.micros, Number(length)))]


def not_after(left: Clock, right: Clock) -> Formula:
    """`left <= right`."""
    return either(below(left.day, right.day), both(equal(left.day, right.day), at_most(left.micros, right.micros)))


def before(left: Clock, right: Clock) -> Formula:
    """`left < right`."""
    return either(below(left.day, right.day), both(equal(left.day, right.day), below(left.micros, right.micros)))


def at_once(left: Clock, right: Clock) -> Formula:
    """`left = right`."""
    return both(equal(left.day, right.day), equal(left.micros, right.micros))


def _roughly(application: Application) -> Iterator[Formula]:
    """Bounds that hold for all arguments."""
    result = application.results[0]
    match application.kind:
        case "start":
            unit, slack = 1, 2 * DAY
            mean = application.arguments[0].times(DAY)
        case "months" if not application.arguments[1].parts:
            low, high = _shifts(int(application.arguments[1].constant))
            yield _between(result - application.arguments[0], low, high)
            return
        case "months":
            unit, slack = 10_000, _SLACK * 10_000
            mean = application.arguments[0].times(unit) + application.arguments[1].times(_MONTH)
        case _:
            day, _, months, seconds = application.arguments
            unit, slack = 10_000 * DAY_SECONDS, (_SLACK + 3) * 10_000 * DAY_SECONDS
            mean = day.times(unit) + months.times(_MONTH * DAY_SECONDS) + seconds.times(10_000)
    yield at_most(result.times(unit), mean + slack)
    yield at_most(mean - slack, result.times(unit))


def _alike(day: int, like: Callable[[int], bool]) -> tuple[int, int]:
    """The days around that are like it, without a gap."""
    low = high = day
    while day - low < _AROUND_DAYS and like(low - 1):
        low -= 1
    while high - day < _AROUND_DAYS and like(high + 1):
        high += 1
    return low, high


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


def _months(_zone: Zone, day: int, months: int) -> tuple[int, ...]:
    month, of_month = civil(day)
    first, following = first_of(month + months), first_of(month + months + 1)
    return (min(first + of_month, following - 1),)


@lru_cache(maxsize=1000)
def _shifts(months: int) -> tuple[int, int]:
    """The fewest and the most days that a step of that many months is: the calendar repeats after 400 years."""
    shifts = [(month, _shift(month, months)) for month in range(4800)]
    least = min(
        shift
        - max(0, first_of(month + 1) - first_of(month) - first_of(month + months + 1) + first_of(month + months))
        for month, shift in shifts
    )
    return least, max(shift for _, shift in shifts)


def pair_of(zone: Zone, instant: int) -> tuple[int, int]:
    """The day reached at an instant of UTC within the bounds, and the microseconds since its first instant."""
    day = zone.day_of(Instant(instant)).number
    while _start(zone, day) > instant:
        day -= 1
    while _start(zone, day + 1) <= instant:
        day += 1
    return day, instant - _start(zone, day)


def _length(zone: Zone, day: int) -> int:
    return _start(zone, day + 1) - _start(zone, day)


@lru_cache(maxsize=100_000)
def _later(zone: Zone, day: int, micros: int, months: int, seconds: int) -> tuple[int, ...]:
    instant = _start(zone, day) + micros
    if FIRST_INSTANT.micros <= instant <= LAST_INSTANT.micros:
        try:
            return pair_of(zone, zone.step(Instant(instant), Duration(months, seconds)).micros)
        except OutOfBoundsError:
            pass
    mean = day + (months * _MONTH * DAY_SECONDS + seconds * 10_000) // (10_000 * DAY_SECONDS)
    forward = months * 31 * DAY_SECONDS + seconds > 0
    return (max(mean, LAST_DAY.number + 1) if forward else min(mean, FIRST_DAY.number - 1)), 0


_EXACT: dict[str, Callable[..., tuple[int, ...]]] = {
    "start": lambda zone, day: (_start(zone, day),),
    "months": _months,
    "later": _later,
}


# --- what is true around an argument --------------------------------------------------------------------------------


def _around_start(zone: Zone, application: Application, day: int) -> Formula:
    """All days around that begin at the same time by the clock of UTC."""
    offset = _start(zone, day) - day * DAY
    low, high = _alike(day, lambda each: _start(zone, each) - each * DAY == offset)
    (asked,) = application.arguments
    return implies(_between(asked, low, high), equal(application.results[0], asked.times(DAY) + offset))


def _around_months(zone: Zone, application: Application, day: int, months: int) -> Formula:
    """The month around that day; and all around it of which each day steps over as many days."""
    month, _ = civil(day)
    low = high = month
    if _even(month, months):
        shift = first_of(month + months) - first_of(month)
        while month - low < 24 and _even(low - 1, months) and _shift(low - 1, months) == shift:
            low -= 1
        while high - month < 24 and _even(high + 1, months) and _shift(high + 1, months) == shift:
            high += 1
    asked, steps = application.arguments
    first, last = first_of(low), first_of(high + 1) - 1
    here = both(equal(steps, Number(months)), _between(asked, first, last))
    shifted = asked + (first_of(low + months) - first)
    end, result = Number(first_of(high + months + 1) - 1), application.results[0]
    return implies(
        here,
        either(
            both(at_most(shifted, end), equal(result, shifted)), both(at_most(end + 1, shifted), equal(result, end))
        ),
    )


def _shift(month: int, months: int) -> int:
    return first_of(month + months) - first_of(month)


def _even(month: int, months: int) -> bool:
    """Whether no day of the month is clamped, so that all step over the same number of days."""
    return first_of(month + 1) - first_of(month) <= first_of(month + months + 1) - first_of(month + months)


def _around_later(zone: Zone, application: Application, day: int, micros: int, months: int, seconds: int) -> Formula:
    """All instants around that step over as many days and microseconds: in days around, within what they share."""
    found = _later(zone, day, micros, months, seconds)
    days, more = found[0] - day, found[1] - micros
    first, last = max(0, -more), DAY - 1 - max(0, more)

    def like(each: int) -> bool:
        ends = (first, last)
        return all(_later(zone, each, end, months, seconds) == (each + days, end + more) for end in ends)

    at, after, in_months, in_seconds = application.arguments
    here = both(equal(in_months, Number(months)), equal(in_seconds, Number(seconds)))
    if first <= micros <= last and like(day):
        low, high = _alike(day, like)
        here = both(here, _between(at, low, high), _between(after, first, last))
        there = both(equal(application.results[0], at + days), equal(application.results[1], after + more))
    else:
        here = both(here, equal(at, Number(day)), equal(after, Number(micros)))
        there = both(
            *(equal(result, Number(value)) for result, value in zip(application.results, found, strict=True))
        )
    return implies(here, there)


_AROUND: dict[str, Callable[..., Formula]] = {
    "start": _around_start,
    "months": _around_months,
    "later": _around_later,
}


def _between(number: Number, low: int, high: int) -> Formula:
    return both(at_most(Number(low), number), at_most(number, Number(high)))
