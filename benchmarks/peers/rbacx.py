"""RBACX, in pure Python: purpose and kind of item where it can find rules by them, the rest as conditions.

Its decisions are coroutines; one event loop for all of them is quicker than its own `evaluate_sync`, which begins one
each time.
"""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import Any

from benchmarks.peers.peer import Built, Facts, Peer
from benchmarks.workload import named_rules

_ROLES, _NEEDS = {"attr": "subject.roles"}, {"attr": "subject.attrs.need_to_know"}
_PARENT: list[dict[str, Any]] = [
    {"contains": [_ROLES, "parent"]},
    {"<": [{"attr": "context.age"}, 16]},
    {"==": [{"attr": "context.missing"}, True]},
]
_POLICE: list[dict[str, Any]] = [{"contains": [_ROLES, "police"]}, {"==": [{"attr": "context.suspicion"}, True]}]


def _staff(purpose: str, category: str) -> list[dict[str, Any]]:
    return [
        {"contains": [_ROLES, "staff"]},
        {"contains": [_NEEDS, purpose]},
        {"!=": [{"attr": "context.consent"}, None]},
        {"==": [{"attr": "context.consent.withdrawn"}, False]},
        {"contains": [{"attr": "context.consent.purposes"}, purpose]},
        {"in": [{"attr": "subject.id"}, {"attr": "context.consent.recipients"}]},
        {"contains": [{"attr": "context.consent.categories"}, category]},
    ]


def _rule(number: int, effect: str, action: str, kind: str, conditions: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": str(number),
        "effect": effect,
        "actions": [action],
        "resource": {"type": kind},
        "condition": {"and": conditions},
    }


def _build(size: int) -> Built:
    rbacx, model = import_module("rbacx"), import_module("rbacx.core.model")
    rules = [_rule(0, "deny", "*", "*", _PARENT), _rule(1, "permit", "*", "*", _POLICE)]
    rules += [
        _rule(number, "permit", purpose, category, _staff(purpose, category))
        for number, (purpose, category) in enumerate(named_rules(size), start=2)
    ]
    guard = rbacx.Guard({"algorithm": "deny-overrides", "rules": rules})
    loop = asyncio.new_event_loop()

    def asked(facts: Facts) -> Any:
        recipient = facts["recipient"]
        asking = guard.evaluate_async(
            model.Subject(recipient["id"], recipient["roles"], {"need_to_know": recipient["need_to_know"]}),
            model.Action(facts["purpose"]),
            model.Resource(facts["category"], facts["subject"]["id"]),
            model.Context({**facts["subject"], "suspicion": facts["suspicion"], "consent": facts["consent"]}),
        )
        return loop.run_until_complete(asking)

    def rule(facts: Facts) -> int | None:
        found = asked(facts)
        return int(found.rule_id) if found.rule_id is not None else None

    return Built(lambda facts: bool(asked(facts).allowed), rule)


PEERS = (Peer("RBACX", "rbacx", _build),)
