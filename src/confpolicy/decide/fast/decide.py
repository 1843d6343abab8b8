"""A request decided by the short way: verdicts, grounds, obligations and what goes outward."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast

import attrs

from confpolicy.core.clauses import Occasion, Phase, Reply
from confpolicy.decide.combine import joined as joint
from confpolicy.decide.combine import whole
from confpolicy.decide.decision import Due, Ground, Judged, Outward, Row, Verdict
from confpolicy.decide.docket import Asked, Docket
from confpolicy.decide.environment import Environment
from confpolicy.decide.fast.here import Here
from confpolicy.decide.fast.known import knows_program, knows_request
from confpolicy.decide.fast.lines import TooDeepError
from confpolicy.decide.fast.plan import Plan, PlannedObligation, Planner
from confpolicy.decide.fast.weigh import NONE, Reason, Stands, joined, met, reasons, verdict
from confpolicy.decide.limits import small_enough
from confpolicy.decide.obligations import Arising, arising
from confpolicy.decide.outward import outward_of, reply_effects
from confpolicy.decide.prepare import Prepared, Ready
from confpolicy.facts.request import Facts, Request, Subject

_MOST_PLANS = 50_000
"""How many plans are kept; beyond it all are made anew."""


class QuickRow(NamedTuple):
    """One leaf about one subject: `verdict` for all whom it is joined to, `alone` for that subject by itself."""

    item: str
    subject: str
    verdict: Verdict
    alone: Verdict
    reasons: Sequence[Reason]
    """The grounds that permit it alone."""

    @property
    def because(self) -> tuple[Ground, ...]:
        """The grounds on which it is permitted, as reports have them."""
        if self.verdict is not Verdict.PERMIT:
            return ()
        return tuple(sorted((reason.ground() for reason in self.reasons), key=lambda ground: ground.clause or ""))

    def told(self) -> tuple[object, ...]:
        """What the long way says of it too."""
        return self.item, self.subject, self.verdict, self.alone, self.because


@attrs.frozen(eq=False)
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


class _Placed(NamedTuple):
    """A row before its verdict: its plan, where its conditions are evaluated, and what stands on it by itself."""

    plan: Plan
    here: Here
    met: Stands


@attrs.frozen(eq=False)
class Fast:
    """The short way for one program; without a planner there is none."""

    prepared: Prepared
    planner: Planner | None
    begins: int
    """The instant from which the policy is in force."""
    fits: Callable[[Request], bool]
    """Whether a request is certainly decided within the bounds on its work; where not, they have to be looked at."""
    _plans: dict[tuple[object, ...], Plan] = attrs.field(factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, prepared: Prepared) -> Fast:
        """The short way for a program, where it knows everything in it."""
        planner = Planner.of(prepared.policies[0]) if knows_program(prepared.program) else None
        return cls(prepared, planner, prepared.policies[0].in_force_from.micros, small_enough(prepared))

    def decide(self, request: Request) -> Quick | None:
        """The decision on a request, or None where only the long way can tell."""
        planner = self.planner
        if planner is None or request.time.micros < self.begins or not knows_request(request):
            return None
        try:
            placed = self._placed(planner, request)
        except TooDeepError:
            return None
        if len(placed) == 1:
            (asked,) = placed
            alone, because = _weighed(asked, placed, request)
            return _quick(planner, request, (QuickRow(*asked, alone, alone, because),), placed, alone)
        docket = Docket.of(request, self.prepared.vocabulary)
        found = {asked: _weighed(asked, placed, request) for asked in docket.rows}
        rows = tuple(_row(asked, found, docket) for asked in docket.rows)
        return _quick(planner, request, rows, placed, whole(row.verdict for row in rows))

    def _placed(self, planner: Planner, request: Request) -> dict[Asked, _Placed]:
        """Every row, in no order."""
        leaves = self.prepared.vocabulary.data.leaves
        subjects = {subject.id: subject for subject in request.subjects}
        placed: dict[Asked, _Placed] = {}
        for entry in request.entries:
            for leaf in leaves[entry.item]:
                for about in entry.about:
                    if (leaf, about) not in placed:
                        plan = self._plan(planner, request, subjects[about], leaf)
                        here = _place(planner, request, subjects[about], plan, entry.facts)
                        placed[leaf, about] = _Placed(plan, here, met(plan, here) if plan.met else NONE)
        return placed

    def _plan(self, planner: Planner, request: Request, subject: Subject, leaf: str) -> Plan:
        recipient = request.recipient
        key = (
            leaf,
            request.purpose,
            recipient.roles,
            subject.relation_roles,
            recipient.id == subject.id,
            request.discloser.roles,
        )
        plan = self._plans.get(key)
        if plan is None:
            if len(self._plans) >= _MOST_PLANS:
                self._plans.clear()
            plan = self._plans[key] = planner.plan(request, subject, leaf)
        return plan


def _place(planner: Planner, request: Request, subject: Subject, plan: Plan, facts: Facts) -> Here:
    """Where conditions of a row are evaluated, with the facts of its entry."""
    here = Here(planner.policy.domain)
    here.time, here.purpose, here.leaf, here.subject = request.time, request.purpose, plan.leaf, subject.id
    here.recipient_id, here.discloser_id = request.recipient.id, request.discloser.id
    here.roles, here.discloser_roles, here.counts = plan.roles, plan.discloser_roles, plan.in_person
    here.of_subject, here.of_stated, here.of_relation = subject.facts, subject.stated, subject.relation
    here.of_recipient, here.of_discloser = request.recipient.facts, request.discloser.facts
    here.of_context, here.of_item = request.context, facts
    return here


def _weighed(asked: Asked, placed: Mapping[Asked, _Placed], request: Request) -> tuple[Verdict, Sequence[Reason]]:
    """The verdict for one subject alone: what stands on what the item reveals, and is asked for too, stands on it."""
    leaf, subject = asked
    plan, here, stands = placed[asked]
    if plan.revealed and len(placed) > 1:
        also = [placed[other, subject].met for other in plan.revealed - {leaf} if (other, subject) in placed]
        stands = joined([stands, *also])
    found = reasons(plan, here, request.statements, stands)
    return verdict(plan, here, found, stands), found


def _row(asked: Asked, found: Mapping[Asked, tuple[Verdict, Sequence[Reason]]], docket: Docket) -> QuickRow:
    """The row with the verdict for all whom it is joined to."""
    leaf, subject = asked
    alone, because = found[asked]
    return QuickRow(leaf, subject, joint(found[leaf, other][0] for other in docket.joined[asked]), alone, because)


# --- what follows -------------------------------------------------------------------------------------------------


def _quick(
    planner: Planner, request: Request, rows: tuple[QuickRow, ...], placed: Mapping[Asked, _Placed], verdict_: Verdict
) -> Quick:
    """The verdict with what follows on it."""
    released = verdict_ is Verdict.PERMIT or verdict_ is Verdict.PARTIAL
    replies = () if released or not planner.policy.replies else tuple(_replies(planner, placed.values()))
    arisen: list[Arising] = []
    for row in rows:
        plan, here, _ = placed[row.item, row.subject]
        if row.verdict is Verdict.PERMIT:
            arisen += _of_permitted(planner, plan, here, row.reasons)
        elif plan.on_denial:
            arisen += _due(plan.on_denial, plan, here)
    for reply in replies:
        if reply.clause.effects:
            arisen += reply_effects([reply], planner.policy, request.time)
    obligations = tuple(each.due for each in sorted(arisen, key=Arising.key)) if arisen else ()
    return Quick(verdict_, rows, obligations, replies)


def _of_permitted(planner: Planner, plan: Plan, here: Here, because: Sequence[Reason]) -> Iterator[Arising]:
    named: set[str] = set()
    for reason in because:
        named.update(name for name in (reason.clause, reason.need_to_know) if name is not None)
    clauses = planner.policy.clauses
    for name in named:
        if clauses[name].effects:
            yield from arising(clauses[name], cast("Environment", here))
    if plan.on_disclosure:
        exceptional = any(reason.kind in {"exception", "duty"} for reason in because)
        following = [each for each in plan.on_disclosure if _follows(each, named, exceptional=exceptional)]
        yield from _due(following, plan, here)


def _follows(planned: PlannedObligation, named: set[str], *, exceptional: bool) -> bool:
    on = planned.clause.on
    if isinstance(on, frozenset):
        return not on.isdisjoint(named)
    return on is Occasion.DISCLOSURE or exceptional


def _due(obligations: Iterable[PlannedObligation], plan: Plan, here: Here) -> Iterator[Arising]:
    for each in obligations:
        if each.holds is None or each.holds(_outside(plan, here) if each.says else here) is not False:
            yield from arising(each.clause, cast("Environment", here))


def _replies(planner: Planner, placed: Iterable[_Placed]) -> Iterator[Ready[Reply]]:
    """The replies that apply to at least one row."""
    applying = {
        ready.name
        for plan, here, _ in placed
        for ready, holds in plan.replies
        if holds is None or holds(_outside(plan, here)) is not False
    }
    return (ready for ready in planner.policy.replies if ready.name in applying)


def _outside(plan: Plan, here: Here) -> Here:
    """The place as the requester knows it: their roles as given, and only what they stated."""
    there = Here(here.domain)
    there.time, there.purpose, there.leaf, there.subject = here.time, here.purpose, here.leaf, here.subject
    there.recipient_id, there.of_stated = here.recipient_id, here.of_stated
    there.roles, there.counts = plan.outside_roles, False
    return there
