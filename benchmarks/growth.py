"""How decisions and loading grow with the number of rules.

    python -m benchmarks.growth                  # 10, 1,000 and 10,000 rules
    python -m benchmarks.growth --sizes 10,1000

Every answer is checked before anything is timed.
"""

from __future__ import annotations

import argparse
import functools
import sys
from collections.abc import Sequence

from benchmarks.machine import machine
from benchmarks.timing import Times, timed
from benchmarks.workload import Asked, policy_sources, requests
from confpolicy import Policy, Verdict


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a row for each size. Exits with 1 where an answer is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10,1000,10000", help="numbers of rules: 10, 1000, 10000, 100000")
    parser.add_argument("--requests", type=int, default=1_000, help="how many requests at each size")
    options = parser.parse_args(arguments)
    print(f"On {machine()}; times in µs, median (p99).\n")
    print("| rules | load, s | permits | withheld | permits, request read | withheld, request read |")
    print("|---:|---:|---:|---:|---:|---:|")
    for size in map(int, options.sizes.split(",")):
        print(_row(size, list(requests(size, count=options.requests))), flush=True)
    return 0


def _row(size: int, asked: list[Asked]) -> str:
    loaded = timed([functools.partial(Policy.from_sources, policy_sources(size))], rounds=1)
    policy = Policy.from_sources(policy_sources(size))
    wrong = [each for each in asked if (policy.decide(each.request).verdict is Verdict.PERMIT) is not each.permitted]
    if wrong:
        sys.exit(f"{size} rules: {len(wrong)} wrong answers, the first to {wrong[0].request['id']}")
    cells = [f"{size:,}", f"{loaded.median:.2f}"]
    for read in (False, True):
        for permitted in (True, False):
            chosen = [each.request for each in asked if each.permitted is permitted]
            given = [policy.request(each) if read else each for each in chosen]
            cells.append(_cell(timed([functools.partial(policy.decide, each) for each in given], rounds=3)))
    return "| " + " | ".join(cells) + " |"


def _cell(times: Times) -> str:
    return f"{times.median * 1e6:,.0f} ({times.p99 * 1e6:,.0f})"


if __name__ == "__main__":
    sys.exit(main())
