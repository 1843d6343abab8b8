"""A campaign in blocks of seeds: which are done, and what came out; several campaigns add up where none overlap."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.campaign.compare import compare, stage_of
from tests.campaign.counts import Counts

BLOCK = 10
"""So many seeds are done at a time; a block that was begun and not ended is done again."""

Range = tuple[int, int]
"""Seeds; the last is left out."""


class OverlapError(ValueError):
    """Summaries that cannot be added up."""


@dataclass
class Summary:
    """What was done with how many requests a policy."""

    requests: int
    done: list[Range] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)

    def add(self, seeds: Range, counts: Counts) -> None:
        """One more range. Raises `OverlapError` where some of it was done before."""
        for first, last in self.done:
            if first < seeds[1] and seeds[0] < last:
                raise OverlapError(f"the seeds {seeds[0]}:{seeds[1]} overlap with {first}:{last}")
        self.done = _merged([*self.done, seeds])
        self.counts += counts

    def missing(self, first: int, last: int) -> Iterator[Range]:
        """The blocks between two seeds that are not done."""
        for start in range(first, last, BLOCK):
            block = (start, min(start + BLOCK, last))
            if not any(begun <= block[0] and block[1] <= ended for begun, ended in self.done):
                yield block

    def ranges(self) -> str:
        """The seeds that are done."""
        return ", ".join(f"{first}:{last}" for first, last in self.done)

    def save(self, path: Path) -> None:
        """Writes the summary; whoever stops the program meanwhile loses nothing."""
        value = {"requests": self.requests, "done": self.done, "counts": self.counts.value()}
        beside = path.with_name(f"{path.name}.part")
        beside.write_text(json.dumps(value), "utf-8")
        beside.replace(path)

    @classmethod
    def read(cls, path: Path) -> Summary:
        """The summary in a file."""
        value = json.loads(path.read_text("utf-8"))
        done = [(first, last) for first, last in value["done"]]
        return cls(value["requests"], done, Counts.of(value["counts"]))


def added(summaries: Iterable[Summary]) -> Summary:
    """All of them as one. Raises `OverlapError` where two have a seed in common, or other numbers of requests."""
    total: Summary | None = None
    for one in summaries:
        if total is None:
            total = Summary(one.requests, list(one.done), one.counts)
            continue
        if one.requests != total.requests:
            raise OverlapError(f"{one.requests} requests a policy, and {total.requests}")
        for begun, ended in one.done:
            total.add((begun, ended), Counts())
        total.counts += one.counts
    if total is None:
        raise OverlapError("nothing to add up")
    return total


def done(block: Range, requests: int) -> tuple[Range, Counts]:
    """A block of seeds with what came out of it."""
    counts = Counts()
    for seed in range(*block):
        compare(stage_of(seed), seed, requests, counts)
    return block, counts


def _merged(ranges: Iterable[Range]) -> list[Range]:
    found: list[Range] = []
    for first, last in sorted(ranges):
        if found and found[-1][1] == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found
