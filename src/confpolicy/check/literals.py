"""Literals read strictly: numbers within bounds, dates that exist, local times that happen once."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from confpolicy.check.findings import Findings
from confpolicy.facts.calendar import OutOfBoundsError, Zone, day_from_text, instant_from_text
from confpolicy.facts.values import (
    DECIMAL_DIGITS,
    INT_BOUND,
    MONTHS_BOUND,
    SECONDS_BOUND,
    TEXT_BOUND,
    Day,
    Duration,
    Instant,
)
from confpolicy.syntax.expressions import (
    DateLiteral,
    DatetimeLiteral,
    DurationLiteral,
    NumberLiteral,
    TextLiteral,
)

_LOCAL = re.compile(
    r"(?P<day>[0-9-]{10})T(?P<clock>[0-9:]{5,8})(?P<fraction>\.[0-9]{1,6})?(?P<offset>Z|[+-][0-9:]{5})?"
)
_SECONDS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}
_MONTHS = {"month": 1, "year": 12}


def duration_of(node: DurationLiteral, findings: Findings) -> Duration:
    """The duration that is written; zero and a finding where it is too long."""
    months = _MONTHS.get(node.unit, 0) * node.count
    seconds = _SECONDS.get(node.unit, 0) * node.count
    if abs(months) > MONTHS_BOUND or abs(seconds) > SECONDS_BOUND:
        findings.add("CP313", node.span)
        return Duration()
    return Duration(months, seconds)


def number_of(node: NumberLiteral, findings: Findings) -> int | Decimal:
    """The number that is written; 0 and a finding where it is too large or too fine."""
    value = node.value
    if isinstance(value, int):
        fits = abs(value) <= INT_BOUND
    else:
        digits, exponent = value.as_tuple().digits, value.as_tuple().exponent
        fits = len(digits) <= DECIMAL_DIGITS and isinstance(exponent, int) and abs(exponent) <= DECIMAL_DIGITS
    if not fits:
        findings.add("CP312", node.span)
        return 0
    return value


def text_of(node: TextLiteral, findings: Findings) -> str:
    """The text that is written, in NFC; a finding where it is too long."""
    import unicodedata

    if len(node.value) > TEXT_BOUND:
        findings.add("CP314", node.span, limit=str(TEXT_BOUND))
    return unicodedata.normalize("NFC", node.value)


def date_of(node: DateLiteral, findings: Findings) -> Day | None:
    """The day that is written; None and a finding where the calendar has no such day."""
    try:
        return day_from_text(node.text)
    except ValueError:
        findings.add("CP311", node.span, text=node.text)
        return None


def instant_of(node: DatetimeLiteral | DateLiteral, zone: Zone | None, findings: Findings) -> Instant | None:
    """The instant that is written: with its offset, or as local time in `zone`; a date is its 00:00 there.

    None and a finding where there is no such time, and where the local clock shows it twice or never. Without a zone
    (the header has a mistake) local times are None, with no finding of their own.
    """
    found = _LOCAL.fullmatch(node.text if isinstance(node, DatetimeLiteral) else f"{node.text}T00:00")
    if found is None:
        findings.add("CP311", node.span, text=node.text)
        return None
    clock = found["clock"] if len(found["clock"]) == 8 else f"{found['clock']}:00"
    fraction = found["fraction"] or ""
    try:
        if found["offset"]:
            return instant_from_text(f"{found['day']}T{clock}{fraction}{found['offset']}")
        time = dt.time.fromisoformat(clock + fraction)
        day = day_from_text(found["day"])
        instant_from_text(f"{found['day']}T{clock}{fraction}Z")
    except (ValueError, OutOfBoundsError):
        findings.add("CP311", node.span, text=node.text)
        return None
    return _local(node, zone, day, time, findings) if zone else None


def _local(
    node: DatetimeLiteral | DateLiteral, zone: Zone, day: Day, time: dt.time, findings: Findings
) -> Instant | None:
    seconds = time.hour * 3_600 + time.minute * 60 + time.second
    if isinstance(node, DatetimeLiteral) and (zone.is_repeated(day, seconds) or zone.is_skipped(day, seconds)):
        often = "twice" if zone.is_repeated(day, seconds) else "never"
        findings.add("CP315", node.span, text=node.text, often=often, zone=zone.name)
        return None
    return Instant(zone.at_local(day, seconds).micros + time.microsecond)
