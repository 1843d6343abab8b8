"""What was measured, as it is printed and kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from benchmarks.timing import Times, joined

OURS, READ, BY_HAND = "confpolicy", "confpolicy, request read", "by hand, over a set of rules"
PERMITTED, WITHHELD, BOTH = "permitted", "withheld", "both"


@attrs.frozen(kw_only=True)
class Figure:
    """What one engine took over one work at one size, by what came out. `checked`: so many answers, each right."""

    work: str
    size: int
    engine: str
    version: str
    checked: int
    times: Mapping[str, Times]

    def of(self, outcome: str) -> Times | None:
        """The times of what came out so, or of both; None where there are none."""
        return joined(self.times.values()) if outcome == BOTH else self.times.get(outcome)

    def value(self) -> dict[str, Any]:
        """The figure as JSON has it; times in µs."""
        found = {outcome: self.of(outcome) for outcome in (PERMITTED, WITHHELD, BOTH)}
        micros = {
            outcome: {"median": _micros(times.median), "p99": _micros(times.p99), "calls": len(times.seconds)}
            for outcome, times in found.items()
            if times is not None
        }
        return {
            "work": self.work,
            "size": self.size,
            "engine": self.engine,
            "version": self.version,
            "checked": self.checked,
            "micros": micros,
        }


def _micros(seconds: float) -> float:
    return round(seconds * 1e6, 3)


def median(figures: Iterable[Mapping[str, Any]], engine: str, size: int, outcome: str = BOTH) -> float | None:
    """The median in µs of an engine at a size, of figures as JSON has them; None where it was not measured."""
    for figure in figures:
        if figure["engine"] == engine and figure["size"] == size and outcome in figure["micros"]:
            found: float = figure["micros"][outcome]["median"]
            return found
    return None
