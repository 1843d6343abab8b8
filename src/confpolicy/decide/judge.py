"""One request judged: everything that a decision says, but for its envelope."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from confpolicy.core.clauses import Phase, Reply
from confpolicy.decide.cases import cases
from confpolicy.decide.combine import whole
from confpolicy.decide.decision import EvaluationError, Judged, Row, Verdict
from confpolicy.decide.docket import Docket
from confpolicy.decide.needs import sort_key as need_key
from confpolicy.decide.obligations import Arising, of_permitted, of_withheld
from confpolicy.decide.outward import applying_replies, outward_of, reply_effects
from confpolicy.decide.prepare import Prepared, Ready
from confpolicy.decide.presumed import presumed_in
from confpolicy.decide.readings import readings_that_matter
from confpolicy.decide.rows import Cases, conflicts_of, rows_of
from confpolicy.facts.read.stated import stated_parts_of
from confpolicy.facts.request import Request


@attrs.frozen(eq=False)
class Held:
    """A request held against every policy of a program: what a decision and its trace both start from."""

    docket: Docket
    policies: tuple[Cases, ...]
    errors: set[EvaluationError]

    @classmethod
    def of(cls, prepared: Prepared, request: Request) -> Held:
        """Every row of the request under every policy."""
        docket = Docket.of(request, prepared.vocabulary)
        errors: set[EvaluationError] = set()
        return cls(docket, tuple(cases(policy, request, docket, errors) for policy in prepared.policies), errors)


def judge(prepared: Prepared, request: Request, held: Held | None = None) -> Judged:
    """The decision on a request that fits the prepared program's vocabulary; `held` where that is known already.

    Total: a mistake inside a condition makes that condition unknown, and is listed among the errors.
    """
    held = held or Held.of(prepared, request)
    docket, policies, errors = held.docket, held.policies, held.errors
    rows = rows_of(docket, policies)
    released = any(row.verdict is Verdict.PERMIT for row in rows)
    replies = () if released else _replies(prepared, request, errors)
    arisen = {*_from_rows(rows, policies, request), *reply_effects(replies, prepared.own, request.time)}
    obligations = tuple(each.due for each in sorted(arisen, key=Arising.key))
    needs = {need for row in rows for need in row.needs}
    presumed = {each for found in policies for case in found.values() for each in presumed_in(case)}
    return Judged(
        verdict=whole(row.verdict for row in rows),
        in_force=request.time >= prepared.own.in_force_from,
        required=any(row.required for row in rows),
        rows=rows,
        obligations=obligations,
        releasable_after=tuple(due for due in obligations if due.phase == Phase.FIRST.value),
        needs=tuple(sorted(needs, key=need_key)),
        presumed=tuple(sorted(presumed, key=lambda each: (each.name, each.subject or "", each.item or ""))),
        readings=tuple(readings_that_matter(prepared, request, docket, policies)),
        conflicts=tuple(conflicts_of(docket, rows, policies)),
        errors=tuple(sorted(errors, key=lambda each: (each.path, each.item or "", each.subject or "", each.message))),
        outward=outward_of(request, rows, obligations, replies),
    )


def _replies(prepared: Prepared, request: Request, errors: set[EvaluationError]) -> tuple[Ready[Reply], ...]:
    """The replies of the policy itself, from what the request states alone."""
    return applying_replies(prepared.own, stated_parts_of(request, prepared.vocabulary), errors)


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
