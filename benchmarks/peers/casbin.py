"""Casbin by way of pycasbin: one matcher for all, a row of its table a rule (quicker than a matcher in each row)."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

from benchmarks.peers.peer import Built, Facts, Peer
from benchmarks.workload import named_rules

_STAFF = (
    "p.kind == 'staff' && r.x.purpose == p.purpose && r.x.category == p.category"
    " && 'staff' in r.x.recipient.roles && p.purpose in r.x.recipient.need_to_know"
    " && r.x.consent != None && !r.x.consent.withdrawn && p.purpose in r.x.consent.purposes"
    " && r.x.recipient.id in r.x.consent.recipients && p.category in r.x.consent.categories"
)
_POLICE = "p.kind == 'police' && 'police' in r.x.recipient.roles && r.x.suspicion"
_PARENT = "p.kind == 'parent' && 'parent' in r.x.recipient.roles && r.x.subject.age < 16 && r.x.subject.missing"
_MODEL = f"""[request_definition]
r = x
[policy_definition]
p = kind, purpose, category, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = ({_STAFF}) || ({_POLICE}) || ({_PARENT})
"""


def _as_object(facts: Facts) -> SimpleNamespace:
    """Matchers read attributes."""
    parts: dict[str, Any] = {
        name: _as_object(value) if isinstance(value, dict) else value for name, value in facts.items()
    }
    return SimpleNamespace(**parts)


def _build(size: int) -> Built:
    casbin = import_module("casbin")
    model = casbin.Model()
    model.load_model_from_text(_MODEL)
    enforcer = casbin.Enforcer(model)
    rows = [["parent", "*", "*", "deny"], ["police", "*", "*", "allow"]]
    rows += [["staff", purpose, category, "allow"] for purpose, category in named_rules(size)]
    enforcer.add_policies(rows)
    numbers = {tuple(row): number for number, row in enumerate(rows)}

    def rule(facts: Facts) -> int | None:
        _, told = enforcer.enforce_ex(_as_object(facts))
        return numbers[tuple(told)] if told else None

    return Built(lambda facts: bool(enforcer.enforce(_as_object(facts))), rule)


PEERS = (Peer("pycasbin, a row each", "pycasbin", _build),)
