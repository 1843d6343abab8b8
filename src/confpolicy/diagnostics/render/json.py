"""Findings as JSON: one document, or one line each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.diagnostics.render.wording import place, visible, whole, worded
from confpolicy.source import Source, Span

SCHEMA = "confpolicy/findings/1"


def render_json(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> str:
    """`{"schema": …, "findings": [{"code", "severity", "message", "path", "line", …}]}`, indented."""
    document = {"schema": SCHEMA, "findings": [finding(diagnostic, sources) for diagnostic in diagnostics]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def render_json_lines(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> str:
    """One finding a line."""
    return "".join(json.dumps(finding(each, sources), ensure_ascii=False) + "\n" for each in diagnostics)


def finding(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> dict[str, Any]:
    """One finding; lines and columns count from 1 (in Unicode characters), the end is exclusive."""
    words = worded(diagnostic)
    return {
        "code": diagnostic.code,
        "slug": words.entry.slug,
        "severity": words.entry.severity.value,
        "message": words.message,
        "label": words.label,
        "help": words.help,
        "suggestion": words.suggestion,
        **_place(diagnostic.span, sources),
        "related": [
            {"label": visible(related.label), **_place(related.span, sources)} for related in diagnostic.related
        ],
        "fix": None
        if diagnostic.fix is None
        else {"replacement": whole(diagnostic.fix.replacement), **_place(diagnostic.fix.span, sources)},
    }


def _place(span: Span, sources: Mapping[str, Source]) -> dict[str, Any]:
    at = place(span, sources)
    return {
        "path": visible(at.path),
        "line": at.line,
        "column": at.column,
        "end_line": at.end_line,
        "end_column": at.end_column,
    }
