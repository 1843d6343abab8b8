"""Values and times as a request in JSON writes them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, assert_never

from confpolicy.core.operators import order_key
from confpolicy.facts.calendar import day_to_text, instant_from_text, instant_to_text
from confpolicy.facts.values import Day, Duration, Instant, Record, Symbol, Value
from confpolicy.lower.expressions import Lowering
from confpolicy.syntax.expressions import DateLiteral, DatetimeLiteral

_MINUTE = 60_000_000


def _duration(value: Duration) -> str:
    """ISO 8601. A literal is of one kind, so that one part is always zero."""
    if value.months:
        return f"P{value.months}M"
    days, rest = divmod(value.seconds, 86_400)
    return f"P{days}D" if days and not rest else f"PT{value.seconds}S"


def value_document(  # noqa: PLR0911 - one return for each type of value
    value: Value, *, duration: Callable[[Duration], str] = _duration
) -> Any:
    """The value in JSON; instants in UTC, sets in the order of all values, durations as `duration` has it."""
    match value:
        case bool() | int() | str():
            return value
        case Decimal():
            return format(value, "f")
        case Day():
            return day_to_text(value)
        case Instant():
            return instant_to_text(value)
        case Duration():
            return duration(value)
        case Symbol(name):
            return name
        case Record(fields):
            return {name: value_document(part, duration=duration) for name, part in fields}
        case frozenset():
            return [value_document(part, duration=duration) for part in sorted(value, key=order_key)]
        case _ as unreachable:
            assert_never(unreachable)


def time_document(node: DateLiteral | DatetimeLiteral, expressions: Lowering) -> str:
    """The time that is written, at the offset that the policy's timezone has then (or UTC, if that has seconds)."""
    instant = expressions.instant(node)
    text = node.text if isinstance(node, DatetimeLiteral) else f"{node.text}T00:00"
    clock = text if text.count(":") == 2 else f"{text}:00"
    try:
        offset, rest = divmod(instant_from_text(f"{clock}Z").micros - instant.micros, _MINUTE)
    except ValueError:
        return instant_to_text(instant)
    return instant_to_text(instant, offset=0 if rest else offset)
