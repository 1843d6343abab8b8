"""Everything that is measured, in one run.

    python -m benchmarks                                   # all of it: some twenty minutes
    python -m benchmarks --quick                           # a glance: is all of it there, and right?
    python -m benchmarks --only rules --sizes 10,1000      # one part
    python -m benchmarks --json figures.json --svg growth.svg

The other engines are the extra `peers`; one that is not installed is named and left out. Every answer that is timed
has been checked, its grounds too where the engine tells them. Engines take turns: ratios hold, times drift.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import mixes, parts, rules, shapes
from benchmarks.figure import Figure
from benchmarks.machine import machine
from benchmarks.plot import plot
from benchmarks.policies import SHIPPED
from benchmarks.report import tables

PARTS = ("rules", "mixes", "shapes", "parts")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints tables, and writes JSON and the picture where asked to. Exits where an answer is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few requests, short, at the small sizes")
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--sizes", help="numbers of rules: 10, 1000, 10000, 100000")
    parser.add_argument("--requests", type=int, help="how many requests at each size, at most")
    parser.add_argument("--seconds", type=float, help="about how long each engine is timed at each size")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures besides")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="where to draw how decisions grow with the rules")
    options = parser.parse_args(arguments)
    options.sizes = options.sizes or ("10,1000" if options.quick else "10,1000,10000,100000")
    options.requests = options.requests or (30 if options.quick else 1_000)
    options.seconds = options.seconds or (0.1 if options.quick else 5.0)
    measured = _measured(options, set(options.only.split(",")))
    print("\n".join(tables(measured)))
    if options.json is not None:
        options.json.write_text(json.dumps(measured, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if options.svg is not None:
        options.svg.write_text(plot(measured), encoding="utf-8")
    return 0


def _measured(options: argparse.Namespace, only: set[str]) -> dict[str, Any]:
    """Every part that is asked for, as it is written to a file."""
    figures: list[Figure] = []
    loads: list[tuple[int, float]] = []
    count, seconds = options.requests, options.seconds
    if "rules" in only:
        # One of the peers writes a line for each decision to a log.
        logging.disable(logging.CRITICAL)
        for missing in [peer for peer in rules.PEERS if peer.version is None]:
            _tell(f"left out, not installed: {missing.name} ({missing.distribution})")
        for size in map(int, options.sizes.split(",")):
            _tell(f"{size:,} rules")
            loaded, found = rules.figures(size, count=count, seconds=seconds)
            loads.append((size, round(loaded, 3)))
            figures += found
    if "mixes" in only:
        for name in SHIPPED:
            _tell(name)
            figures += mixes.figures(name, count=count, seconds=seconds)
    if "shapes" in only:
        for shape, sizes in shapes.SIZES.items():
            for size in sizes[:2] if options.quick else sizes:
                _tell(f"{shape.work}: {size:,}")
                figures += shape.figures(size, count=count, seconds=seconds)
    rounds = 1 if options.quick else 5
    there = "parts" in only
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": machine(),
        "loads": loads,
        "figures": [figure.value() for figure in figures],
        "parts": [part.value() for part in parts.parts(count=count, rounds=rounds)] if there else [],
        "micros_a_statement": round(parts.for_each_statement(count=20, rounds=rounds) * 1e6, 2) if there else None,
    }


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
