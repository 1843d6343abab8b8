"""The clauses of one policy with their conditions compiled, each made once for all plans that have it.

The fewer objects there are, the more of them stay in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import attrs

from confpolicy.core.clauses import Clause, Consent, NeedToKnow, Permission, Prohibition, Referral
from confpolicy.core.reading import facts_read
from confpolicy.decide.fast.compile import Conditions
from confpolicy.decide.fast.generate import Holds
from confpolicy.decide.fast.onfile import SUBJECT
from confpolicy.decide.fast.planned import (
    PlannedConsent,
    PlannedNeed,
    PlannedPermission,
    PlannedProhibition,
    PlannedReferral,
)
from confpolicy.decide.prepare import Governed, Part, Policy, Ready
from confpolicy.facts.request import Form
from confpolicy.facts.schema import Holder

C = TypeVar("C", bound=Clause)


@attrs.frozen(eq=False)
class Compiled:
    """Of one policy. Each of these raises `TooDeepError` where a condition cannot be compiled."""

    policy: Policy
    conditions: Conditions
    _holds: dict[str, Holds | None] = attrs.field(factory=dict, init=False)
    _permissions: dict[str, PlannedPermission] = attrs.field(factory=dict, init=False)
    _consents: dict[str, PlannedConsent] = attrs.field(factory=dict, init=False)
    _needs: dict[str, PlannedNeed] = attrs.field(factory=dict, init=False)
    _prohibitions: dict[tuple[tuple[str, bool], ...], tuple[PlannedProhibition, ...]] = attrs.field(
        factory=dict, init=False
    )

    @classmethod
    def of(cls, policy: Policy) -> Compiled:
        """Those of a policy; none is compiled yet."""
        return cls(policy, Conditions(policy.domain, policy.definitions))

    def permission(self, ready: Ready[Permission]) -> PlannedPermission:
        """An exception or a duty."""
        if ready.name not in self._permissions:
            clause = ready.clause
            self._permissions[ready.name] = PlannedPermission(clause, clause.kind.value, self.holds(ready))
        return self._permissions[ready.name]

    def consent(self, ready: Ready[Consent]) -> PlannedConsent:
        """A consent clause."""
        if ready.name not in self._consents:
            self._consents[ready.name] = self._consent(ready)
        return self._consents[ready.name]

    def _consent(self, ready: Ready[Consent]) -> PlannedConsent:
        forms: dict[str, tuple[Form, ...]] = {}
        for given in ready.clause.givers:
            forms[given.giver] = (*forms.get(given.giver, ()), *given.forms)
        read = frozenset().union(*(facts_read(part.expression, self.policy.definitions) for part in ready.parts))
        prefix = f"{Holder.STATEMENT.value}."
        return PlannedConsent(
            ready.clause,
            forms,
            frozenset({SUBJECT, *forms}),
            self.holds(ready),
            any(name.startswith(prefix) for name in read),
        )

    def need(self, ready: Ready[NeedToKnow]) -> PlannedNeed:
        """A need-to-know clause."""
        if ready.name not in self._needs:
            self._needs[ready.name] = PlannedNeed(ready.name, self.holds(ready))
        return self._needs[ready.name]

    def prohibitions(self, covering: Sequence[tuple[Ready[Prohibition], bool]]) -> tuple[PlannedProhibition, ...]:
        """Prohibitions at one place, each with whether its scope certainly covers."""
        names = tuple((ready.name, reaches) for ready, reaches in covering)
        if names not in self._prohibitions:
            self._prohibitions[names] = tuple(
                PlannedProhibition(ready.name, ready.clause.absolute, reaches, self.holds(ready))
                for ready, reaches in covering
            )
        return self._prohibitions[names]

    def referral(self, ready: Ready[Referral]) -> PlannedReferral:
        """A referral, its `when` apart from its `unless`."""
        whens = tuple(part for part in ready.parts if not part.negated)
        unless = tuple(part for part in ready.parts if part.negated)
        return PlannedReferral(
            ready.clause, self._part(f"{ready.name} when", whens), self._part(f"{ready.name} unless", unless)
        )

    # --- conditions -----------------------------------------------------------------------------------------------

    def holds(self, ready: Ready[C]) -> Holds | None:
        """The condition of a clause, or None where it has none."""
        return self._part(ready.name, ready.parts)

    def border(self, governed: Governed) -> Holds | None:
        """The condition of what the policy governs."""
        return self._part(" governs", governed.parts)

    def _part(self, name: str, parts: tuple[Part, ...]) -> Holds | None:
        """Names of clauses have no spaces."""
        if not parts:
            return None
        if name not in self._holds:
            self._holds[name] = self.conditions.holds(parts)
        return self._holds[name]
