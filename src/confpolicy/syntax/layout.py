"""Layout means nothing to the parser; where it says something else than the parser read, that is a mistake."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Diagnostic, Related
from confpolicy.source import Span
from confpolicy.syntax.parts import ReadingPart, UnlessPart, WhenPart
from confpolicy.syntax.statements import ClauseNode, Statement


def first_layout_mistake(statement: Statement, text: str) -> Diagnostic | None:
    """A condition that belongs to the reading before it and does not stand under it, or stands there and does not.

    Read as the reading's, an `unless` that was meant for the clause would hold in that reading alone; read as the
    clause's, one that was meant for a reading would lift the clause in every reading.
    """
    if not isinstance(statement, ClauseNode):
        return None
    reading: ReadingPart | None = None
    for part in statement.parts:
        match part:
            case ReadingPart(conditions=conditions):
                reading = part
                for condition in conditions:
                    if _starts_line(text, condition) and _column(text, condition) <= _column(text, part):
                        return _mistake("CP120", condition, part)
            case WhenPart() | UnlessPart() if reading is not None:
                if not _starts_line(text, part) or _column(text, part) > _column(text, reading):
                    return _mistake("CP147", part, reading)
            case _:
                pass
    return None


def _mistake(code: str, condition: WhenPart | UnlessPart, reading: ReadingPart) -> Diagnostic:
    word = "when" if isinstance(condition, WhenPart) else "unless"
    at = condition.span.start
    related = (Related(reading.name.span, "this reading"),)
    return Diagnostic(code, Span("", at, at + len(word)), {"word": word, "reading": reading.name.text}, related)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _column(text: str, part: WhenPart | UnlessPart | ReadingPart) -> int:
    return part.span.start - _line_start(text, part.span.start)


def _starts_line(text: str, part: WhenPart | UnlessPart) -> bool:
    return not text[_line_start(text, part.span.start) : part.span.start].strip(" \t")
