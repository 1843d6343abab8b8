"""The trace again: of each row, whether each clause's scope covers it, and whether its conditions hold there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from confpolicy.core.clauses import Clause, Consent, Prohibition, Referral, Reply, StandIn, Standing

from .conditions import World, status
from .consent import covered
from .kleene import WORDS
from .layers import Layered
from .reading import Request
from .rule import Row, is_in_force, refers
from .scope import in_scope, speaks
from .standing import bearing, named_by

Entry: TypeAlias = Mapping[str, Any]


def traced(rows: list[Layered]) -> list[Entry]:
    """An entry for each policy, row and clause, in no order; a prohibition has one for each leaf that is revealed."""
    return [
        {"policy": request.policy.rules.header.name, "item": row.item, "subject": row.subject, **entry}
        for row in rows
        for number, (request, part) in enumerate(row.parts)
        for entry in _entries(request, part, answers=number == 0)
    ]


def _entries(request: Request, row: Row, *, answers: bool) -> Iterator[Entry]:
    if not is_in_force(request):
        return
    if request.policy.rules.governs is not None:
        yield {"governs": {True: "yes", False: "no", None: "unknown"}[row.governed]}
    if row.governed is False:
        return
    outside = replace(
        row.world,
        recipient_roles=request.recipient.roles,
        perhaps_roles=frozenset(),
        in_person=False,
        alone=True,
    )
    for clause in request.policy.clauses:
        match clause:
            case Standing():
                continue
            case Reply() if not answers:
                continue
            case StandIn():
                yield _stand_in(clause, row.world)
            case Prohibition():
                yield _clause(clause, row.world)
                for world in row.learnt[1 : len(_revealed(request, row)) + 1]:
                    yield {**_clause(clause, world), "through": world.item}
            case Consent():
                yield {**_clause(clause, row.world), "statements": list(_statements(clause, request, row))}
            case Referral():
                covers = in_scope(clause, row.world) is not False
                yield {**_clause(clause, row.world), "applies": covers and refers(clause, row.world)}
            case _:
                yield _clause(clause, outside if speaks(clause) else row.world)


def _revealed(request: Request, row: Row) -> frozenset[str]:
    return request.policy.vocabulary.reveals.get(row.item, frozenset()) - {row.item}


def _clause(clause: Clause, world: World) -> Entry:
    covers = in_scope(clause, world)
    if covers is False:
        return {"clause": clause.name, "in_scope": False}
    found = {"clause": clause.name, "in_scope": True, "status": WORDS[status(clause, world)]}
    return found | ({"covers_recipient": "unknown"} if covers is None else {})


def _stand_in(clause: StandIn, world: World) -> Entry:
    if clause not in bearing(world):
        return {"clause": clause.name, "in_scope": False}
    return {
        "clause": clause.name,
        "in_scope": True,
        "status": WORDS[status(clause, world.by_themself)],
        "recipient": WORDS[named_by(clause, world)],
        "givers": sorted(clause.givers),
    }


def _statements(clause: Consent, request: Request, row: Row) -> Iterator[Entry]:
    """The statements about the subject, by their ids: whether each covers the row, the condition on a yes."""
    for one in sorted(request.statements, key=lambda one: one.id):
        if one.subject == row.subject:
            found: dict[str, Any] = {"id": one.id, "covers": covered(one, request, row.world)}
            if one.is_grant or one.is_offer:
                found["status"] = WORDS[status(clause, row.world.on(one.facts))]
            yield found
