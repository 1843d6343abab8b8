"""The trace: for each row every clause considered, in scope or not, with each condition's value by its path.

A second way through the same clauses, taken only where the trace is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TypeVar

from confpolicy.core.clauses import Clause, Consent, Prohibition, StandIn
from confpolicy.core.operators import order_key
from confpolicy.decide.canonical import Json
from confpolicy.decide.cases import Case, refers
from confpolicy.decide.conditions import status
from confpolicy.decide.consents import consider, grant_covers, refusal_covers
from confpolicy.decide.document import GOVERNS
from confpolicy.decide.environment import Environment
from confpolicy.decide.governing import truth_of_governs
from confpolicy.decide.judge import Held
from confpolicy.decide.obligations import says
from confpolicy.decide.prepare import Prepared, Ready
from confpolicy.decide.scoping import fits_outside, in_scope, outside, reach
from confpolicy.decide.stand_ins import at, by_themself
from confpolicy.facts.calendar import day_to_text, instant_to_text
from confpolicy.facts.logic import Truth, truth
from confpolicy.facts.request import Grant, Offer, Request
from confpolicy.facts.values import Day, Duration, Instant, Record, Symbol, Value

C = TypeVar("C", bound=Clause)


def trace_of(prepared: Prepared, request: Request, held: Held | None = None) -> tuple[Json, ...]:
    """One entry for each policy, row and clause, in that order; none of a policy before it comes into force.

    `held`: the request held against the policies, where that is known already.

    A prohibition has an entry for each leaf that the item reveals, too (`through`). The first entry of a row says
    whether the policy governs it, where that is in question; where it does not, there is no other.
    """
    held = held or Held.of(prepared, request)
    return tuple(
        {"policy": policy.header.name, "item": item, "subject": subject, **entry}
        for policy, found in zip(prepared.policies, held.policies, strict=True)
        for (item, subject), case in found.items()
        for entry in _entries(case, request, answers=policy is prepared.own)
    )


def _entries(case: Case, request: Request, *, answers: bool) -> Iterator[dict[str, Json]]:
    policy, here = case.policy, case.environment
    if case.in_force and policy.governs is not None:
        there = here.recording()
        truth_of_governs(policy.governs, there)
        yield {"governs": GOVERNS[case.governs], "nodes": _nodes(there)}
    if not case.asked:
        return
    said = outside(here, request.recipient.roles)
    for permission in policy.permissions:
        yield _inside(permission, here)
    for consent in policy.consents:
        yield {**_inside(consent, here), "statements": list(_statements(consent, case))}
    for need in policy.needs:
        yield _inside(need, here)
    yield from _stand_ins(policy.stand_ins, here)
    yield from _prohibitions(policy.prohibitions, here)
    for referral in policy.referrals:
        yield {**_inside(referral, here), "applies": in_scope(referral, here) and refers(referral, here)}
    for obligation in policy.obligations:
        yield _outside(obligation, said) if says(obligation.clause) else _inside(obligation, here)
    for reply in policy.replies if answers else ():
        yield _outside(reply, said)


def _prohibitions(clauses: Iterable[Ready[Prohibition]], here: Environment) -> Iterator[dict[str, Json]]:
    revealed = here.domain.vocabulary.revealed(here.leaf or "")
    for ready in clauses:
        yield _inside(ready, here)
        for leaf in sorted(revealed - {here.leaf}):
            yield {**_inside(ready, at(here, leaf)), "through": leaf}


def _stand_ins(clauses: Iterable[Ready[StandIn]], here: Environment) -> Iterator[dict[str, Json]]:
    """`recipient`: whether they count as the subject by it; `givers`: whose statements would, where it holds."""
    alone = by_themself(here)
    held = {each.ready.name: each for each in here.stood_in}
    for ready in clauses:
        entry = _clause(ready, alone, fits=ready.name in held)
        if ready.name in held:
            entry["recipient"] = value_json(held[ready.name].recipient)
            entry["givers"] = sorted(ready.clause.givers)
        yield entry


def _inside(ready: Ready[C], environment: Environment) -> dict[str, Json]:
    covers = reach(ready, environment)
    found = _clause(ready, environment, fits=covers is not Truth.FALSE)
    return found | ({"covers_recipient": "unknown"} if covers is Truth.UNKNOWN else {})


def _outside(ready: Ready[C], environment: Environment) -> dict[str, Json]:
    return _clause(ready, environment, fits=fits_outside(ready, environment))


def _clause(ready: Ready[C], environment: Environment, *, fits: bool) -> dict[str, Json]:
    found: dict[str, Json] = {"clause": ready.name, "kind": ready.kind, "in_scope": fits}
    return {**found, **_condition(ready, environment)} if fits else found


def _condition(ready: Ready[C], environment: Environment) -> dict[str, Json]:
    """The status of the clause's condition, and every node's value in the order of evaluation.

    A node inside a quantifier has a value for each element of the set.
    """
    if not ready.parts:
        return {"status": value_json(Truth.TRUE), "nodes": []}
    there = environment.recording()
    value = status(ready.parts, there)
    return {"status": value_json(value), "nodes": _nodes(there)}


def _nodes(there: Environment) -> list[Json]:
    return [{"path": path, "value": value_json(node)} for path, node in there.nodes or ()]


def _statements(ready: Ready[Consent], case: Case) -> Iterator[Json]:
    """Every statement on file about the subject: whether it covers the row, what it lacks, the condition on it."""
    here = case.environment
    lacking = {}
    if in_scope(ready, here):
        considered = consider(ready, case.file, here)
        lacking = {flawed.id: flawed for flawed in (*considered.flawed, *considered.unanswered)}
    agreed: tuple[Grant | Offer, ...] = (*case.file.grants, *case.file.offers)
    for grant in agreed:
        flawed = lacking.get(grant.id)
        yield {
            "id": grant.id,
            "statement": "offer" if isinstance(grant, Offer) else "grant",
            "covers": grant_covers(grant, here),
            "lacking": list(flawed.lacking) if flawed else [],
            "stopped_by": list(flawed.stopped_by) if flawed else [],
            **_condition(ready, here.on(grant.facts) if ready.parts else here),
        }
    for refusal in case.file.refusals:
        yield {"id": refusal.id, "statement": "refusal", "covers": refusal_covers(refusal, here)}


# --- values -----------------------------------------------------------------------------------------------------


def value_json(value: Truth | Value | None) -> Json:  # noqa: C901, PLR0911 - one case a type of value
    """A value as the trace writes it: truths and unknown as words, the rest as requests write them."""
    match value:
        case Truth():
            return value.name.lower()
        case None:
            return "unknown"
        case bool():
            return truth(value).name.lower()
        case Decimal():
            return format(value, "f")
        case int() | str():
            return value
        case Day():
            return day_to_text(value)
        case Instant():
            return instant_to_text(value)
        case Duration():
            return duration_text(value)
        case Symbol(name):
            return name
        case Record(fields):
            return {name: value_json(part) for name, part in fields}
        case _:
            return [value_json(part) for part in sorted(value, key=order_key)]


def duration_text(duration: Duration) -> str:
    """The duration in the form of ISO 8601: `P16M`, `PT3600S`; of both kinds, `P16MT3600S`."""
    months = f"{duration.months}M" if duration.months else ""
    seconds = f"T{duration.seconds}S" if duration.seconds or not months else ""
    return f"P{months}{seconds}"
