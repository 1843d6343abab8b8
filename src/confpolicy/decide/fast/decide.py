"""A request decided by the short way: every policy held against every row, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import attrs

from confpolicy.decide.combine import joined as joint
from confpolicy.decide.combine import together, whole
from confpolicy.decide.decision import Verdict
from confpolicy.decide.docket import Asked, Docket
from confpolicy.decide.fast.follow import of_permitted, of_withheld, replies
from confpolicy.decide.fast.known import knows_program, knows_request
from confpolicy.decide.fast.lines import TooDeepError
from confpolicy.decide.fast.operations import TRUTHS
from confpolicy.decide.fast.place import Place
from confpolicy.decide.fast.planner import Planner
from confpolicy.decide.fast.plans import Plans
from confpolicy.decide.fast.quick import Quick, QuickRow
from confpolicy.decide.fast.setting import here_of
from confpolicy.decide.fast.weigh import Reason, joined, met, reasons, verdict
from confpolicy.decide.limits import small_enough
from confpolicy.decide.obligations import Arising
from confpolicy.decide.outward import reply_effects
from confpolicy.decide.prepare import Prepared
from confpolicy.facts.request import Request


class _Weighed(NamedTuple):
    """One row under one policy: whether it governs, what it says by itself, and the grounds on which it permits."""

    governs: bool | None
    verdict: Verdict
    reasons: Sequence[Reason]


_OUTSIDE = _Weighed(governs=False, verdict=Verdict.OUTSIDE, reasons=())


class _Row(NamedTuple):
    """One row under each policy, and what they allow together for that subject by itself."""

    places: Sequence[Place]
    policies: Sequence[_Weighed]
    alone: Verdict


Places = Mapping[Asked, Sequence[Place]]
"""For each row its places, by policy; in no order."""


@attrs.frozen(eq=False)
class Fast:
    """The short way for one program; without plans there is none."""

    prepared: Prepared
    plans: Plans | None
    fits: Callable[[Request], bool]
    """Whether a request is certainly decided within the bounds on its work; where not, they have to be looked at."""

    @classmethod
    def of(cls, prepared: Prepared) -> Fast:
        """The short way for a program, where it knows everything in it."""
        plans = Plans(tuple(map(Planner.of, prepared.policies))) if knows_program(prepared.program) else None
        return cls(prepared, plans, small_enough(prepared))

    def decide(self, request: Request) -> Quick | None:
        """The decision on a request, or None where only the long way can tell."""
        plans = self.plans
        if plans is None or not knows_request(request):
            return None
        try:
            places = self._places(plans, request)
        except TooDeepError:
            return None
        rows = {asked: _row(asked, places, plans, request) for asked in places}
        if len(rows) == 1:
            ((asked, row),) = rows.items()
            return _quick(plans, request, rows, (_quick_row(asked, row, row.alone),), row.alone)
        docket = Docket.of(request, self.prepared.vocabulary)
        quick = tuple(
            _quick_row((leaf, subject), rows[leaf, subject], joint(rows[leaf, other].alone for other in others))
            for (leaf, subject), others in docket.joined.items()
        )
        return _quick(plans, request, rows, quick, whole(row.verdict for row in quick))

    def _places(self, plans: Plans, request: Request) -> Places:
        leaves = self.prepared.vocabulary.data.leaves
        subjects = {subject.id: subject for subject in request.subjects}
        places: dict[Asked, Sequence[Place]] = {}
        for entry in request.entries:
            for leaf in leaves[entry.item]:
                for about in entry.about:
                    if (leaf, about) not in places:
                        subject = subjects[about]
                        settings = plans.settings(request, subject, leaf)
                        places[leaf, about] = [
                            plans.place(planner, setting, here_of(setting, request, subject, entry.facts))
                            for planner, setting in zip(plans.planners, settings, strict=True)
                        ]
        return places


def _row(asked: Asked, places: Places, plans: Plans, request: Request) -> _Row:
    own = places[asked]
    policies = [_weighed(asked, number, places, planner, request) for number, planner in enumerate(plans.planners)]
    if len(policies) == 1 and policies[0].governs is True:
        return _Row(own, policies, policies[0].verdict)
    return _Row(own, policies, together((TRUTHS[each.governs], each.verdict) for each in policies))


def _weighed(asked: Asked, number: int, places: Places, planner: Planner, request: Request) -> _Weighed:
    """What the policy says of a row for one subject alone.

    What stands on something that the item reveals, and that is asked for too, stands on it; and where the policy
    governs that, it perhaps governs the item.
    """
    place, subject = places[asked][number], asked[1]
    also = [places[each, subject][number] for each in place.plan.revealed if (each, subject) in places]
    governs = place.governs()
    if governs is False:
        if not any(each.touches() for each in (place, *also)):
            return _OUTSIDE
        governs = None
    if request.time.micros < planner.begins:
        return _Weighed(governs, Verdict.DENY, ())
    stands = met(place)
    if also:
        stands = joined([stands, *map(met, also)])
    found = reasons(place, request, stands)
    return _Weighed(governs, verdict(place, found, stands), found)


def _quick_row(asked: Asked, row: _Row, verdict_: Verdict) -> QuickRow:
    because = row.policies[0].reasons
    if len(row.policies) > 1:
        because = [reason for each in row.policies for reason in each.reasons]
    return QuickRow(*asked, verdict_, row.alone, because)


def _quick(
    plans: Plans, request: Request, rows: Mapping[Asked, _Row], quick: tuple[QuickRow, ...], verdict_: Verdict
) -> Quick:
    """The verdict with what follows on it. Only the policy itself answers; those above it decide."""
    own = plans.planners[0]
    released = verdict_ is Verdict.PERMIT or verdict_ is Verdict.PARTIAL
    answering = () if released else replies(own, [row.places[0] for row in rows.values()])
    arisen: list[Arising] = []
    for each in quick:
        places, policies, _ = rows[each.item, each.subject]
        for planner, place, said in zip(plans.planners, places, policies, strict=True):
            if each.verdict is Verdict.PERMIT:
                arisen += of_permitted(planner, place, said.reasons, governs=said.governs)
            else:
                arisen += of_withheld(place, governs=said.governs)
    for reply in answering:
        arisen += reply_effects([reply], own.policy, request.time)
    obligations = tuple(each.due for each in sorted(dict.fromkeys(arisen), key=Arising.key)) if arisen else ()
    return Quick(verdict_, quick, obligations, answering)
