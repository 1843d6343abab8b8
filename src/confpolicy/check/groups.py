"""Groups: one name for several clauses, where clauses are listed."""

from __future__ import annotations

from collections.abc import Mapping

from confpolicy.check.context import Context
from confpolicy.check.parts import GROUP, check_parts, only
from confpolicy.check.symbols import Kind, Symbols
from confpolicy.diagnostics.diagnostic import Related
from confpolicy.source import Span
from confpolicy.syntax import parts as p
from confpolicy.syntax.expressions import Name
from confpolicy.syntax.statements import GroupNode, Statement


def groups_in(statements: tuple[Statement, ...], symbols: Symbols) -> dict[str, tuple[Name, ...]]:
    """The members of each group by its name; of a name declared twice those of the first."""
    found: dict[str, tuple[Name, ...]] = {}
    for statement in statements:
        if isinstance(statement, GroupNode) and symbols.by_name[statement.name.text].span == statement.name.span:
            parts = only(p.HasPart, statement.parts)
            found[statement.name.text] = tuple(name for part in parts for name in part.names)
    return found


def check_group(group: GroupNode, context: Context) -> None:
    """A group names clauses, each once. Whether their kinds fit is found where the group is used."""
    check_parts("group", group.name.span, group.parts, GROUP, context.findings)
    for allow in only(p.AllowPart, group.parts):
        context.not_blank(allow.because, "because")
    first: dict[str, Span] = {}
    for part in only(p.HasPart, group.parts):
        for name in part.names:
            context.find(name, Kind.CLAUSE)
            if name.text in first:
                place = (Related(first[name.text], "first here"),)
                context.findings.add("CP216", name.span, related=place, name=name.text, part="has")
            first.setdefault(name.text, name.span)


def spread(names: tuple[Name, ...], groups: Mapping[str, tuple[Name, ...]]) -> frozenset[str]:
    """The names of the clauses that a list stands for, with each group's clauses in its place."""
    return frozenset(member.text for name in names for member in groups.get(name.text, (name,)))
