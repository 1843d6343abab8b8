"""Cedar by way of cedarpy: one policy a rule, the set of policies parsed beforehand."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from benchmarks.peers.peer import Built, Facts, Peer
from benchmarks.workload import named_rules

_PARENT = 'context.recipient.roles.contains("parent") && context.subject.age < 16 && context.subject.missing'


def _policies(size: int) -> str:
    scope = 'principal, action == Action::"disclose", resource'
    lines = [
        f"forbid({scope}) when {{ {_PARENT} }};",
        f'permit({scope}) when {{ context.recipient.roles.contains("police") && context.suspicion }};',
    ]
    lines += [
        f'permit({scope}) when {{ context.purpose == "{purpose}" && context.category == "{category}"'
        f' && context.recipient.roles.contains("staff") && context.recipient.need_to_know.contains("{purpose}")'
        " && context has consent && !context.consent.withdrawn"
        f' && context.consent.purposes.contains("{purpose}")'
        " && context.consent.recipients.contains(context.recipient.id)"
        f' && context.consent.categories.contains("{category}") }};'
        for purpose, category in named_rules(size)
    ]
    return "\n".join(lines)


def _asked(facts: Facts) -> dict[str, Any]:
    context = {name: facts[name] for name in ("purpose", "category", "recipient", "subject", "suspicion")}
    if facts["consent"] is not None:
        context["consent"] = facts["consent"]
    return {
        "principal": {"type": "Recipient", "id": facts["recipient"]["id"]},
        "action": {"type": "Action", "id": "disclose"},
        "resource": {"type": "Subject", "id": facts["subject"]["id"]},
        "context": context,
    }


def _build(size: int) -> Built:
    cedar = import_module("cedarpy")
    policies, entities = cedar.PolicySet.from_str(_policies(size)), cedar.Entities.from_json_str("[]")

    def rule(facts: Facts) -> int | None:
        reasons = cedar.is_authorized(_asked(facts), policies, entities).diagnostics.reasons
        return int(reasons[0].removeprefix("policy")) if reasons else None

    return Built(lambda facts: bool(cedar.is_authorized(_asked(facts), policies, entities).allowed), rule)


PEERS = (Peer("cedarpy, parsed beforehand", "cedarpy", _build),)
