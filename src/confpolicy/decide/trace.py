"""The trace: for each row every clause considered, in scope or not, with each condition's value by its path.

A second way through the same clauses, taken only where the trace is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

import attrs

from confpolicy.core.clauses import Clause, Consent, Prohibition, StandIn
from confpolicy.core.operators import order_key
from confpolicy.decide.canonical import Json
from confpolicy.decide.cases import Placed, placed, refers
from confpolicy.decide.conditions import status
from confpolicy.decide.consents import consider, grant_covers, refusal_covers
from confpolicy.decide.docket import Asked, Docket
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
_WORDS: Mapping[Truth, str] = {each: each.name.lower() for each in Truth}


def trace_of(prepared: Prepared, request: Request, held: Held | None = None) -> tuple[Json, ...]:
    """One entry for each policy, row and clause, in that order; none of a policy before it comes into force.

    `held`: the request held against the policies, where that is known already.

    A prohibition has an entry for each leaf that the item reveals, too (`through`). The first entry of a row says
    whether the policy governs it, where that is in question; where it does not, there is no other.
    """
    policies: Iterable[Mapping[Asked, Placed]]
    if held is None:
        docket = Docket.of(request, prepared.vocabulary)
        policies = [placed(policy, request, docket) for policy in prepared.policies]
    else:
        policies = held.policies
    return tuple(
        entry
        for policy, found in zip(prepared.policies, policies, strict=True)
        for (item, subject), row in found.items()
        for entry in _Row(row, {"policy": policy.header.name, "item": item, "subject": subject}).entries(
            request, answers=policy is prepared.own
        )
    )


@attrs.frozen(eq=False)
class _Row:
    """A row under a policy, and how each of its entries begins."""

    placed: Placed
    head: dict[str, Json]

    def entries(self, request: Request, *, answers: bool) -> Iterator[dict[str, Json]]:
        """Its entries; `answers`: the policy's replies are among them."""
        policy, here = self.placed.policy, self.placed.environment
        if self.placed.in_force and policy.governs is not None:
            there = here.recording()
            truth_of_governs(policy.governs, there)
            yield {**self.head, "governs": GOVERNS[self.placed.governs], "nodes": _nodes(there)}
        if not self.placed.asked:
            return
        said = outside(here, request.recipient.roles)
        for permission in policy.permissions:
            yield self.inside(permission, here)
        for consent in policy.consents:
            entry = self.inside(consent, here)
            entry["statements"] = list(_statements(consent, self.placed))
            yield entry
        for need in policy.needs:
            yield self.inside(need, here)
        yield from self.stand_ins(policy.stand_ins)
        yield from self.prohibitions(policy.prohibitions)
        for referral in policy.referrals:
            entry = self.inside(referral, here)
            entry["applies"] = entry["in_scope"] is True and refers(referral, here)
            yield entry
        for obligation in policy.obligations:
            yield self.outside(obligation, said) if says(obligation.clause) else self.inside(obligation, here)
        for reply in policy.replies if answers else ():
            yield self.outside(reply, said)

    def prohibitions(self, clauses: Iterable[Ready[Prohibition]]) -> Iterator[dict[str, Json]]:
        """Each at the item, and at everything that this reveals."""
        here = self.placed.environment
        revealed = here.domain.vocabulary.revealed(here.leaf or "") - {here.leaf}
        through = [(leaf, at(here, leaf)) for leaf in sorted(revealed)]
        for ready in clauses:
            yield self.inside(ready, here)
            for leaf, there in through:
                entry = self.inside(ready, there)
                entry["through"] = leaf
                yield entry

    def stand_ins(self, clauses: Iterable[Ready[StandIn]]) -> Iterator[dict[str, Json]]:
        """`recipient`: whether they count as the subject by it; `givers`: whose statements would, where it holds."""
        here = self.placed.environment
        held = {each.ready.name: each for each in here.stood_in}
        alone = by_themself(here) if held else here
        for ready in clauses:
            entry = self.clause(ready, alone, fits=ready.name in held)
            if ready.name in held:
                entry["recipient"] = value_json(held[ready.name].recipient)
                entry["givers"] = sorted(ready.clause.givers)
            yield entry

    def inside(self, ready: Ready[C], environment: Environment) -> dict[str, Json]:
        """The entry of a clause that is asked with all that is known."""
        covers = reach(ready, environment)
        found = self.clause(ready, environment, fits=covers is not Truth.FALSE)
        if covers is Truth.UNKNOWN:
            found["covers_recipient"] = "unknown"
        return found

    def outside(self, ready: Ready[C], environment: Environment) -> dict[str, Json]:
        """The entry of a clause that speaks to the requester."""
        return self.clause(ready, environment, fits=fits_outside(ready, environment))

    def clause(self, ready: Ready[C], environment: Environment, *, fits: bool) -> dict[str, Json]:
        """The entry of a clause, with its condition where it is in scope."""
        found: dict[str, Json] = {**self.head, "clause": ready.clause.name, "kind": ready.kind, "in_scope": fits}
        if fits:
            found.update(_condition(ready, environment))
        return found


def _condition(ready: Ready[C], environment: Environment) -> dict[str, Json]:
    """The status of the clause's condition, and every node's value in the order of evaluation.

    A node inside a quantifier has a value for each element of the set.
    """
    if not ready.parts:
        return {"status": _WORDS[Truth.TRUE], "nodes": []}
    there = environment.recording()
    value = status(ready.parts, there)
    return {"status": _WORDS[value], "nodes": _nodes(there)}


def _nodes(there: Environment) -> list[Json]:
    return [{"path": path, "value": value_json(node)} for path, node in there.nodes or ()]


def _statements(ready: Ready[Consent], row: Placed) -> Iterator[Json]:
    """Every statement on file about the subject: whether it covers the row, what it lacks, the condition on it."""
    here = row.environment
    lacking = {}
    if in_scope(ready, here):
        considered = consider(ready, row.file, here)
        lacking = {flawed.id: flawed for flawed in (*considered.flawed, *considered.unanswered)}
    agreed: tuple[Grant | Offer, ...] = (*row.file.grants, *row.file.offers)
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
    for refusal in row.file.refusals:
        yield {"id": refusal.id, "statement": "refusal", "covers": refusal_covers(refusal, here)}


# --- values -----------------------------------------------------------------------------------------------------


def value_json(value: Truth | Value | None) -> Json:  # noqa: C901, PLR0911 - one case a type of value
    """A value as the trace writes it: truths and unknown as words, the rest as requests write them."""
    match value:
        case Truth():
            return _WORDS[value]
        case None:
            return "unknown"
        case bool():
            return _WORDS[truth(value)]
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
