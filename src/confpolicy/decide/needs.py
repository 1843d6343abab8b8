"""What could still change a withheld row: unknown facts, missing judgements and consents, a person's decision.

No promise that one of them is enough. Only of clauses that could permit: none where a prohibition certainly stands
that they do not override.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

import attrs

from confpolicy.core.clauses import Permission
from confpolicy.decide.blame import left_unknown
from confpolicy.decide.cases import Case
from confpolicy.decide.combine import alone, lifts, under_all
from confpolicy.decide.conditions import status
from confpolicy.decide.decision import (
    Need,
    NeedConsent,
    NeedFact,
    NeedJudgement,
    NeedPerson,
    Verdict,
)
from confpolicy.decide.environment import Environment
from confpolicy.decide.grounds import Weighed, WeighedConsent
from confpolicy.decide.prepare import Part
from confpolicy.decide.stand_ins import at, by_themself, places, undecided
from confpolicy.facts.logic import Truth
from confpolicy.facts.schema import BY_SUBJECT, Holder, JudgedBy


@attrs.frozen(eq=False)
class _Candidate:
    """A ground that could still permit: what it overrides, what it needs by itself."""

    overrides: frozenset[str]
    needs: tuple[Need, ...]


@attrs.frozen(eq=False)
class _Prospect:
    """One policy that governs a row, perhaps: whether it permits, and the candidates that could make it."""

    case: Case
    permits: bool
    candidates: tuple[_Candidate, ...]

    @property
    def certain(self) -> bool:
        """Whether the policy certainly governs."""
        return self.case.governs is Truth.TRUE

    @property
    def hopeful(self) -> bool:
        """Whether it permits, or something could make it."""
        return self.permits or bool(self.candidates) or self.case.findings.referred


def needs_of(cases: Sequence[Case], *, referred: bool) -> Iterator[Need]:
    """The needs of one row under all policies; `referred`: its verdict is refer. None where they permit it.

    None either where one of them certainly governs and nothing could make it permit: the others could not help.
    """
    if under_all(case.findings for case in cases) is Verdict.PERMIT:
        return
    prospects = [_prospect(case) for case in cases if case.governs is not Truth.FALSE]
    if not any(each.hopeful for each in prospects) or any(each.certain and not each.hopeful for each in prospects):
        return
    certain = any(each.certain for each in prospects)
    for each in prospects:
        if not each.certain and not (each.permits and certain):
            yield from _of_governing(each.case)
        if not each.permits:
            yield from _of_policy(each, referred=referred)


def _prospect(case: Case) -> _Prospect:
    permits = alone(case.findings) is Verdict.PERMIT
    return _Prospect(case, permits, tuple(each for each in _candidates(case) if _could_permit(each, case)))


def _of_policy(prospect: _Prospect, *, referred: bool) -> Iterator[Need]:
    for candidate in prospect.candidates:
        yield from candidate.needs
        yield from _of_prohibitions(candidate, prospect.case)
    if referred:
        for referral in prospect.case.referrals:
            yield NeedPerson(roles=referral.clause.decided_by)


def _of_governing(case: Case) -> Iterator[Need]:
    """What is unknown about whether the policy speaks about the row, or about what that reveals."""
    governed, here = case.policy.governs, case.environment
    assert governed is not None, "a policy that does not say what it governs governs everything"
    for leaf in (here.leaf, *sorted(here.domain.vocabulary.revealed(here.leaf or ""))):
        yield from facts_needed(governed.parts, here if leaf is here.leaf else at(here, leaf or ""))


def sort_key(need: Need) -> tuple[str, ...]:
    """An order over needs of any kind."""
    match need:
        case NeedConsent(clause=clause, giver_of=subject, lacking=lacking):
            return ("consent", clause, subject, *lacking)
        case NeedFact(name=name, subject=subject, item=item):
            return ("fact", name, subject or "", item or "")
        case NeedJudgement(name=name, by=by, subject=subject, item=item):
            return ("judgement", name, subject or "", item or "", *by)
        case NeedPerson(roles=roles):
            return ("person", *roles)
        case _ as unreachable:
            assert_never(unreachable)


# --- candidates -------------------------------------------------------------------------------------------------


def _candidates(case: Case) -> Iterator[_Candidate]:
    if any(ground.ground.clause is None for ground in case.findings.grounds):
        yield _Candidate(frozenset(), ())
    for weighed in case.permissions:
        if weighed.truth is not Truth.FALSE:
            yield from _permission(weighed, case)
    for consent in case.consents if not case.environment.of_class else ():
        if status(consent.ready.parts, case.environment) is not Truth.FALSE:
            yield from _consent(consent, case)


def _permission(weighed: Weighed[Permission], case: Case) -> Iterator[_Candidate]:
    needs = _need_to_know(case) if weighed.ready.clause.limited_to_need_to_know else ()
    covering = _covering(weighed.reach, case)
    if needs is not None and covering is not None:
        own = facts_needed(weighed.ready.parts, case.environment)
        yield _Candidate(weighed.ready.clause.overrides, (*own, *covering, *needs))


def _consent(weighed: WeighedConsent, case: Case) -> Iterator[_Candidate]:
    clause = weighed.ready.clause
    needs = _need_to_know(case) if clause.without_need_to_know is None else ()
    covering = _covering(weighed.reach, case)
    if needs is not None and covering is not None:
        own = facts_needed(weighed.ready.parts, case.environment)
        yield _Candidate(clause.overrides, (*own, *covering, *_statements(weighed, case), *needs))


def _covering(reach: Truth, case: Case) -> tuple[Need, ...] | None:
    """What is needed for the scope to cover the recipient for certain; None where no fact could tell."""
    return () if reach is Truth.TRUE else subject_needed(case.environment) or None


def _statements(weighed: WeighedConsent, case: Case) -> Iterator[Need]:
    subject = case.environment.subject
    assert subject is not None, "consent is somebody's"
    if weighed.considered.carrying is not None:
        return
    lacking = [flawed.lacking for flawed in weighed.considered.flawed] or [("grant",)]
    for each in lacking:
        yield NeedConsent(clause=weighed.ready.name, giver_of=subject, lacking=each)
    for place in places(case.environment):
        for stood_in in place.stood_in:
            if stood_in.holds is Truth.UNKNOWN and case.file.givers & stood_in.ready.clause.givers:
                yield from facts_needed(stood_in.ready.parts, by_themself(place))


def _need_to_know(case: Case) -> tuple[Need, ...] | None:
    """What the need-to-know clauses need, where none applies; None where none could."""
    if case.need_to_know is not None:
        return ()
    found: list[Need] = []
    open_ = False
    for need in case.needs:
        covering = _covering(need.reach, case)
        if need.truth is Truth.UNKNOWN and covering is not None:
            open_ = True
            found += [*facts_needed(need.ready.parts, case.environment), *covering]
    return tuple(found) if open_ else None


def _could_permit(candidate: _Candidate, case: Case) -> bool:
    return all(lifts(candidate.overrides, against) for against in case.findings.against if against.certainly)


def _of_prohibitions(candidate: _Candidate, case: Case) -> Iterator[Need]:
    """What is unknown about the prohibitions that stand only perhaps, and that the candidate does not override."""
    for against in case.findings.against:
        if not against.certainly and not lifts(candidate.overrides, against):
            for met in case.stands[against.name]:
                yield from facts_needed(met.ready.parts, met.environment)
                if met.reach is Truth.UNKNOWN:
                    yield from subject_needed(met.environment)


# --- facts ------------------------------------------------------------------------------------------------------


def facts_needed(parts: Iterable[Part], environment: Environment) -> tuple[Need, ...]:
    """The facts and judgements for want of which the parts are unknown, but for those of a consent statement."""
    outcomes = left_unknown(parts, environment)
    names = dict.fromkeys(name for outcome in outcomes for name in outcome.facts)
    return tuple(need for name in names for need in _need(name, environment))


def subject_needed(environment: Environment) -> tuple[Need, ...]:
    """The facts for want of which it is unknown whether the recipient stands in for the subject."""
    alone = by_themself(environment)
    needs = (need for each in undecided(environment) for need in facts_needed(each.ready.parts, alone))
    return tuple(dict.fromkeys(needs))


def _need(name: str, environment: Environment) -> Iterator[Need]:
    declaration = environment.domain.vocabulary.facts[name]
    subject = environment.subject if declaration.holder in BY_SUBJECT else None
    item = environment.entry if declaration.holder is Holder.ITEM else None
    if declaration.holder is Holder.STATEMENT:
        return
    if declaration.judged is not None:
        yield NeedJudgement(name=name, by=judges(declaration.judged), subject=subject, item=item)
    else:
        yield NeedFact(name=name, subject=subject, item=item)


def judges(by: JudgedBy) -> tuple[str, ...]:
    """Who may judge, in words: roles, `discloser`, `recipient`."""
    return (
        *by.roles,
        *(("discloser",) if by.by_discloser else ()),
        *(("recipient",) if by.by_recipient else ()),
    )
