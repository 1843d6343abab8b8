"""What is true of the calendar around one argument: the facts that a solver is told where its choice broke it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from confpolicy.facts.calendar import Zone
from confpolicy.prove.encode.civil import DAY, civil, first_of, later, shift, start_of
from confpolicy.prove.logic.terms import Formula, Number, at_most, both, either, equal, implies

_AROUND_DAYS, _AROUND_MONTHS = 200, 24
"""So far around a choice what is true of it is looked for."""


def alike(day: int, like: Callable[[int], bool]) -> tuple[int, int]:
    """The days around that are like it, without a gap."""
    low = high = day
    while day - low < _AROUND_DAYS and like(low - 1):
        low -= 1
    while high - day < _AROUND_DAYS and like(high + 1):
        high += 1
    return low, high


Asked = tuple[Number, ...]
"""The arguments, or the results, of a value that was asked for."""


def _around_start(zone: Zone, asked: Asked, results: Asked, at: Sequence[int]) -> Formula:
    """All days around that begin at the same time by the clock of UTC."""
    offset = start_of(zone, at[0]) - at[0] * DAY
    low, high = alike(at[0], lambda each: start_of(zone, each) - each * DAY == offset)
    return implies(between(asked[0], low, high), equal(results[0], asked[0].times(DAY) + offset))


def _around_months(_zone: Zone, asked: Asked, results: Asked, at: Sequence[int]) -> Formula:
    """The month around that day; and all around it of which each day steps over as many days."""
    day, months = at
    low = high = civil(day)[0]

    def evenly(month: int) -> bool:
        return _even(month, months) and shift(month, months) == shift(civil(day)[0], months)

    while evenly(low) and civil(day)[0] - low < _AROUND_MONTHS and evenly(low - 1):
        low -= 1
    while evenly(high) and high - civil(day)[0] < _AROUND_MONTHS and evenly(high + 1):
        high += 1
    first, last = first_of(low), first_of(high + 1) - 1
    here = both(equal(asked[1], Number(months)), between(asked[0], first, last))
    shifted, end = asked[0] + shift(low, months), Number(first_of(high + months + 1) - 1)
    clamped = both(at_most(end + 1, shifted), equal(results[0], end))
    return implies(here, either(both(at_most(shifted, end), equal(results[0], shifted)), clamped))


def _even(month: int, months: int) -> bool:
    """Whether no day of the month is clamped, so that all step over the same number of days."""
    return first_of(month + 1) - first_of(month) <= first_of(month + months + 1) - first_of(month + months)


def _around_later(zone: Zone, asked: Asked, results: Asked, at: Sequence[int]) -> Formula:
    """All instants around that step over as many days and microseconds: in days around, within what they share."""
    day, micros, months, seconds = at
    found = later(zone, day, micros, months, seconds)
    days, more = found[0] - day, found[1] - micros
    first, last = max(0, -more), DAY - 1 - max(0, more)

    def like(each: int) -> bool:
        ends = (first, last)
        return all(later(zone, each, end, months, seconds) == (each + days, end + more) for end in ends)

    here = both(equal(asked[2], Number(months)), equal(asked[3], Number(seconds)))
    if first <= micros <= last and like(day):
        low, high = alike(day, like)
        here = both(here, between(asked[0], low, high), between(asked[1], first, last))
        there = both(equal(results[0], asked[0] + days), equal(results[1], asked[1] + more))
    else:
        here = both(here, equal(asked[0], Number(day)), equal(asked[1], Number(micros)))
        there = both(*(equal(result, Number(value)) for result, value in zip(results, found, strict=True)))
    return implies(here, there)


AROUND: dict[str, Callable[[Zone, Asked, Asked, Sequence[int]], Formula]] = {
    "start": _around_start,
    "months": _around_months,
    "later": _around_later,
}
"""What is true around the arguments `at` of a value that was asked for, by its kind."""


def between(number: Number, low: int, high: int) -> Formula:
    """Where the number lies between these, both included."""
    return both(at_most(Number(low), number), at_most(number, Number(high)))
