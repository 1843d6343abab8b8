"""Campaigns too long for every run of the tests.

    python -m tests.campaign differential --seeds 0:20000 --requests 500 --processes 2 --state one.json
    python -m tests.campaign sum one.json two.json
    python -m tests.campaign fuzz --minutes 10

A seed is a policy with its requests, so that a campaign can be stopped, resumed and shared out by ranges of seeds.
"""

from __future__ import annotations

import argparse
import functools
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.campaign.ranges import Range, Summary, added, done

SHOWN = 20
"""So many differences are written out; the rest is counted."""


def differential(seeds: Range, *, requests: int, processes: int, state: Path | None) -> int:
    """The comparison over the policies of some seeds; 1 where there is a difference."""
    total = Summary.read(state) if state is not None and state.exists() else Summary(requests)
    if total.requests != requests:
        sys.exit(f"{state} is of {total.requests} requests a policy")
    began, before = time.monotonic(), total.counts.pairs
    with _workers(processes) as imap:
        for block, counts in imap(functools.partial(done, requests=requests), list(total.missing(*seeds))):
            total.add(block, counts)
            if state is not None:
                total.save(state)
            seconds = time.monotonic() - began
            made = total.counts.pairs - before
            print(f"{total.counts.line()}; {seconds:.0f} s, {1e3 * seconds / made:.2f} ms a pair", flush=True)
    return _told(total)


@contextmanager
def _workers(processes: int) -> Iterator[Any]:
    """What does blocks one after another: here, or in processes of their own."""
    if processes == 1:
        yield map
        return
    with get_context("spawn").Pool(processes) as pool:
        yield pool.imap_unordered


def add_up(paths: list[Path]) -> int:
    """The summaries of several campaigns as one; 1 where there is a difference."""
    return _told(added(map(Summary.read, paths)))


def _told(total: Summary) -> int:
    print(f"{datetime.now(UTC):%Y-%m-%d}, seeds {total.ranges()}, {total.requests} requests a policy")
    print("\n".join(total.counts.lines()))
    print("\n\n".join(total.counts.differing[:SHOWN]))
    return 1 if total.counts.differing else 0


def fuzz(minutes: float) -> int:
    """Bytes at the parser, guided by coverage where atheris is installed; whatever they are, it gives a tree."""
    from tests.fuzz import run

    return run(minutes)


def _range(text: str) -> Range:
    first, _, last = text.partition(":")
    return int(first), int(last)


def main(arguments: list[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaign", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    both = commands.add_parser("differential", help="the engine beside the oracle")
    both.add_argument("--seeds", type=_range, default=(0, 20_000), metavar="FIRST:LAST", help="the last is left out")
    both.add_argument("--requests", type=int, default=500, help="for each policy")
    both.add_argument("--processes", type=int, default=1, help="how many work at once")
    both.add_argument("--state", type=Path, help="a file that keeps the summary; with it a campaign is resumed")
    adding = commands.add_parser("sum", help="the summaries of several campaigns as one")
    adding.add_argument("files", type=Path, nargs="+")
    random_bytes = commands.add_parser("fuzz", help="random bytes at the parser")
    random_bytes.add_argument("--minutes", type=float, default=10)
    given = parser.parse_args(arguments)
    match given.command:
        case "fuzz":
            return fuzz(given.minutes)
        case "sum":
            return add_up(given.files)
        case _:
            return differential(given.seeds, requests=given.requests, processes=given.processes, state=given.state)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
