"""Vakt, in pure Python: one policy a rule, in memory."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from benchmarks.peers.peer import Built, Facts, Peer
from benchmarks.workload import named_rules

_NO_CONSENT: Facts = {"withdrawn": True, "purposes": [], "recipients": [], "categories": []}


def _build(size: int) -> Built:
    vakt, rules = import_module("vakt"), import_module("vakt.rules")
    has, names_recipient = _own_rules(import_module("vakt.rules.base").Rule)
    storage = vakt.MemoryStorage()
    yes, no = rules.Eq(val=True), rules.Eq(val=False)
    disclose = [rules.Eq("disclose")]
    storage.add(
        vakt.Policy(
            "parent",
            effect=vakt.DENY_ACCESS,
            actions=disclose,
            subjects=[{"roles": has("parent")}],
            resources=[{"age": rules.Less(16), "missing": yes}],
        )
    )
    storage.add(
        vakt.Policy(
            "police",
            effect=vakt.ALLOW_ACCESS,
            actions=disclose,
            subjects=[{"roles": has("police")}],
            resources=[rules.Any()],
            context={"suspicion": yes},
        )
    )
    for number, (purpose, category) in enumerate(named_rules(size)):
        storage.add(
            vakt.Policy(
                f"staff {number}",
                effect=vakt.ALLOW_ACCESS,
                actions=disclose,
                subjects=[{"roles": has("staff"), "need_to_know": has(purpose)}],
                resources=[{"purpose": rules.Eq(purpose), "category": rules.Eq(category)}],
                context={
                    "consented": yes,
                    "withdrawn": no,
                    "purposes": has(purpose),
                    "recipients": names_recipient(),
                    "categories": has(category),
                },
            )
        )
    guard = vakt.Guard(storage, vakt.RulesChecker())
    return Built(lambda facts: bool(guard.is_allowed(vakt.Inquiry(**_inquiry(facts)))))


def _own_rules(base: Any) -> tuple[Any, Any]:
    """Rules of our own, as its manual has them written: none that ships asks whether a list has a value."""

    class Has(base):  # type: ignore[misc] # the library has no types
        def __init__(self, value: str) -> None:
            self.value = value

        def satisfied(self, what: list[str], inquiry: object = None) -> bool:  # noqa: ARG002 - its signature
            return self.value in what

    class NamesRecipient(base):  # type: ignore[misc] # the library has no types
        def satisfied(self, what: list[str], inquiry: Any = None) -> bool:
            return inquiry.subject["id"] in what

    return Has, NamesRecipient


def _inquiry(facts: Facts) -> dict[str, Any]:
    consent = facts["consent"]
    return {
        "subject": facts["recipient"],
        "action": "disclose",
        "resource": {"purpose": facts["purpose"], "category": facts["category"], **facts["subject"]},
        "context": {
            "suspicion": facts["suspicion"],
            "consented": consent is not None,
            **(_NO_CONSENT if consent is None else consent),
        },
    }


PEERS = (Peer("vakt", "vakt", _build),)
