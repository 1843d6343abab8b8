"""Plans for one policy: which clauses are in scope in a setting, once it is known who stands in for the subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, TypeVar

import attrs

from confpolicy.core.clauses import (
    Clause,
    Consent,
    NeedToKnow,
    Obligation,
    Occasion,
    Permission,
    Prohibition,
    Referral,
    Reply,
)
from confpolicy.core.scopes import Presence
from confpolicy.decide.environment import Environment, StoodIn
from confpolicy.decide.fast.compiled import Compiled
from confpolicy.decide.fast.index import Index
from confpolicy.decide.fast.operations import TRUTHS, VALUES
from confpolicy.decide.fast.planned import Border, Borders, Learnt, Meeting, Plan, PlannedObligation, Relied
from confpolicy.decide.fast.setting import Answers, Setting, Standing
from confpolicy.decide.governing import truth_of_scope
from confpolicy.decide.obligations import says
from confpolicy.decide.prepare import Governed, Policy, Ready
from confpolicy.decide.scoping import environment_of, fits_outside, in_scope, outside, parties_reach, reach
from confpolicy.decide.stand_ins import (
    bearing_on,
    by_themself,
    gives_for_subject,
    standing,
    standing_givers,
    standing_recipients,
)
from confpolicy.facts.logic import Truth
from confpolicy.facts.request import Request, Subject

C = TypeVar("C", bound=Clause)


@attrs.frozen(eq=False)
class Planner:
    """Makes the settings and the plans of one policy."""

    policy: Policy
    compiled: Compiled
    permissions: Index[Permission]
    consents: Index[Consent]
    needs: Index[NeedToKnow]
    prohibitions: Index[Prohibition]
    referrals: Index[Referral]
    obligations: Index[Obligation]
    replies: Index[Reply]

    @classmethod
    def of(cls, policy: Policy) -> Planner:
        """The planner of a policy."""
        vocabulary = policy.domain.vocabulary
        return cls(
            policy,
            Compiled.of(policy),
            Index.of(policy.permissions, vocabulary),
            Index.of(policy.consents, vocabulary),
            Index.of(policy.needs, vocabulary),
            Index.of(policy.prohibitions, vocabulary),
            Index.of(policy.referrals, vocabulary),
            Index.of(policy.obligations, vocabulary),
            Index.of(policy.replies, vocabulary),
        )

    def setting(self, request: Request, subject: Subject, leaf: str) -> Setting:
        """The setting of one leaf about one subject. Raises `TooDeepError` where a condition cannot be compiled."""
        vocabulary = self.policy.domain.vocabulary
        base = _forgetting(environment_of(self.policy, request, subject, set()))
        told = Presence.of(request.recipient.roles, vocabulary.roles)
        recipient, discloser = _parties(base)
        revealed = sorted(vocabulary.revealed(leaf) - {leaf}) if base.stand_ins else ()
        bearing = ((each, tuple(self._standing(base.but(leaf=each)))) for each in (leaf, *revealed))
        setting = Setting(
            policy=self.policy,
            environment=base.but(leaf=leaf),
            given_roles=request.recipient.roles,
            leaf=leaf,
            in_person=VALUES[recipient.in_person],
            roles=recipient.closed,
            perhaps=recipient.perhaps,
            discloser_roles=discloser.closed,
            outside_roles=told.closed,
            purposes_above=vocabulary.purposes.above[request.purpose],
            standing=tuple((each, several) for each, several in bearing if several),
        )
        return setting if setting.standing else attrs.evolve(setting, plan=self.plan(setting, ()))

    def _standing(self, here: Environment) -> Iterator[Standing]:
        """The stand-ins that can make a difference at a leaf."""
        for ready, covers in bearing_on(here):
            if covers is not Truth.FALSE or ready.clause.givers:
                yield Standing(ready, covers, self.compiled.holds(ready))

    def plan(self, setting: Setting, answers: Answers) -> Plan:
        """The plan for a setting, where the stand-ins' conditions came out so. Raises `TooDeepError`."""
        vocabulary = self.policy.domain.vocabulary
        places = _places(setting, answers, vocabulary.revealed(setting.leaf))
        here, out = places[0], outside(setting.environment, setting.given_roles)
        leaf, purpose = setting.leaf, _purpose(here)
        permissions = self._certain(self.permissions, here)
        consents = self._certain(self.consents, here)
        needs = self._certain(self.needs, here)
        obligations = tuple(self._obligations(here, out))
        compiled = self.compiled
        return Plan(
            leaf=leaf,
            public=vocabulary.is_public(leaf),
            borders=self._borders(places),
            counts=_counts(here),
            relied=_relied(here, chain[Ready[Any]](permissions, consents, needs)),
            learnt=tuple(_learnt(place) for place in places),
            revealed=vocabulary.revealed(leaf) - {leaf},
            permissions=tuple(map(compiled.permission, permissions)),
            consents=tuple(map(compiled.consent, consents)),
            needs=tuple(map(compiled.need, needs)),
            met=tuple(self._meetings(places)),
            referrals=tuple(compiled.referral(ready) for ready in _covering(self.referrals, here)),
            effective=frozenset(
                ready.name for ready in chain[Ready[Any]](permissions, consents, needs) if ready.clause.effects
            ),
            on_disclosure=tuple(each for each in obligations if each.clause.on is not Occasion.DENIAL),
            on_denial=tuple(each for each in obligations if each.clause.on is Occasion.DENIAL),
            replies=tuple(
                (ready, compiled.holds(ready))
                for ready in self.replies.candidates(leaf, purpose)
                if fits_outside(ready, out)
            ),
        )

    # --- parts of a plan ------------------------------------------------------------------------------------------

    def _certain(self, index: Index[C], here: Environment) -> list[Ready[C]]:
        """Those whose scope certainly covers: of what permits, no other counts."""
        return [ready for ready in _covering(index, here) if reach(ready, here) is Truth.TRUE]

    def _meetings(self, places: tuple[Environment, ...]) -> Iterator[Meeting]:
        for place in places:
            covering = tuple(
                (ready, reach(ready, place) is Truth.TRUE) for ready in _covering(self.prohibitions, place)
            )
            if covering:
                yield Meeting(_leaf(place), _counts(place), self.compiled.prohibitions(covering))

    def _obligations(self, here: Environment, out: Environment) -> Iterator[PlannedObligation]:
        for ready in self.obligations.candidates(_leaf(here), _purpose(here)):
            outward = says(ready.clause)
            if fits_outside(ready, out) if outward else in_scope(ready, here):
                yield PlannedObligation(ready.clause, outward, self.compiled.holds(ready))

    def _borders(self, places: tuple[Environment, ...]) -> Borders | None:
        governed = self.policy.governs
        if governed is None:
            return None
        own, *revealed = (self._border(governed, place) for place in places)
        if own.holds is None and own.scope is True and (not own.stood_in or own.alone is True):
            return None
        return Borders(own, tuple(each for each in revealed if each.scope is not False or each.alone is not False))

    def _border(self, governed: Governed, place: Environment) -> Border:
        return Border(
            leaf=_leaf(place),
            counts=_counts(place),
            scope=VALUES[truth_of_scope(governed, place)],
            stood_in=bool(place.stood_in),
            alone=VALUES[truth_of_scope(governed, by_themself(place))],
            holds=self.compiled.border(governed),
        )


def _forgetting(environment: Environment) -> Environment:
    """The same without anything by which it could be known whose request it was."""
    return environment.but(time=None, subject=None, recipient_id=None, discloser_id=None, given={})


def _places(setting: Setting, answers: Answers, revealed: frozenset[str]) -> tuple[Environment, ...]:
    """The leaf and each that it reveals, with those who stand in for the subject there."""
    standing_at, rest = dict(setting.standing), iter(answers)
    leaves = (setting.leaf, *sorted(revealed - {setting.leaf}))
    found = []
    for leaf in leaves:
        stood_in = [
            StoodIn(each.ready, each.covers, TRUTHS[answer])
            for each, answer in zip(standing_at.get(leaf, ()), rest, strict=False)
        ]
        found.append(standing(setting.environment.but(leaf=leaf), stood_in))
    return tuple(found)


def _relied(here: Environment, permitting: Iterable[Ready[Any]]) -> Relied:
    certain = {
        giver: min(standing_givers(giver, here))
        for each in here.stood_in
        if each.holds is Truth.TRUE
        for giver in each.ready.clause.givers
    }
    alone = by_themself(here)
    return Relied(
        recipient=min(standing_recipients(here), default=None),
        without=frozenset(ready.name for ready in permitting if parties_reach(ready, alone) is Truth.TRUE),
        givers=certain,
    )


def _learnt(place: Environment) -> Learnt:
    """What a refusal may name, and whose refusal counts as the subject's."""
    givers = {giver for each in place.stood_in for giver in each.ready.clause.givers}
    above = place.domain.vocabulary.data.above[_leaf(place)]
    perhaps = frozenset(each for each in givers if gives_for_subject(each, place) is not Truth.FALSE)
    return Learnt(above, perhaps)


def _covering(index: Index[C], here: Environment) -> list[Ready[C]]:
    return [ready for ready in index.candidates(_leaf(here), _purpose(here)) if in_scope(ready, here)]


def _parties(environment: Environment) -> tuple[Presence, Presence]:
    recipient, discloser = environment.recipient, environment.discloser
    assert recipient is not None, "a request has a recipient"
    assert discloser is not None, "a request has a discloser"
    return recipient, discloser


def _counts(environment: Environment) -> bool | None:
    return VALUES[_parties(environment)[0].counts]


def _leaf(environment: Environment) -> str:
    assert environment.leaf is not None, "clauses cover an item"
    return environment.leaf


def _purpose(environment: Environment) -> str:
    assert environment.purpose is not None, "a request has a purpose"
    return environment.purpose
