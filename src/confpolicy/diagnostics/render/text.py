"""Findings as text to read: the line, a mark under the place, and at the end what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.diagnostics.render.wording import Place, place, seen, visible, worded
from confpolicy.source import Source, Span

_WIDEST = 100
"""Of a longer line a window around the place is shown."""


def render_text(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> str:
    """The findings in the order given, an empty line between them; empty where there are none."""
    return "\n".join(_finding(diagnostic, sources) for diagnostic in diagnostics)


def _finding(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    words = worded(diagnostic)
    spans = (diagnostic.span, *(related.span for related in diagnostic.related))
    margin = max(len(str(place(span, sources).line)) for span in spans)
    lines = [f"{words.entry.severity.value} {diagnostic.code} ({words.entry.slug}): {words.message}"]
    lines += _snippet(diagnostic.span, words.label, sources, margin, mark="^")
    for related in diagnostic.related:
        lines += _snippet(related.span, visible(related.label), sources, margin, mark="-")
    if words.suggestion is not None:
        lines.append(f"{' ' * margin} = did you mean `{words.suggestion}`?")
    lines.append(f"{' ' * margin} = {words.help}")
    return "\n".join(lines) + "\n"


def _snippet(span: Span, label: str, sources: Mapping[str, Source], margin: int, *, mark: str) -> list[str]:
    at = place(span, sources)
    gutter = " " * margin
    source = sources.get(span.path)
    if source is None or (not source.text and not span.end):
        return [f"{gutter}--> {visible(span.path)}" + (f" ({label})" if mark == "-" else "")]
    shown, marks = _marked(source.line(at.line), at, mark)
    return [
        f"{gutter}--> {visible(span.path)}:{at.line}:{at.column}",
        f"{gutter} |",
        f"{at.line:>{margin}} | {shown}".rstrip(),
        f"{gutter} | {marks} {label}".rstrip(),
    ]


def _marked(line: str, at: Place, mark: str) -> tuple[str, str]:
    """The line, made visible, and the marks under the place in it (to the line's end, where it goes on below)."""
    start = at.column - 1
    end = at.end_column - 1 if at.end_line == at.line else len(line)
    cut = max(start - 2 * _WIDEST, 0)
    shown = line[cut:start], line[start : min(end, start + 2 * _WIDEST)], line[end : end + 2 * _WIDEST]
    before, marked, after = (visible(part) for part in shown)
    if cut or _width(before) + _width(marked) > _WIDEST:
        before = f"…{before[-20:]}" if len(before) > 20 else before
        marked = f"{marked[: _WIDEST - 30]}…" if len(marked) > _WIDEST - 30 else marked
    room = max(_WIDEST - _width(before) - _width(marked), 10)
    after = f"{after[:room]}…" if len(after) > room else after
    return before + marked + after, " " * _width(before) + mark * max(_width(marked), 1)


def _width(text: str) -> int:
    """Columns of a terminal: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else len(seen(character))
