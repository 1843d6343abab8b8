"""A request decided by the short way: every policy held against every row, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs

from confpolicy.core.clauses import Reply
from confpolicy.decide.combine import whole
from confpolicy.decide.decision import Verdict
from confpolicy.decide.docket import Asked, Docket
from confpolicy.decide.fast.follow import of_permitted, of_withheld, replies
from confpolicy.decide.fast.known import knows_program, knows_request
from confpolicy.decide.fast.lines import TooDeepError
from confpolicy.decide.fast.place import Place
from confpolicy.decide.fast.planner import Planner
from confpolicy.decide.fast.plans import Plans
from confpolicy.decide.fast.quick import Quick, QuickRow, in_order, quick_of
from confpolicy.decide.fast.small import small_enough
from confpolicy.decide.fast.straight import Straight
from confpolicy.decide.fast.weigh import weighed
from confpolicy.decide.obligations import Arising
from confpolicy.decide.outward import reply_effects
from confpolicy.decide.prepare import Prepared, Ready
from confpolicy.facts.request import Request

Places = Mapping[Asked, Sequence[Place]]
"""For each row its places, by policy; in no order."""
_PERMIT, _PARTIAL = Verdict.PERMIT, Verdict.PARTIAL
"""Looking a member up in its class takes Python 3.11 longer than most that is done here."""


@attrs.frozen(eq=False)
class Fast:
    """The short way for one program; without plans there is none."""

    prepared: Prepared
    plans: Plans | None
    straight: Straight | None
    """The straight way, where there is one."""
    fits: Callable[[Request], bool]
    """Whether a request is certainly decided within the bounds on its work; where not, they have to be looked at."""

    @classmethod
    def of(cls, prepared: Prepared) -> Fast:
        """The short way for a program, where it knows everything in it."""
        if not knows_program(prepared.program):
            return cls(prepared, None, None, small_enough(prepared))
        plans = Plans(tuple(map(Planner.of, prepared.policies)))
        return cls(prepared, plans, Straight.of(prepared, plans), small_enough(prepared))

    def decide(self, request: Request) -> Quick | None:
        """The decision on a request, or None where only the long way can tell."""
        plans = self.plans
        if plans is None or not knows_request(request):
            return None
        try:
            places = self._places(plans, request)
        except TooDeepError:
            return None
        if len(places) == 1:
            ((asked, own),) = places.items()
            alone = weighed(own, (), request)
            return _quick(request, (_row(asked, own, alone, alone),), places, alone)
        found = {asked: weighed(own, _revealed(asked, places), request) for asked, own in places.items()}
        docket = Docket.of(request, self.prepared.vocabulary)
        joint = docket.jointly(found)
        rows = tuple(_row(asked, places[asked], found[asked], verdict) for asked, verdict in joint.items())
        return _quick(request, rows, places, whole(row.verdict for row in rows))

    def _places(self, plans: Plans, request: Request) -> Places:
        leaves = self.prepared.vocabulary.data.leaves
        subjects = {subject.id: subject for subject in request.subjects}
        places: dict[Asked, Sequence[Place]] = {}
        for entry in request.entries:
            for leaf in leaves[entry.item]:
                for about in entry.about:
                    if (leaf, about) not in places:
                        places[leaf, about] = plans.places(request, subjects[about], leaf, entry.facts)
        return places


def _revealed(asked: Asked, places: Places) -> Sequence[Sequence[Place]]:
    """The rows about the same subject that the item reveals, and that are asked for too."""
    revealed = places[asked][0].plan.revealed
    return [places[leaf, asked[1]] for leaf in revealed if (leaf, asked[1]) in places] if revealed else ()


def _row(asked: Asked, own: Sequence[Place], alone: Verdict, verdict: Verdict) -> QuickRow:
    reasons = own[0].reasons if len(own) == 1 else [reason for place in own for reason in place.reasons]
    return QuickRow(asked[0], asked[1], verdict, alone, reasons)


def _quick(request: Request, rows: tuple[QuickRow, ...], places: Places, verdict: Verdict) -> Quick:
    """The verdict with what follows on it. Only the policy itself answers; those above it decide."""
    answering: tuple[Ready[Reply], ...] = ()
    if verdict is not _PERMIT and verdict is not _PARTIAL:
        answering = replies([own[0] for own in places.values()])
    arisen: list[Arising] = []
    for reply in answering:
        if reply.clause.effects:
            own = places[rows[0].item, rows[0].subject][0]
            arisen += reply_effects([reply], own.setting.policy, request.time)
    for row in rows:
        for place in places[row.item, row.subject]:
            plan = place.plan
            if row.verdict is not _PERMIT:
                if plan.on_denial:
                    arisen += of_withheld(place)
            elif plan.on_disclosure or plan.effective:
                arisen += of_permitted(place)
    return quick_of(verdict, rows, in_order(arisen), answering)
