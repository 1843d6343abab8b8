"""What proofs are told of the calendar is what the calendar is, on random days of its whole range."""

from __future__ import annotations

import random
from datetime import date

import pytest

from confpolicy.facts.calendar import OutOfBoundsError, Zone, step_months
from confpolicy.facts.values import FIRST_DAY, LAST_DAY, Day, Duration, Instant
from confpolicy.prove.encode.around import AROUND
from confpolicy.prove.encode.calendar import Calendar, Clock
from confpolicy.prove.encode.civil import EXACT, civil, first_of, later, length_of, months_later, pair_of, start_of
from confpolicy.prove.encode.concrete import holds
from confpolicy.prove.logic.session import Model
from confpolicy.prove.logic.terms import unknown

ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "UTC"]
DAY = 86_400_000_000


def _days(count: int) -> list[int]:
    chance = random.Random(5)
    ends = [date(year, 3, 1).toordinal() - date(1970, 1, 1).toordinal() for year in (1900, 2000, 2023, 2024, 2100)]
    near = [end + offset for end in ends for offset in range(-3, 3)]
    return [chance.randint(FIRST_DAY.number, LAST_DAY.number) for _ in range(count)] + near


def test_a_day_is_counted_in_months_and_back() -> None:
    for day in _days(2000):
        month, of_month = civil(day)
        assert first_of(month) + of_month == day
        assert day < first_of(month + 1)


def test_a_step_by_months_is_the_calendars_own() -> None:
    chance = random.Random(6)
    for day in _days(2000):
        months = chance.choice([1, 2, 11, 12, 16 * 12, -1, -12, chance.randint(-5000, 5000)])
        try:
            expected = step_months(Day(day), months).number
        except OutOfBoundsError:
            continue
        assert months_later(Zone("UTC"), day, months) == (expected,)


@pytest.mark.parametrize("name", ZONES)
def test_an_instant_is_a_day_and_the_time_since_it_began(name: str) -> None:
    zone, chance = Zone(name), random.Random(7)
    for day in _days(300):
        instant = zone.start_of(Day(min(max(day, FIRST_DAY.number + 2), LAST_DAY.number - 2))).micros
        instant += chance.randint(0, DAY - 1)
        reached, micros = pair_of(zone, instant)
        assert start_of(zone, reached) + micros == instant
        assert 0 <= micros < length_of(zone, reached)


@pytest.mark.parametrize("name", ZONES)
def test_a_step_of_an_instant_is_the_zones_own_also_where_clocks_are_set(name: str) -> None:
    zone, chance = Zone(name), random.Random(8)
    changes = [day for day in range(19_000, 21_500) if length_of(zone, day) != DAY] or [20_000]
    for _ in range(400):
        day = chance.choice(changes) + chance.choice([-1, 0, 1])
        micros = chance.randrange(length_of(zone, day))
        duration = chance.choice([Duration(1), Duration(-12), Duration(0, 3600), Duration(0, -86_400 * 30)])
        stepped = zone.step(Instant(start_of(zone, day) + micros), duration).micros
        assert later(zone, day, micros, duration.months, duration.seconds) == pair_of(zone, stepped)


@pytest.mark.parametrize("name", ZONES)
def test_what_is_said_of_all_values_and_of_those_around_one_holds_of_others(name: str) -> None:
    zone, chance = Zone(name), random.Random(9)
    kinds = {"start": ("day",), "months": ("day", "months"), "later": ("day", "micros", "months", "seconds")}
    for kind, words in kinds.items():
        for _ in range(60):
            calendar = Calendar(zone)
            arguments = tuple(unknown(word) for word in words)
            if kind == "start":
                calendar.start_of(arguments[0])
            elif kind == "months":
                calendar.stepped_day(*arguments)
            else:
                day, micros, months, seconds = arguments
                calendar.later(Clock(day, micros), months, seconds)
            (asked,) = calendar.asked.values()
            at = _arguments(chance, zone, kind)
            told = AROUND[kind](zone, asked.arguments, asked.results, at)
            for _ in range(20):
                other = [each + chance.choice([0, 0, 1, -1, chance.randint(-40, 40)]) for each in at]
                if kind == "later":
                    other[1] = min(max(other[1], 0), length_of(zone, other[0]) - 1)
                numbers = dict(zip(words, other, strict=True))
                values = EXACT[kind](zone, *other)
                names = [result.parts[0][0].name for result in asked.results]
                model = Model({}, {**numbers, **dict(zip(names, values, strict=True))})
                assert holds(told, model), (kind, at, other)
                assert all(holds(fact, model) for fact in calendar.facts), (kind, other)


def _arguments(chance: random.Random, zone: Zone, kind: str) -> list[int]:
    day = chance.choice([chance.randint(-100_000, 900_000), chance.randint(19_000, 21_500)])
    months = chance.choice([0, 1, 12, -7, chance.randint(-1200, 1200)])
    seconds = 0 if months else chance.choice([3600, -86_400, chance.randint(-(10**8), 10**8)])
    rest = [months, seconds] if kind == "later" else [months]
    micros = [chance.randrange(length_of(zone, day))] if kind == "later" else []
    return [day] if kind == "start" else [day, *micros, *rest]
