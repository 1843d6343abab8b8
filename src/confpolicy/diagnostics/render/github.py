"""Findings as workflow commands of GitHub Actions, which shows them beside the lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.diagnostics.render.wording import place, visible, worded
from confpolicy.source import Source


def render_github(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> str:
    """`::error file=…,line=…::message`, one finding a line."""
    return "".join(_command(diagnostic, sources) for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    words, at = worded(diagnostic), place(diagnostic.span, sources)
    properties = {
        "file": visible(at.path),
        "line": str(at.line),
        "endLine": str(at.end_line),
        "col": str(at.column),
        "endColumn": str(at.end_column),
        "title": f"{diagnostic.code} {words.entry.slug}",
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    hint = "" if words.suggestion is None else f" Did you mean `{words.suggestion}`?"
    return f"::{words.entry.severity.value} {listed}::{_data(f'{words.message}.{hint} {words.help}')}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
