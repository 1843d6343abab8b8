"""Rego by way of regorus (the distribution gordon-to-regorus): a rule each, and one rule over a table of data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module

from benchmarks.peers.peer import Built, Facts, Peer
from benchmarks.workload import named_rules

_PACKAGE = "package disclosure\nimport rego.v1\n"
_HEAD = f"""{_PACKAGE}default decision := false
decision if {{ allow; not deny }}
deny if {{ "parent" in input.recipient.roles; input.subject.age < 16; input.subject.missing }}
allow if {{ "police" in input.recipient.roles; input.suspicion }}
"""
_CONSENT = (
    "input.consent; not input.consent.withdrawn; input.purpose in input.consent.purposes; "
    "input.recipient.id in input.consent.recipients; input.category in input.consent.categories"
)
_OVER_A_TABLE = (
    f'{_HEAD}allow if {{ data.rules[input.purpose][input.category]; "staff" in input.recipient.roles; '
    f"input.purpose in input.recipient.need_to_know; {_CONSENT} }}\n"
)
_QUERY = "data.disclosure.decision"
_RULES_A_MODULE = 1_000
"""A module may not be larger than a mebibyte."""


def _modules(size: int) -> Iterator[str]:
    rules = [
        f'allow if {{ input.purpose == "{purpose}"; input.category == "{category}"; '
        f'"staff" in input.recipient.roles; "{purpose}" in input.recipient.need_to_know; {_CONSENT} }}\n'
        for purpose, category in named_rules(size)
    ]
    yield _HEAD
    for start in range(0, len(rules), _RULES_A_MODULE):
        yield _PACKAGE + "".join(rules[start : start + _RULES_A_MODULE])


def _a_rule_each(size: int) -> Built:
    engine = import_module("regorus").Engine()
    for number, module in enumerate(_modules(size)):
        engine.add_policy(f"{number}.rego", module)

    def decide(facts: Facts) -> bool:
        engine.set_input(facts)
        return bool(engine.eval_rule(_QUERY))

    return Built(decide)


def _over_a_table(size: int) -> Built:
    table: dict[str, dict[str, bool]] = {}
    for purpose, category in named_rules(size):
        table.setdefault(purpose, {})[category] = True
    data = json.dumps({"rules": table})
    regorus = import_module("regorus")
    machine = regorus.Rvm()
    machine.load_program(regorus.Program.compile_from_modules(data, [("0.rego", _OVER_A_TABLE)], [_QUERY]))
    machine.set_data_json(data)

    def decide(facts: Facts) -> bool:
        machine.set_input_json(json.dumps(facts))
        return bool(machine.execute() == "true")

    return Built(decide)


PEERS = (
    Peer("regorus, one rule over a table, as bytecode", "gordon-to-regorus", _over_a_table),
    Peer("regorus, a rule each", "gordon-to-regorus", _a_rule_each),
)
