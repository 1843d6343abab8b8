"""Days, instants and zones."""

from __future__ import annotations

import pickle

import pytest

from confpolicy.facts.calendar import (
    FIRST_INSTANT,
    LAST_INSTANT,
    TZDATA_VERSION,
    OutOfBoundsError,
    UnknownZoneError,
    Zone,
    date_of_day,
    day_from_text,
    day_of_date,
    day_to_text,
    instant_from_text,
    instant_to_text,
    offset_in_text,
    step_days,
    step_months,
)
from confpolicy.facts.values import FIRST_DAY, LAST_DAY, Day, Duration, Instant

LONDON = Zone("Europe/London")


def at(text: str) -> Instant:
    return instant_from_text(text)


def stepped(text: str, duration: Duration, zone: Zone = LONDON) -> str:
    return instant_to_text(zone.step(at(text), duration))


# --- days -------------------------------------------------------------------------------------------------------


def test_days_count_from_the_first_of_january_1970() -> None:
    assert day_from_text("1970-01-01") == Day(0)
    assert day_from_text("2026-11-22") == Day(20779)
    assert day_to_text(Day(20779)) == "2026-11-22"
    assert day_of_date(date_of_day(Day(20779))) == Day(20779)


def test_bounds_of_days_are_the_first_and_the_last_of_four_digits() -> None:
    assert day_from_text("0001-01-01") == FIRST_DAY
    assert day_from_text("9999-12-31") == LAST_DAY


@pytest.mark.parametrize(
    "text", ["2026-1-1", "20260101", "2026-02-29", "2026-W01-1", "٢٠٢٦-01-01", " 2026-01-01", ""]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        day_from_text(text)


@pytest.mark.parametrize(
    "day,months,expected",
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-11-30", 1, "2024-12-30"),
        ("2024-12-31", -13, "2023-11-30"),
        ("2024-10-31", 2, "2024-12-31"),
        ("9999-11-30", 1, "9999-12-30"),
    ],
)
def test_months_are_steps_of_the_calendar_clamped_to_the_end(day: str, months: int, expected: str) -> None:
    assert day_to_text(step_months(day_from_text(day), months)) == expected


def test_no_step_leaves_the_calendar() -> None:
    with pytest.raises(OutOfBoundsError):
        step_months(LAST_DAY, 1)
    with pytest.raises(OutOfBoundsError):
        step_months(FIRST_DAY, -1)
    with pytest.raises(OutOfBoundsError):
        step_days(LAST_DAY, 1)
    assert step_days(FIRST_DAY, LAST_DAY.number - FIRST_DAY.number) == LAST_DAY


# --- instants as text -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text,micros",
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01t00:00:01.5z", 1_500_000),
        ("1970-01-01T01:00:00+01:00", 0),
        ("1969-12-31T23:59:59.999999-00:00", -1),
        ("1970-01-01T00:00:00-05:30", 19_800_000_000),
    ],
)
def test_a_time_with_its_offset_is_one_instant(text: str, micros: int) -> None:
    assert at(text) == Instant(micros)


@pytest.mark.parametrize(
    "text",
    [
        "1970-01-01T00:00:00",
        "1970-01-01 00:00:00Z",
        "1970-01-01T24:00:00Z",
        "1970-01-01T23:59:60Z",
        "1970-01-01T00:00:00.1234567Z",
        "1970-01-01T00:00:00+24:00",
        "1970-13-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T00:00:00Z",
    ],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        at(text)


def test_a_text_is_read_back_at_its_own_offset() -> None:
    text = "2026-11-22T10:00:00.000250-03:30"
    assert offset_in_text(text) == -210
    assert instant_to_text(at(text), offset=offset_in_text(text)) == text
    assert offset_in_text("2026-11-22T10:00:00Z") == 0
    assert instant_to_text(at("2026-11-22T10:00:00Z")) == "2026-11-22T10:00:00+00:00"
    with pytest.raises(ValueError, match="offset"):
        offset_in_text("2026-11-22T10:00:00")


def test_every_instant_within_the_bounds_has_a_text_and_a_local_day_everywhere() -> None:
    for instant in (FIRST_INSTANT, LAST_INSTANT):
        for offset in (-1439, 1439):
            assert at(instant_to_text(instant, offset=offset)) == instant
        for name in ("Pacific/Kiritimati", "Pacific/Niue"):
            assert FIRST_DAY <= Zone(name).day_of(instant) <= LAST_DAY


# --- zones ------------------------------------------------------------------------------------------------------


def test_a_day_begins_at_midnight_on_the_local_clock() -> None:
    assert LONDON.start_of(day_from_text("2026-01-15")) == at("2026-01-15T00:00:00+00:00")
    assert LONDON.start_of(day_from_text("2026-07-15")) == at("2026-07-15T00:00:00+01:00")
    assert LONDON.day_of(at("2026-07-14T23:00:00+00:00")) == day_from_text("2026-07-15")
    assert LONDON.day_of(at("2026-07-14T22:59:59.999999+00:00")) == day_from_text("2026-07-14")


def test_a_day_whose_midnight_is_skipped_begins_where_the_gap_ends() -> None:
    sao_paulo, toronto, apia = Zone("America/Sao_Paulo"), Zone("America/Toronto"), Zone("Pacific/Apia")
    assert sao_paulo.start_of(day_from_text("2018-11-04")) == at("2018-11-04T01:00:00-02:00")
    assert toronto.start_of(day_from_text("1919-03-31")) == at("1919-03-31T00:30:00-04:00")
    assert apia.start_of(day_from_text("2011-12-30")) == at("2011-12-31T00:00:00+14:00")


def test_a_day_whose_midnight_comes_twice_begins_at_the_first() -> None:
    assert Zone("America/Havana").start_of(day_from_text("2026-11-01")) == at("2026-11-01T00:00:00-04:00")


def test_the_first_and_the_last_day_begin_everywhere() -> None:
    for name in ("Asia/Tokyo", "America/New_York", "Europe/London"):
        assert Zone(name).start_of(FIRST_DAY) < Zone(name).start_of(LAST_DAY)


def test_local_times_that_are_skipped_or_repeated_are_known_as_such() -> None:
    spring, autumn = day_from_text("2026-03-29"), day_from_text("2026-10-25")
    half_past_one = 5_400
    assert LONDON.is_skipped(spring, half_past_one)
    assert not LONDON.is_repeated(spring, half_past_one)
    assert LONDON.is_repeated(autumn, half_past_one)
    assert not LONDON.is_skipped(autumn, half_past_one)
    assert LONDON.at_local(autumn, half_past_one) == at("2026-10-25T01:30:00+01:00")
    assert LONDON.at_local(spring, half_past_one) == at("2026-03-29T01:30:00+00:00")


def test_months_step_the_local_clock_and_seconds_are_exact() -> None:
    assert stepped("2026-10-22T10:00:00+01:00", Duration(months=1)) == "2026-11-22T10:00:00+00:00"
    assert stepped("2026-10-22T10:00:00+01:00", Duration(seconds=31 * 86_400)) == "2026-11-22T09:00:00+00:00"
    assert stepped("2026-01-31T10:00:00.25Z", Duration(months=1)) == "2026-02-28T10:00:00.250000+00:00"


def test_a_step_of_no_months_does_not_move_the_second_of_two_equal_local_times() -> None:
    assert stepped("2026-10-25T01:30:00+00:00", Duration(seconds=0)) == "2026-10-25T01:30:00+00:00"
    assert stepped("2026-09-25T01:30:00+01:00", Duration(months=1)) == "2026-10-25T00:30:00+00:00"


def test_no_instant_leaves_the_bounds() -> None:
    for duration in (Duration(seconds=1), Duration(months=1), Duration(months=24, seconds=-100_000_000)):
        with pytest.raises(OutOfBoundsError):
            LONDON.step(LAST_INSTANT, duration)


def test_zones_are_those_of_the_package_and_of_no_file_beside_it() -> None:
    for name in ("Europe/Atlantis", "", "../zones", "/etc/localtime", "Europe", "zones"):
        with pytest.raises(UnknownZoneError):
            Zone(name)
    assert TZDATA_VERSION[:2] == "20"


def test_a_zone_is_pickled_by_its_name_and_equal_by_it() -> None:
    copy = pickle.loads(pickle.dumps(LONDON))
    assert copy == LONDON
    assert hash(copy) == hash(LONDON)
    assert copy.start_of(Day(0)) == LONDON.start_of(Day(0))
    assert len(pickle.dumps(LONDON)) < 100
