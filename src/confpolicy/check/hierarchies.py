"""Data, roles and purposes as hierarchies: their parents, cycles, the two roots, what reveals what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from confpolicy.check.findings import Findings
from confpolicy.check.symbols import Kind, Symbols
from confpolicy.facts.schema import CONFIDENTIAL, PUBLIC, Hierarchy
from confpolicy.source import Span
from confpolicy.syntax.statements import RevealsNode, Statement, TermsNode

ROOTS = frozenset({PUBLIC, CONFIDENTIAL})
DEPTH = 64
"""How many terms a hierarchy may have one above another."""
REVEALED = 1_000_000
"""How many pairs of leaves, the one revealing the other, a policy may have."""


@attrs.frozen
class Terms:
    """The three hierarchies as declared, with what hangs on them."""

    data: Hierarchy
    roles: Hierarchy
    purposes: Hierarchy
    towards: frozenset[str]
    reveals: Mapping[str, frozenset[str]]


def build(statements: tuple[Statement, ...], symbols: Symbols, findings: Findings) -> Terms:
    """The hierarchies; a cycle is cut once it is reported, so that whatever follows can rely on there being none."""
    data = _parents(Kind.DATA, statements, symbols, findings)
    data = {PUBLIC: (), CONFIDENTIAL: (), **{term: ups or (CONFIDENTIAL,) for term, ups in data.items()}}
    tree = Hierarchy.of(data, never_leaves=ROOTS)
    _both_roots(tree, symbols, findings)
    roles = Hierarchy.of(_parents(Kind.ROLE, statements, symbols, findings))
    return Terms(
        data=tree,
        roles=roles,
        purposes=Hierarchy.of(_parents(Kind.PURPOSE, statements, symbols, findings)),
        towards=_towards(statements, roles),
        reveals=_reveals(statements, tree, symbols, findings),
    )


def _parents(
    kind: Kind, statements: tuple[Statement, ...], symbols: Symbols, findings: Findings
) -> dict[str, tuple[str, ...]]:
    parents: dict[str, tuple[str, ...]] = {name: () for name in symbols.names(kind) if name not in ROOTS}
    for statement in statements:
        if isinstance(statement, TermsNode) and statement.kind == kind.value:
            found = [symbols.find(name, kind, findings) for name in statement.under]
            ups = tuple(dict.fromkeys(symbol.name for symbol in found if symbol))
            for name in statement.names:
                symbol = symbols.by_name[name.text]
                if symbol.span == name.span and symbol.kind is kind and name.text not in ROOTS:
                    parents[name.text] = ups
    return _without_cycles(parents, {name: symbols.by_name[name].span for name in parents}, findings)


def _without_cycles(
    parents: dict[str, tuple[str, ...]], places: Mapping[str, Span], findings: Findings
) -> dict[str, tuple[str, ...]]:
    """The same parents with every edge cut that closes a cycle; each such edge is a finding."""
    cut: dict[str, tuple[str, ...]] = {}
    level: dict[str, int] = dict.fromkeys(ROOTS, 0)
    for start in parents:
        trail: list[str] = []
        open_: set[str] = set()
        pending = [(start, False)]
        while pending:
            term, leaving = pending.pop()
            if leaving:
                open_.discard(trail.pop())
                level[term] = 1 + max((level.get(up, 0) for up in cut[term]), default=0)
                if level[term] > DEPTH:
                    findings.add("CP210", places[term], name=term, limit=str(DEPTH))
                    cut[term], level[term] = (), 1
                continue
            if term in level:
                continue
            trail.append(term)
            open_.add(term)
            pending.append((term, True))
            kept = []
            for up in parents[term]:
                if up in open_:
                    around = [*trail[trail.index(up) :], up]
                    findings.add("CP203", places[term], cycle=" under ".join(f"`{one}`" for one in around))
                else:
                    kept.append(up)
                    pending.append((up, False))
            cut[term] = tuple(kept)
    return {term: cut.get(term, ups) for term, ups in parents.items()}


def _both_roots(tree: Hierarchy, symbols: Symbols, findings: Findings) -> None:
    for term, above in tree.above.items():
        if above >= ROOTS and not any(tree.above[up] >= ROOTS for up in tree.parents[term]):
            findings.add("CP208", symbols.by_name[term].span, name=term)


def _towards(statements: tuple[Statement, ...], roles: Hierarchy) -> frozenset[str]:
    declared = {
        name.text
        for statement in statements
        if isinstance(statement, TermsNode) and statement.towards_subject
        for name in statement.names
    }
    return frozenset(role for role, above in roles.above.items() if above & declared)


def _reveals(
    statements: tuple[Statement, ...], tree: Hierarchy, symbols: Symbols, findings: Findings
) -> dict[str, frozenset[str]]:
    """For each leaf all other leaves that it reveals, by however many steps.

    Whole groups are followed, not single leaves: a statement reveals the same group for each of its names.
    """
    groups: list[frozenset[str]] = []
    direct: dict[str, set[int]] = {}
    for statement in statements:
        if isinstance(statement, RevealsNode):
            found = [symbols.find(name, Kind.DATA, findings) for name in statement.revealed]
            revealed = frozenset(leaf for symbol in found if symbol for leaf in tree.leaves[symbol.name])
            secret = sorted(leaf for leaf in revealed if CONFIDENTIAL in tree.above[leaf])
            for name in statement.names:
                symbol = symbols.find(name, Kind.DATA, findings)
                revealing = tree.leaves[symbol.name] if symbol else frozenset()
                for leaf in revealing:
                    direct.setdefault(leaf, set()).add(len(groups))
                open_ = sorted(leaf for leaf in revealing if PUBLIC in tree.above[leaf])
                if open_ and secret:
                    findings.add("CP209", name.span, name=open_[0], revealed=secret[0])
            groups.append(revealed)
    return _closed(groups, direct, statements, findings)


def _closed(
    groups: list[frozenset[str]],
    direct: Mapping[str, set[int]],
    statements: tuple[Statement, ...],
    findings: Findings,
) -> dict[str, frozenset[str]]:
    after = [frozenset[int]().union(*(direct.get(leaf, ()) for leaf in group)) for group in groups]
    reached: dict[frozenset[int], frozenset[str]] = {}
    closed: dict[str, frozenset[str]] = {}
    pairs = 0
    for leaf in sorted(direct):
        start = frozenset(direct[leaf])
        if start not in reached:
            reached[start] = frozenset().union(*(groups[index] for index in _following(start, after)))
        pairs += len(reached[start])
        if pairs > REVEALED:
            place = next(one.span for one in statements if isinstance(one, RevealsNode))
            findings.add("CP219", place, limit=f"{REVEALED:,}")
            break
        closed[leaf] = reached[start] - {leaf}
    return closed


def _following(start: frozenset[int], after: Sequence[frozenset[int]]) -> frozenset[int]:
    """The groups in `start`, and all that their leaves reveal in turn."""
    found: set[int] = set()
    pending = list(start)
    while pending:
        index = pending.pop()
        if index not in found:
            found.add(index)
            pending.extend(after[index])
    return frozenset(found)
