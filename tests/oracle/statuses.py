"""Whether each clause in scope applies: for finding out who is wrong where two decisions differ."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from confpolicy.core.clauses import Consent, Program, Prohibition, Referral

from .conditions import status
from .consent import carried
from .kleene import Kleene, both
from .reading import Json, read
from .rule import decided, refers, stands_on
from .scope import in_scope, speaks


def applies(program: Program, mapping: Json) -> list[dict[str, Any]]:
    """For each row and clause in scope its status: True, False, None for unknown."""
    request, found = read(program, mapping), []
    for row in decided(request):
        for clause in request.policy.clauses:
            roles = request.recipient.roles
            given = replace(row.world, recipient_roles=roles, perhaps_roles=frozenset(), in_person=False, alone=True)
            world = given if speaks(clause) else row.world
            value: Kleene
            match clause:
                case Prohibition():
                    value = stands_on(clause, row, request)
                case Consent() if in_scope(clause, world) is not False:
                    value = both([in_scope(clause, world), carried(clause, request, row.subject, world)[0]])
                case Referral() if in_scope(clause, world) is not False:
                    value = refers(clause, world)
                case _ if in_scope(clause, world) is not False:
                    value = both([in_scope(clause, world), status(clause, world)])
                case _:
                    continue
            found.append({"item": row.item, "subject": row.subject, "clause": clause.name, "status": value})
    return found
