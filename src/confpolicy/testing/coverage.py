"""Which clauses, conditions and readings the scenarios took both ways, from the traces of their decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from confpolicy.core.clauses import Clause, Condition, Standing
from confpolicy.core.expressions import (
    And,
    Compare,
    Defined,
    Expression,
    FactValue,
    Falls,
    HasRole,
    IsSubject,
    Known,
    Member,
    Or,
    Quantified,
    Within,
    children,
)
from confpolicy.core.programs import Program, Rules
from confpolicy.core.reading import conditions_of, nodes
from confpolicy.decide.prepare import governs_path
from confpolicy.decide.trace import trace_of
from confpolicy.facts.types import Primitive
from confpolicy.result import Decision


@attrs.frozen
class Taken:
    """Whether one thing was seen to hold (or to apply), and seen not to. `kind`: clause, condition or reading."""

    kind: str
    id: str
    held: bool
    failed: bool

    @property
    def both_ways(self) -> bool:
        """Whether both were seen."""
        return self.held and self.failed


@attrs.frozen
class Coverage:
    """Everything that can go two ways, and how it went."""

    taken: tuple[Taken, ...]

    @property
    def percent(self) -> int:
        """How many of all were taken both ways, rounded down, so that 100 means all."""
        return 100 * sum(each.both_ways for each in self.taken) // len(self.taken) if self.taken else 100


def coverage(program: Program, decisions: Iterable[Decision]) -> Coverage:
    """What the decisions' traces show of each clause (applied or not), sub-condition and reading (held or not)."""
    seen: dict[tuple[str, str], set[bool]] = {}
    for decision in decisions:
        _look(decision, seen)
    return Coverage(
        tuple(
            Taken(kind, name, held=True in seen.get((kind, name), ()), failed=False in seen.get((kind, name), ()))
            for kind, name in _countable(program)
        )
    )


def _look(decision: Decision, seen: dict[tuple[str, str], set[bool]]) -> None:
    arisen = {due.clause for due in decision.obligations}
    nodes: dict[str, set[bool]] = {}
    for entry in decision.trace:
        assert isinstance(entry, Mapping)
        _values(entry, nodes)
        if "clause" in entry:
            name = str(entry["clause"])
            applied = name in arisen if entry["kind"] == "obligation" else _applied(entry)
            if entry["kind"] == "reply" and decision.outward.items:
                applied = False  # with something released no reply is given, whomever it is for
            seen.setdefault(("clause", name), set()).add(applied)
    for variant in decision.prepared.variants:
        policies = list(decision.prepared.policies)
        policies[variant.place] = variant.policy
        prepared = attrs.evolve(decision.prepared, policies=tuple(policies))
        for entry in trace_of(prepared, decision.request):
            assert isinstance(entry, Mapping)
            _values(entry, nodes)
    for path, values in nodes.items():
        seen.setdefault(("condition", path), set()).update(values)
        seen.setdefault(("reading", path), set()).update(values)


def _applied(entry: Mapping[str, Any]) -> bool:
    if not entry["in_scope"]:
        return False
    if entry["kind"] == "stand-in":
        return bool(entry["recipient"] == "true" or (entry["givers"] and entry["status"] == "true"))
    if entry["kind"] in {"prohibition", "absolute prohibition", "reply"}:
        return bool(entry["status"] != "false")
    if "covers_recipient" in entry and entry["kind"] in {"consent", "need-to-know", "exception", "duty"}:
        return False
    if entry["kind"] == "consent":
        return any(
            each["statement"] in {"grant", "offer"}
            and each["covers"]
            and each["status"] == "true"
            and not each["lacking"]
            and not each["stopped_by"]
            for each in entry["statements"]
        )
    return bool(entry.get("applies", entry["status"] == "true"))


def _values(entry: Mapping[str, Any], nodes: dict[str, set[bool]]) -> None:
    for each in (entry, *entry.get("statements", ())):
        for node in each.get("nodes", ()):
            nodes.setdefault(node["path"], set()).add(node["value"] == "true")


def _countable(program: Program) -> Iterator[tuple[str, str]]:
    """What the own policy states; those above it have scenarios of their own."""
    rules = program.policies[0]
    if rules.governs is not None:
        for path, expression in _roots(governs_path(rules.header), rules.governs.condition):
            yield from (("condition", node) for node in _paths(path, expression, program))
    for clause in rules.clauses:
        if not isinstance(clause, Standing):
            yield "clause", clause.name
        yield from (("condition", path) for path in _clause_paths(clause, program))
        for reading in clause.readings:
            yield from (
                ("reading", path) for path, _ in _roots(f"{clause.name}/reading.{reading.name}", reading.condition)
            )
    deciding = _definitions(rules, conditions_of(rules))
    asserted = _definitions(rules, (assertion.condition for assertion in rules.assertions))
    for name, expression in rules.definitions.items():
        if name in deciding or name not in asserted:  # no decision reads what only an assertion does
            yield from (("condition", path) for path in _paths(f"define.{name}", expression, program))


def _definitions(rules: Rules, conditions: Iterable[Condition]) -> frozenset[str]:
    """The definitions that the conditions read, through other definitions too."""
    found: set[str] = set()
    waiting = [expression for condition in conditions for _, expression in _roots("", condition)]
    while waiting:
        read = {node.name for node in nodes(waiting.pop()) if isinstance(node, Defined)} - found
        found |= read
        waiting.extend(rules.definitions[name] for name in read)
    return frozenset(found)


def _clause_paths(clause: Clause, program: Program) -> Iterator[str]:
    parts = [(clause.name, clause.condition)]
    parts += [(f"{clause.name}/reading.{reading.name}", reading.condition) for reading in clause.readings]
    for prefix, condition in parts:
        for path, expression in _roots(prefix, condition):
            yield from _paths(path, expression, program)


def _roots(prefix: str, condition: Condition) -> Iterator[tuple[str, Expression]]:
    if condition.when is not None:
        yield f"{prefix}/when", condition.when
    for number, expression in enumerate(condition.unless):
        yield f"{prefix}/unless.{number}", expression


def _paths(path: str, node: Expression, program: Program) -> Iterator[str]:
    match node:
        case And() | Or() | Compare() | Member() | Within() | Known() | HasRole() | IsSubject() | Falls():
            yield path
        case Quantified() | Defined():
            yield path
        case FactValue(fact) if program.vocabulary.facts[fact].type is Primitive.BOOL:
            yield path
        case _:
            pass
    for number, child in enumerate(children(node)):
        yield from _paths(f"{path}/{number}", child, program)
