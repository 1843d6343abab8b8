"""The rows of a decision: each item and subject with its verdict, alone and joint, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from confpolicy.decide.cases import Case
from confpolicy.decide.combine import alone, joined, lifts, owed, permits
from confpolicy.decide.decision import Conflict, Ground, Row, Verdict
from confpolicy.decide.docket import Asked, Docket
from confpolicy.decide.nearly import nearly, standing
from confpolicy.decide.needs import needs_of, sort_key

Cases: TypeAlias = Mapping[Asked, Case]
"""The rows of a docket under one policy."""


def verdicts_alone(docket: Docket, policies: Sequence[Cases]) -> dict[Asked, Verdict]:
    """For each row what every policy allows for that subject by itself."""
    return {asked: joined(alone(cases[asked].findings) for cases in policies) for asked in docket.rows}


def verdicts(docket: Docket, by_itself: Mapping[Asked, Verdict]) -> dict[Asked, Verdict]:
    """For each row the verdict for all the subjects that it is joined to."""
    return {
        (leaf, subject): joined(by_itself[leaf, other] for other in docket.joined[leaf, subject])
        for leaf, subject in docket.rows
    }


def rows_of(docket: Docket, policies: Sequence[Cases]) -> tuple[Row, ...]:
    """Every row with its grounds and what stands against it."""
    by_itself = verdicts_alone(docket, policies)
    joint = verdicts(docket, by_itself)
    return tuple(
        _row(asked, [cases[asked] for cases in policies], by_itself[asked], joint[asked]) for asked in docket.rows
    )


def denied(docket: Docket) -> tuple[Row, ...]:
    """Every row denied, with no clause to name: before the policy comes into force."""
    return tuple(
        Row(
            item=leaf,
            subject=subject,
            verdict=Verdict.DENY,
            alone=Verdict.DENY,
            required=False,
            because=(),
            blocked_by=(),
            overridden=(),
            nearly=(),
        )
        for leaf, subject in docket.rows
    )


def _row(asked: Asked, cases: Sequence[Case], by_itself: Verdict, verdict: Verdict) -> Row:
    permitted, permitted_alone = verdict is Verdict.PERMIT, by_itself is Verdict.PERMIT
    grounds = [applying.ground for case in cases for applying in permits(case.findings)] if permitted else []
    reasons = sorted((each for case in cases for each in standing(case)), key=lambda each: each.clause)
    names = tuple(each.clause for each in reasons)
    near = [] if permitted else [each for case in cases for each in nearly(case)]
    needs = {need for case in cases for need in needs_of(case, referred=verdict is Verdict.REFER)}
    referrals = [each.name for case in cases for each in case.referrals] if by_itself is Verdict.REFER else []
    applying = [each.ground for case in cases for each in case.findings.grounds] if not permitted_alone else []
    return Row(
        item=asked[0],
        subject=asked[1],
        verdict=verdict,
        alone=by_itself,
        required=permitted and any(owed(case.findings) for case in cases),
        because=_by_clause(grounds),
        blocked_by=() if permitted_alone else names,
        overridden=names if permitted_alone else (),
        nearly=tuple(sorted(near, key=lambda each: each.clause)),
        standing=tuple(reasons),
        insufficient=_by_clause(applying),
        referred_by=tuple(sorted(referrals)),
        needs=tuple(sorted(needs, key=sort_key)),
    )


def _by_clause(grounds: list[Ground]) -> tuple[Ground, ...]:
    return tuple(sorted(grounds, key=lambda ground: ground.clause or ""))


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
    """Each duty that applies, by name, with the prohibitions that certainly stand and that it does not override."""
    findings = [cases[row.item, row.subject].findings for cases in policies]
    certain = [(own, against) for own in findings for against in own.against if against.certainly]
    return sorted(
        (
            applying.ground.clause or "",
            tuple(
                sorted(
                    against.name
                    for there, against in certain
                    if there is not own or not lifts(applying.overrides, against)
                )
            ),
        )
        for own in findings
        for applying in own.grounds
        if applying.owed
    )
