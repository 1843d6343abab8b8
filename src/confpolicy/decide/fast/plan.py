"""A plan: the clauses in scope of one leaf for these parties and this purpose, with their conditions compiled.

Whether a clause is in scope depends on nothing else, so a plan serves every request that is alike in that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

import attrs

from confpolicy.core.clauses import (
    Clause,
    Consent,
    NeedToKnow,
    Obligation,
    Occasion,
    Permission,
    PermissionKind,
    Prohibition,
    Referral,
    Reply,
)
from confpolicy.core.reading import facts_read
from confpolicy.decide.environment import Environment
from confpolicy.decide.fast.compile import Conditions
from confpolicy.decide.fast.generate import Holds
from confpolicy.decide.fast.index import Index
from confpolicy.decide.obligations import says
from confpolicy.decide.prepare import Part, Policy, Ready
from confpolicy.decide.scoping import environment_of, fits_outside, in_scope, outside
from confpolicy.facts.request import Form, Request, Subject
from confpolicy.facts.schema import Holder

C = TypeVar("C", bound=Clause)


@attrs.frozen(eq=False)
class PlannedPermission:
    """An exception or a duty. `holds`, here and below: None where there is no condition."""

    clause: Permission
    kind: str
    owed: bool
    holds: Holds | None


@attrs.frozen(eq=False)
class PlannedConsent:
    """A consent clause. `forms`: by giver, those that it accepts."""

    clause: Consent
    forms: Mapping[str, frozenset[Form]]
    vetoes: frozenset[str]
    holds: Holds | None
    on_statement: bool
    """Whether its condition reads facts of a statement."""


@attrs.frozen(eq=False)
class PlannedProhibition:
    """A prohibition at one place: the leaf, or a leaf that it reveals."""

    name: str
    absolute: bool
    holds: Holds | None


@attrs.frozen(eq=False)
class PlannedReferral:
    """A referral. `unless` holds where no `unless` is true."""

    clause: Referral
    when: Holds | None
    unless: Holds | None


@attrs.frozen(eq=False)
class PlannedObligation:
    """An obligation. `says`: it speaks to the requester, and reads only what they know."""

    clause: Obligation
    says: bool
    holds: Holds | None


@attrs.frozen(kw_only=True, eq=False)
class Plan:
    """What is in scope, each kind in the order of names."""

    leaf: str
    public: bool
    above: frozenset[str]
    learnt: tuple[frozenset[str], ...]
    """The leaf and what it reveals, each with all above it."""
    revealed: frozenset[str]
    purposes_above: frozenset[str]
    roles: frozenset[str]
    """The recipient's, with all above them; `outside_roles` those that they know of."""
    outside_roles: frozenset[str]
    discloser_roles: frozenset[str]
    in_person: bool
    permissions: tuple[PlannedPermission, ...]
    consents: tuple[PlannedConsent, ...]
    needs: tuple[tuple[str, Holds | None], ...]
    met: tuple[tuple[str, tuple[PlannedProhibition, ...]], ...]
    """At the leaf, then at each that it reveals, where there are any."""
    referrals: tuple[PlannedReferral, ...]
    on_disclosure: tuple[PlannedObligation, ...]
    """Those that follow on a disclosure, or on some."""
    on_denial: tuple[PlannedObligation, ...]
    replies: tuple[tuple[Ready[Reply], Holds | None], ...]


@attrs.frozen(eq=False)
class Planner:
    """Makes the plans of one policy."""

    policy: Policy
    conditions: Conditions
    permissions: Index[Permission]
    consents: Index[Consent]
    needs: Index[NeedToKnow]
    prohibitions: Index[Prohibition]
    referrals: Index[Referral]
    obligations: Index[Obligation]
    replies: Index[Reply]
    _compiled: dict[str, Holds | None] = attrs.field(factory=dict, init=False)
    _consents: dict[str, PlannedConsent] = attrs.field(factory=dict, init=False)
    _permissions: dict[str, PlannedPermission] = attrs.field(factory=dict, init=False)
    _prohibitions: dict[tuple[str, ...], tuple[PlannedProhibition, ...]] = attrs.field(factory=dict, init=False)
    """What plans share: the fewer objects there are, the more of them stay in the processor's cache."""

    @classmethod
    def of(cls, policy: Policy) -> Planner:
        """The planner of a policy."""
        vocabulary = policy.domain.vocabulary
        return cls(
            policy,
            Conditions(policy.domain, policy.definitions),
            Index.of(policy.permissions, vocabulary),
            Index.of(policy.consents, vocabulary),
            Index.of(policy.needs, vocabulary),
            Index.of(policy.prohibitions, vocabulary),
            Index.of(policy.referrals, vocabulary),
            Index.of(policy.obligations, vocabulary),
            Index.of(policy.replies, vocabulary),
        )

    def plan(self, request: Request, subject: Subject, leaf: str) -> Plan:
        """The plan for one leaf about one subject. Raises `TooDeepError` where a condition cannot be compiled."""
        vocabulary = self.policy.domain.vocabulary
        base = environment_of(self.policy, request, subject, set())
        here, out = attrs.evolve(base, leaf=leaf), attrs.evolve(outside(base, request.recipient.roles), leaf=leaf)
        recipient, discloser, told = base.recipient, base.discloser, out.recipient
        assert recipient is not None, "a request has a recipient"
        assert discloser is not None, "a request has a discloser"
        assert told is not None, "whoever is told has roles, or none"
        obligations = tuple(self._obligations(here, out, request.purpose))
        revealed = vocabulary.revealed(leaf)
        return Plan(
            leaf=leaf,
            public=vocabulary.is_public(leaf),
            above=vocabulary.data.above[leaf],
            learnt=tuple(vocabulary.data.above[each] for each in {leaf, *revealed}),
            revealed=revealed,
            purposes_above=vocabulary.purposes.above[request.purpose],
            roles=recipient.closed,
            outside_roles=told.closed,
            discloser_roles=discloser.closed,
            in_person=request.recipient.id == subject.id,
            permissions=tuple(map(self._permission, _covering(self.permissions, here))),
            consents=tuple(map(self._consent, _covering(self.consents, here))),
            needs=tuple((ready.name, self._holds(ready)) for ready in _covering(self.needs, here)),
            met=tuple(self._met(here, revealed)),
            referrals=tuple(map(self._referral, _covering(self.referrals, here))),
            on_disclosure=tuple(each for each in obligations if each.clause.on is not Occasion.DENIAL),
            on_denial=tuple(each for each in obligations if each.clause.on is Occasion.DENIAL),
            replies=tuple(
                (ready, self._holds(ready))
                for ready in self.replies.candidates(leaf, request.purpose)
                if fits_outside(ready, out)
            ),
        )

    # --- kinds ----------------------------------------------------------------------------------------------------

    def _permission(self, ready: Ready[Permission]) -> PlannedPermission:
        if ready.name not in self._permissions:
            kind, holds = ready.clause.kind, self._holds(ready)
            planned = PlannedPermission(ready.clause, kind.value, kind is PermissionKind.DUTY, holds)
            self._permissions[ready.name] = planned
        return self._permissions[ready.name]

    def _consent(self, ready: Ready[Consent]) -> PlannedConsent:
        if ready.name not in self._consents:
            self._consents[ready.name] = self._new_consent(ready)
        return self._consents[ready.name]

    def _new_consent(self, ready: Ready[Consent]) -> PlannedConsent:
        forms: dict[str, frozenset[Form]] = {}
        for given in ready.clause.givers:
            forms[given.giver] = forms.get(given.giver, frozenset()) | given.forms
        read = frozenset().union(*(facts_read(part.expression, self.policy.definitions) for part in ready.parts))
        prefix = f"{Holder.STATEMENT.value}."
        return PlannedConsent(
            ready.clause,
            forms,
            frozenset({"subject", *forms}),
            self._holds(ready),
            any(name.startswith(prefix) for name in read),
        )

    def _met(
        self, here: Environment, revealed: frozenset[str]
    ) -> Iterator[tuple[str, tuple[PlannedProhibition, ...]]]:
        assert here.leaf is not None, "prohibitions are met at an item"
        for leaf in (here.leaf, *sorted(revealed - {here.leaf})):
            covering = _covering(self.prohibitions, attrs.evolve(here, leaf=leaf))
            names = tuple(ready.name for ready in covering)
            if names and names not in self._prohibitions:
                self._prohibitions[names] = tuple(
                    PlannedProhibition(ready.name, ready.clause.absolute, self._holds(ready)) for ready in covering
                )
            if names:
                yield leaf, self._prohibitions[names]

    def _referral(self, ready: Ready[Referral]) -> PlannedReferral:
        whens = tuple(part for part in ready.parts if not part.negated)
        unless = tuple(part for part in ready.parts if part.negated)
        return PlannedReferral(
            ready.clause, self._part(f"{ready.name} when", whens), self._part(f"{ready.name} unless", unless)
        )

    def _obligations(self, here: Environment, out: Environment, purpose: str) -> Iterator[PlannedObligation]:
        assert here.leaf is not None, "obligations follow on an item"
        for ready in self.obligations.candidates(here.leaf, purpose):
            outward = says(ready.clause)
            if fits_outside(ready, out) if outward else in_scope(ready, here):
                yield PlannedObligation(ready.clause, outward, self._holds(ready))

    # --- conditions -----------------------------------------------------------------------------------------------

    def _holds(self, ready: Ready[C]) -> Holds | None:
        return self._part(ready.name, ready.parts)

    def _part(self, name: str, parts: tuple[Part, ...]) -> Holds | None:
        """Compiled once for each clause; names of clauses have no spaces."""
        if not parts:
            return None
        if name not in self._compiled:
            self._compiled[name] = self.conditions.holds(parts)
        return self._compiled[name]


def _covering(index: Index[C], here: Environment) -> list[Ready[C]]:
    assert here.leaf is not None, "clauses cover an item"
    assert here.purpose is not None, "a request has a purpose"
    return [ready for ready in index.candidates(here.leaf, here.purpose) if in_scope(ready, here)]
