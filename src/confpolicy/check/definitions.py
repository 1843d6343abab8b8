"""Definitions: no recursion, and limits on what a condition is once every definition stands in its place."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from confpolicy.check.findings import Findings
from confpolicy.check.tables import DefinitionMeant, Tables
from confpolicy.check.walk import DEPTH, parts_of
from confpolicy.syntax.expressions import Expr, Name, QuantifiedExpr
from confpolicy.syntax.statements import DefineNode

SIZE = 10_000
"""Nodes of a condition with every definition in its place."""
TOTAL = 500_000
"""Nodes of all conditions of a policy together, likewise."""
QUANTIFIERS = 3
"""Quantifiers one inside the other, those of definitions among them."""


@attrs.frozen
class Extent:
    """How large a condition is, expanded, how deep its quantifiers nest, and how deep it nests itself."""

    size: int
    quantifiers: int
    depth: int


_LEAF = Extent(1, 0, 1)


@attrs.frozen
class Definitions:
    """The definitions that are sound, each after all those that it uses."""

    nodes: Mapping[str, DefineNode]
    extents: Mapping[str, Extent]


def measure(defines: tuple[DefineNode, ...], tables: Tables) -> Definitions:
    """Orders the definitions; one that uses itself is a finding that names the way round.

    One that is too large or nests too deep is a finding too, and no later pass enters it.
    """
    nodes: dict[str, DefineNode] = {}
    for node in defines:
        if id(node.condition) not in tables.too_deep:
            nodes.setdefault(node.name.text, node)
    uses = {name: [one for one in _used(node.condition, tables) if one.text in nodes] for name, node in nodes.items()}
    sound: dict[str, DefineNode] = {}
    extents: dict[str, Extent] = {}
    for name in _ordered(nodes, uses, tables.findings):
        extent = extent_of(nodes[name].condition, extents, tables)
        if fits(nodes[name].condition, extent, tables.findings):
            sound[name], extents[name] = nodes[name], extent
    return Definitions(sound, extents)


def fits(node: Expr, extent: Extent, findings: Findings) -> bool:
    """Whether the condition is within the limits; a finding for each that it breaks."""
    if extent.size > SIZE:
        findings.add("CP318", node.span, size=str(extent.size), limit=str(SIZE))
    if extent.quantifiers > QUANTIFIERS:
        findings.add("CP319", node.span, depth=str(extent.quantifiers), limit=str(QUANTIFIERS))
    if extent.depth > DEPTH:
        findings.add("CP317", node.span, limit=str(DEPTH))
    return extent.size <= SIZE and extent.quantifiers <= QUANTIFIERS and extent.depth <= DEPTH


def extent_of(node: Expr, extents: Mapping[str, Extent], tables: Tables) -> Extent:
    """The extent of `node`, where `extents` has those of the definitions that it uses."""
    if isinstance(node, Name) and isinstance(tables.meanings.get(id(node)), DefinitionMeant):
        used = extents.get(node.text, _LEAF)
        return attrs.evolve(used, size=used.size + 1, depth=used.depth + 1)
    below = [extent_of(part, extents, tables) for part in parts_of(node)]
    return Extent(
        1 + sum(one.size for one in below),
        max((one.quantifiers for one in below), default=0) + isinstance(node, QuantifiedExpr),
        1 + max((one.depth for one in below), default=0),
    )


def _used(node: Expr, tables: Tables) -> list[Name]:
    found: list[Name] = []
    pending = [node]
    while pending:
        one = pending.pop()
        if isinstance(one, Name) and isinstance(tables.meanings.get(id(one)), DefinitionMeant):
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
                if state.get(used.text) == "open":
                    around = [*trail[trail.index(used.text) :], used.text]
                    findings.add("CP316", used.span, cycle=" uses ".join(f"`{one}`" for one in around))
                elif used.text not in state:
                    pending.append((used.text, False))
    return order
