"""Layout means nothing to the parser; where it says something else than the parser read, that is a mistake."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Diagnostic, Related
from confpolicy.source import Span
from confpolicy.syntax.parts import ReadingPart, WhenPart
from confpolicy.syntax.statements import ClauseNode, Statement


def first_layout_mistake(statement: Statement, text: str) -> Diagnostic | None:
    """A condition that belongs to the reading before it, but stands where the clause's own conditions stand.

    Read as the reading's, an `unless` that was meant for the clause would hold in that reading alone.
    """
    if not isinstance(statement, ClauseNode):
        return None
    for part in statement.parts:
        if not isinstance(part, ReadingPart):
            continue
        for condition in part.conditions:
            at = condition.span.start
            if _starts_line(text, at) and _indent(text, at) <= _indent(text, part.span.start):
                word = "when" if isinstance(condition, WhenPart) else "unless"
                related = (Related(part.name.span, "this reading"),)
                facts = {"word": word, "reading": part.name.text}
                return Diagnostic("CP120", Span("", at, at + len(word)), facts, related)
    return None


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _indent(text: str, at: int) -> int:
    line = text[_line_start(text, at) : at + 1]
    return len(line) - len(line.lstrip(" \t"))


def _starts_line(text: str, at: int) -> bool:
    return not text[_line_start(text, at) : at].strip(" \t")
