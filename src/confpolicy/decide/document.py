"""The decision document (section 6 of the design) and the refusal document, as values ready for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from confpolicy.core.programs import Header
from confpolicy.decide.canonical import Json
from confpolicy.decide.decision import (
    Due,
    FlawedStatement,
    Ground,
    Judged,
    Near,
    Need,
    NeedConsent,
    NeedFact,
    NeedJudgement,
    NeedPerson,
    OtherReading,
    Outcome,
    Outward,
    Presumed,
    Row,
    UnderPolicy,
)
from confpolicy.decide.prepare import Policy, Prepared
from confpolicy.facts.calendar import OutOfBoundsError, instant_to_text, offset_in_text, step_days, step_months
from confpolicy.facts.faults import Fault, help_of, message_of
from confpolicy.facts.logic import Truth
from confpolicy.facts.request import Request
from confpolicy.facts.values import Day, Duration

GOVERNS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}
"""Whether a policy governs a row, as documents write it."""
DECISION_SCHEMA = "confpolicy/decision/1"
REFUSAL_SCHEMA = "confpolicy/refusal/1"


def document(  # noqa: PLR0913 - the envelope has these parts
    judged: Judged,
    request: Request,
    prepared: Prepared,
    *,
    engine_version: str,
    tzdata_version: str,
    trace: Sequence[Json] | None = None,
) -> dict[str, Json]:
    """The decision document. Times of `due` are written with the offset that the request's time has."""
    offset = offset_in_text(request.time_text)
    found: dict[str, Json] = {
        "schema": DECISION_SCHEMA,
        "request": request.id,
        "time": request.time_text,
        "policy": _policy(judged, request, prepared, engine_version, tzdata_version),
        "verdict": judged.verdict.value,
        "required": judged.required,
        "items": [_row(row, layered=prepared.layered) for row in judged.rows],
        "obligations": [due_value(due, offset) for due in judged.obligations],
        "releasable_after": [due_value(due, offset) for due in judged.releasable_after],
        "needs": [need_value(need) for need in judged.needs],
        "presumed": [_presumed(each) for each in judged.presumed],
        "readings": [_reading(reading) for reading in judged.readings],
        "conflicts": [
            {
                "item": conflict.item,
                "subject": conflict.subject,
                "duty": conflict.duty,
                "prohibitions": list(conflict.prohibitions),
                "for_the_sake_of": list(conflict.for_the_sake_of),
            }
            for conflict in judged.conflicts
        ],
        "errors": [
            {"path": error.path, "message": error.message, "item": error.item, "subject": error.subject}
            for error in judged.errors
        ],
        "outward": outward_value(judged.outward),
    }
    if trace is not None:
        found["trace"] = list(trace)
    return found


def refusal_document(request_id: str | None, faults: Iterable[Fault], outward: Outward) -> dict[str, Json]:
    """The document of a refused request: every mistake, and what may be said to the requester."""
    return {
        "schema": REFUSAL_SCHEMA,
        "request": request_id,
        "errors": [
            {"code": fault.code, "path": fault.path, "message": message_of(fault), "help": help_of(fault)}
            for fault in faults
        ],
        "outward": outward_value(outward),
    }


def outward_value(outward: Outward) -> dict[str, Json]:
    """All that may be said to the requester."""
    return {
        "items": [{"item": item.item, "about": list(item.about)} for item in outward.items],
        "statements": list(outward.statements),
        "replies": list(outward.replies),
    }


# --- the policy -------------------------------------------------------------------------------------------------


def _policy(
    judged: Judged, request: Request, prepared: Prepared, engine_version: str, tzdata_version: str
) -> dict[str, Json]:
    own, *above = prepared.policies
    header = own.header
    found: dict[str, Json] = {
        "name": header.name,
        "version": header.version,
        "sha256": prepared.program.sha256,
        "review_overdue": review_overdue(own, request),
        "engine": engine_version,
        "tzdata": tzdata_version,
    }
    if not judged.in_force:
        found["in_force"] = False
    if above:
        found["within"] = [_above(policy, request) for policy in above]
    return found


def _above(policy: Policy, request: Request) -> dict[str, Json]:
    found: dict[str, Json] = {
        "name": policy.header.name,
        "version": policy.header.version,
        "review_overdue": review_overdue(policy, request),
    }
    return found if request.time >= policy.in_force_from else {**found, "in_force": False}


def review_overdue(policy: Policy, request: Request) -> bool:
    """Whether the day by which the policy had to be reviewed (again, or first) has gone by."""
    due = review_due(policy.header)
    return due is not None and policy.domain.zone.day_of(request.time) > due


def review_due(header: Header) -> Day | None:
    """The day by which the policy has to be reviewed, counted from its last review, else from its coming into force.

    None where it does not say how often, or where that is beyond the calendar.
    """
    if header.review_every is None:
        return None
    return _stepped(header.reviewed_on or header.in_force_from, header.review_every)


def _stepped(day: Day, every: Duration) -> Day | None:
    try:
        return step_days(step_months(day, every.months), every.seconds // 86_400)
    except OutOfBoundsError:
        return None


# --- rows -------------------------------------------------------------------------------------------------------


def _row(row: Row, *, layered: bool) -> dict[str, Json]:
    found: dict[str, Json] = {
        "item": row.item,
        "subject": row.subject,
        "verdict": row.verdict.value,
        "alone": row.alone.value,
        "required": row.required,
        "because": [_ground(ground) for ground in row.because],
        "blocked_by": list(row.blocked_by),
        "overridden": list(row.overridden),
        "nearly": [_near(near) for near in row.nearly],
    }
    return {**found, "policies": [_under(each) for each in row.policies]} if layered else found


def _under(under: UnderPolicy) -> dict[str, Json]:
    return {
        "policy": under.policy,
        "governs": GOVERNS[under.governs],
        "verdict": under.verdict.value,
        "because": [_ground(ground) for ground in under.because],
        "blocked_by": list(under.blocked_by),
        "overridden": list(under.overridden),
    }


def _ground(ground: Ground) -> dict[str, Json]:
    found: dict[str, Json] = {"clause": ground.clause, "kind": ground.kind}
    found |= {"silence": True} if ground.silence else {}
    found |= _present(statement=ground.statement, need_to_know=ground.need_to_know)
    return found | ({"stand_ins": list(ground.stand_ins)} if ground.stand_ins else {})


def _near(near: Near) -> dict[str, Json]:
    return {
        "clause": near.clause,
        "kind": near.kind,
        "outcomes": [_outcome(outcome) for outcome in near.outcomes],
        "statements": [_flawed(statement) for statement in near.statements],
        "missing": list(near.missing),
    }


def _outcome(outcome: Outcome) -> dict[str, Json]:
    return {"path": outcome.path, "value": outcome.value.name.lower(), "facts": list(outcome.facts)}


def _flawed(statement: FlawedStatement) -> dict[str, Json]:
    return {"id": statement.id, "lacking": list(statement.lacking), "stopped_by": list(statement.stopped_by)}


# --- the rest ---------------------------------------------------------------------------------------------------


def due_value(due: Due, offset: int) -> dict[str, Json]:
    """An obligation; its time is written `offset` minutes east of UTC."""
    return {
        "clause": due.clause,
        "item": due.item,
        "subject": due.subject,
        "phase": due.phase,
        "effect": due.effect,
        "target": due.target,
        "text": due.text,
        "due": None if due.due is None else instant_to_text(due.due, offset=offset),
    }


def need_value(need: Need) -> dict[str, Json]:
    """A need; `subject` and `item` only where the fact has them."""
    match need:
        case NeedFact(name=name, subject=subject, item=item):
            return {"kind": "fact", "name": name, **_present(subject=subject, item=item)}
        case NeedJudgement(name=name, by=by, subject=subject, item=item):
            return {"kind": "judgement", "name": name, "by": list(by), **_present(subject=subject, item=item)}
        case NeedConsent(clause=clause, giver_of=giver_of, lacking=lacking):
            return {"kind": "consent", "clause": clause, "from": giver_of, "lacking": list(lacking)}
        case NeedPerson(roles=roles):
            return {"kind": "person", "roles": list(roles)}
        case _ as unreachable:
            assert_never(unreachable)


def _presumed(presumed: Presumed) -> dict[str, Json]:
    found: dict[str, Json] = {"name": presumed.name, "because": presumed.because}
    return found | _present(subject=presumed.subject, item=presumed.item)


def _reading(reading: OtherReading) -> dict[str, Json]:
    items: dict[str, dict[str, Json]] = {}
    for item, subject, verdict in reading.rows:
        items.setdefault(item, {})[subject] = verdict.value
    return {"clause": reading.clause, "taken": reading.taken, "other": reading.other, "items": items}


def _present(**values: str | None) -> dict[str, Json]:
    return {name: value for name, value in values.items() if value is not None}
