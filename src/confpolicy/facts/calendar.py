"""Days, instants and the zone of a policy: calendar steps, and instants as text.

Zones come from the tzdata package and never from the system, so that a decision is the same everywhere. Local times
that occur twice mean the first, skipped ones are read with the offset before the gap (PEP 495, fold=0); a day whose
00:00 is skipped begins where the gap ends.
"""

from __future__ import annotations

import datetime as dt
import importlib
import io
import pkgutil
import re
from zoneinfo import ZoneInfo

import attrs

from confpolicy.facts.values import FIRST_DAY, LAST_DAY, Day, Duration, Instant

TZDATA_VERSION = str(importlib.import_module("tzdata").IANA_VERSION)
"""The release of the time zone database in use, `2026f`."""

SECOND = 1_000_000
DAY_SECONDS = 86_400
_DAY = DAY_SECONDS * SECOND
_MINUTE = 60 * SECOND
_EPOCH = dt.date(1970, 1, 1).toordinal()

FIRST_INSTANT = Instant((FIRST_DAY.number + 2) * _DAY)
LAST_INSTANT = Instant((LAST_DAY.number - 1) * _DAY - 1)
"""Instants, given or computed, lie between them: two days inside the dates, so that each has a date in every zone."""

_INSTANT_TEXT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"
    r"(?:\.(?P<fraction>[0-9]{1,6}))?(?:[Zz]|(?P<sign>[+-])(?P<offset>[0-9]{2}:[0-9]{2}))"
)
_DAY_TEXT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class OutOfBoundsError(ValueError):
    """A day or an instant outside the bounds of the calendar."""


class UnknownZoneError(LookupError):
    """The tzdata package has no zone of this name."""


# --- days -------------------------------------------------------------------------------------------------------


def day_of_date(date: dt.date) -> Day:
    """The `Day` of a `datetime.date`."""
    return Day(date.toordinal() - _EPOCH)


def date_of_day(day: Day) -> dt.date:
    """The `datetime.date` of a `Day` within the bounds."""
    return dt.date.fromordinal(day.number + _EPOCH)


def day_from_text(text: str) -> Day:
    """The day written `2011-05-04`. Raises `ValueError` for any other form, and where there is no such day."""
    if not _DAY_TEXT.fullmatch(text):
        raise ValueError(f"not a date: {text!r}")
    return day_of_date(dt.date.fromisoformat(text))


def day_to_text(day: Day) -> str:
    """The day as `2011-05-04`."""
    return date_of_day(day).isoformat()


def step_months(day: Day, months: int) -> Day:
    """The day `months` calendar months later (earlier, where negative), clamped to the end of its month.

    Raises `OutOfBoundsError` where its year would lie outside 1 to 9999.
    """
    date = date_of_day(day)
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OutOfBoundsError("no such year")
    first = dt.date(year, month + 1, 1).toordinal()
    following = dt.date(year, month + 2, 1).toordinal() if month < 11 else first + 31
    return Day(min(first + date.day - 1, following - 1) - _EPOCH)


def step_days(day: Day, days: int) -> Day:
    """The day `days` later. Raises `OutOfBoundsError` where it would lie outside the bounds."""
    stepped = Day(day.number + days)
    if not FIRST_DAY <= stepped <= LAST_DAY:
        raise OutOfBoundsError("no such date")
    return stepped


# --- instants as text -------------------------------------------------------------------------------------------


def instant_from_text(text: str) -> Instant:
    """The instant of an RFC 3339 time with its offset, to the microsecond.

    Raises `ValueError` for any other form (a naive time too), where there is no such time, and outside the bounds.
    """
    found = _INSTANT_TEXT.fullmatch(text)
    if found is None:
        raise ValueError(f"not a time with its offset: {text!r}")
    clock = dt.time(int(found["hour"]), int(found["minute"]), int(found["second"]))
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second
    fraction = int((found["fraction"] or "").ljust(6, "0"))
    local = day_from_text(found["day"]).number * _DAY + seconds * SECOND + fraction
    return _bounded(local - offset_in_text(text) * _MINUTE)


def offset_in_text(text: str) -> int:
    """The offset, in minutes east of UTC, that an RFC 3339 time ends in. Raises `ValueError` where it has none."""
    found = _INSTANT_TEXT.fullmatch(text)
    if found is None:
        raise ValueError(f"not a time with its offset: {text!r}")
    if found["offset"] is None:
        return 0
    offset = dt.time.fromisoformat(found["offset"])
    minutes = offset.hour * 60 + offset.minute
    return -minutes if found["sign"] == "-" else minutes


def instant_to_text(instant: Instant, *, offset: int = 0) -> str:
    """The instant as an RFC 3339 time at `offset` minutes east of UTC: `2026-11-22T10:00:00+00:00`."""
    zone = dt.timezone(dt.timedelta(minutes=offset))
    return _wall(instant.micros + offset * _MINUTE).replace(tzinfo=zone).isoformat()


def _wall(micros: int) -> dt.datetime:
    days, rest = divmod(micros, _DAY)
    midnight = dt.datetime.combine(date_of_day(Day(days)), dt.time())
    return midnight + dt.timedelta(microseconds=rest)


def _bounded(micros: int) -> Instant:
    if not FIRST_INSTANT.micros <= micros <= LAST_INSTANT.micros:
        raise OutOfBoundsError("no such time")
    return Instant(micros)


# --- zones ------------------------------------------------------------------------------------------------------


def _load(name: str) -> ZoneInfo:
    if name.encode("ascii", "replace") not in _content("zones").split(b"\n") or not name:
        raise UnknownZoneError(name)
    return ZoneInfo.from_file(io.BytesIO(_content(f"zoneinfo/{name}")), key=name)


def _content(path: str) -> bytes:
    content = pkgutil.get_data("tzdata", path)
    assert content is not None, "a package that was imported has a loader that reads its files"
    return content


@attrs.frozen
class Zone:
    """An IANA time zone, read from the tzdata package; equal, and pickled, by its name.

    Making one raises `UnknownZoneError` where the package has no such zone.
    """

    name: str
    _info: ZoneInfo = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_info", _load(self.name))

    def __reduce__(self) -> tuple[type[Zone], tuple[str]]:
        return Zone, (self.name,)

    def start_of(self, day: Day) -> Instant:
        """The first instant of that day on the local clock: 00:00, or the end of a gap that swallows it."""
        midnight = day.number * _DAY
        if not self.is_skipped(day, 0):
            return self._instant(midnight)
        before, after = midnight - self._offset(_wall(midnight).replace(fold=1)), self._instant(midnight).micros
        while after - before > SECOND:
            middle = before + (after - before) // SECOND // 2 * SECOND
            before, after = (before, middle) if self._local(Instant(middle)) >= midnight else (middle, after)
        return Instant(after)

    def day_of(self, instant: Instant) -> Day:
        """The local date at that instant."""
        return Day(self._local(instant) // _DAY)

    def at_local(self, day: Day, seconds: int) -> Instant:
        """The instant at which the local clock shows that many seconds after 00:00 of that day."""
        return self._instant(day.number * _DAY + seconds * SECOND)

    def is_repeated(self, day: Day, seconds: int) -> bool:
        """Whether the local clock shows that time twice on that day."""
        wall = _wall(day.number * _DAY + seconds * SECOND)
        return self._offset(wall) > self._offset(wall.replace(fold=1))

    def is_skipped(self, day: Day, seconds: int) -> bool:
        """Whether the local clock never shows that time on that day."""
        wall = _wall(day.number * _DAY + seconds * SECOND)
        return self._offset(wall) < self._offset(wall.replace(fold=1))

    def step(self, instant: Instant, duration: Duration) -> Instant:
        """The instant `duration` later: months step the local clock, clamped; seconds are exact.

        Raises `OutOfBoundsError` where it, or the local date on the way, would lie outside the bounds.
        """
        micros = instant.micros
        if duration.months:
            days, rest = divmod(self._local(instant), _DAY)
            stepped = step_months(Day(days), duration.months)
            micros = _bounded(self._instant(stepped.number * _DAY + rest).micros).micros
        return _bounded(micros + duration.seconds * SECOND)

    def _local(self, instant: Instant) -> int:
        """Microseconds that the local clock shows since its own 1970-01-01T00:00."""
        utc = _wall(instant.micros).replace(tzinfo=self._info)
        local = self._info.fromutc(utc).replace(tzinfo=None)
        return instant.micros + _micros(local - utc.replace(tzinfo=None))

    def _instant(self, local: int) -> Instant:
        return Instant(local - self._offset(_wall(local)))

    def _offset(self, wall: dt.datetime) -> int:
        return _micros(self._info.utcoffset(wall.replace(tzinfo=self._info)))


def _micros(delta: dt.timedelta | None) -> int:
    assert delta is not None, "a zone of the database has an offset at all times"
    return delta // dt.timedelta(microseconds=1)
