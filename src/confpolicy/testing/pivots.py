"""The value at which a comparison tips: `now < subject.day + 16 years` tips at the day sixteen years before now."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import attrs

from confpolicy.core.expressions import (
    Arithmetic,
    Asked,
    Expression,
    FactValue,
    Field,
    Literal,
    Now,
    Operation,
    TermOf,
    Variable,
)
from confpolicy.facts.calendar import DAY_SECONDS, OutOfBoundsError, step_months
from confpolicy.facts.types import Primitive, Type
from confpolicy.facts.values import Day, Duration, Instant, Symbol, Value
from confpolicy.testing.choices import Choices
from confpolicy.testing.terrain import SECOND, Terrain
from confpolicy.testing.values import Scene


@attrs.frozen
class Side:
    """The two sides of a comparison."""

    left: Expression
    right: Expression


@attrs.frozen
class Pivot:
    """The fact (or field) that decides, and the value at which it does. `turned`: it stands on the right."""

    key: str
    value: Value
    turned: bool


def pivot(side: Side, scene: Scene, types: Mapping[str, Type], asked: Mapping[Asked, str]) -> Pivot | None:
    """Where one side is a fact, perhaps with something added, and the other is known; else None."""
    terrain, now = scene.terrain, scene.now
    for turned, here, there in ((False, side.left, side.right), (True, side.right, side.left)):
        base, steps = _unwound(here)
        key = _key(base)
        edge = _known(there, now, asked)
        if key is None or edge is None:
            continue
        if types[key] is Primitive.DATE and isinstance(edge, Instant):
            edge = terrain.zone.day_of(edge)
        for operation, step in steps:
            edge = None if edge is None else _stepped(edge, step, terrain, back=operation is Operation.ADD)
        if edge is not None:
            return Pivot(key, edge, turned)
    return None


def shifted(edge: Value, sign: int, ch: Choices) -> Value:
    """The value one step off the edge, now and then many; on it where `sign` is 0."""
    many = sign * (ch.integer(2, 400) if ch.chance(25) else 1)
    match edge:
        case Day(number):
            edge = Day(number + many)
        case Instant(micros):
            edge = Instant(micros + many * (SECOND if ch.chance(70) else 1))
        case Duration(months, seconds) if months and not seconds:
            edge = Duration(months=max(1, months + sign))
        case Duration(_, seconds):
            edge = Duration(seconds=max(0, seconds + sign * ch.pick((1, DAY_SECONDS))))
        case Decimal():
            edge += sign * Decimal("0.01")
        case int():
            edge += sign
        case _:
            pass
    return edge


def _key(node: Expression) -> str | None:
    match node:
        case FactValue(name) | Variable(name):
            return name
        case Field(variable, name):
            return f"{variable}.{name}"
        case _:
            return None


def _unwound(node: Expression) -> tuple[Expression, list[tuple[Operation, Value]]]:
    """What stands innermost on the left, and what is added to it, outermost first."""
    steps: list[tuple[Operation, Value]] = []
    while isinstance(node, Arithmetic) and isinstance(node.right, Literal):
        steps.append((node.operation, node.right.value))
        node = node.left
    return node, steps


def _known(node: Expression, now: Instant, asked: Mapping[Asked, str]) -> Value | None:
    match node:
        case Literal(value, _):
            return value
        case Now():
            return now
        case TermOf(what):
            return Symbol(asked[what])
        case Arithmetic(operation, Now(), Literal(Duration() as step, _)):
            turn = -1 if operation is Operation.SUBTRACT else 1
            return Instant(now.micros + turn * (step.seconds + step.months * 30 * DAY_SECONDS) * SECOND)
        case _:
            return None


def _stepped(edge: Value, step: Value, terrain: Terrain, *, back: bool) -> Value | None:
    turn = -1 if back else 1
    try:
        match edge, step:
            case Day(), Duration(months, seconds):
                stepped = step_months(edge, turn * months) if months else edge
                return Day(stepped.number + turn * seconds // DAY_SECONDS)
            case Instant(), Duration(months, seconds):
                return terrain.zone.step(edge, Duration(turn * months, turn * seconds))
            case Duration(), Duration(months, seconds):
                return Duration(max(0, edge.months + turn * months), max(0, edge.seconds + turn * seconds))
            case ((int() | Decimal()), (int() | Decimal())):
                return edge + turn * step if isinstance(edge, int) and isinstance(step, int) else None
            case _:
                return None
    except OutOfBoundsError:
        return None
