"""`allow CODE because "…"`: silences a warning of its own statement, and must silence one."""

from __future__ import annotations

from collections.abc import Iterable

from confpolicy.diagnostics.catalogue import CATALOGUE
from confpolicy.diagnostics.diagnostic import Diagnostic, Severity
from confpolicy.diagnostics.nearby import near
from confpolicy.source import Span
from confpolicy.syntax.nodes import noted
from confpolicy.syntax.parts import AllowPart
from confpolicy.syntax.statements import Load

OF_THE_DAY = frozenset({"CP704"})
"""Warnings that come and go with the day; an `allow` of one stands for the days to come, and is never useless."""


def settle(load: Load, findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings that no `allow` silences, and one for each `allow` that silences nothing, by file and place.

    One that silences nothing is an error, so that it cannot silence what nobody has thought about. No day brings
    that error by itself: the same text compiles tomorrow.
    """
    allows = [
        (statement.span, node)
        for file in load.files
        for statement in file.statements
        for node in noted(statement)
        if isinstance(node, AllowPart)
    ]
    used: set[int] = set()
    kept: list[Diagnostic] = []
    for finding in findings:
        silenced = False
        if CATALOGUE[finding.code].severity is Severity.WARNING:
            for index, (statement, allow) in enumerate(allows):
                if allow.code.text == finding.code and _inside(finding.span, statement):
                    used.add(index)
                    silenced = True
        if not silenced:
            kept.append(finding)
    kept.extend(
        _useless(allow)
        for index, (_, allow) in enumerate(allows)
        if index not in used and allow.code.text not in OF_THE_DAY
    )
    return tuple(sorted(kept, key=lambda each: (each.span.path, each.span.start, each.code)))


def reasons(load: Load, code: str) -> dict[str, str]:
    """The named statements that allow the code, each with its reason."""
    return {
        statement.name.text: node.because.value
        for file in load.files
        for statement in file.statements
        if hasattr(statement, "name")
        for node in noted(statement)
        if isinstance(node, AllowPart) and node.code.text == code
    }


def _inside(span: Span, statement: Span) -> bool:
    return span.path == statement.path and statement.start <= span.start < statement.end


def _useless(allow: AllowPart) -> Diagnostic:
    code = allow.code.text
    entry = CATALOGUE.get(code)
    if entry is None:
        nearest = near(code, tuple(CATALOGUE))
        return Diagnostic("CP792", allow.code.span, {"code": code} | ({"suggestion": nearest} if nearest else {}))
    if entry.severity is Severity.ERROR:
        return Diagnostic("CP791", allow.code.span, {"code": code})
    return Diagnostic("CP790", allow.code.span, {"code": code})
