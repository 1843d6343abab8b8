"""Random instants, close to the edges where a decision may change: midnights, clock changes, dates of the policy."""

from __future__ import annotations

from confpolicy.facts.calendar import DAY_SECONDS, instant_to_text
from confpolicy.facts.values import Day, Instant
from confpolicy.testing.choices import Choices
from confpolicy.testing.terrain import SECOND, Terrain

NUDGES = (0, 1, -1, SECOND, -SECOND, 3600 * SECOND, -3600 * SECOND)
"""Microseconds from an edge: on it, just before, just after, an hour off."""
OFFSETS = (0, 60, 330, -300)


def moment(ch: Choices, terrain: Terrain) -> Instant:
    """The time of a request: mostly an ordinary one while the policy is in force."""
    zone = terrain.zone
    way = ch.weighted(((50, "ordinary"), (15, "clock"), (15, "edge"), (15, "midnight"), (3, "start"), (2, "before")))
    day = Day(terrain.in_force.number + ch.integer(0, 500))
    match way:
        case "clock" | "edge":
            day = max(ch.pick(terrain.edge_days), terrain.in_force)
            seconds = 1800 * ch.integer(0, 10) if way == "clock" else 0
            return nudged(ch, zone.at_local(day, seconds))
        case "midnight":
            return nudged(ch, zone.start_of(day))
        case "start":
            return nudged(ch, zone.start_of(terrain.in_force))
        case "before":
            return zone.start_of(Day(terrain.in_force.number - ch.integer(1, 100)))
        case _:
            return zone.at_local(day, 60 * ch.integer(0, 1439))


def nudged(ch: Choices, edge: Instant) -> Instant:
    """The edge, or a little beside it."""
    return Instant(edge.micros + ch.pick(NUDGES))


def earlier(ch: Choices, now: Instant) -> Instant:
    """Some time before now, from a microsecond to a year and a half."""
    return Instant(now.micros - ch.pick((1, SECOND, 3600 * SECOND, DAY_SECONDS * SECOND)) * ch.integer(1, 500))


def text(ch: Choices, instant: Instant) -> str:
    """The instant as RFC 3339, at some offset."""
    return instant_to_text(instant, offset=ch.pick(OFFSETS) if ch.chance(30) else 0)
