"""Campaigns too long for every run: `python -m tests.campaign differential --seeds 0:20000`, `… fuzz --minutes 10`.

A seed is a policy with its requests, so that a campaign can be stopped, resumed and shared out by ranges of seeds.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from confpolicy.decide.decision import Judged
from confpolicy.engine import Policy
from confpolicy.prove.smaller import smaller_request
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.edits import Mapped
from confpolicy.testing.promises import staged
from confpolicy.testing.sketches import sketch
from confpolicy.testing.trial import Stage
from tests.differential import RefusedError, differences, judged

SHOWN = 20
"""So many differences are written out; the rest is counted."""


@dataclass
class Counts:
    """What came out so far."""

    policies: int = 0
    decisions: int = 0
    released: int = 0
    with_many_statements: int = 0
    found: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)

    def add(self, mapping: Mapped, decision: Judged) -> None:
        """One decision more."""
        self.decisions += 1
        self.released += bool(decision.outward.items)
        self.with_many_statements += len(mapping["consents"]) >= 5
        self.found[f"verdict {decision.verdict.value}"] += 1
        for row in decision.rows:
            self.found.update(f"ground {ground.kind}" for ground in row.because)
        told: dict[str, Any] = {
            "a prohibition overridden": any(row.overridden for row in decision.rows),
            "a prohibition that stands": any(row.blocked_by for row in decision.rows),
            "a conflict": decision.conflicts,
            "an error in a condition": decision.errors,
            "another reading matters": decision.readings,
            "several subjects": len({row.subject for row in decision.rows}) > 1,
            "not in force": not decision.in_force,
            "an obligation": decision.obligations,
            "a statement outward": decision.outward.statements,
        }
        self.found.update(word for word, holds in told.items() if holds)

    def lines(self) -> list[str]:
        """The counts, a line each."""
        share = 100 * self.released // max(1, self.decisions)
        many = 100 * self.with_many_statements // max(1, self.decisions)
        return [
            f"policies {self.policies}, decisions {self.decisions}, differences {len(self.differing)}",
            f"releasing something {share} %, five or more statements on file {many} %",
            *(f"{word}: {count}" for word, count in sorted(self.found.items())),
        ]

    def merged(self, saved: dict[str, Any]) -> Counts:
        """With the counts of an earlier run added."""
        return Counts(
            policies=self.policies + saved["policies"],
            decisions=self.decisions + saved["decisions"],
            released=self.released + saved["released"],
            with_many_statements=self.with_many_statements + saved["with_many_statements"],
            found=self.found + Counter(saved["found"]),
            differing=[*saved["differing"], *self.differing],
        )


def decide_twice(stage: Stage, seed: int, requests: int, counts: Counts) -> None:
    """Decides so many random requests of the policy by the engine and by the oracle, and counts what came out."""
    counts.policies += 1
    for number in range(requests):
        mapping = composing.request(Choices.from_seed(f"{seed}/{number}"), stage.terrain)
        try:
            decision = judged(stage.prepared, mapping)
        except RefusedError as error:
            counts.differing.append(f"seed {seed}/{number}: a request that fits is refused: {error}")
            continue
        counts.add(mapping, decision)
        found = differences(stage.terrain.program, mapping, decision)
        if found:
            counts.differing.append(_difference(stage, f"{seed}/{number}", mapping, sorted(found)))


def _difference(stage: Stage, label: str, mapping: Mapped, parts: list[str]) -> str:
    """The smallest request on which the two still differ in the same parts, with what each of them says."""
    smallest = smaller_request(mapping, lambda one: _parts(stage, one) == parts)
    found = differences(stage.terrain.program, smallest, judged(stage.prepared, smallest))
    said = "\n".join(f"{part}\n  engine {engine}\n  oracle {oracle}" for part, (engine, oracle) in found.items())
    return f"seed {label}\n{said}\n{json.dumps(smallest, ensure_ascii=False)}"


def _parts(stage: Stage, mapping: Mapped) -> list[str] | None:
    try:
        return sorted(differences(stage.terrain.program, mapping, judged(stage.prepared, mapping)))
    except RefusedError:
        return None


def differential(first: int, last: int, requests: int, state: Path | None) -> int:
    """The differential campaign over the policies of some seeds; 1 where engine and oracle differ."""
    saved = json.loads(state.read_text("utf-8")) if state is not None and state.exists() else None
    start = saved["next"] if saved is not None else first
    counts, began = Counts(), time.monotonic()
    for seed in range(start, last):
        decide_twice(staged(Policy.parse(sketch(Choices.from_seed(seed)).text)), seed, requests, counts)
        if seed % 100 == 99 or seed == last - 1:
            total = counts if saved is None else counts.merged(saved["counts"])
            _save(state, seed + 1, total)
            print(f"seeds {first}:{seed + 1}, {time.monotonic() - began:.0f} s, {total.lines()[0]}", flush=True)
    total = counts if saved is None else counts.merged(saved["counts"])
    print(f"{datetime.now(UTC):%Y-%m-%d}, seeds {first}:{last}, {requests} requests a policy")
    print("\n".join(total.lines()))
    print("\n\n".join(total.differing[:SHOWN]))
    return 1 if total.differing else 0


def _save(state: Path | None, following: int, counts: Counts) -> None:
    if state is not None:
        written = {"next": following, "counts": {**vars(counts), "found": dict(counts.found)}}
        state.write_text(json.dumps(written), "utf-8")


def fuzz(minutes: float) -> int:
    """Bytes at the parser, guided by coverage where atheris is installed; whatever they are, it gives a tree."""
    from tests.fuzz import run

    return run(minutes)


def _range(text: str) -> tuple[int, int]:
    first, _, last = text.partition(":")
    return int(first), int(last)


def main(arguments: list[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaign", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    both = commands.add_parser("differential", help="the engine beside the oracle")
    both.add_argument("--seeds", type=_range, default=(0, 20_000), metavar="FIRST:LAST", help="the last is left out")
    both.add_argument("--requests", type=int, default=50, help="for each policy")
    both.add_argument("--state", type=Path, help="a file that keeps the counts; with it a campaign is resumed")
    random_bytes = commands.add_parser("fuzz", help="random bytes at the parser")
    random_bytes.add_argument("--minutes", type=float, default=10)
    given = parser.parse_args(arguments)
    if given.command == "fuzz":
        return fuzz(given.minutes)
    first, last = given.seeds
    return differential(first, last, given.requests, given.state)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
