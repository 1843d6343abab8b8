"""Random values of declared types, as they stand in JSON, near what the policy compares them with."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeAlias, assert_never

import attrs

from confpolicy.facts.calendar import DAY_SECONDS, OutOfBoundsError, day_to_text, instant_to_text
from confpolicy.facts.schema import FactDeclaration, JudgedBy
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType, Type
from confpolicy.facts.values import Day, Duration, Instant, Record, Symbol, Value
from confpolicy.testing import times
from confpolicy.testing.choices import Choices
from confpolicy.testing.terrain import SECOND, Terrain

Json: TypeAlias = object


@attrs.frozen
class Scene:
    """What a random value may be near to: who chooses, the policy, the time of the request."""

    ch: Choices
    terrain: Terrain
    now: Instant


Draw: TypeAlias = Callable[[Scene], Json]


def value(scene: Scene, of: Type) -> Json:
    """A random value of the type, in JSON."""
    ch, terrain = scene.ch, scene.terrain
    match of:
        case Primitive():
            return _PRIMITIVES[of](scene)
        case OneOf(values):
            return ch.pick(values)
        case TermType(kind):
            return ch.pick(terms(terrain, kind))
        case StructureType(name):
            fields = terrain.vocabulary.structures[name]
            return {key: value(scene, one) for key, one in fields.items() if ch.chance(85)}
        case SetOf(element):
            return [value(scene, element) for _ in range(ch.weighted(((2, 0), (4, 1), (3, 2), (1, 3))))]
        case _ as unreachable:
            assert_never(unreachable)


def terms(terrain: Terrain, kind: TermKind) -> tuple[str, ...]:
    """The terms of a hierarchy, sorted."""
    vocabulary = terrain.vocabulary
    hierarchies = {
        TermKind.DATA: vocabulary.data,
        TermKind.ROLE: vocabulary.roles,
        TermKind.PURPOSE: vocabulary.purposes,
    }
    return tuple(sorted(hierarchies[kind].above))


def to_json(given: Value) -> Json:
    """A value of the policy as a request writes it."""
    match given:
        case Decimal():
            return f"{given:f}"
        case Day() | Instant() | Duration():
            return _time_text(given)
        case Symbol(name):
            return name
        case Record(fields):
            return {name: to_json(one) for name, one in fields}
        case frozenset():
            return sorted((to_json(one) for one in given), key=repr)
        case bool() | int() | str():
            return given
        case _ as unreachable:
            assert_never(unreachable)


def _time_text(given: Day | Instant | Duration) -> str:
    match given:
        case Day():
            return day_to_text(given)
        case Instant():
            return instant_to_text(given)
        case Duration():
            return duration_text(given)


def duration_text(duration: Duration) -> str:
    """ISO 8601; a duration that is not negative and not of two kinds."""
    if duration.months:
        years, months = divmod(duration.months, 12)
        return f"P{f'{years}Y' if years else ''}{f'{months}M' if months else ''}"
    days, seconds = divmod(duration.seconds, DAY_SECONDS)
    if seconds or not days:
        return f"P{f'{days}D' if days else ''}T{seconds}S"
    return f"P{days}D"


def judged(scene: Scene, declared: FactDeclaration, plain: Json, parties: Mapping[str, str]) -> Json:
    """The fact with who judged and when: mostly somebody who may, lately. `parties`: the ids of both."""
    assert declared.judged is not None, "only a judged fact has a judge"
    judge = _judge(scene, declared.judged, parties)
    return {"value": plain, "by": judge, "at": _judged_at(scene, declared.judged)}


def _judge(scene: Scene, by: JudgedBy, parties: Mapping[str, str]) -> Json:
    ch, terrain = scene.ch, scene.terrain
    if by.by_discloser or by.by_recipient:
        accepted = parties["discloser" if by.by_discloser else "recipient"]
        return {"id": "j1" if ch.chance(12) else accepted, "roles": []}
    if ch.chance(12):
        return {"id": "j1", "roles": list(ch.some(terrain.plain_roles, most=2))}
    role = ch.pick(by.roles)
    below = tuple(one for one in terrain.plain_roles if terrain.vocabulary.roles.covers(role, one))
    return {"id": "j1", "roles": [ch.pick(below)]}


def _judged_at(scene: Scene, by: JudgedBy) -> str:
    ch, now = scene.ch, scene.now
    way = ch.weighted(((14, "lately"), (1, "now"), (1, "later"), (2, "edge"), (1, "long ago")))
    if way == "lately":
        return times.text(ch, Instant(now.micros - ch.integer(0, 600) * SECOND))
    if way == "edge" and by.within is not None:
        return times.text(ch, times.nudged(ch, back(scene.terrain, now, by.within)))
    shift = {"now": 0, "later": ch.pick((1, SECOND)), "long ago": -400 * DAY_SECONDS * SECOND}.get(way, -1)
    return times.text(ch, Instant(now.micros + shift))


def back(terrain: Terrain, now: Instant, duration: Duration) -> Instant:
    """The instant from which the duration reaches to now, as nearly as the calendar has one."""
    try:
        return terrain.zone.step(now, Duration(-duration.months, -duration.seconds))
    except OutOfBoundsError:
        return now


def _of_kind(terrain: Terrain, kind: type | tuple[type, ...]) -> tuple[Value, ...]:
    return tuple(one for one in terrain.literals if isinstance(one, kind) and not isinstance(one, bool))


def _bool(scene: Scene) -> Json:
    return scene.ch.chance(55)


def _int(scene: Scene) -> Json:
    ch, terrain = scene.ch, scene.terrain
    numbers = tuple(int(one) for one in _of_kind(terrain, (int, Decimal)) if isinstance(one, (int, Decimal)))
    if numbers and ch.chance(75):
        return ch.pick(numbers) + ch.integer(-1, 1)
    return ch.weighted(((6, ch.integer(-3, 20)), (1, 2**53 - 1)))


def _decimal(scene: Scene) -> Json:
    ch, terrain = scene.ch, scene.terrain
    numbers = tuple(one for one in _of_kind(terrain, (int, Decimal)) if isinstance(one, (int, Decimal)))
    if numbers and ch.chance(70):
        return f"{Decimal(ch.pick(numbers)) + ch.pick((Decimal(0), Decimal('0.01'), Decimal('-0.01'))):f}"
    return ch.pick(("0.5", "3.00", "-7", "1234567890123456789012345678")) if ch.chance(80) else ch.integer(-3, 20)


def _text(scene: Scene) -> Json:
    ch, terrain = scene.ch, scene.terrain
    words = tuple(one for one in _of_kind(terrain, str) if isinstance(one, str))
    if words and ch.chance(75):
        word = ch.pick(words)
        return unicodedata.normalize("NFD", word) if ch.chance(30) else word
    return ch.pick(("alpha", "gamma", "", "Alpha"))


def _date(scene: Scene) -> Json:
    ch, terrain, now = scene.ch, scene.terrain, scene.now
    days = tuple(one for one in _of_kind(terrain, Day) if isinstance(one, Day))
    if days and ch.chance(30):
        edge = ch.pick(days)
    elif ch.chance(70):
        edge = terrain.zone.day_of(back(terrain, now, ch.pick(terrain.durations)))
    else:
        edge = terrain.zone.day_of(now)
    return day_to_text(Day(edge.number + ch.pick((0, 1, -1, 20, -20))))


def _datetime(scene: Scene) -> Json:
    ch, terrain, now = scene.ch, scene.terrain, scene.now
    edge = back(terrain, now, ch.pick(terrain.durations)) if ch.chance(60) else now
    return times.text(ch, times.nudged(ch, edge))


def _duration(scene: Scene) -> Json:
    ch, terrain = scene.ch, scene.terrain
    if ch.chance(25):
        return ch.pick(("PT12H", "PT36H", "P1DT30M", "P2Y1M"))
    known = tuple(one for one in _of_kind(terrain, Duration) if isinstance(one, Duration)) or terrain.durations
    duration = ch.pick(known)
    step = ch.pick((0, 1, -1))
    if duration.months:
        return duration_text(Duration(months=max(1, abs(duration.months) + step)))
    return duration_text(Duration(seconds=max(0, abs(duration.seconds) + step * ch.pick((DAY_SECONDS, 1, 1800)))))


_PRIMITIVES: Mapping[Primitive, Draw] = {
    Primitive.BOOL: _bool,
    Primitive.INT: _int,
    Primitive.DECIMAL: _decimal,
    Primitive.TEXT: _text,
    Primitive.DATE: _date,
    Primitive.DATETIME: _datetime,
    Primitive.DURATION: _duration,
}
