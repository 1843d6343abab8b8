"""The canonical layout of a file."""

from __future__ import annotations

from collections.abc import Sequence

from confpolicy.source import Source
from confpolicy.syntax.parse import Parsed, parse_text
from confpolicy.syntax.printing.comments import attached, comments_in
from confpolicy.syntax.printing.lines import Comments, set_lines
from confpolicy.syntax.printing.statements import STEP, statement_lines
from confpolicy.syntax.split import split
from confpolicy.syntax.statements import (
    AssertNode,
    ClauseNode,
    FileNode,
    GroupNode,
    HeaderNode,
    ScenarioNode,
    Statement,
    StructureNode,
)


class FormatError(Exception):
    """The formatted text would not say what the text says; it is a fault of the program, and nothing is formatted."""


def format_text(parsed: Parsed) -> str:
    """The file in its canonical layout, comments kept; formatted again it stays as it is.

    Raises ValueError where the file has mistakes (they are in `parsed.diagnostics`), and FormatError where the result
    would be another tree, or lose a comment: it is read again before it is given out.
    """
    if parsed.diagnostics:
        raise ValueError("a file with mistakes cannot be formatted")
    formatted = format_file(parsed.file)
    again = parse_text(formatted, parsed.file.source.path)
    if again.diagnostics or again.file != parsed.file:
        raise FormatError("the formatted text would be another tree")
    if _comment_texts(again.file.source) != _comment_texts(parsed.file.source):
        raise FormatError("the formatted text would lose a comment")
    return formatted


def _comment_texts(source: Source) -> list[str]:
    return sorted(comment.text for comment in comments_in(source.text, 0))


def format_file(file: FileNode) -> str:
    """The tree printed, with the comments and the grouping of its source (which may be an empty text).

    Raises ValueError for a broken statement. What was made by a program is not read again: see `format_text`.
    """
    text = file.source.text
    pieces = split(text)
    known = len(pieces) == len(file.statements)
    printed: list[str] = []
    at = 0
    before: Statement | None = None
    for i, statement in enumerate(file.statements):
        lines = statement_lines(statement)
        comments = Comments({}, {})
        rest: tuple[str, ...] = ()
        gap: Sequence[str] | None = None
        if known:
            piece = pieces[i]
            comments, rest = attached(lines, comments_in(piece.text, piece.start))
            gap = text[at : piece.start].split("\n")[1 if i else 0 : -1]
            at = piece.start + len(piece.text)
        own = set_lines(lines, comments)
        printed += _between(before, statement, gap, apart=before is not None)
        printed += own + [" " * STEP + comment for comment in rest]
        before = statement
    if known:
        printed += _kept(text[at:].split("\n")[1 if pieces else 0 :])
    return "\n".join(printed).strip("\n") + "\n" if any(printed) else ""


def _kept(gap: Sequence[str]) -> list[str]:
    """The comments of a gap, and one empty line for each run of them."""
    kept: list[str] = []
    for line in gap:
        stripped = line.strip()
        if stripped:
            kept.append(" " * STEP + stripped if line[0].isspace() else stripped)
        elif kept[-1:] != [""]:
            kept.append("")
    return kept


def _between(before: Statement | None, after: Statement, gap: Sequence[str] | None, *, apart: bool) -> list[str]:
    """What stands between two statements: groups stay together, clauses and the like stand apart."""
    kept = _kept(gap or ())
    if not apart:
        return kept
    alike = type(before) is type(after) and getattr(before, "kind", None) == getattr(after, "kind", None)
    must = _is_block(before) or _is_block(after) or (gap is None and not alike)
    if must and "" not in kept:
        own = next((i for i, line in enumerate(kept) if not line.startswith(" ")), len(kept))
        kept.insert(own, "")
    return kept


def _is_block(statement: Statement | None) -> bool:
    return isinstance(statement, HeaderNode | ClauseNode | GroupNode | ScenarioNode | AssertNode | StructureNode)
