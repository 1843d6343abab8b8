"""Definitions: no recursion, and limits on what a condition is once every definition stands in its place."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from confpolicy.check.findings import Findings
from confpolicy.check.types import DefinitionMeant, Typer, parts_of
from confpolicy.syntax.expressions import Expr, Name, QuantifiedExpr
from confpolicy.syntax.statements import DefineNode

SIZE = 10_000
"""Nodes of a condition with every definition in its place."""
QUANTIFIERS = 3
"""Quantifiers one inside the other, those of definitions among them."""


@attrs.frozen
class Extent:
    """How large a condition is, expanded, and how deep its quantifiers nest."""

    size: int
    quantifiers: int


@attrs.frozen
class Definitions:
    """The definitions that are sound, each after all those that it uses."""

    nodes: Mapping[str, DefineNode]
    extents: Mapping[str, Extent]


def measure(defines: tuple[DefineNode, ...], typer: Typer, findings: Findings) -> Definitions:
    """Orders the definitions; one that uses itself is a finding that names the way round."""
    nodes: dict[str, DefineNode] = {}
    for node in defines:
        if id(node.condition) not in typer.too_deep:
            nodes.setdefault(node.name.text, node)
    uses = {name: [one for one in _used(node.condition, typer) if one.text in nodes] for name, node in nodes.items()}
    order = _ordered(nodes, uses, findings)
    extents: dict[str, Extent] = {}
    for name in order:
        extents[name] = extent_of(nodes[name].condition, extents, typer)
        check_extent(nodes[name].condition, extents[name], findings)
        if extents[name].size > SIZE:
            extents[name] = attrs.evolve(extents[name], size=1)
        if extents[name].quantifiers > QUANTIFIERS:
            extents[name] = attrs.evolve(extents[name], quantifiers=0)
    return Definitions({name: nodes[name] for name in order}, extents)


def check_extent(node: Expr, extent: Extent, findings: Findings) -> None:
    """A finding where the condition is larger, or its quantifiers nest deeper, than allowed."""
    if extent.size > SIZE:
        findings.add("CP318", node.span, size=str(extent.size), limit=str(SIZE))
    if extent.quantifiers > QUANTIFIERS:
        findings.add("CP319", node.span, depth=str(extent.quantifiers), limit=str(QUANTIFIERS))


def extent_of(node: Expr, extents: Mapping[str, Extent], typer: Typer) -> Extent:
    """The extent of `node`, where `extents` has those of the definitions that it uses."""
    if isinstance(node, Name) and isinstance(typer.meanings.get(id(node)), DefinitionMeant):
        return extents.get(node.text, Extent(1, 0))
    below = [extent_of(part, extents, typer) for part in parts_of(node)]
    quantifiers = max((one.quantifiers for one in below), default=0)
    return Extent(1 + sum(one.size for one in below), quantifiers + isinstance(node, QuantifiedExpr))


def _used(node: Expr, typer: Typer) -> list[Name]:
    found: list[Name] = []
    pending = [node]
    while pending:
        one = pending.pop()
        if isinstance(one, Name) and isinstance(typer.meanings.get(id(one)), DefinitionMeant):
            found.append(one)
        pending += reversed(parts_of(one))
    return found


def _ordered(nodes: Mapping[str, DefineNode], uses: Mapping[str, list[Name]], findings: Findings) -> list[str]:
    """Each definition after those that it uses; whatever closes a circle is left out, with all that uses it."""
    order: list[str] = []
    state: dict[str, str] = {}
    for start in nodes:
        trail: list[str] = []
        pending = [(start, False)]
        while pending:
            name, leaving = pending.pop()
            if leaving:
                trail.pop()
                sound = all(state.get(one.text) == "sound" for one in uses[name])
                state[name] = "sound" if sound else "circular"
                if sound:
                    order.append(name)
                continue
            if name in state:
                continue
            state[name] = "open"
            trail.append(name)
            pending.append((name, True))
            for used in uses[name]:
                if used.text in trail:
                    around = [*trail[trail.index(used.text) :], used.text]
                    findings.add("CP316", used.span, cycle=" uses ".join(f"`{one}`" for one in around))
                elif used.text not in state:
                    pending.append((used.text, False))
    return order
