"""What a program decides about a request, as far as two of them are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

import attrs

from confpolicy.core.programs import Program
from confpolicy.decide.decision import Due, NeedConsent, Row
from confpolicy.decide.fast.decide import Fast
from confpolicy.decide.fast.quick import QuickRow
from confpolicy.decide.judge import judge
from confpolicy.decide.obligations import due_at
from confpolicy.decide.prepare import Prepared, prepare
from confpolicy.facts.read import read_request
from confpolicy.facts.values import Duration, Instant
from confpolicy.prove.compare.questions import DECIDED_BY, OWED
from confpolicy.prove.smaller import first_item, first_subject

R = TypeVar("R", bound=Row | QuickRow)
REFUSED = "refused"
"""What stands for a verdict where a program cannot read the request; nothing is released then."""


@attrs.frozen(kw_only=True)
class Told:
    """What one program says of the first item of a request, about the first subject."""

    verdict: str
    obligations: frozenset[tuple[object, ...]] = frozenset()
    """Of each: whether it is the item's (or goes with a reply), phase, effect, target, text, within; besides, that
    the release is owed, and who must decide."""
    replies: frozenset[str] = frozenset()
    needs: frozenset[object] = frozenset()
    clauses: frozenset[str] = frozenset()
    """Everything that carried the decision or stood against it."""
    near: frozenset[str] = frozenset()
    """What could have permitted and did not apply."""
    carrying: Mapping[tuple[object, ...], str] = attrs.field(factory=dict)
    """For each obligation a clause that it comes from."""

    @property
    def permits(self) -> bool:
        """Whether the item is released."""
        return self.verdict == "permit"

    def carrying_more_than(self, other: Told) -> frozenset[str]:
        """The clauses of obligations that are not among the other's."""
        return frozenset(self.carrying[each] for each in self.obligations - other.obligations)


@attrs.frozen
class Decider:
    """A program that decides, whether it came from text or not."""

    prepared: Prepared
    fast: Fast

    @classmethod
    def of(cls, program: Program) -> Decider:
        """The decider of a program; what its readings would come to is not asked."""
        prepared = attrs.evolve(prepare(program), variants=())
        return cls(prepared, Fast.of(prepared))

    def because(self, mapping: Mapping[str, Any]) -> frozenset[str | None]:
        """The clauses by which the first item, about one subject, is permitted (None: it is public)."""
        request = read_request(mapping, self.prepared.vocabulary)
        if isinstance(request, tuple):
            return frozenset()
        quick = self.fast.decide(request)
        rows: Iterable[Row | QuickRow] = judge(self.prepared, request).rows if quick is None else quick.rows
        return frozenset(each.clause for each in _row(rows, mapping).because)

    def verdict(self, mapping: Mapping[str, Any]) -> str:
        """What is decided of all that is asked for together, or `REFUSED`."""
        request = read_request(mapping, self.prepared.vocabulary)
        return REFUSED if isinstance(request, tuple) else judge(self.prepared, request).verdict.value

    def told(self, mapping: Mapping[str, Any]) -> Told:
        """What is compared of the decision."""
        request = read_request(mapping, self.prepared.vocabulary)
        if isinstance(request, tuple):
            return Told(verdict=REFUSED)
        found = judge(self.prepared, request)
        row = _row(found.rows, mapping)
        dues = [
            due for due in found.obligations if (due.item, due.subject) in ((None, None), (row.item, row.subject))
        ]
        carrying = {self._obligation(due, request.time): due.clause for due in dues}
        carrying |= dict(self._owed(row)) | dict(self._deciders(row))
        grounds = (*row.because, *row.insufficient)
        named = {name for each in grounds for name in (each.clause, each.need_to_know, *each.stand_ins) if name}
        named |= {*row.blocked_by, *row.overridden, *row.referred_by}
        return Told(
            verdict=row.verdict.value,
            obligations=frozenset(carrying),
            replies=frozenset(found.outward.replies),
            needs=frozenset(attrs.evolve(need, clause="") if isinstance(need, NeedConsent) else need
                            for need in found.needs),
            clauses=frozenset(named),
            near=frozenset(near.clause for near in row.nearly),
            carrying=carrying,
        )  # fmt: skip

    def _owed(self, row: Row) -> Iterator[tuple[tuple[object, ...], str]]:
        if row.required:
            names = [each.clause for each in row.because if each.clause is not None]
            duties = [each.clause for each in row.because if each.kind == "duty" and each.clause is not None]
            yield from ((OWED, name) for name in (duties or names)[:1])

    def _deciders(self, row: Row) -> Iterator[tuple[tuple[object, ...], str]]:
        for policy in self.prepared.policies:
            for referral in policy.referrals:
                if referral.name in row.referred_by:
                    yield from (((*DECIDED_BY, role), referral.name) for role in referral.clause.decided_by)

    def _obligation(self, due: Due, time: Instant) -> tuple[object, ...]:
        return (due.item is not None, due.phase, due.effect, due.target, due.text, self._within(due, time))

    def _within(self, due: Due, time: Instant) -> Duration | None:
        """What the clause says, of which the document has only the instant that comes of it."""
        for policy in self.prepared.policies:
            clause = policy.clauses.get(due.clause)
            for effect in clause.effects if clause is not None else ():
                alike = (effect.phase.value, effect.act.value, effect.target, effect.text)
                there = due_at(effect, time, policy.domain.zone)
                if alike == (due.phase, due.effect, due.target, due.text) and there == due.due:
                    return effect.within
        return None


def _row(rows: Iterable[R], mapping: Mapping[str, Any]) -> R:
    """The row of the first item that is asked for, about the first subject."""
    about = first_item(mapping), first_subject(mapping)["id"]
    return next(row for row in rows if (row.item, row.subject) == about)
