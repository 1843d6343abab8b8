"""Whether each clause in scope applies: for finding out who is wrong where two decisions differ."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from confpolicy.core.clauses import Consent, Program, Prohibition, Referral

from .conditions import status
from .consent import carried
from .kleene import Kleene
from .reading import Json, read
from .rule import decided, refers, stands_on
from .scope import in_scope, speaks


def applies(program: Program, mapping: Json) -> list[dict[str, Any]]:
    """For each row and clause in scope its status: True, False, None for unknown."""
    request, found = read(program, mapping), []
    for row in decided(request):
        for clause in request.policy.clauses:
            given = replace(row.world, recipient_roles=request.recipient.roles, in_person=False)
            world = given if speaks(clause) else row.world
            value: Kleene
            match clause:
                case Prohibition():
                    value = stands_on(clause, row, request)
                case Consent() if in_scope(clause, world):
                    value = carried(clause, request, row.subject, world)[0]
                case Referral() if in_scope(clause, world):
                    value = refers(clause, world)
                case _ if in_scope(clause, world):
                    value = status(clause, world)
                case _:
                    continue
            found.append({"item": row.item, "subject": row.subject, "clause": clause.name, "status": value})
    return found
