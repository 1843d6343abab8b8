"""Texts of JSON documents to values. A text that does not fit gives a `Misfit`, never an error."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import attrs

from confpolicy.facts.calendar import OutOfBoundsError, day_from_text, instant_from_text
from confpolicy.facts.values import (
    DECIMAL_DIGITS,
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

_LONGEST = 60
_NO_SUCH_DAY = "the calendar has no such day"

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    _DATE.pattern + r"[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?([Zz]|[+-]([0-9]{2}):([0-9]{2}))?"
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
    try:
        return day_from_text(text)
    except ValueError:
        written = _DATE.fullmatch(text) is not None
        return _malformed(DATE_EXPECTED, _NO_SUCH_DAY if written else "it is not written as a date")


def instant_of(text: str) -> Instant | Misfit:
    """The instant that a time of RFC 3339 names: with an offset, at most microseconds, no leap second."""
    try:
        return instant_from_text(text)
    except OutOfBoundsError:
        return _beyond("the years 0001 to 9999, but for two days at either end")
    except ValueError:
        return _misread_time(text)


def _misread_time(text: str) -> Misfit:
    """What is wrong with a text that is no time; digits of one length compare as numbers do."""
    match = _TIME.fullmatch(text)
    if match is None:
        return _malformed(TIME_EXPECTED, "it is not written as a time of RFC 3339")
    hour, minute, second, fraction, offset, ahead, minutes = match.groups("")
    problem = _NO_SUCH_DAY
    if len(fraction) > 6:
        problem = "it is finer than a microsecond"
    elif second == "60":
        problem = "it names a leap second, and they are not counted here"
    elif hour > "23" or minute > "59" or second > "59":
        problem = "the day has no such time"
    elif ahead > "23" or minutes > "59":
        problem = "there is no such offset"
    elif not offset:
        return Misfit("CP815")
    return _malformed(TIME_EXPECTED, problem)


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
