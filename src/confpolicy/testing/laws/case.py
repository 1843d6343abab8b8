"""What a law is tried on, and what comes of it."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import attrs

from confpolicy.core.clauses import Clause
from confpolicy.core.programs import Program
from confpolicy.decide.decision import Judged, Row, Verdict
from confpolicy.decide.judge import judge
from confpolicy.decide.prepare import Prepared, prepare
from confpolicy.facts.calendar import instant_to_text
from confpolicy.facts.read import read_request
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.values import Instant
from confpolicy.testing.choices import Choices
from confpolicy.testing.edits import Mapped, clauses
from confpolicy.testing.terrain import Terrain

Asked: TypeAlias = tuple[str, str]
"""A leaf and the id of a subject."""


class Outcome(enum.Enum):
    """How a law came out where it was not broken.

    Vacuous: its premise did not hold. Held: what it changed made no difference. Mattered: it did, as the law allows.
    """

    VACUOUS = "vacuous"
    HELD = "held"
    MATTERED = "mattered"


class BrokenError(AssertionError):
    """A law does not hold. The message says of what."""


@attrs.frozen(kw_only=True)
class Case:
    """One policy, one request that fits it, and the decision; `ch` makes the law's own choices."""

    ch: Choices
    terrain: Terrain
    prepared: Prepared
    mapping: Mapped
    decision: Judged

    @classmethod
    def of(cls, ch: Choices, terrain: Terrain, prepared: Prepared, mapping: Mapped) -> Case:
        """The case of a request; raises `BrokenError` where the request is refused."""
        return cls(ch=ch, terrain=terrain, prepared=prepared, mapping=mapping, decision=decided(prepared, mapping))

    @property
    def program(self) -> Program:
        """The policy."""
        return self.terrain.program

    @property
    def vocabulary(self) -> Vocabulary:
        """The policy's vocabulary."""
        return self.program.vocabulary

    @property
    def now(self) -> Instant:
        """The time of the request."""
        request = read_request(self.mapping, self.vocabulary)
        assert not isinstance(request, tuple), "the request was read before"
        return request.time

    def moment(self, shift: int = 0) -> str:
        """The time of the request, so many microseconds later, as text."""
        return instant_to_text(Instant(self.now.micros + shift))

    def clause(self, name: str) -> Clause:
        """The clause of that name."""
        return next(clause for clause in clauses(self.program) if clause.name == name)

    def again(self, program: Program | None = None, mapping: Mapping[str, Any] | None = None) -> Judged:
        """The decision with something changed."""
        prepared = self.prepared if program is None else prepare(program)
        return decided(prepared, self.mapping if mapping is None else mapping)

    def never_more(self, after: Judged) -> Outcome:
        """That nothing is permitted now that was not before, for one subject or for all."""
        return never_more(self.decision, after)

    def grounded_rows(self) -> tuple[Row, ...]:
        """The permitted rows about what is confidential."""
        return tuple(
            row
            for row in self.decision.rows
            if row.verdict is Verdict.PERMIT and not self.vocabulary.is_public(row.item)
        )

    def carrying(self) -> tuple[str, ...]:
        """Ids of the grants on which something is permitted."""
        named = (ground.statement for row in self.decision.rows for ground in row.because)
        return tuple(sorted({name for name in named if name is not None}))


Law: TypeAlias = Callable[[Case], Outcome]
"""Raises `BrokenError` where it does not hold. Its name is what it promises."""


def decided(prepared: Prepared, mapping: Mapping[str, Any]) -> Judged:
    """The decision on a request; raises `BrokenError` where it is refused."""
    request = read_request(mapping, prepared.vocabulary)
    if isinstance(request, tuple):
        raise BrokenError(f"a request that fits is refused: {'; '.join(str(fault) for fault in request)}")
    return judge(prepared, request)


def permitted(decision: Judged, *, alone: bool = False) -> frozenset[Asked]:
    """What is permitted: jointly, or for each subject `alone`."""
    return frozenset(
        (row.item, row.subject) for row in decision.rows if (row.alone if alone else row.verdict) is Verdict.PERMIT
    )


def verdicts(decision: Judged) -> dict[Asked, tuple[Verdict, Verdict]]:
    """Of each row what it is for its subject alone, and jointly."""
    return {(row.item, row.subject): (row.alone, row.verdict) for row in decision.rows}


def findings(decision: Judged) -> dict[Asked, tuple[object, ...]]:
    """Of each row what permits and what forbids it."""
    return {(row.item, row.subject): (row.alone, row.because, row.standing) for row in decision.rows}


def never_more(before: Judged, after: Judged) -> Outcome:
    """That the second permits nothing that the first does not."""
    for alone in (True, False):
        more = permitted(after, alone=alone) - permitted(before, alone=alone)
        if more:
            raise BrokenError(f"more is permitted{' for the subject alone' if alone else ''}: {sorted(more)}")
    return mattered(permitted(after, alone=True) != permitted(before, alone=True))


def same(before: Judged, after: Judged) -> None:
    """That no verdict differs."""
    if verdicts(before) != verdicts(after):
        one, other = verdicts(before), verdicts(after)
        changed = {
            asked: (one.get(asked), other.get(asked)) for asked in one | other if one.get(asked) != other.get(asked)
        }
        raise BrokenError(f"verdicts differ: {changed}")


def expect(holds: bool, message: str) -> None:  # noqa: FBT001 - it reads as a sentence
    """Raises `BrokenError` with the message unless it holds."""
    if not holds:
        raise BrokenError(message)


def mattered(difference: bool) -> Outcome:  # noqa: FBT001 - it reads as a sentence
    """`MATTERED` where there was a difference, else `HELD`."""
    return Outcome.MATTERED if difference else Outcome.HELD
