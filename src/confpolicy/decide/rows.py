"""The rows of a decision: each item and subject with its verdict, alone and joint, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from confpolicy.decide.cases import Case
from confpolicy.decide.combine import lifts, owed, permits, under_all, under_one
from confpolicy.decide.decision import Conflict, Ground, Row, UnderPolicy, Verdict
from confpolicy.decide.docket import Asked, Docket
from confpolicy.decide.nearly import nearly, standing
from confpolicy.decide.needs import needs_of, sort_key
from confpolicy.facts.logic import Truth

Cases: TypeAlias = Mapping[Asked, Case]
"""The rows of a docket under one policy."""


def verdicts_alone(docket: Docket, policies: Sequence[Cases]) -> dict[Asked, Verdict]:
    """For each row what all policies together allow for that subject by itself."""
    return {asked: under_all(cases[asked].findings for cases in policies) for asked in docket.rows}


def rows_of(docket: Docket, policies: Sequence[Cases]) -> tuple[Row, ...]:
    """Every row with its grounds and what stands against it."""
    by_itself = verdicts_alone(docket, policies)
    joint = docket.jointly(by_itself)
    return tuple(
        _row(asked, [cases[asked] for cases in policies], by_itself[asked], joint[asked]) for asked in docket.rows
    )


def _row(asked: Asked, cases: Sequence[Case], by_itself: Verdict, verdict: Verdict) -> Row:
    permitted, permitted_alone = verdict is Verdict.PERMIT, by_itself is Verdict.PERMIT
    under = tuple(map(_under, cases))
    grounds = [ground for each in under for ground in each.because] if permitted else []
    reasons = sorted({each for case in cases for each in standing(case)}, key=lambda each: each.clause)
    near = set() if permitted else {each for case in cases for each in nearly(case)}
    referrals = {each.name for case in cases for each in case.referrals} if by_itself is Verdict.REFER else set()
    applying = [
        each.ground
        for case, own in zip(cases, under, strict=True)
        for each in case.findings.grounds
        if own.verdict is not Verdict.PERMIT and not permitted_alone
    ]
    return Row(
        item=asked[0],
        subject=asked[1],
        verdict=verdict,
        alone=by_itself,
        required=permitted and any(owed(case.findings) for case in cases),
        because=_by_clause(grounds),
        blocked_by=_sorted(name for each in under for name in each.blocked_by),
        overridden=_sorted(name for each in under for name in each.overridden),
        nearly=tuple(sorted(near, key=lambda each: each.clause)),
        policies=under,
        standing=tuple(reasons),
        insufficient=_by_clause(applying),
        referred_by=tuple(sorted(referrals)),
        needs=tuple(sorted(set(needs_of(cases, referred=verdict is Verdict.REFER)), key=sort_key)),
    )


def _under(case: Case) -> UnderPolicy:
    """What one policy says by itself."""
    verdict = under_one(case.findings)
    permitted = verdict is Verdict.PERMIT
    return UnderPolicy(
        policy=case.policy.header.name,
        governs=case.governs,
        in_force=case.in_force,
        verdict=verdict,
        because=_by_clause(applying.ground for applying in permits(case.findings)) if permitted else (),
        blocked_by=() if permitted else tuple(case.stands),
        overridden=tuple(case.stands) if permitted else (),
    )


def _by_clause(grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    """Each once, by the clause's name: policies can share clauses."""
    return tuple(sorted(dict.fromkeys(grounds), key=lambda ground: ground.clause or ""))


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


def conflicts_of(docket: Docket, rows: Sequence[Row], policies: Sequence[Cases]) -> Iterator[Conflict]:
    """Each duty that applies to a withheld row, where what withholds it is certain, or for another subject's sake.

    A prohibition that the duty overrides is not in its way, and one that some ground overrides withholds nothing.
    """
    by_itself = {(row.item, row.subject): row.alone for row in rows}
    for row in rows:
        if row.verdict is Verdict.PERMIT:
            continue
        alone_permitted = row.alone is Verdict.PERMIT
        others = tuple(
            other
            for other in docket.joined[row.item, row.subject]
            if alone_permitted and by_itself[row.item, other] is not Verdict.PERMIT
        )
        for duty, against in _duties(row, policies):
            against_it = () if alone_permitted else against
            if against_it or others:
                yield Conflict(
                    item=row.item, subject=row.subject, duty=duty, prohibitions=against_it, for_the_sake_of=others
                )


def _duties(row: Row, policies: Sequence[Cases]) -> list[tuple[str, tuple[str, ...]]]:
    """Each duty that applies, by name, with the prohibitions that certainly withhold and that it does not override.

    Only of policies that certainly govern the row: what perhaps does not speak about it is certain of nothing. A
    policy that permits withholds nothing.
    """
    several = [cases[row.item, row.subject].findings for cases in policies]
    governing = [findings for findings in several if findings.governs is Truth.TRUE]
    withholding = [findings for findings in governing if not permits(findings)]
    found: dict[str, set[str]] = {}
    for own in governing:
        for duty in own.grounds:
            if duty.owed:
                found.setdefault(duty.ground.clause or "", set()).update(
                    against.name
                    for there in withholding
                    for against in there.against
                    if against.certainly and (there is not own or not lifts(duty.overrides, against))
                )
    return [(duty, _sorted(names)) for duty, names in sorted(found.items())]
