"""Single comparisons, as text: `subject.day_0 + 16 years <= now`, `x.kind in {low, middle}`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from confpolicy.facts.types import OneOf, Primitive, TermKind, TermType
from confpolicy.testing.choices import Choices
from confpolicy.testing.taxonomy import Taxonomy

COMPARISONS = ("=", "<", "<=", ">", ">=", "!=")
DAYS = ("2026-03-29", "2026-10-25", "2026-02-28", "2024-02-29", "2026-06-30")
INSTANTS = ("2026-03-29T00:59", "2026-10-25T03:00", "2026-10-25T01:30+00:00", "2026-06-30T12:00:00+02:00")
CALENDAR = ("1 year", "16 years", "1 month", "18 months", "6 months")
EXACT = ("30 days", "1 day", "2 weeks")
HOURS = ("12 hours", "36 hours", "90 minutes", "24 hours")
WORDS = ("alpha", "beta", "caf\u00e9")
"""Texts of conditions. A request may write the last one decomposed: equality is on NFC."""
WHOLE = ("0", "1", "3", "18", "-2")
BROKEN = ("0.50", "2.5", "12.00", "-1.25")


@attrs.frozen
class Beside:
    """What a fact may be compared with or added to besides values: another of its type, and durations."""

    right: str | None = None
    steps: tuple[str, ...] = ()


NOTHING = Beside()


def comparison(ch: Choices, taxonomy: Taxonomy, left: str, of: object, beside: Beside = NOTHING) -> str:
    """A condition about `left`, of type `of`."""
    right = beside.right
    match of:
        case OneOf(values):
            return _named(ch, left, values, right)
        case TermType(TermKind.DATA):
            return _named(ch, left, taxonomy.confidential_terms(), right or ("item" if ch.chance(40) else None))
        case TermType(TermKind.PURPOSE):
            return _named(ch, left, taxonomy.purposes.names(), right or ("purpose" if ch.chance(40) else None))
        case TermType(TermKind.ROLE):
            return _named(ch, left, taxonomy.roles.names(), right)
        case Primitive():
            return _PRIMITIVES[of](ch, left, beside)
        case _:
            raise AssertionError(f"{of} has no comparison of its own")


def _named(ch: Choices, left: str, names: tuple[str, ...], right: str | None) -> str:
    if right is None and ch.chance(35):
        return f"{left} in {{{', '.join(ch.some(names, least=1, most=2))}}}"
    return f"{left} {ch.pick(('=', '!='))} {right or ch.pick(names)}"


def _bool(ch: Choices, left: str, beside: Beside) -> str:
    right = beside.right
    if right:
        return f"{left} {ch.pick(('=', '!='))} {right}"
    return ch.weighted(((6, left), (2, f"not {left}"), (1, f"{left} = yes"), (1, f"{left} = no")))


def _number(ch: Choices, left: str, beside: Beside) -> str:
    right = beside.right
    against = right or ch.pick(WHOLE + BROKEN if ch.chance(30) else WHOLE)
    if ch.chance(20):
        left = f"{left} {ch.pick(('+', '-'))} {ch.pick(WHOLE[:4])}"
    elif right is None and ch.chance(20):
        return f"{left} in {{{', '.join(ch.some(WHOLE[:4], least=1, most=3))}}}"
    return f"{left} {ch.pick(COMPARISONS)} {against}"


def _decimal(ch: Choices, left: str, beside: Beside) -> str:
    right = beside.right
    if right is None and not ch.chance(40):
        right = ch.pick(BROKEN)
    return f"{left} {ch.pick(COMPARISONS)} {right or ch.pick(WHOLE)}"


def _text(ch: Choices, left: str, beside: Beside) -> str:
    right = beside.right
    if right is None and ch.chance(30):
        quoted = ", ".join(f'"{word}"' for word in ch.some(WORDS, least=1, most=2))
        return f"{left} in {{{quoted}}}"
    against = right or f'"{ch.pick(WORDS)}"'
    return f"{left} {ch.pick(('=', '!='))} {against}"


def _date(ch: Choices, left: str, beside: Beside) -> str:
    right = beside.right
    order, step = ch.pick(COMPARISONS[1:5]), ch.pick(CALENDAR + EXACT)
    if beside.steps and ch.chance(45):
        return _stepped(ch, left, beside)
    if right:
        return ch.pick(
            (
                f"{left} {ch.pick(COMPARISONS)} {right}",
                f"{left} + {step} {order} {right}",
                f"{left} - {right} {order} {ch.pick(EXACT)}",
            )
        )
    return ch.weighted(
        (
            (5, f"now {order} {left} + {step}"),
            (4, f"{left} within {step}"),
            (2, f"{left} {order} now"),
            (2, f"{left} {ch.pick(COMPARISONS)} {ch.pick(DAYS)}"),
            (1, f"now - {step} {order} {left}"),
            (1, f"{left} + {step} {order} {ch.pick(DAYS)}"),
        )
    )


def _stepped(ch: Choices, left: str, beside: Beside) -> str:
    """A moment moved by a duration that the request gives."""
    step, order = ch.pick(beside.steps), ch.pick(COMPARISONS[1:5])
    return ch.pick((f"{left} + {step} {order} now", f"{step} + {left} {order} now", f"{left} - {step} {order} now"))


def _datetime(ch: Choices, left: str, beside: Beside) -> str:
    right = beside.right
    order, step = ch.pick(COMPARISONS[1:5]), ch.pick(CALENDAR + EXACT + HOURS)
    if beside.steps and ch.chance(45):
        return _stepped(ch, left, beside)
    if right:
        return ch.pick((f"{left} {order} {right}", f"{left} - {right} {order} {ch.pick(HOURS)}"))
    return ch.weighted(
        (
            (3, f"now {order} {left} + {step}"),
            (5, f"{left} within {step}"),
            (2, f"{left} {order} now"),
            (2, f"now - {left} {order} {ch.pick(HOURS)}"),
            (1, f"{left} {order} {ch.pick(INSTANTS)}"),
        )
    )


def _duration(ch: Choices, left: str, beside: Beside) -> str:
    right = beside.right
    against = right or ch.pick(CALENDAR + EXACT + HOURS)
    if ch.chance(25):
        left = f"{left} {ch.pick(('+', '-'))} {ch.pick(CALENDAR + EXACT)}"
    return f"{left} {ch.pick(COMPARISONS)} {against}"


_PRIMITIVES: Mapping[Primitive, Callable[[Choices, str, Beside], str]] = {
    Primitive.BOOL: _bool,
    Primitive.INT: _number,
    Primitive.DECIMAL: _decimal,
    Primitive.TEXT: _text,
    Primitive.DATE: _date,
    Primitive.DATETIME: _datetime,
    Primitive.DURATION: _duration,
}
