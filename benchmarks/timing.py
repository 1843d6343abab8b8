"""How long a call takes: the wall clock of single calls, with the garbage collector at rest."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

import attrs

Call: TypeAlias = tuple[str, Callable[[], object]]
"""What comes out of a call, and the call."""


@attrs.frozen
class Times:
    """Seconds of single calls."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """Half of the calls took less."""
        return statistics.median(self.seconds)

    @property
    def p99(self) -> float:
        """One call of a hundred took more."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, len(self.seconds) * 99 // 100)]


def joined(several: Iterable[Times]) -> Times:
    """All of them as one."""
    return Times(tuple(second for times in several for second in times.seconds))


def timed(calls: Sequence[Callable[[], object]], *, rounds: int) -> Times:
    """Each of `calls` made `rounds` times, in order, round by round; one round before it is not counted."""
    (taken,) = side_by_side([calls], rounds=rounds)
    return taken


def side_by_side(sets: Sequence[Sequence[Callable[[], object]]], *, rounds: int) -> tuple[Times, ...]:
    """The times of each of several sets of calls, which take turns, so that a busy machine is busy for them all."""
    for calls in sets:
        for call in calls:
            call()
    taken: list[list[float]] = [[] for _ in sets]
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for calls, seconds in zip(sets, taken, strict=True):
                for call in calls:
                    begun = time.perf_counter()
                    call()
                    seconds.append(time.perf_counter() - begun)
    finally:
        gc.enable()
    return tuple(Times(tuple(seconds)) for seconds in taken)


def in_turns(makers: Sequence[Callable[[], Sequence[Call]]], *, rounds: int) -> list[dict[str, Times]]:
    """The times of each of several sets of calls, which take turns, by what comes out of them.

    Every call of every round is made anew, before its set is timed, so that nothing that it holds was used before.
    The first round is not counted.
    """
    taken: list[dict[str, list[float]]] = [{} for _ in makers]
    for turn in range(rounds + 1):
        for make, found in zip(makers, taken, strict=True):
            calls = make()
            gc.collect()
            gc.disable()
            try:
                for outcome, call in calls:
                    begun = time.perf_counter()
                    call()
                    ended = time.perf_counter()
                    if turn:
                        found.setdefault(outcome, []).append(ended - begun)
            finally:
                gc.enable()
    return [{outcome: Times(tuple(seconds)) for outcome, seconds in found.items()} for found in taken]
