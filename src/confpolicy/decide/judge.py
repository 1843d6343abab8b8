"""One request judged: everything that a decision says, but for its envelope."""

from __future__ import annotations

from collections.abc import Sequence

from confpolicy.core.clauses import Phase, Reply
from confpolicy.decide.cases import cases
from confpolicy.decide.combine import whole
from confpolicy.decide.decision import EvaluationError, Judged, Row, Verdict
from confpolicy.decide.docket import Docket
from confpolicy.decide.needs import sort_key as need_key
from confpolicy.decide.obligations import Arising, of_permitted, of_withheld
from confpolicy.decide.outward import applying_replies, outward_of, reply_effects
from confpolicy.decide.prepare import Policy, Prepared, Ready
from confpolicy.decide.presumed import presumed_in
from confpolicy.decide.readings import readings_that_matter
from confpolicy.decide.rows import Cases, conflicts_of, rows_of
from confpolicy.facts.read.stated import stated_parts_of
from confpolicy.facts.request import Request


def judge(prepared: Prepared, request: Request) -> Judged:
    """The decision on a request that fits the prepared program's vocabulary.

    Total: a mistake inside a condition makes that condition unknown, and is listed among the errors.
    """
    docket = Docket.of(request, prepared.vocabulary)
    errors: set[EvaluationError] = set()
    policies = tuple(cases(policy, request, docket, errors) for policy in prepared.policies)
    rows = rows_of(docket, policies)
    released = any(row.verdict is Verdict.PERMIT for row in rows)
    replies = [] if released else _replies(prepared, request, errors)
    arisen = {*_from_rows(rows, policies, request), *_from_replies(replies, request)}
    obligations = tuple(each.due for each in sorted(arisen, key=Arising.key))
    needs = {need for row in rows for need in row.needs}
    presumed = {each for found in policies for case in found.values() for each in presumed_in(case)}
    return Judged(
        verdict=whole(row.verdict for row in rows),
        in_force=request.time >= prepared.policies[0].in_force_from,
        required=any(row.required for row in rows),
        rows=rows,
        obligations=obligations,
        releasable_after=tuple(due for due in obligations if due.phase == Phase.FIRST.value),
        needs=tuple(sorted(needs, key=need_key)),
        presumed=tuple(sorted(presumed, key=lambda each: (each.name, each.subject or "", each.item or ""))),
        readings=tuple(readings_that_matter(prepared, request, docket, policies)),
        conflicts=tuple(conflicts_of(docket, rows, policies)),
        errors=tuple(sorted(errors, key=lambda each: (each.path, each.item or "", each.subject or "", each.message))),
        outward=outward_of(request, rows, obligations, [reply for _, ready in replies for reply in ready]),
    )


def _replies(
    prepared: Prepared, request: Request, errors: set[EvaluationError]
) -> list[tuple[Policy, tuple[Ready[Reply], ...]]]:
    """The replies of each policy, from what the request states alone."""
    stated = stated_parts_of(request, prepared.vocabulary)
    return [(policy, applying_replies(policy, stated, errors)) for policy in prepared.policies]


def _from_rows(rows: Sequence[Row], policies: Sequence[Cases], request: Request) -> list[Arising]:
    found: list[Arising] = []
    for row in rows:
        for each, under in zip(policies, row.policies, strict=True):
            case = each[row.item, row.subject]
            if row.verdict is Verdict.PERMIT:
                found += of_permitted(case, under.because, request.recipient)
            else:
                found += of_withheld(case, request.recipient)
    return found


def _from_replies(replies: Sequence[tuple[Policy, tuple[Ready[Reply], ...]]], request: Request) -> list[Arising]:
    return [each for policy, ready in replies for each in reply_effects(ready, policy, request.time)]
