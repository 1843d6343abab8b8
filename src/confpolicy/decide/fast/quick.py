"""What the short way says of a decision: its verdicts, grounds and obligations, and what may go outward."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

import attrs

from confpolicy.core.clauses import Phase, Reply
from confpolicy.decide.decision import Due, Ground, Judged, Outward, Row, Verdict
from confpolicy.decide.fast.reason import Reason
from confpolicy.decide.obligations import Arising
from confpolicy.decide.outward import outward_of
from confpolicy.decide.prepare import Ready
from confpolicy.facts.blanks import blank
from confpolicy.facts.request import Request


class QuickRow(NamedTuple):
    """One leaf about one subject: `verdict` for all whom it is joined to, `alone` for that subject by itself."""

    item: str
    subject: str
    verdict: Verdict
    alone: Verdict
    reasons: Sequence[Reason]
    """The grounds that permit it alone, of every policy that governs it."""

    @property
    def because(self) -> tuple[Ground, ...]:
        """The grounds on which it is permitted, as reports have them: each once, for policies can share clauses."""
        if self.verdict is not Verdict.PERMIT:
            return ()
        grounds = dict.fromkeys(reason.ground() for reason in self.reasons)
        return tuple(sorted(grounds, key=lambda ground: ground.clause or ""))

    def told(self) -> tuple[object, ...]:
        """What the long way says of it too."""
        return self.item, self.subject, self.verdict, self.alone, self.because


@attrs.frozen(eq=False, weakref_slot=False)
class Quick:
    """What is known of a decision before any report is made."""

    verdict: Verdict
    rows: tuple[QuickRow, ...]
    obligations: tuple[Due, ...]
    replies: tuple[Ready[Reply], ...]

    @property
    def releasable_after(self) -> tuple[Due, ...]:
        """What must be done before anything is released."""
        return tuple(due for due in self.obligations if due.phase == Phase.FIRST.value)

    def agrees(self, judged: Judged, request: Request) -> bool:
        """Whether the long way came to the same: verdicts and grounds, what must be done and what may be said."""
        return (
            self.verdict is judged.verdict
            and self.obligations == judged.obligations
            and self.releasable_after == judged.releasable_after
            and self.outward(request) == judged.outward
            and tuple(map(QuickRow.told, self.rows))
            == tuple((row.item, row.subject, row.verdict, row.alone, row.because) for row in judged.rows)
        )

    def outward(self, request: Request) -> Outward:
        """What may be said to the requester."""
        return outward_of(request, cast("tuple[Row, ...]", self.rows), self.obligations, self.replies)


def quick_of(
    verdict: Verdict, rows: tuple[QuickRow, ...], obligations: tuple[Due, ...], replies: tuple[Ready[Reply], ...]
) -> Quick:
    """The same as the constructor makes of these, sooner."""
    quick = _BLANK()
    quick.verdict = verdict
    quick.rows = rows
    quick.obligations = obligations
    quick.replies = replies
    quick.__class__ = Quick
    made: Quick = quick
    return made


_BLANK = blank(Quick)


def in_order(arisen: Iterable[Arising]) -> tuple[Due, ...]:
    """What must be done, each once, in the order of a decision."""
    return tuple(each.due for each in sorted(dict.fromkeys(arisen), key=Arising.key)) if arisen else ()
