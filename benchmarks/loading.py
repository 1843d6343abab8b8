"""How long it takes until a policy can decide: loading its text, finding it again, starting Python; and its memory.

    python -m benchmarks.loading                        # policies of 1,000 and 10,000 clauses; a few minutes
    python -m benchmarks.loading --sizes 1000 --runs 5
    python -m benchmarks.loading --json loading.json

Lark's own time is that of its parser, which makes a tree of each statement of the same text and checks nothing. What
is compared takes turns; a time is the median. Started programs are timed from outside, the interpreter's own start
included.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import attrs
from lark import Lark

from benchmarks.machine import machine
from benchmarks.workload import policy_sources
from confpolicy import Policy
from confpolicy.store.shelf import VARIABLE
from confpolicy.syntax.grammar import build
from confpolicy.syntax.split import normalised, split

ROOT = Path(__file__).parents[1]
SIZES = (1_000, 10_000)
CASE = ("policies/communities_1st.policy", "examples/front_desk/police.json")
STARTED: Mapping[str, tuple[str, ...]] = {
    "import attrs": ("-c", "import attrs"),
    "from confpolicy import Policy": ("-c", "from confpolicy import Policy; Policy"),
    "import lark, attrs": ("-c", "import lark, attrs"),
    "confpolicy decide": ("-m", "confpolicy.cli", "decide", *CASE, "--format", "json"),
}
"""What is started, each by its arguments to Python; the command finds its policy compiled."""


@attrs.frozen
class Loading:
    """Of a policy of so many clauses: seconds, and bytes."""

    clauses: int
    text: int
    """The bytes of its text."""
    lark: float
    cold: float
    warm: float
    """Found compiled on disk."""
    memory: int
    """What it takes in memory, ready to decide."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables, and writes the figures as JSON where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="10, 1000, 10000 or 100000 clauses")
    parser.add_argument("--runs", type=int, default=15, help="how often each program is started")
    parser.add_argument("--loads", type=int, default=3, help="how often each policy is loaded")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures too")
    options = parser.parse_args(arguments)
    loads = [loaded(size, options.loads) for size in options.sizes]
    starts = started(options.runs)
    print(f"On {machine()}.\n")
    print("\n".join([*load_table(loads), "", *start_table(starts)]))
    if options.json is not None:
        value = {"machine": machine(), "loads": [attrs.asdict(each) for each in loads], "starts": starts}
        options.json.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
    return 0


def loaded(size: int, loads: int) -> Loading:
    """A policy of so many clauses."""
    sources = policy_sources(size)
    with tempfile.TemporaryDirectory() as folder:
        for name, text in sources.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        first, kept = Path(folder, next(iter(sources))), Path(folder, "kept")
        kept.mkdir(mode=0o700)
        pieces = [piece.text + "\n" for text in sources.values() for piece in split(normalised(text))]
        plain = build(strict=False)
        Policy.load(first, cache=kept)
        lark, cold, warm = in_turns(
            [
                lambda: parsed(plain, pieces),
                lambda: Policy.load(first, cache=False),
                lambda: Policy.load(first, cache=kept),
            ],
            loads,
        )
        return Loading(size, sum(map(len, sources.values())), lark, cold, warm, memory(first))


def parsed(parser: Lark, pieces: Sequence[str]) -> None:
    """A tree for each statement."""
    for piece in pieces:
        parser.parse(piece)


def in_turns(work: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """The median seconds of each, one after the other, so often; one round before it is not counted."""
    taken: list[list[float]] = [[] for _ in work]
    for turn in range(rounds + 1):
        for each, seconds in zip(work, taken, strict=True):
            gc.collect()
            begun = time.perf_counter()
            each()
            if turn:
                seconds.append(time.perf_counter() - begun)
    return list(map(statistics.median, taken))


def memory(path: Path) -> int:
    """The bytes that a policy takes once it is loaded and has made itself ready to decide."""
    gc.collect()
    tracemalloc.start()
    policy = Policy.load(path, cache=False)
    gc.collect()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del policy
    return taken


def started(runs: int) -> dict[str, float]:
    """The median seconds of each program that is started."""
    with tempfile.TemporaryDirectory() as kept:
        environment = {**os.environ, VARIABLE: kept}

        def run(name: str) -> Callable[[], object]:
            command = [sys.executable, *STARTED[name]]
            return lambda: subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)

        return dict(zip(STARTED, in_turns(list(map(run, STARTED)), runs), strict=True))


HEAD = (
    "clauses", "text, MB", "Lark's parser, s", "loading, s", "times Lark", "found again, s", "of loading",
    "bytes a clause",
)  # fmt: skip


def load_table(loads: Sequence[Loading]) -> list[str]:
    """What was found of policies, with the ratios that matter."""
    lines = [f"| {' | '.join(HEAD)} |", "|" + "---:|" * len(HEAD), *map(_load_row, loads)]
    for less, more in itertools.pairwise(loads):
        times = f"{more.cold / less.cold:.1f} times as long"
        lines += ["", f"From {less.clauses:,} to {more.clauses:,} clauses loading takes {times}."]
    return lines


def _load_row(one: Loading) -> str:
    return (
        f"| {one.clauses:,} | {one.text / 1e6:.2f} | {one.lark:.2f} | {one.cold:.2f} | {one.cold / one.lark:.1f} "
        f"| {one.warm:.3f} | {one.warm / one.cold:.2f} | {one.memory / one.clauses:,.0f} |"
    )


def start_table(starts: Mapping[str, float]) -> list[str]:
    """What was found of programs that were started: each of the two beside what it must at least import."""
    lines = ["| started | ms | beside | ms | times as long |", "|---|---:|---|---:|---:|"]
    names = list(starts)
    for least, own in zip(names[::2], names[1::2], strict=True):
        times = starts[own] / starts[least]
        lines.append(f"| `{own}` | {starts[own] * 1e3:.0f} | `{least}` | {starts[least] * 1e3:.0f} | {times:.2f} |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
