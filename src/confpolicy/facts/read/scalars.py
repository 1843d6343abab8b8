"""Texts of JSON documents to values, and back. Pure; a text that does not fit gives a `Misfit`, never an error."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

import attrs

from confpolicy.facts.values import (
    DECIMAL_DIGITS,
    FIRST_DAY,
    LAST_DAY,
    MONTHS_BOUND,
    SECONDS_BOUND,
    TEXT_BOUND,
    Day,
    Duration,
    Instant,
)

DATE_EXPECTED = 'a date, like "2011-05-04"'
TIME_EXPECTED = 'a time with its offset, like "2026-11-22T10:00:00+00:00"'
DURATION_EXPECTED = 'a duration of one kind, like "P16Y", "P30D" or "PT12H"'
DECIMAL_EXPECTED = 'a decimal as a text, like "12.50"'
TEXT_EXPECTED = "a text"

_EPOCH = 719163
_LONGEST = 60
_NO_SUCH_DAY = "the calendar has no such day"
_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
_FIRST, _LAST = FIRST_DAY.number * _DAY, (LAST_DAY.number + 1) * _DAY - 1

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))?"
)
_DURATION = re.compile(
    r"P(?:(?=[0-9])(?:([0-9]+)Y)?(?:([0-9]+)M)?"
    r"|([0-9]+)W"
    r"|(?=[0-9]|T[0-9])(?:([0-9]+)D)?(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?)?)"
)
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.([0-9]+))?")


@attrs.frozen
class Misfit:
    """Why a text is not the value that it should be: a code of the catalogue, and what fills its templates."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


def _malformed(expected: str, problem: str) -> Misfit:
    return Misfit("CP814", (("expected", expected), ("problem", problem)))


def _beyond(bound: str) -> Misfit:
    return Misfit("CP813", (("bound", bound),))


def day_of(text: str) -> Day | Misfit:
    """The day that `2011-05-04` names; the year has four digits, from 0001."""
    match = _DATE.fullmatch(text)
    if match is None:
        return _malformed(DATE_EXPECTED, "it is not written as a date")
    number = _day_number(*match.groups())
    return _malformed(DATE_EXPECTED, _NO_SUCH_DAY) if number is None else Day(number)


def _day_number(year: str, month: str, day: str) -> int | None:
    try:
        return dt.date(int(year), int(month), int(day)).toordinal() - _EPOCH
    except ValueError:
        return None


def instant_of(text: str) -> Instant | Misfit:
    """The instant that a time of RFC 3339 names: with an offset, at most microseconds, no leap second."""
    match = _TIME.fullmatch(text)
    if match is None:
        return _malformed(TIME_EXPECTED, "it is not written as a time of RFC 3339")
    year, month, day, hour, minute, second, fraction, zulu, sign, ahead, minutes = match.groups()
    if zulu is None and sign is None:
        return Misfit("CP815")
    problem = _clock_problem(match)
    if problem is not None:
        return _malformed(TIME_EXPECTED, problem)
    number = _day_number(year, month, day)
    if number is None:
        return _malformed(TIME_EXPECTED, _NO_SUCH_DAY)
    micros = number * _DAY + (int(hour) * 3600 + int(minute) * 60 + int(second)) * _SECOND
    if fraction is not None:
        micros += int(fraction.ljust(6, "0"))
    if sign is not None:
        offset = (int(ahead) * 60 + int(minutes)) * 60 * _SECOND
        micros += offset if sign == "-" else -offset
    if not _FIRST <= micros <= _LAST:
        return _beyond("the years 0001 to 9999, in UTC")
    return Instant(micros)


def _clock_problem(match: re.Match[str]) -> str | None:
    """What is wrong with the time of day and the offset; digits of one length compare as numbers do."""
    hour, minute, second, fraction, _, _, ahead, minutes = match.groups("")[3:]
    problem = None
    if len(fraction) > 6:
        problem = "it is finer than a microsecond"
    elif second == "60":
        problem = "it names a leap second, and they are not counted here"
    elif hour > "23" or minute > "59" or second > "59":
        problem = "the day has no such time"
    elif ahead > "23" or minutes > "59":
        problem = "there is no such offset"
    return problem


def offset_of(text: str) -> int:
    """The offset, in minutes east of UTC, of a time that `instant_of` accepts."""
    if text[-1] in "Zz":
        return 0
    minutes = int(text[-5:-3]) * 60 + int(text[-2:])
    return -minutes if text[-6] == "-" else minutes


def duration_of(text: str) -> Duration | Misfit:
    """The duration that a text of ISO 8601 names: years and months, or weeks, or days and clock time; never mixed."""
    match = _DURATION.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return _malformed(DURATION_EXPECTED, "it is not one, or mixes months with days")
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    months += 12 * years
    seconds += 60 * minutes + 3600 * hours + 86_400 * (days + 7 * weeks)
    if months > MONTHS_BOUND or seconds > SECONDS_BOUND:
        return _beyond("a duration of at most 1,000 years")
    return Duration(months, seconds)


def decimal_of(text: str) -> Decimal | Misfit:
    """The decimal that a text in plain notation names; zero has no sign."""
    match = _DECIMAL.fullmatch(text) if len(text) <= TEXT_BOUND else None
    if match is None:
        return _malformed(DECIMAL_EXPECTED, "it is not in plain decimal notation")
    digits = text.removeprefix("-").replace(".", "").lstrip("0")
    if len(digits) > DECIMAL_DIGITS or len(match[1] or "") > DECIMAL_DIGITS:
        return _beyond(f"a decimal of at most {DECIMAL_DIGITS} digits, and as many after the point")
    return Decimal(text) if digits else Decimal(text.removeprefix("-"))


def text_of(text: str) -> str | Misfit:
    """The text in NFC."""
    if len(text) <= TEXT_BOUND:
        if text.isascii():
            return text
        if any("\ud800" <= character <= "\udfff" for character in text):
            return Misfit("CP808")
        normal = unicodedata.normalize("NFC", text)
        if len(normal) <= TEXT_BOUND:
            return normal
    return _beyond(f"a text of at most {TEXT_BOUND:,} characters")


def write_day(day: Day) -> str:
    """`2011-05-04`; what `day_of` reads."""
    return dt.date.fromordinal(day.number + _EPOCH).isoformat()


def write_instant(instant: Instant, *, offset: int = 0) -> str:
    """The time as RFC 3339 has it, `offset` minutes east of UTC; what `instant_of` reads.

    At either end of the calendar, where the local year would leave 0001 to 9999, it is written in UTC.
    """
    local = instant.micros + offset * 60 * _SECOND
    if not _FIRST <= local <= _LAST:
        offset, local = 0, instant.micros
    number, micros = divmod(local, _DAY)
    seconds, fraction = divmod(micros, _SECOND)
    hours, minutes = divmod(abs(offset), 60)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    part = f".{fraction:06}" if fraction else ""
    return f"{write_day(Day(number))}T{clock}{part}{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"


def write_duration(duration: Duration) -> str:
    """`P3M`, `P2D`, `PT10S`; what `duration_of` reads. Months alone or seconds alone, and neither negative.

    Raises ValueError for a duration that cannot be given: one that was computed, and mixes both or is negative.
    """
    if duration.months < 0 or duration.seconds < 0 or (duration.months and duration.seconds):
        raise ValueError("a duration of both months and seconds, or a negative one, cannot be written as ISO 8601")
    if duration.months:
        return f"P{duration.months}M"
    days, seconds = divmod(duration.seconds, 86_400)
    clock = f"T{seconds}S" if seconds or not days else ""
    return f"P{days}D{clock}" if days else f"P{clock}"


def write_decimal(number: Decimal) -> str:
    """Plain notation; what `decimal_of` reads."""
    return format(number, "f")
