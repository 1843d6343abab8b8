"""Values, moments and audiences as a scenario writes them: the inverse of `lower.documents`, as trees."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import assert_never

from confpolicy.core.operators import order_key
from confpolicy.facts.calendar import DAY_SECONDS, SECOND, Zone, day_to_text, instant_to_text
from confpolicy.facts.request import Audience
from confpolicy.facts.values import DECIMAL_DIGITS, INT_BOUND, Day, Duration, Instant, Record, Symbol, Value
from confpolicy.syntax.expressions import (
    BoolLiteral,
    DateLiteral,
    DatetimeLiteral,
    DurationLiteral,
    Expr,
    Name,
    NumberLiteral,
    RecordLiteral,
    SetLiteral,
    TextLiteral,
)
from confpolicy.syntax.parts import Person

_DAY = DAY_SECONDS * SECOND
_UNITS = (("week", 604_800), ("day", DAY_SECONDS), ("hour", 3_600), ("minute", 60), ("second", 1))
_TAKEN = frozenset({"subject", "recipient", "discloser"})
"""The ids of the parties of a request that a scenario states."""
_UNFIT = re.compile(r"[^A-Za-z0-9_ .@:/+-]")


def names(words: frozenset[str] | tuple[str, ...]) -> tuple[Name, ...]:
    """The words as names: those of a set sorted."""
    return tuple(Name(word) for word in (sorted(words) if isinstance(words, frozenset) else words))


class UnwritableError(ValueError):
    """A request can hold this value, and no literal can."""


def literal(value: Value, zone: Zone) -> Expr:  # noqa: C901, PLR0911 - one return for each type of value
    """The value as a literal. A text that no string can hold (with a quotation mark, say) is put in as it is.

    Raises `UnwritableError` for a whole decimal with more digits than one can be written with.
    """
    match value:
        case bool():
            return BoolLiteral(value)
        case int():
            return NumberLiteral(value)
        case Decimal():
            return NumberLiteral(_decimal(value))
        case str():
            return TextLiteral(value)
        case Day():
            return DateLiteral(day_to_text(value))
        case Instant():
            return moment(value, zone)
        case Duration():
            return _duration(value)
        case Symbol(name):
            return Name(name)
        case Record(fields):
            return RecordLiteral(tuple((Name(name), literal(part, zone)) for name, part in fields))
        case frozenset():
            return SetLiteral(tuple(literal(part, zone) for part in sorted(value, key=order_key)))
        case _ as unreachable:
            assert_never(unreachable)


def moment(instant: Instant, zone: Zone) -> DatetimeLiteral:
    """The instant on the local clock of `zone`; where that does not say which instant, in UTC."""
    local = _local(instant, zone)
    return DatetimeLiteral(
        _clock(instant_to_text(instant if local is None else local)) + ("Z" if local is None else "")
    )


def day_or_moment(instant: Instant, zone: Zone) -> DateLiteral | DatetimeLiteral:
    """A date where the local clock shows 00:00 of it, else the moment."""
    written = moment(instant, zone)
    day, clock = written.text.split("T")
    return DateLiteral(day) if clock == "00:00" else written


def persons(audience: Audience | None, party: str, party_id: str) -> tuple[Person, ...]:
    """Whom a statement names, where `party` (`recipient` or `discloser`) has the id `party_id`.

    Nobody in the request has another id that stands there, so that it may be changed into one that can be written.
    """
    if audience is None:
        return ()
    found: list[Person] = [Name("anyone")] if audience.anyone else []
    found += names(audience.roles)
    found += [Name(party)] if party_id in audience.ids else []
    found += [TextLiteral(each) for each in sorted({_other(each) for each in audience.ids - {party_id}})]
    return tuple(found)


def _other(id_: str) -> str:
    fit = _UNFIT.sub("_", id_)
    return f"other_{fit}" if fit in _TAKEN or not fit.strip() else fit


def _local(instant: Instant, zone: Zone) -> Instant | None:
    """What the local clock shows, as an instant in UTC; None where it shows that twice.

    A clock that jumps is either at the offset of the day before or at that of the day after.
    """
    for near in (instant.micros - _DAY, instant.micros + _DAY):
        there = instant.micros + near - _from_local(near, zone).micros
        day, seconds = Day(there // _DAY), there % _DAY // SECOND
        once = not zone.is_repeated(day, seconds) and not zone.is_skipped(day, seconds)
        if once and _from_local(there, zone) == instant:
            return Instant(there)
    return None


def _from_local(micros: int, zone: Zone) -> Instant:
    """The instant at which the local clock shows what the clock in UTC shows at `micros`."""
    days, rest = divmod(micros, _DAY)
    seconds, fraction = divmod(rest, SECOND)
    return Instant(zone.at_local(Day(days), seconds).micros + fraction)


def _clock(text: str) -> str:
    """A time without its offset, and without seconds that are none."""
    return text.removesuffix("+00:00").removesuffix(":00")


def _decimal(value: Decimal) -> Decimal:
    """The decimal with a point where it would be read as too large a whole number."""
    if value != value.to_integral_value() or abs(value) <= INT_BOUND or value.as_tuple().exponent != 0:
        return value
    if len(value.as_tuple().digits) == DECIMAL_DIGITS:
        raise UnwritableError(f"{value:f}")
    return Decimal(f"{value:f}.0")


def _duration(value: Duration) -> DurationLiteral:
    if value.months:
        years, rest = divmod(value.months, 12)
        return DurationLiteral(value.months, "month") if rest else DurationLiteral(years, "year")
    if not value.seconds:
        return DurationLiteral(0, "day")
    unit, seconds = next(one for one in _UNITS if value.seconds % one[1] == 0)
    return DurationLiteral(value.seconds // seconds, unit)
