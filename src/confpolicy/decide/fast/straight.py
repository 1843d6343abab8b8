"""The short way where it is straight: one policy that speaks about everything, one person, nobody who may stand in
for them, and nothing on file but a few grants.

It decides drafts, so that no request has to be made of them. Whatever else there is goes the general way
(`decide.py`), and so does every part of the language that is new, until it is taught here too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

import attrs

from confpolicy.core import clauses
from confpolicy.core.clauses import Reply
from confpolicy.core.operators import Domain
from confpolicy.decide.combine import whole
from confpolicy.decide.decision import Verdict
from confpolicy.decide.fast import planned
from confpolicy.decide.fast.follow import of_permitted, of_withheld, replies
from confpolicy.decide.fast.here import NOTHING, Here
from confpolicy.decide.fast.known import strange
from confpolicy.decide.fast.lines import TooDeepError
from confpolicy.decide.fast.place import Place
from confpolicy.decide.fast.plans import Plans
from confpolicy.decide.fast.quick import Quick, QuickRow, in_order, quick_of
from confpolicy.decide.fast.reason import Reason
from confpolicy.decide.fast.setting import Setting
from confpolicy.decide.fast.small import FEW, ROWS, enough
from confpolicy.decide.fast.straight_row import Way, weighed
from confpolicy.decide.obligations import Arising
from confpolicy.decide.outward import reply_effects
from confpolicy.decide.prepare import Prepared, Ready
from confpolicy.facts.read import Draft, StatementDraft
from confpolicy.facts.request import Request
from confpolicy.facts.values import Instant

_MOST = 50_000
"""How many sets of purpose and parties are kept; beyond it all are looked at anew."""
_SMALL = 64
"""The least size of a set that counts as a large one."""
_BASE = "name title cites scope condition readings taken relies_on effects"
_KNOWN: Final[Mapping[type[Any], str]] = {
    clauses.Consent: (
        f"{_BASE} givers express accepts_silence told lasts requested naming_recipient without_need_to_know overrides"
    ),
    clauses.Permission: f"{_BASE} kind limited_to_need_to_know overrides",
    clauses.Reply: f"{_BASE} say",
    planned.Plan: (
        "leaf public borders counts relied learnt revealed permissions consents needs met referrals effective "
        "on_disclosure on_denial replies"
    ),
    planned.PlannedConsent: "clause forms vetoes holds on_statement",
    planned.PlannedPermission: "clause kind holds",
    planned.PlannedProhibition: "name absolute reaches holds",
    planned.PlannedReferral: "clause when unless",
    Setting: (
        "policy environment given_roles leaf in_person roles perhaps discloser_roles outside_roles purposes_above "
        "standing plan"
    ),
}
"""What is asked for here, or is known not to matter."""
_PERMIT, _PARTIAL = Verdict.PERMIT, Verdict.PARTIAL
_new = tuple.__new__


Row: TypeAlias = tuple[Way, Here, Verdict, Sequence[Reason], bool]
"""One leaf, weighed; whether a prohibition stands against it."""


@attrs.frozen(eq=False)
class Straight:
    """The straight way for a program."""

    plans: Plans
    domain: Domain
    leaves: Mapping[str, frozenset[str]]
    begins: int
    """The instant from which the policy is in force."""
    enough: Sequence[int]
    """By the number of rows how large sets may be, for the bound on the work."""
    _ways: dict[tuple[object, ...], dict[str, Way | None]] = attrs.field(factory=dict, init=False)
    """By purpose and parties, for each leaf its way; None where it is not straight."""

    @classmethod
    def of(cls, prepared: Prepared, plans: Plans) -> Straight | None:
        """The straight way for a program, if there is one."""
        if len(prepared.policies) > 1 or any(strange(type_, parts) for type_, parts in _KNOWN.items()):
            return None
        (policy,) = prepared.policies
        leaves = prepared.vocabulary.data.leaves
        return cls(plans, policy.domain, leaves, policy.in_force_from.micros, enough(prepared))

    def decide(self, draft: Draft, request: Request | Callable[[Draft], Request]) -> Quick | None:
        """The decision on the request that was drafted, or None where the way is not straight.

        The request itself, or what makes it of the draft, is used where such a one was never decided before.
        """
        (
            _, _, time, purpose, discloser, discloser_roles, discloser_facts,
            recipient, recipient_roles, recipient_facts, subjects, entries, context, statements, largest,
        ) = draft  # fmt: skip
        asked = 0
        for item, _, _ in entries:
            asked += len(self.leaves[item])
        if asked > ROWS or largest > self.enough[asked] or len(subjects) != 1 or time.micros < self.begins:
            return None
        ((subject, _, subject_facts, stated, relation, relation_roles, is_class),) = subjects
        if is_class or (statements and not _plain(statements)):
            return None
        key = purpose, recipient_roles, relation_roles, recipient == subject, discloser_roles
        ways = self._ways.get(key)
        if ways is None:
            ways = self._more(key)
        rows: dict[str, Row] = {}
        for item, _, facts in entries:
            for leaf in self.leaves[item]:
                if leaf in rows:
                    continue
                way = ways[leaf] if leaf in ways else self._way(_made(request, draft), leaf, ways)
                if way is None:
                    return None
                here = Here()
                here.domain = self.domain
                here.time = time
                here.purpose = purpose
                here.leaf = leaf
                here.subject = subject
                here.recipient_id = recipient
                here.discloser_id = discloser
                here.roles = way.roles
                here.perhaps = way.perhaps
                here.discloser_roles = way.discloser_roles
                here.counts = way.counts
                here.of_subject = subject_facts
                here.of_stated = stated
                here.of_relation = relation
                here.of_recipient = recipient_facts
                here.of_discloser = discloser_facts
                here.of_context = context
                here.of_item = facts
                here.of_statement = NOTHING
                here.on_statement = False
                here.supposed = None
                here.presuming = True
                here.defined = {}
                here.notes = []
                rows[leaf] = (way, here, *weighed(way, here, statements))
        return _alone(subject, rows) if len(rows) == 1 else _several(subject, rows)

    def _more(self, key: tuple[object, ...]) -> dict[str, Way | None]:
        if len(self._ways) >= _MOST:
            self._ways.clear()
        return self._ways.setdefault(key, {})

    def _way(self, request: Request, leaf: str, ways: dict[str, Way | None]) -> Way | None:
        try:
            (setting,) = self.plans.settings(request, request.subjects[0], leaf)
        except TooDeepError:
            return ways.setdefault(leaf, None)
        plan = setting.plan
        if plan is None or plan.borders is not None:
            return ways.setdefault(leaf, None)
        return ways.setdefault(leaf, Way.of(setting, plan))


def _made(request: Request | Callable[[Draft], Request], draft: Draft) -> Request:
    return request if isinstance(request, Request) else request(draft)


def _plain(statements: Sequence[StatementDraft]) -> bool:
    """Whether these are few grants; one that was withdrawn has to be by itself, for it can stop others."""
    number = len(statements)
    if number > FEW:
        return False
    for statement in statements:  # noqa: SIM110 - a generator costs more than the loop
        if statement[0] != "grant" or (statement[14] is not None and number > 1):
            return False
    return True


# --- what follows ---------------------------------------------------------------------------------------------------


def _alone(subject: str, rows: Mapping[str, Row]) -> Quick | None:
    """The decision on one row: mostly nothing follows on it but a reply that is always the same."""
    ((leaf, (way, _, verdict, reasons, _)),) = rows.items()
    row = _new(QuickRow, (leaf, subject, verdict, verdict, reasons))
    if verdict is _PERMIT:
        if way.quiet:
            return quick_of(verdict, (row,), (), ())
    elif way.answer is not None:
        return quick_of(verdict, (row,), (), way.answer)
    return _with_what_follows(verdict, (row,), rows)


def _several(subject: str, rows: Mapping[str, Row]) -> Quick | None:
    """The decision on several rows; None where one of them reveals another against which a prohibition stands."""
    for way, *_ in rows.values():
        for leaf in way.plan.revealed:
            if leaf in rows and rows[leaf][4]:
                return None
    found = tuple(QuickRow(leaf, subject, rows[leaf][2], rows[leaf][2], rows[leaf][3]) for leaf in sorted(rows))
    return _with_what_follows(whole(row.verdict for row in found), found, rows)


def _with_what_follows(verdict: Verdict, found: tuple[QuickRow, ...], rows: Mapping[str, Row]) -> Quick:
    places = list(map(_place, rows.values()))
    answer: tuple[Ready[Reply], ...] = ()
    arisen: list[Arising] = []
    if verdict is not _PERMIT and verdict is not _PARTIAL:
        answer = replies(places)
        for reply in answer:
            if reply.clause.effects:
                arisen += reply_effects([reply], places[0].setting.policy, _time(places[0]))
    for place in places:
        if place.verdict is not _PERMIT:
            arisen += of_withheld(place)
        elif place.plan.on_disclosure or place.plan.effective:
            arisen += of_permitted(place)
    return quick_of(verdict, found, in_order(arisen), answer)


def _place(row: Row) -> Place:
    """The row as the general way has it."""
    way, here, verdict, reasons, _ = row
    place = Place(way.setting, way.plan, here)
    place.governs, place.verdict, place.reasons = True, verdict, reasons
    return place


def _time(place: Place) -> Instant:
    assert place.here.time is not None, "a request has a time"
    return place.here.time
