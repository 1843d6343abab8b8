"""How long a call takes: the wall clock of single calls, with the garbage collector at rest."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence

import attrs


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


def timed(calls: Sequence[Callable[[], object]], *, rounds: int) -> Times:
    """Each of `calls` made `rounds` times, in order, round by round; one round before it is not counted."""
    for call in calls:
        call()
    taken: list[float] = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for call in calls:
                begun = time.perf_counter()
                call()
                taken.append(time.perf_counter() - begun)
    finally:
        gc.enable()
    return Times(tuple(taken))
