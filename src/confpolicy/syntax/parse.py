"""From a text to its tree. Any text gives a tree and findings, and never another exception."""

from __future__ import annotations

import attrs
from lark.exceptions import UnexpectedInput

from confpolicy.diagnostics.diagnostic import Diagnostic, Fix
from confpolicy.source import Source, Span
from confpolicy.syntax.broken import kind_and_names
from confpolicy.syntax.characters import first_character_mistake
from confpolicy.syntax.grammar import parser
from confpolicy.syntax.layout import first_layout_mistake
from confpolicy.syntax.mistake import MistakeError
from confpolicy.syntax.providers import FILE_BYTES
from confpolicy.syntax.relocate import moved, moved_diagnostic
from confpolicy.syntax.split import Piece, normalised, split
from confpolicy.syntax.statements import BrokenNode, FileNode, Statement
from confpolicy.syntax.trouble import diagnosed

STATEMENTS = 10_000
"""A file has at most as many statements."""


@attrs.frozen
class Parsed:
    """A file's tree, and at most one finding for each of its statements."""

    file: FileNode
    diagnostics: tuple[Diagnostic, ...]


def parse_text(text: str | bytes, path: str) -> Parsed:
    """The tree of the text at `path`; a statement with a mistake is a `BrokenNode`. Raises nothing."""
    size = len(text) if isinstance(text, bytes) else len(text.encode("utf-8", "surrogatepass"))
    if size > FILE_BYTES:
        return _refused(path, "CP116", {"limit": "1 MiB"})
    content = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    source = Source(path, normalised(content))
    pieces = split(source.text)
    if len(pieces) > STATEMENTS:
        return _refused(path, "CP117", {"limit": f"{STATEMENTS:,}"})
    statements: list[Statement] = []
    diagnostics: list[Diagnostic] = []
    for piece in pieces:
        statement, finding = _parse_piece(piece)
        statements.append(moved(statement, path, piece.start))
        if finding:
            diagnostics.append(moved_diagnostic(finding, path, piece.start))
    diagnostics.extend(_between(source, pieces))
    diagnostics.sort(key=lambda finding: finding.span.start)
    return Parsed(FileNode(tuple(statements), source=source), tuple(diagnostics))


def parse_statement(text: str) -> tuple[Statement, Diagnostic | None]:
    """One statement, with spans relative to `text`; with its first mistake, if it has one, it is a `BrokenNode`."""
    return _parse_piece(Piece(0, text))


def _parse_piece(piece: Piece) -> tuple[Statement, Diagnostic | None]:
    text = piece.text
    found = first_character_mistake(text)
    statement, trouble = _parsed(text)
    if trouble and (found is None or _line_end(text, trouble.span.start) < found.span.start):
        found = trouble
    if statement and found is None:
        found = first_layout_mistake(statement, text)
    if piece.indented and (found is None or found.code != "CP114"):
        margin = Span("", 0, len(text) - len(text.lstrip(" \t")))
        found = Diagnostic("CP118", Span("", margin.end, margin.end + 1), fix=Fix(margin, ""))
    if statement is None or found is not None:
        kind, names = kind_and_names(text)
        return BrokenNode(kind, names, span=Span("", 0, len(text))), found
    return statement, None


def _line_end(text: str, at: int) -> int:
    """A wrong character on the line of another mistake is likely the reason for it."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _parsed(text: str) -> tuple[Statement | None, Diagnostic | None]:
    try:
        statement: Statement = parser().parse(text + "\n")  # type: ignore[assignment] # the builder of `start` gives one
    except MistakeError as error:
        return None, error.diagnostic
    except UnexpectedInput as error:
        return None, diagnosed(error, text)
    return statement, None


def _between(source: Source, pieces: tuple[Piece, ...]) -> list[Diagnostic]:
    """The first character mistake in each comment between statements."""
    found: list[Diagnostic] = []
    at = 0
    for piece in (*pieces, Piece(len(source.text), "")):
        if finding := first_character_mistake(source.text[at : piece.start]):
            found.append(moved_diagnostic(finding, source.path, at))
        at = piece.start + len(piece.text)
    return found


def _refused(path: str, code: str, facts: dict[str, str]) -> Parsed:
    return Parsed(FileNode((), source=Source(path, "")), (Diagnostic(code, Span(path, 0, 0), facts),))
