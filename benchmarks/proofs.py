"""How long proofs take: every theorem and assertion of the policies that ship and of made ones, and differences.

    python -m benchmarks.proofs                     # all; some minutes
    python -m benchmarks.proofs --sizes 10 --no-shipped
    python -m benchmarks.proofs --json proofs.json

One process, one core. A time is the processor's, with the wall clock's beside it; what came out is printed too, and
nothing undecided is timed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import attrs

from benchmarks.machine import machine
from confpolicy import Policy
from confpolicy.prove.difference import compare
from confpolicy.prove.outcome import Budget, Status
from confpolicy.prove.prover import outcomes

ROOT = Path(__file__).parents[1]
SHIPPED: Mapping[str, str] = {
    "Communities 1st": "policies/communities_1st.policy",
    "HIPAA": "policies/hipaa/hipaa.policy",
}
SIZES = (10, 100, 1_000)
BUDGET = Budget(rlimit=20_000_000, timeout_seconds=None, solver="z3")


@attrs.frozen
class Figure:
    """One piece of work: how many seconds of the processor and of the wall clock, and what came out."""

    work: str
    processor: float
    wall: float
    found: str


def clauses_of(size: int) -> str:
    """That many clauses: for each item a need-to-know, a consent, an exception, a prohibition and an obligation."""
    parts = []
    for item in range(size // 5):
        role, purpose = f"r{item % 10}", f"p{item % 7}"
        parts.append(f"""
need-to-know need_{item}
    of d{item} to {role} for {purpose}
    when relation.cares

consent consent_{item}
    of d{item} to {role}
    given by subject in writing or speech
    told why

exception emergency_{item}
    of d{item} to {role} for {purpose}
    when context.emergency and now < subject.born + {10 + item % 9} years
    overrides keep_{item}

prohibition keep_{item}
    of d{item} to {role}
    when subject.missing and recipient is r{(item + 1) % 10}

obligation record_{item}
    on exception or duty of d{item} to anyone
    then within {1 + item % 5} days do "Write it down."
""")
    return "".join(parts)


def policy_of(size: int) -> str:
    """A policy of that many clauses, and a reply."""
    return f"""policy made_{size}
    language 1
    in force from 2026-01-01
    timezone "Europe/London"

data {", ".join(f"d{item}" for item in range(size // 5))} under confidential
role {", ".join(f"r{number}" for number in range(10))}
purpose {", ".join(f"p{number}" for number in range(7))}
notice why
fact relation.cares, context.emergency, subject.missing : bool
fact subject.born : date

reply nothing
    to anyone
    say "Nothing can be said."
{clauses_of(size)}"""


def proving(name: str, policy: Policy) -> Figure:
    """Every theorem and every assertion. Raises SystemExit where something is undecided."""
    found: list[Status] = []
    processor, wall = timed(lambda: found.extend(each.status for each in outcomes(policy, BUDGET)))
    if Status.UNDECIDED in found:
        raise SystemExit(f"{name}: something is undecided, and its time says nothing")
    counts = Counter(status.value for status in found)
    return Figure(f"prove {name}", processor, wall, ", ".join(f"{n} {word}" for word, n in sorted(counts.items())))


def differing(size: int) -> Figure:
    """Two policies of that many clauses that differ in one. Raises SystemExit where no difference is found."""
    text = policy_of(size)
    old, new = Policy.parse(text), Policy.parse(text.replace("+ 10 years", "+ 11 years", 1))
    found: list[int] = []
    processor, wall = timed(lambda: found.append(len(compare(old.program, new.program, BUDGET).changes)))
    if not found[0]:
        raise SystemExit(f"diff {size}: no difference was found")
    return Figure(f"diff {size} clauses, one changed", processor, wall, f"{found[0]} kinds of change")


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the processor and of the wall clock that the work takes."""
    processor, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - processor, time.perf_counter() - wall


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a table, and writes it as JSON where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="how many clauses the made policies have")
    parser.add_argument("--shipped", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--json", type=Path, help="write the figures there too")
    options = parser.parse_args(arguments)
    work: list[Callable[[], Figure]] = []
    if options.shipped:
        work += [partial(proving, name, Policy.load(ROOT / path)) for name, path in SHIPPED.items()]
    work += [partial(proving, f"{size} clauses", Policy.parse(policy_of(size))) for size in options.sizes]
    work += [partial(differing, size) for size in options.sizes]
    print(machine(), "\n", flush=True)
    print("| work | processor, s | wall clock, s | came out |\n|---|---:|---:|---|", flush=True)
    figures = []
    for each in work:
        figures.append(each())
        one = figures[-1]
        print(f"| {one.work} | {one.processor:.1f} | {one.wall:.1f} | {one.found} |", flush=True)
    if options.json is not None:
        options.json.write_text(
            json.dumps([attrs.asdict(each) for each in figures], indent=2) + "\n", encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
