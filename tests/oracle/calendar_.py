"""The calendar again: dates and times by the standard library, zones by the tzdata package."""

from __future__ import annotations

import bisect
import calendar
import functools
import importlib.resources
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from confpolicy.facts.values import FIRST_DAY, LAST_DAY, Day, Duration, Instant

EPOCH_DATE, EPOCH = date(1970, 1, 1), datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND, DAY_SECONDS = timedelta(microseconds=1), 86_400


class CannotSayError(ArithmeticError):
    """An expression has no value; to whoever asks it is unknown."""


@functools.cache
def zone_named(name: str) -> ZoneInfo:
    """The zone as the tzdata package has it; the system's own zones are never asked."""
    with importlib.resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def day_of(day: date) -> Day:
    """The date as a numbered day."""
    return Day((day - EPOCH_DATE).days)


def date_of(day: Day) -> date:
    """The numbered day as a date."""
    return EPOCH_DATE + timedelta(days=day.number)


def instant_of(moment: datetime) -> Instant:
    """The time (with its offset) as an instant."""
    return Instant((moment - EPOCH) // MICROSECOND)


def local_time(moment: Instant, zone: ZoneInfo) -> datetime:
    """What the clocks of the zone show at the instant."""
    return (EPOCH + timedelta(microseconds=moment.micros)).astimezone(zone)


def _offset(wall: datetime, zone: ZoneInfo, fold: int) -> timedelta:
    offset = wall.replace(tzinfo=zone, fold=fold).utcoffset()
    assert offset is not None
    return offset


def _read_wall(wall: datetime, zone: ZoneInfo) -> Instant:
    """A wall time as an instant: the first of two, and where it is skipped by the offset before the gap."""
    since = wall - EPOCH.replace(tzinfo=None) - _offset(wall, zone, 0)
    return Instant(since // MICROSECOND)


@functools.cache
def first_instant(day: Day, zone: ZoneInfo) -> Instant:
    """The first instant of the day in the zone; of a day whose 00:00 is skipped, the end of the gap."""
    midnight = datetime.combine(date_of(day), time(0))
    before, after = _offset(midnight, zone, 0), _offset(midnight, zone, 1)
    last = _read_wall(midnight, zone)
    if before >= after:
        return last
    tried = range(last.micros - (after - before) // MICROSECOND, last.micros, 1_000_000)
    past = bisect.bisect_left(tried, True, key=lambda at: local_time(Instant(at), zone).utcoffset() == after)
    return Instant(tried.start + past * tried.step)


def instant(moment: Day | Instant, zone: ZoneInfo) -> Instant:
    """The moment itself, or the first instant of the day."""
    return first_instant(moment, zone) if isinstance(moment, Day) else moment


def _step(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise CannotSayError("outside the calendar")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_after(day: Day, duration: Duration) -> Day:
    """The day that much later: months first (clamped to the month's end), then days."""
    days, rest = divmod(duration.seconds, DAY_SECONDS)
    if rest:
        raise CannotSayError("a date has no hours")
    result = Day(day_of(_step(date_of(day), duration.months)).number + days)
    if not FIRST_DAY <= result <= LAST_DAY:
        raise CannotSayError("outside the calendar")
    return result


def instant_after(moment: Instant, duration: Duration, zone: ZoneInfo) -> Instant:
    """The instant that much later: months on the clocks of the zone, seconds exactly."""
    if duration.months:
        local = local_time(moment, zone)
        moment = _read_wall(datetime.combine(_step(local.date(), duration.months), local.time()), zone)
    result = Instant(moment.micros + duration.seconds * 1_000_000)
    local_time(result, zone)
    return result


def not_older(moment: Day | Instant, duration: Duration, now: Instant, zone: ZoneInfo) -> bool:
    """Whether the moment is not after now, and at most that long before."""
    end = day_after(moment, duration) if isinstance(moment, Day) else instant_after(moment, duration, zone)
    return instant(moment, zone) <= now <= instant(end, zone)
