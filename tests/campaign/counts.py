"""What came out of many comparisons; counts of several ranges of seeds add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from confpolicy.decide.decision import Judged
from confpolicy.testing.edits import Mapped
from tests.differential import Answer


@dataclass
class Counts:
    """What came out so far. A pair is a policy and a request."""

    policies: int = 0
    pairs: int = 0
    released: int = 0
    with_many_statements: int = 0
    the_short_way: int = 0
    found: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)

    def add(self, mapping: Mapped, answer: Answer) -> None:
        """One pair more."""
        decision = answer.judged
        self.pairs += 1
        self.released += bool(decision.outward.items)
        self.with_many_statements += len(mapping["consents"]) >= 5
        self.the_short_way += answer.quick is not None
        self.found.update(_words(decision))

    def __iadd__(self, other: Counts) -> Counts:
        self.policies += other.policies
        self.pairs += other.pairs
        self.released += other.released
        self.with_many_statements += other.with_many_statements
        self.the_short_way += other.the_short_way
        self.found += other.found
        self.differing += other.differing
        return self

    def line(self) -> str:
        """The counts that matter most, in one line."""
        return f"{self.pairs:,} pairs, {self.policies:,} policies, {len(self.differing)} differences"

    def lines(self) -> list[str]:
        """All of them, a line each."""
        shares = {
            "releasing something": self.released,
            "five or more statements on file": self.with_many_statements,
            "decided by the short way, too": self.the_short_way,
            **dict(sorted(self.found.items())),
        }
        return [
            self.line(),
            *(f"{word}: {count:,} ({count / max(1, self.pairs):.1%})" for word, count in shares.items()),
        ]

    def value(self) -> dict[str, Any]:
        """The counts as JSON has them."""
        return {**vars(self), "found": dict(self.found)}

    @classmethod
    def of(cls, value: dict[str, Any]) -> Counts:
        """The counts that JSON has."""
        return cls(**{**value, "found": Counter(value["found"])})


def _words(decision: Judged) -> list[str]:
    told = {
        "a prohibition overridden": any(row.overridden for row in decision.rows),
        "a prohibition that stands": any(row.blocked_by for row in decision.rows),
        "a conflict": decision.conflicts,
        "an error in a condition": decision.errors,
        "another reading matters": decision.readings,
        "several subjects": len({row.subject for row in decision.rows}) > 1,
        "several policies": any(len(row.policies) > 1 for row in decision.rows),
        "not in force": not decision.in_force,
        "an obligation": decision.obligations,
        "a statement outward": decision.outward.statements,
        "somebody stands in": any(ground.stand_ins for row in decision.rows for ground in row.because),
        "silence": any(ground.silence for row in decision.rows for ground in row.because),
    }
    grounds = {f"ground {ground.kind}" for row in decision.rows for ground in row.because}
    return [f"verdict {decision.verdict.value}", *grounds, *(word for word, holds in told.items() if holds)]
