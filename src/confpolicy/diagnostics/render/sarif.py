"""Findings in SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), for code scanning services."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from confpolicy.diagnostics.diagnostic import Diagnostic, Fix
from confpolicy.diagnostics.render.wording import place, visible, whole, worded
from confpolicy.source import Source, Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def render_sarif(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source], *, version: str | None = None
) -> str:
    """One run with a rule for each code that was found; `version` is that of the program."""
    found = tuple(diagnostics)
    driver: dict[str, Any] = {"name": "confpolicy", "rules": [_rule(code, found) for code in _codes(found)]}
    if version is not None:
        driver["version"] = version
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, sources) for diagnostic in found],
    }
    return json.dumps(sarif_log(run), indent=2, ensure_ascii=False) + "\n"


def sarif_log(run: Mapping[str, Any]) -> dict[str, Any]:
    """The document of one run."""
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def line_location(path: str, line: int) -> dict[str, Any]:
    """A location that is a whole line, counted from 1."""
    return {"physicalLocation": {"artifactLocation": _artifact(path), "region": {"startLine": line}}}


def _codes(found: tuple[Diagnostic, ...]) -> list[str]:
    return sorted({diagnostic.code for diagnostic in found})


def _rule(code: str, found: tuple[Diagnostic, ...]) -> dict[str, Any]:
    entry = worded(next(diagnostic for diagnostic in found if diagnostic.code == code)).entry
    return {"id": code, "name": entry.slug, "defaultConfiguration": {"level": entry.severity.value}}


def _result(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> dict[str, Any]:
    words = worded(diagnostic)
    hint = "" if words.suggestion is None else f" Did you mean `{words.suggestion}`?"
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "level": words.entry.severity.value,
        "message": {"text": f"{words.message}.{hint} {words.help}"},
        "locations": [_location(diagnostic.span, sources)],
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {**_location(related.span, sources), "message": {"text": visible(related.label)}}
            for related in diagnostic.related
        ]
    if diagnostic.fix is not None:
        result["fixes"] = [_fix(diagnostic.fix, words.help, sources)]
    return result


def _location(span: Span, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(span.path), "region": _region(span, sources)}}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path.encode("utf-8", "replace"), safe="/")}


def _region(span: Span, sources: Mapping[str, Source]) -> dict[str, int]:
    at = place(span, sources)
    return {"startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column}


def _fix(fix: Fix, description: str, sources: Mapping[str, Source]) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(fix.span, sources), "insertedContent": {"text": whole(fix.replacement)}}
    change = {"artifactLocation": _artifact(fix.span.path), "replacements": [replacement]}
    return {"description": {"text": description}, "artifactChanges": [change]}
