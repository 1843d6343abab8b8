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
    Program,
    Reply,
)

from .calendar_ import instant_after
from .conditions import status
from .kleene import both
from .reading import Json, Request, read
from .rule import Row, decided, is_in_force
from .scope import in_scope, speaks


def decide(program: Program, mapping: Json) -> dict[str, Any]:
    """The decision on a valid request."""
    request = read(program, mapping)
    rows = decided(request)
    verdicts = {row.verdict for row in rows}
    if verdicts == {"permit"}:
        verdict = "permit"
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
        "needs_person": sorted({role for row in rows if row.verdict == "refer" for role in row.deciders}),
    }


def _required(row: Row) -> bool:
    return row.verdict == "permit" and bool(row.owed_by)


def _row(row: Row) -> dict[str, Any]:
    permitted = row.alone == "permit"
    return {
        "item": row.item,
        "subject": row.subject,
        "verdict": row.verdict,
        "alone": row.alone,
        "required": _required(row),
        "because": row.because,
        "blocked_by": [] if permitted else sorted(row.standing),
        "overridden": sorted(row.standing) if permitted else [],
    }


def _conflicts(rows: list[Row]) -> list[dict[str, Any]]:
    """Each duty whose item is withheld by a prohibition that is certain, or for another subject's sake.

    One that the duty overrides does not withhold from it, and none does where the item is permitted by itself.
    """
    found = []
    for row in rows:
        for duty, overrides in sorted(row.owed_by.items()) if row.verdict != "permit" else ():
            certain = sorted(row.certain - overrides) if row.alone != "permit" else []
            if certain or row.alone == "permit":
                found.append({"item": row.item, "subject": row.subject, "duty": duty, "prohibitions": certain})
    return found


def _holds(clause: Clause, row: Row, request: Request) -> bool:
    """Whether an obligation or a reply applies; what carries a `say` knows of the recipient what is given alone."""
    world = row.world
    if speaks(clause):
        roles = request.recipient.roles
        world = replace(world, recipient_roles=roles, perhaps_roles=frozenset(), in_person=False, alone=True)
    return both([in_scope(clause, world), status(clause, world)]) is not False


def _hangs_on(clause: Clause, row: Row) -> bool:
    """Whether the row is an occasion for the clause's effects."""
    grounds = {ground["clause"] for ground in row.because} | {ground.get("need_to_know") for ground in row.because}
    match clause:
        case Consent() | Permission() | NeedToKnow():
            return clause.name in grounds
        case Obligation(on=Occasion.DENIAL):
            return row.verdict != "permit"
        case Obligation(on=Occasion.DISCLOSURE):
            return row.verdict == "permit"
        case Obligation(on=Occasion.EXCEPTION_OR_DUTY):
            return any(ground["kind"] in {"exception", "duty"} for ground in row.because)
        case Obligation(on=frozenset() as names):
            return not names.isdisjoint(grounds)
        case _:
            return False


def _released(rows: list[Row]) -> bool:
    return any(row.verdict == "permit" for row in rows)


def _replies(request: Request, rows: list[Row]) -> list[Reply]:
    """The replies that apply for some leaf and subject asked for; none where something is released."""
    if _released(rows):
        return []
    replies = [clause for clause in request.policy.clauses if isinstance(clause, Reply)]
    return sorted(
        (reply for reply in replies if any(_holds(reply, row, request) for row in rows)), key=lambda one: one.name
    )


def _obligations(request: Request, rows: list[Row]) -> list[dict[str, Any]]:
    """What must be done, `first` before `then`, then by due time (none first), clause, place, item and subject."""
    arising: list[tuple[Clause, str | None, str | None]] = [
        (clause, row.item, row.subject)
        for row in rows
        for clause in request.policy.clauses
        if _hangs_on(clause, row) and (not isinstance(clause, Obligation) or _holds(clause, row, request))
    ]
    arising += [(reply, None, None) for reply in _replies(request, rows)]
    dues = [due for clause, item, subject in arising for due in _dues(clause, item, subject, request)]
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


def _outward(request: Request, rows: list[Row], obligations: list[dict[str, Any]]) -> dict[str, Any]:
    """What may be said to the requester: what is released and what is said with it, or else the replies alone."""
    if not _released(rows):
        texts = [text for reply in _replies(request, rows) for text in reply.say]
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
