"""What the short way knows of: a policy or a request with anything else in it goes the long way.

So it is safe for the language to grow: what is new is decided by the long way until it is taught here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from confpolicy.core import clauses
from confpolicy.core.programs import Governs, Program, Rules
from confpolicy.decide.fast.small import FEW
from confpolicy.facts import request as requests
from confpolicy.facts.request import Request

_BASE = "name title cites scope condition readings taken relies_on effects"
_KNOWN: Final[Mapping[type[Any], str]] = {
    clauses.Consent: (
        f"{_BASE} givers express accepts_silence told lasts requested naming_recipient without_need_to_know overrides"
    ),
    clauses.NeedToKnow: _BASE,
    clauses.Permission: f"{_BASE} kind limited_to_need_to_know overrides",
    clauses.Prohibition: f"{_BASE} absolute",
    clauses.Referral: f"{_BASE} decided_by",
    clauses.Obligation: f"{_BASE} on",
    clauses.Reply: f"{_BASE} say",
    clauses.Standing: f"{_BASE} by every on_event do",
    clauses.StandIn: f"{_BASE} givers",
    Governs: "scope condition",
    clauses.Scope: "of to from_ for_",
    clauses.Items: "terms excepted",
    clauses.Parties: "anyone subject roles except_subject except_roles",
    clauses.Purposes: "any terms excepted",
    clauses.Condition: "when unless",
    clauses.Effect: "phase act target text within",
    Rules: "header governs clauses definitions assertions",
    requests.Subject: "id roles facts stated relation relation_roles is_class",
    requests.Party: "id roles facts",
    requests.Entry: "item about facts",
    requests.Grant: (
        "id subject giver_id giver at items recipients purposes disclosers form express requested told withdrawn_at "
        "expires_at facts"
    ),
    requests.Refusal: "id subject giver_id giver at items recipients purposes disclosers facts",
    requests.Offer: "id subject giver_id giver at items recipients purposes disclosers form told expires_at facts",
    requests.Audience: "anyone roles ids",
    Request: "id time time_text purpose discloser recipient subjects entries context statements vocabulary kept",
}


def strangers() -> tuple[type[Any], ...]:
    """The types that have a part which the short way does not know; where there are any, it is not taken."""
    return tuple(type_ for type_, parts in _KNOWN.items() if strange(type_, parts))


def strange(type_: type[Any], parts: str) -> bool:
    """Whether the type has other parts than these."""
    return {part.name for part in attrs.fields(type_)} != set(parts.split())


def knows_program(program: Program) -> bool:
    """Whether the short way can decide by this program."""
    return not strangers() and all(_knows(rules.clauses) for rules in program.policies)


def knows_request(request: Request) -> bool:
    """Whether it can decide this request."""
    return request.once(_knows_statements) if len(request.statements) > FEW else _knows(request.statements)


def _knows_statements(request: Request) -> bool:
    return _knows(request.statements)


def _knows(values: Iterable[object]) -> bool:
    for value in values:  # noqa: SIM110 - each decision comes by here, and a generator costs more than the loop
        if type(value) not in _KNOWN:
            return False
    return True
