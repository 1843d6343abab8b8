"""One request judged: everything that a decision says, but for its envelope."""

from __future__ import annotations

from collections.abc import Sequence

from confpolicy.core.clauses import Phase, Reply
from confpolicy.decide.cases import cases
from confpolicy.decide.combine import whole
from confpolicy.decide.decision import Due, EvaluationError, Judged, Outward, Row, Verdict
from confpolicy.decide.docket import Docket
from confpolicy.decide.needs import sort_key as need_key
from confpolicy.decide.obligations import Arising, of_permitted, of_withheld
from confpolicy.decide.outward import applying_replies, outward_of, reply_effects
from confpolicy.decide.prepare import Policy, Prepared, Ready
from confpolicy.decide.presumed import presumed_in
from confpolicy.decide.readings import readings_that_matter
from confpolicy.decide.rows import Cases, conflicts_of, denied, rows_of
from confpolicy.facts.read.stated import stated_parts_of
from confpolicy.facts.request import Request


def judge(prepared: Prepared, request: Request) -> Judged:
    """The decision on a request that fits the prepared program's vocabulary.

    Total: a mistake inside a condition makes that condition unknown, and is listed among the errors.
    """
    docket = Docket.of(request, prepared.vocabulary)
    errors: set[EvaluationError] = set()
    if any(request.time < policy.in_force_from for policy in prepared.policies):
        return _not_in_force(prepared, request, docket, errors)
    policies = tuple(cases(policy, request, docket, errors) for policy in prepared.policies)
    rows = rows_of(docket, policies)
    released = any(row.verdict is Verdict.PERMIT for row in rows)
    replies = [] if released else _replies(prepared, request, errors)
    arisen = [*_from_rows(rows, policies, request), *_from_replies(replies, request)]
    obligations = _in_order(arisen)
    needs = {need for row in rows for need in row.needs}
    presumed = {each for found in policies for case in found.values() for each in presumed_in(case)}
    return Judged(
        verdict=whole(row.verdict for row in rows),
        in_force=True,
        required=any(row.required for row in rows),
        rows=rows,
        obligations=obligations,
        releasable_after=_first(obligations),
        needs=tuple(sorted(needs, key=need_key)),
        presumed=tuple(sorted(presumed, key=lambda each: (each.name, each.subject or "", each.item or ""))),
        readings=tuple(readings_that_matter(prepared, request, docket, policies)),
        conflicts=tuple(conflicts_of(docket, rows, policies)),
        errors=_errors(errors),
        outward=_outward(request, rows, obligations, replies),
    )


def _not_in_force(prepared: Prepared, request: Request, docket: Docket, errors: set[EvaluationError]) -> Judged:
    """Everything denied; the replies are given, and what follows on a denial follows on this one too."""
    rows = denied(docket)
    policies = tuple(cases(policy, request, docket, errors) for policy in prepared.policies)
    replies = _replies(prepared, request, errors)
    obligations = _in_order([*_from_rows(rows, policies, request), *_from_replies(replies, request)])
    return Judged(
        verdict=Verdict.DENY,
        in_force=False,
        required=False,
        rows=rows,
        obligations=obligations,
        releasable_after=_first(obligations),
        needs=(),
        presumed=(),
        readings=(),
        conflicts=(),
        errors=_errors(errors),
        outward=_outward(request, rows, obligations, replies),
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
        for each in policies:
            case = each[row.item, row.subject]
            if row.verdict is Verdict.PERMIT:
                found += of_permitted(case, row.because, request.recipient)
            else:
                found += of_withheld(case, request.recipient)
    return found


def _from_replies(replies: Sequence[tuple[Policy, tuple[Ready[Reply], ...]]], request: Request) -> list[Arising]:
    return [each for policy, ready in replies for each in reply_effects(ready, policy, request.time)]


def _in_order(arisen: Sequence[Arising]) -> tuple[Due, ...]:
    return tuple(each.due for each in sorted(arisen, key=Arising.key))


def _first(obligations: Sequence[Due]) -> tuple[Due, ...]:
    return tuple(due for due in obligations if due.phase == Phase.FIRST.value)


def _errors(errors: set[EvaluationError]) -> tuple[EvaluationError, ...]:
    return tuple(sorted(errors, key=lambda each: (each.path, each.item or "", each.subject or "", each.message)))


def _outward(
    request: Request,
    rows: Sequence[Row],
    obligations: Sequence[Due],
    replies: Sequence[tuple[Policy, tuple[Ready[Reply], ...]]],
) -> Outward:
    return outward_of(request, rows, obligations, [reply for _, ready in replies for reply in ready])
