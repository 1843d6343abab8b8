"""Short ways for tests to read texts."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.diagnostics.render.text import render_text
from confpolicy.syntax.parse import Parsed, parse_text
from confpolicy.syntax.statements import Statement


def read(text: str | bytes) -> Parsed:
    """The text, parsed as `x.policy`."""
    return parse_text(text, "x.policy")


def statement(text: str) -> Statement:
    """The one statement of a text without mistakes."""
    parsed = read(text)
    assert parsed.diagnostics == (), rendered(parsed)
    (only,) = parsed.file.statements
    return only


def mistake(text: str | bytes) -> Diagnostic:
    """The one finding of a text."""
    parsed = read(text)
    (only,) = parsed.diagnostics
    return only


def marked(text: str) -> tuple[str, str]:
    """The code of the one finding of a text, and what it points at."""
    parsed = read(text)
    (only,) = parsed.diagnostics
    return only.code, parsed.file.source.text[only.span.start : only.span.end]


def mended(text: str) -> str:
    """The text with the fix of its one finding made."""
    parsed = read(text)
    (only,) = parsed.diagnostics
    assert only.fix is not None, only
    source = parsed.file.source.text
    return source[: only.fix.span.start] + only.fix.replacement + source[only.fix.span.end :]


def rendered(parsed: Parsed) -> str:
    """The findings in words."""
    return render_text(parsed.diagnostics, {parsed.file.source.path: parsed.file.source})
