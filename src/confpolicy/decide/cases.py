"""The clauses of one policy held against each row: which are in scope, how their conditions come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Generic, TypeAlias, TypeVar

import attrs

from confpolicy.core.clauses import Clause, Consent, NeedToKnow, Permission, Prohibition, Referral
from confpolicy.decide.combine import Against, Findings
from confpolicy.decide.conditions import part_holds, status
from confpolicy.decide.consents import File, consider
from confpolicy.decide.decision import EvaluationError
from confpolicy.decide.docket import Asked, Docket
from confpolicy.decide.environment import Environment
from confpolicy.decide.governing import governing
from confpolicy.decide.grounds import Weighed, WeighedConsent, consenting, permitting, public
from confpolicy.decide.prepare import Policy, Ready
from confpolicy.decide.scoping import environment_of, parties_reach, turns_on_subject
from confpolicy.decide.stand_ins import asking, at
from confpolicy.facts.logic import Truth, conjunction
from confpolicy.facts.request import Request, Subject

C = TypeVar("C", bound=Clause)


@attrs.frozen(eq=False)
class Met:
    """A prohibition that applies, or may, met at the item itself or at something that it reveals."""

    ready: Ready[Prohibition]
    reach: Truth
    truth: Truth
    environment: Environment


Stands: TypeAlias = Mapping[str, tuple[Met, ...]]
"""By the prohibition's name: where it was met, the places where it certainly stands first."""


@attrs.frozen(kw_only=True, eq=False)
class Placed:
    """One row under one policy, before any clause is asked: where its conditions are evaluated, what is on file."""

    policy: Policy
    in_force: bool
    environment: Environment
    file: File
    governs: Truth
    """Whether the policy speaks about the row."""

    @property
    def asked(self) -> bool:
        """Whether the policy's clauses are asked."""
        return self.in_force and self.governs is not Truth.FALSE


@attrs.frozen(kw_only=True, eq=False)
class Case(Placed):
    """One row under one policy: what its clauses in scope say, and `findings`, which is all that decides.

    Where the policy does not govern the row, or is not in force, its clauses are not asked, and say nothing.
    """

    consents: tuple[WeighedConsent, ...] = ()
    permissions: tuple[Weighed[Permission], ...] = ()
    needs: tuple[Weighed[NeedToKnow], ...] = ()
    stands: Stands = attrs.field(factory=dict)
    referrals: tuple[Ready[Referral], ...] = ()
    """Those that apply."""
    need_to_know: str | None = None
    """The first need-to-know clause, by name, that applies."""
    findings: Findings


def placed(policy: Policy, request: Request, docket: Docket) -> dict[Asked, Placed]:
    """Every row of the docket under the policy; what is evaluated for it leaves no errors."""
    found: dict[Asked, Placed] = {}
    for subject in request.subjects:
        rows = _rows(policy, request, docket, subject, environment_of(policy, request, subject, set()))
        found |= {(leaf, subject.id): row for leaf, row in rows.items()}
    return {asked: found[asked] for asked in docket.rows}


def _rows(policy: Policy, request: Request, docket: Docket, subject: Subject, base: Environment) -> dict[str, Placed]:
    """For each leaf asked for about the subject, with the facts of its entry."""
    environments = {
        leaf: asking(base, leaf, docket.rows[leaf, subject.id].facts) for leaf in docket.leaves_about(subject.id)
    }
    governs, file = governing(policy, environments), File.of(request.statements, subject.id)
    in_force = request.time >= policy.in_force_from
    return {
        leaf: Placed(policy=policy, in_force=in_force, environment=here, file=file, governs=governs[leaf])
        for leaf, here in environments.items()
    }


def cases(policy: Policy, request: Request, docket: Docket, errors: set[EvaluationError]) -> dict[Asked, Case]:
    """Every row of the docket held against the policy; errors of evaluation are added to `errors`."""
    found: dict[Asked, Case] = {}
    for subject in request.subjects:
        about = _Subject.of(policy, request, docket, subject, errors)
        for leaf in about.rows:
            found[leaf, subject.id] = about.case(leaf)
    return {asked: found[asked] for asked in docket.rows}


# --- one subject ------------------------------------------------------------------------------------------------


@attrs.frozen(eq=False)
class _Present(Generic[C]):
    """A clause that the parties and the purpose fit: certainly, perhaps, or (None) as the item may have it."""

    ready: Ready[C]
    whatever: Truth | None

    def at(self, environment: Environment) -> Truth:
        """Whether the scope covers the parties of this environment, at its leaf or whatever the item is."""
        return parties_reach(self.ready, environment) if self.whatever is None else self.whatever


@attrs.frozen(kw_only=True, eq=False)
class _Subject:
    """One subject under one policy: the clauses that their parties and the purpose fit, the items asked for."""

    policy: Policy
    consents: tuple[_Present[Consent], ...]
    permissions: tuple[_Present[Permission], ...]
    needs: tuple[_Present[NeedToKnow], ...]
    referrals: tuple[_Present[Referral], ...]
    rows: Mapping[str, Placed]
    """For each leaf asked for."""
    met: Mapping[str, tuple[Met, ...]]
    """For each leaf asked for, the prohibitions met at it or at what it reveals, with the facts of its entry."""

    @classmethod
    def of(
        cls, policy: Policy, request: Request, docket: Docket, subject: Subject, errors: set[EvaluationError]
    ) -> _Subject:
        base = environment_of(policy, request, subject, errors)

        def present(clauses: tuple[Ready[C], ...]) -> tuple[_Present[C], ...]:
            return tuple(_present(clauses, base))

        rows = _rows(policy, request, docket, subject, base)
        prohibitions = present(policy.prohibitions) if any(row.asked for row in rows.values()) else ()
        return cls(
            policy=policy,
            consents=present(policy.consents),
            permissions=present(policy.permissions),
            needs=present(policy.needs),
            referrals=present(policy.referrals),
            rows=rows,
            met={leaf: tuple(_met(prohibitions, row.environment)) for leaf, row in rows.items()},
        )

    def case(self, leaf: str) -> Case:
        row = self.rows[leaf]
        environment, governs = row.environment, row.governs
        made = partial(
            Case,
            policy=self.policy,
            in_force=row.in_force,
            environment=environment,
            file=row.file,
            governs=governs,
        )
        if not row.asked:
            return made(findings=Findings(governs=governs))
        consents = tuple(
            WeighedConsent(each.ready, reach, consider(each.ready, row.file, environment))
            for each, reach in _covering(self.consents, environment)
        )
        permissions = tuple(_weighed(self.permissions, environment))
        needs = tuple(_weighed(self.needs, environment))
        stands = self._stands(leaf)
        referrals = tuple(
            each.ready for each, _ in _covering(self.referrals, environment) if refers(each.ready, environment)
        )
        need = next((need for need in needs if need.truth is Truth.TRUE), None)
        grounds = (
            *public(environment),
            *permitting(permissions, need, environment),
            *consenting(consents, need, environment),
        )
        against = tuple(
            Against(name, met[0].ready.clause.absolute, met[0].truth is Truth.TRUE) for name, met in stands.items()
        )
        return made(
            consents=consents,
            permissions=permissions,
            needs=needs,
            stands=stands,
            referrals=referrals,
            need_to_know=None if need is None else need.ready.name,
            findings=Findings(grounds, against, referred=bool(referrals), governs=governs),
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


def _present(clauses: Iterable[Ready[C]], base: Environment) -> Iterator[_Present[C]]:
    for ready in clauses:
        reach = parties_reach(ready, base)
        if turns_on_subject(ready) and base.stand_ins:
            yield _Present(ready, None)
        elif reach is not Truth.FALSE:
            yield _Present(ready, reach)


def _covering(present: Iterable[_Present[C]], environment: Environment) -> Iterator[tuple[_Present[C], Truth]]:
    """Those that cover the leaf and, certainly or perhaps, the parties, each with which of the two."""
    for each in present:
        if environment.leaf in each.ready.leaves:
            reach = each.at(environment)
            if reach is not Truth.FALSE:
                yield each, reach


def _met(prohibitions: Sequence[_Present[Prohibition]], environment: Environment) -> Iterator[Met]:
    """The prohibitions that stand on the item or, with the facts of its entry, on something that it reveals."""
    leaf = environment.leaf
    assert leaf is not None, "prohibitions are met at an item"
    for each in (leaf, *sorted(environment.domain.vocabulary.revealed(leaf) - {leaf})):
        covering = [present for present in prohibitions if each in present.ready.leaves]
        if not covering:
            continue
        there = environment if each == leaf else at(environment, each)
        for weighed in _weighed(covering, there):
            if weighed.truth is not Truth.FALSE:
                yield Met(weighed.ready, weighed.reach, weighed.truth, there)


def _weighed(clauses: Iterable[_Present[C]], environment: Environment) -> Iterator[Weighed[C]]:
    for each, reach in _covering(clauses, environment):
        yield Weighed(each.ready, reach, conjunction([reach, status(each.ready.parts, environment)]))


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
