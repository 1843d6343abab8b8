"""What follows from the rows: duties, conflicts, what may be said to the requester, the whole answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from confpolicy.core.clauses import (
    Act,
    Clause,
    Consent,
    Effect,
    NeedToKnow,
    Obligation,
    Occasion,
    Permission,
    Phase,
    Reply,
)

from .calendar_ import instant_after
from .conditions import status
from .kleene import both
from .layers import Layered
from .reading import Request
from .rule import Row, is_in_force
from .scope import in_scope, speaks


def outcome(request: Request, rows: list[Layered]) -> dict[str, Any]:
    """The decision on a request of which the rows are known."""
    verdicts = {row.verdict for row in rows}
    if len(verdicts) == 1:
        (verdict,) = verdicts
    else:
        verdict = "partial" if "permit" in verdicts else "refer" if "refer" in verdicts else "deny"
    obligations = _obligations(request, rows)
    return {
        "verdict": verdict,
        "required": any(_required(row) for row in rows),
        "rows": [_row(row) for row in rows],
        "obligations": obligations,
        "conflicts": _conflicts(rows),
        "outward": _outward(request, rows, obligations),
        "in_force": is_in_force(request),
        "needs_person": sorted(
            {role for row in rows if row.verdict == "refer" for _, part in row.governing for role in part.deciders}
        ),
    }


def _required(row: Layered) -> bool:
    return row.verdict == "permit" and any(part.owed_by for _, part in row.certain)


def _row(row: Layered) -> dict[str, Any]:
    parts = [_part(policy, part) for policy, part in row.parts]
    return {
        "item": row.item,
        "subject": row.subject,
        "verdict": row.verdict,
        "alone": row.alone,
        "required": _required(row),
        "because": row.because,
        "blocked_by": sorted({name for part in parts for name in part["blocked_by"]}),
        "overridden": sorted({name for part in parts for name in part["overridden"]}),
        "policies": parts,
    }


def _part(policy: Request, part: Row) -> dict[str, Any]:
    permitted = part.alone == "permit"
    return {
        "policy": policy.policy.rules.header.name,
        "governs": {True: "yes", False: "no", None: "unknown"}[part.governed],
        "verdict": part.alone,
        "blocked_by": [] if permitted else sorted(part.standing),
        "overridden": sorted(part.standing) if permitted else [],
    }


def _conflicts(rows: list[Layered]) -> list[dict[str, Any]]:
    """Each duty whose item is withheld by a prohibition that is certain, or for another subject's sake.

    One that the duty overrides does not withhold from it, and none does where the item is permitted by itself, or by
    the policy whose prohibition it is. Only policies that govern for certain owe anything, or withhold for certain.
    """
    found = []
    for row in rows:
        owed: dict[str, set[str]] = {}
        for _, part in row.certain if row.verdict != "permit" else ():
            for duty, overrides in part.owed_by.items():
                for _, other in row.certain if row.alone != "permit" else ():
                    lifted = overrides if other is part else frozenset()
                    against = other.certain - lifted if other.alone != "permit" else frozenset()
                    owed.setdefault(duty, set()).update(against)
                owed.setdefault(duty, set())
        for duty, certain in sorted(owed.items()):
            if certain or row.alone == "permit":
                found.append(
                    {"item": row.item, "subject": row.subject, "duty": duty, "prohibitions": sorted(certain)}
                )
    return found


def _holds(clause: Clause, part: Row, policy: Request) -> bool:
    """Whether an obligation or a reply applies; what carries a `say` knows of the recipient what is given alone."""
    world = part.world
    if speaks(clause):
        roles = policy.recipient.roles
        world = replace(world, recipient_roles=roles, perhaps_roles=frozenset(), in_person=False, alone=True)
    return both([in_scope(clause, world), status(clause, world)]) is not False


def _hangs_on(clause: Clause, part: Row, verdict: str) -> bool:
    """Whether the row, with that verdict, is an occasion for the clause's effects under its policy."""
    because = part.grounds if verdict == "permit" and part.governed is not False else []
    grounds = {ground["clause"] for ground in because} | {ground.get("need_to_know") for ground in because}
    match clause:
        case Consent() | Permission() | NeedToKnow():
            return clause.name in grounds
        case Obligation() if part.governed is False and not speaks(clause):
            return False
        case Obligation(on=Occasion.DENIAL):
            return verdict != "permit"
        case Obligation(on=Occasion.DISCLOSURE):
            return verdict == "permit"
        case Obligation(on=Occasion.EXCEPTION_OR_DUTY):
            return any(ground["kind"] in {"exception", "duty"} for ground in because)
        case Obligation(on=frozenset() as names):
            return not names.isdisjoint(grounds)
        case _:
            return False


def _released(rows: list[Layered]) -> bool:
    return any(row.verdict == "permit" for row in rows)


def _replies(rows: list[Layered]) -> list[Reply]:
    """The replies of the policy asked that apply for some row; none where something is released."""
    if _released(rows):
        return []
    found = {
        clause.name: clause
        for row in rows
        for policy, part in row.parts[:1]
        for clause in policy.policy.clauses
        if isinstance(clause, Reply) and _holds(clause, part, policy)
    }
    return [found[name] for name in sorted(found)]


def _obligations(request: Request, rows: list[Layered]) -> list[dict[str, Any]]:
    """What must be done, `first` before `then`, then by due time (none first), clause, place, item and subject."""
    arising: dict[tuple[str, str | None, str | None], Clause] = {
        (clause.name, row.item, row.subject): clause
        for row in rows
        for policy, part in row.parts
        for clause in policy.policy.clauses
        if _hangs_on(clause, part, row.verdict)
        and (not isinstance(clause, Obligation) or _holds(clause, part, policy))
    }
    arising |= {(reply.name, None, None): reply for reply in _replies(rows)}
    dues = [due for (_, item, subject), clause in arising.items() for due in _dues(clause, item, subject, request)]
    return [due for _, due in sorted(dues, key=lambda pair: pair[0])]


def _dues(
    clause: Clause, item: str | None, subject: str | None, request: Request
) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    for place, effect in enumerate(clause.effects):
        due = _due(effect, request)
        order = (
            effect.phase is not Phase.FIRST,
            due is not None,
            due or 0,
            clause.name,
            place,
            item or "",
            subject or "",
        )
        yield (
            order,
            {
                "clause": clause.name,
                "item": item,
                "subject": subject,
                "phase": effect.phase.value,
                "effect": effect.act.value,
                "target": effect.target,
                "text": effect.text,
                "due": due,
            },
        )


def _due(effect: Effect, request: Request) -> int | None:
    if effect.within is None:
        return None
    try:
        return instant_after(request.now, effect.within, request.zone).micros
    except (ArithmeticError, ValueError):
        return None


def _outward(request: Request, rows: list[Layered], obligations: list[dict[str, Any]]) -> dict[str, Any]:
    """What may be said to the requester: what is released and what is said with it, or else the replies alone."""
    if not _released(rows):
        texts = [text for reply in _replies(rows) for text in reply.say]
        return {"items": [], "statements": [], "replies": list(dict.fromkeys(texts))}
    about: dict[str, list[int]] = {}
    for row in rows:
        if row.verdict == "permit":
            about.setdefault(row.item, []).append(request.people[row.subject].number)
    said = [due["text"] for due in obligations if due["effect"] == Act.SAY.value]
    return {
        "items": [{"item": item, "about": sorted(numbers)} for item, numbers in sorted(about.items())],
        "statements": list(dict.fromkeys(said)),
        "replies": [],
    }
