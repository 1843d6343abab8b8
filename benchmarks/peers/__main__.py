"""This program beside its peers, in one run.

    python -m benchmarks.peers                      # 10, 1,000 and 10,000 rules
    python -m benchmarks.peers --sizes 10 --json figures.json

The peers are the extra `peers`; one that is not installed is named and left out. Every answer that is timed has been
checked. The engines take turns, so that whatever else the machine does meets them all: ratios hold, times drift.
"""

from __future__ import annotations

import argparse
import functools
import json
import logging
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from benchmarks.machine import machine
from benchmarks.peers import by_hand, casbin, cedar, rego, vakt
from benchmarks.peers.peer import Peer, plain
from benchmarks.timing import Times, side_by_side
from benchmarks.workload import Asked, policy_sources, requests
from confpolicy import Policy, Verdict, __version__

PEERS: tuple[Peer, ...] = (*rego.PEERS, *vakt.PEERS, *cedar.PEERS, *casbin.PEERS, *by_hand.PEERS)
OURS = "confpolicy"
ROUNDS = 7


@attrs.frozen
class Figure:
    """What one engine took at one size."""

    engine: str
    version: str
    rules: int
    checked: int
    times: Times

    def value(self) -> Mapping[str, Any]:
        """The figure as written to a file; times in µs."""
        return {
            "engine": self.engine,
            "version": self.version,
            "rules": self.rules,
            "checked": self.checked,
            "median": round(self.times.median * 1e6, 3),
            "p99": round(self.times.p99 * 1e6, 3),
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a table for each size. Exits with 1 where an answer is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10,1000,10000", help="numbers of rules: 10, 1000, 10000, 100000")
    parser.add_argument("--requests", type=int, default=1_000, help="how many requests at each size, at most")
    parser.add_argument("--seconds", type=float, default=2.0, help="about how long each engine is timed at each size")
    parser.add_argument("--json", type=Path, help="where to write the figures besides")
    options = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    print(f"On {machine()}; times in µs.")
    for missing in [peer for peer in PEERS if peer.version is None]:
        print(f"Left out, not installed: {missing.name} ({missing.distribution})")
    figures: list[Figure] = []
    for size in map(int, options.sizes.split(",")):
        found = figures_of(size, count=options.requests, seconds=options.seconds)
        print("\n".join(_table(size, found)), flush=True)
        figures += found
    if options.json is not None:
        written = {"machine": machine(), "figures": [figure.value() for figure in figures]}
        options.json.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def figures_of(size: int, *, count: int, seconds: float) -> list[Figure]:
    """Ours, from a mapping and from a request that was read; then each peer that is installed."""
    asked = list(requests(size, count=count))
    policy = Policy.from_sources(policy_sources(size))

    def permitted(request: Any) -> bool:
        return policy.decide(request).verdict is Verdict.PERMIT

    trial = _Trial(asked, seconds)
    read = [policy.request(each.request) for each in asked]
    engines = [
        trial.engine(OURS, __version__, permitted, [each.request for each in asked]),
        trial.engine(f"{OURS}, request read", __version__, permitted, read),
    ]
    facts = [plain(each.request) for each in asked]
    engines += [
        trial.engine(peer.name, peer.version, peer.build(size), facts) for peer in PEERS if peer.version is not None
    ]
    times = side_by_side([engine.calls for engine in engines], rounds=ROUNDS)
    return [
        Figure(engine.name, engine.version, size, len(engine.calls), taken)
        for engine, taken in zip(engines, times, strict=True)
    ]


@attrs.frozen
class _Engine:
    """One engine, and the calls of it that are timed."""

    name: str
    version: str
    calls: Sequence[Callable[[], object]]


@attrs.frozen
class _Trial:
    """What is asked of each engine, and about how many seconds it may take over it."""

    asked: Sequence[Asked]
    seconds: float

    def engine(self, name: str, version: str, decide: Callable[[Any], bool], given: Sequence[object]) -> _Engine:
        """The calls that are timed: as many as there is time for, each checked. Exits where an answer is wrong."""
        begun = time.perf_counter()
        wrong, calls = 0, []
        for facts, right in zip(given, self.asked, strict=True):
            wrong += decide(facts) is not right.permitted
            calls.append(functools.partial(decide, facts))
            if time.perf_counter() - begun > self.seconds / ROUNDS:
                break
        if wrong:
            sys.exit(f"{name}: {wrong} wrong answers of {len(calls)}")
        return _Engine(name, version, calls)


def _table(size: int, figures: Sequence[Figure]) -> Iterable[str]:
    ours = figures[0].times.median
    yield f"\n{size:,} rules\n"
    yield f"| engine | version | checked | median | p99 | median / {OURS} |"
    yield "|:---|:---|---:|---:|---:|---:|"
    for figure in figures:
        median, p99 = figure.times.median, figure.times.p99
        yield (
            f"| {figure.engine} | {figure.version} | {figure.checked:,} | {median * 1e6:,.1f} | {p99 * 1e6:,.1f} "
            f"| {median / ours:.3g} |"
        )


if __name__ == "__main__":
    sys.exit(main())
