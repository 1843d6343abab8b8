"""What the calendar and the clock of a zone say, exactly, for every argument."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from confpolicy.facts.calendar import DAY_SECONDS, FIRST_INSTANT, LAST_INSTANT, SECOND, OutOfBoundsError, Zone
from confpolicy.facts.values import FIRST_DAY, LAST_DAY, Day, Duration, Instant

DAY = DAY_SECONDS * SECOND
"""Microseconds of a day."""
MONTH = 304_369
"""Ten-thousandths of a day in a mean month of the Gregorian calendar, rounded up; it is 30.436875 days."""


@lru_cache(maxsize=100_000)
def start_of(zone: Zone, day: int) -> int:
    """The first instant of the day in UTC, in microseconds."""
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


def months_later(_zone: Zone, day: int, months: int) -> tuple[int, ...]:
    """The day so many calendar months later, clamped to the end of its month."""
    month, of_month = civil(day)
    first, following = first_of(month + months), first_of(month + months + 1)
    return (min(first + of_month, following - 1),)


def shift(month: int, months: int) -> int:
    """The days from the first of the month to the first of the one so many months later."""
    return first_of(month + months) - first_of(month)


@lru_cache(maxsize=1000)
def shifts(months: int) -> tuple[int, int]:
    """The fewest and the most days that a step of that many months is: the calendar repeats after 400 years."""
    steps = [(month, shift(month, months)) for month in range(4800)]
    least = min(
        step - max(0, first_of(month + 1) - first_of(month) - first_of(month + months + 1) + first_of(month + months))
        for month, step in steps
    )
    return least, max(step for _, step in steps)


def pair_of(zone: Zone, instant: int) -> tuple[int, int]:
    """The day reached at an instant of UTC within the bounds, and the microseconds since its first instant."""
    day = zone.day_of(Instant(instant)).number
    while start_of(zone, day) > instant:
        day -= 1
    while start_of(zone, day + 1) <= instant:
        day += 1
    return day, instant - start_of(zone, day)


def length_of(zone: Zone, day: int) -> int:
    """How long the day is, in microseconds."""
    return start_of(zone, day + 1) - start_of(zone, day)


@lru_cache(maxsize=100_000)
def later(zone: Zone, day: int, micros: int, months: int, seconds: int) -> tuple[int, ...]:
    """The instant that much later, as a day and microseconds; far off where it lies beyond the bounds."""
    instant = start_of(zone, day) + micros
    if FIRST_INSTANT.micros <= instant <= LAST_INSTANT.micros:
        try:
            return pair_of(zone, zone.step(Instant(instant), Duration(months, seconds)).micros)
        except OutOfBoundsError:
            pass
    mean = day + (months * MONTH * DAY_SECONDS + seconds * 10_000) // (10_000 * DAY_SECONDS)
    forward = months * 31 * DAY_SECONDS + seconds > 0
    return (max(mean, LAST_DAY.number + 1) if forward else min(mean, FIRST_DAY.number - 1)), 0


EXACT: dict[str, Callable[..., tuple[int, ...]]] = {
    "start": lambda zone, day: (start_of(zone, day),),
    "months": months_later,
    "later": later,
    "divided": lambda _zone, number, by: divmod(number, by),
}
