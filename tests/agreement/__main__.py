"""Formulas of random policies beside decisions, for longer than a run of the tests.

    python -m tests.agreement --seeds 0:10000 --state solvers.json
    python -m tests.agreement --direct --seeds 0:1000 --state direct.json
    python -m tests.agreement --sum one.json two.json

Each seed is a policy, so that a campaign can be stopped, resumed and shared out by ranges of seeds.
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.agreement.seeds import of_seed

BOUND, REQUESTS = 300, 40


def added(states: list[dict[str, Any]]) -> dict[str, Any]:
    """Several summaries as one; a seed that two of them have is counted for the first alone."""
    seeds: dict[str, Any] = {}
    for state in states:
        seeds = {**state, **seeds}
    return seeds


def told(state: dict[str, Any]) -> int:
    """Prints what came out; 1 where something does not agree."""
    counts: Counter[str] = Counter()
    differing = []
    for found in state.values():
        counts.update(found["counts"])
        differing += found["differing"]
    print(", ".join(f"{word} {count:,}" for word, count in sorted(counts.items())))
    print(f"{len(state):,} seeds, {len(differing)} disagreements")
    print("\n\n".join(differing[:5]))
    return 1 if differing else 0


@contextmanager
def _workers(processes: int) -> Iterator[Any]:
    """What does seeds one after another: here, or in processes of their own."""
    if processes == 1:
        yield map
        return
    with get_context("spawn").Pool(processes, maxtasksperchild=50) as pool:
        yield pool.imap_unordered


def main(arguments: list[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.agreement", description=__doc__)
    parser.add_argument("--seeds", default="0:10000", metavar="FIRST:LAST", help="the last is left out")
    parser.add_argument("--direct", action="store_true", help="no solver: requests as choices of all symbols")
    parser.add_argument("--each", type=int, help="requests a policy (--direct), or in the finite space of a slice")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--state", type=Path, help="keeps the summary; with it a campaign is resumed")
    parser.add_argument("--sum", type=Path, nargs="+", metavar="FILE", help="adds up summaries")
    given = parser.parse_args(arguments)
    if given.sum:
        return told(added([json.loads(path.read_text("utf-8")) for path in given.sum]))
    first, last = map(int, given.seeds.split(":"))
    state = json.loads(given.state.read_text("utf-8")) if given.state and given.state.exists() else {}
    missing = [seed for seed in range(first, last) if str(seed) not in state]
    each = given.each or (REQUESTS if given.direct else BOUND)
    work = functools.partial(of_seed, formulas=given.direct, each=each)
    with _workers(given.processes) as imap:
        for done, (seed, counts, differing) in enumerate(imap(work, missing), start=1):
            state[str(seed)] = {"counts": counts, "differing": differing}
            if given.state and (done % 10 == 0 or done == len(missing)):
                given.state.write_text(json.dumps(state), "utf-8")
    return told(state)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
