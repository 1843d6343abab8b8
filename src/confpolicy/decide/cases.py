"""The clauses of one policy held against each row: which are in scope, how their conditions come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeAlias, TypeVar

import attrs

from confpolicy.core.clauses import Clause, Consent, NeedToKnow, Permission, PermissionKind, Prohibition, Referral
from confpolicy.decide.combine import Against, Applying, Findings
from confpolicy.decide.conditions import part_holds, status
from confpolicy.decide.consents import Considered, File, consider
from confpolicy.decide.decision import EvaluationError, Ground
from confpolicy.decide.docket import Asked, Docket
from confpolicy.decide.environment import Environment
from confpolicy.decide.prepare import Policy, Ready
from confpolicy.decide.scoping import environment_of, parties_in_scope
from confpolicy.facts.logic import Truth, conjunction
from confpolicy.facts.request import Request, Subject

C = TypeVar("C", bound=Clause)


@attrs.frozen(eq=False)
class Weighed(Generic[C]):
    """A clause in scope, and whether its condition holds."""

    ready: Ready[C]
    truth: Truth


@attrs.frozen(eq=False)
class WeighedConsent:
    """A consent clause in scope, and what it found on file."""

    ready: Ready[Consent]
    considered: Considered


@attrs.frozen(eq=False)
class Met:
    """A prohibition whose condition is not false, met at the item itself or at something that it reveals."""

    ready: Ready[Prohibition]
    truth: Truth
    environment: Environment


Stands: TypeAlias = Mapping[str, tuple[Met, ...]]
"""By the prohibition's name: where it was met, the places where it certainly stands first."""


@attrs.frozen(kw_only=True, eq=False)
class Case:
    """One row under one policy: what its clauses in scope say, and `findings`, which is all that decides."""

    policy: Policy
    environment: Environment
    file: File
    consents: tuple[WeighedConsent, ...]
    permissions: tuple[Weighed[Permission], ...]
    needs: tuple[Weighed[NeedToKnow], ...]
    stands: Stands
    referrals: tuple[Ready[Referral], ...]
    """Those that apply."""
    need_to_know: str | None
    """The first need-to-know clause, by name, that applies."""
    findings: Findings


def cases(policy: Policy, request: Request, docket: Docket, errors: set[EvaluationError]) -> dict[Asked, Case]:
    """Every row of the docket held against the policy; errors of evaluation are added to `errors`."""
    found: dict[Asked, Case] = {}
    for subject in request.subjects:
        about = _Subject.of(policy, request, docket, subject, errors)
        for leaf in about.environments:
            found[leaf, subject.id] = about.case(leaf)
    return {asked: found[asked] for asked in docket.rows}


# --- one subject ------------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True, eq=False)
class _Subject:
    """One subject under one policy: the clauses that their parties and the purpose fit, the items asked for."""

    policy: Policy
    file: File
    consents: tuple[Ready[Consent], ...]
    permissions: tuple[Ready[Permission], ...]
    needs: tuple[Ready[NeedToKnow], ...]
    referrals: tuple[Ready[Referral], ...]
    environments: Mapping[str, Environment]
    """For each leaf asked for, with the facts of its entry."""
    met: Mapping[str, tuple[Met, ...]]
    """For each leaf asked for, the prohibitions met at it or at what it reveals, with the facts of its entry."""

    @classmethod
    def of(
        cls, policy: Policy, request: Request, docket: Docket, subject: Subject, errors: set[EvaluationError]
    ) -> _Subject:
        base = environment_of(policy, request, subject, errors)

        def present(clauses: tuple[Ready[C], ...]) -> tuple[Ready[C], ...]:
            return tuple(ready for ready in clauses if parties_in_scope(ready, base))

        environments = {}
        for leaf in docket.leaves_about(subject.id):
            facts = docket.rows[leaf, subject.id].facts
            environments[leaf] = base.asking(leaf, facts)
        prohibitions = present(policy.prohibitions)
        return cls(
            policy=policy,
            file=File.of(request.statements, subject.id),
            consents=present(policy.consents),
            permissions=present(policy.permissions),
            needs=present(policy.needs),
            referrals=present(policy.referrals),
            environments=environments,
            met={leaf: tuple(_met(prohibitions, environment)) for leaf, environment in environments.items()},
        )

    def case(self, leaf: str) -> Case:
        environment = self.environments[leaf]
        consents = tuple(
            WeighedConsent(ready, consider(ready, self.file, environment))
            for ready in self.consents
            if leaf in ready.leaves
        )
        permissions = tuple(_weighed(self.permissions, environment))
        needs = tuple(_weighed(self.needs, environment))
        stands = self._stands(leaf)
        referrals = tuple(ready for ready in self.referrals if leaf in ready.leaves and refers(ready, environment))
        need_to_know = next((need.ready.name for need in needs if need.truth is Truth.TRUE), None)
        grounds = (
            *_public(environment),
            *_permitting(permissions, need_to_know),
            *_consenting(consents, need_to_know),
        )
        against = tuple(
            Against(name, met[0].ready.clause.absolute, met[0].truth is Truth.TRUE) for name, met in stands.items()
        )
        return Case(
            policy=self.policy,
            environment=environment,
            file=self.file,
            consents=consents,
            permissions=permissions,
            needs=needs,
            stands=stands,
            referrals=referrals,
            need_to_know=need_to_know,
            findings=Findings(grounds, against, referred=bool(referrals)),
        )

    def _stands(self, leaf: str) -> Stands:
        """What is met at the leaf, or at a leaf that it reveals and that is itself asked for about this subject."""
        revealed = self.policy.domain.vocabulary.revealed(leaf)
        by_name: dict[str, list[Met]] = {}
        for asked in (leaf, *sorted((revealed & self.met.keys()) - {leaf})):
            for met in self.met[asked]:
                by_name.setdefault(met.ready.name, []).append(met)
        return {
            name: tuple(sorted(by_name[name], key=lambda met: met.truth is not Truth.TRUE))
            for name in sorted(by_name)
        }


def _met(prohibitions: Sequence[Ready[Prohibition]], environment: Environment) -> Iterator[Met]:
    """The prohibitions that stand on the item or, with the facts of its entry, on something that it reveals."""
    leaf = environment.leaf
    assert leaf is not None, "prohibitions are met at an item"
    for each in (leaf, *sorted(environment.domain.vocabulary.revealed(leaf) - {leaf})):
        covering = [ready for ready in prohibitions if each in ready.leaves]
        if not covering:
            continue
        there = environment if each == leaf else environment.at(each)
        for weighed in _weighed(covering, there):
            if weighed.truth is not Truth.FALSE:
                yield Met(weighed.ready, weighed.truth, there)


def _weighed(clauses: Iterable[Ready[C]], environment: Environment) -> Iterator[Weighed[C]]:
    for ready in clauses:
        if environment.leaf in ready.leaves:
            yield Weighed(ready, status(ready.parts, environment))


def refers(ready: Ready[Referral], environment: Environment) -> bool:
    """Whether a referral in scope applies: it does, or would for want of nothing but a judgement.

    No `unless` is true; and `when` is true, or would be with every judgement that is absent or does not count true,
    but not with all of them false.
    """
    whens = [part for part in ready.parts if not part.negated]
    unless = [part for part in ready.parts if part.negated]
    if any(part_holds(part, environment) is Truth.FALSE for part in unless):
        return False

    def when(there: Environment) -> bool:
        return conjunction([part_holds(part, there) for part in whens]) is Truth.TRUE

    return when(environment) or (
        when(environment.supposing(value=True)) and not when(environment.supposing(value=False))
    )


# --- grounds ----------------------------------------------------------------------------------------------------


def _public(environment: Environment) -> Iterator[Applying]:
    assert environment.leaf is not None, "a ground is for an item"
    if environment.domain.vocabulary.is_public(environment.leaf):
        yield Applying(Ground(clause=None, kind="public"))


def _permitting(permissions: Iterable[Weighed[Permission]], need_to_know: str | None) -> Iterator[Applying]:
    for weighed in permissions:
        clause = weighed.ready.clause
        limited = clause.limited_to_need_to_know
        if weighed.truth is Truth.TRUE and (need_to_know is not None or not limited):
            ground = Ground(
                clause=clause.name, kind=clause.kind.value, need_to_know=need_to_know if limited else None
            )
            yield Applying(ground, clause.overrides, clause.kind is PermissionKind.DUTY)


def _consenting(consents: Iterable[WeighedConsent], need_to_know: str | None) -> Iterator[Applying]:
    for weighed in consents:
        clause, carrying = weighed.ready.clause, weighed.considered.carrying
        limited = clause.without_need_to_know is None
        if carrying is not None and (need_to_know is not None or not limited):
            ground = Ground(
                clause=clause.name,
                kind="consent",
                statement=carrying.id,
                need_to_know=need_to_know if limited else None,
            )
            yield Applying(ground, clause.overrides)
