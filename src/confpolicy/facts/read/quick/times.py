"""Times of the usual form, by tables: nothing but what stands in them is taken for a time."""

from __future__ import annotations

import datetime as dt
import functools

import attrs

from confpolicy.facts.blanks import write_made
from confpolicy.facts.calendar import DAY_SECONDS, SECOND, instant_from_text
from confpolicy.facts.python import Lines
from confpolicy.facts.values import Instant

_YEARS = range(1900, 2100)
_EPOCH = dt.date(1970, 1, 1).toordinal()


@attrs.frozen(eq=False)
class Tables:
    """Microseconds by the parts of a time as it is written; they add up to the instant."""

    years: dict[str, tuple[int, dict[str, int]]]
    """`2026`: those to its beginning, and those to each of its days, `-11-24`."""
    minutes: dict[str, int]
    """`T10:00`."""
    rest: dict[str, int]
    """Seconds and offset, `:00+00:00`: whole hours and none other."""


@functools.cache
def tables() -> Tables:
    """The tables."""
    common, leap = _days(2001), _days(2000)
    seconds = {f":{second:02}": second * SECOND for second in range(60)}
    offsets = {
        f"{sign}{hour:02}:00": ahead * hour * 3600 * SECOND
        for sign, ahead in (("+", 1), ("-", -1))
        for hour in range(15)
    }
    return Tables(
        {str(year): (_midnight(dt.date(year, 1, 1)), leap if _is_leap(year) else common) for year in _YEARS},
        {f"T{hour:02}:{minute:02}": (hour * 60 + minute) * 60 * SECOND for hour in range(24) for minute in range(60)},
        {
            f"{second}{offset}": micros - ahead
            for second, micros in seconds.items()
            for offset, ahead in ({"Z": 0} | offsets).items()
        },
    )


def _days(year: int) -> dict[str, int]:
    first, following = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    days = map(dt.date.fromordinal, range(first.toordinal(), following.toordinal()))
    return {f"{day:-%m-%d}": _midnight(day) - _midnight(first) for day in days}


def _is_leap(year: int) -> bool:
    return dt.date(year, 12, 31).timetuple().tm_yday == 366


def _midnight(day: dt.date) -> int:
    return (day.toordinal() - _EPOCH) * DAY_SECONDS * SECOND


def micros_of(text: str) -> int:
    """What the tables do not have. Raises `ValueError`, as `instant_from_text` does."""
    return instant_from_text(text).micros


def write_instant(lines: Lines, text: str, into: str) -> None:
    """Writes what makes an instant of a text, exactly that; it raises `ValueError` where the text is no time."""
    write_micros(lines, text, "micros")
    write_made(lines, Instant, into, micros="micros")


def write_micros(lines: Lines, text: str, into: str) -> None:
    """The same in microseconds."""
    table = tables()
    lines.write(
        """
        try:
            start, day = $years[$text[:4]]
            $into = start + day[$text[4:10]] + $minutes[$text[10:16]] + $rest[$text[16:]]
        except KeyError:
            $into = $full($text)
        """,
        years=lines.constant(table.years),
        minutes=lines.constant(table.minutes),
        rest=lines.constant(table.rest),
        full=lines.constant(micros_of),
        text=text,
        into=into,
    )
