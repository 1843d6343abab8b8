"""Findings as a JUnit report, which most build servers read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.diagnostics.render.text import render_text
from confpolicy.diagnostics.render.wording import place, visible, worded
from confpolicy.source import Source


def render_junit(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> str:
    """A suite a file: a failing case for each of its findings, one that passes where there is none."""
    found = tuple(diagnostics)
    paths = list(dict.fromkeys([*sources, *(diagnostic.span.path for diagnostic in found)]))
    suites = [_suite(path, tuple(each for each in found if each.span.path == path), sources) for path in paths]
    cases = len(found) + sum(1 for path in paths if all(each.span.path != path for each in found))
    head = f'<testsuites name="confpolicy check" tests="{cases}" failures="{len(found)}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>"]) + "\n"


def _suite(path: str, found: tuple[Diagnostic, ...], sources: Mapping[str, Source]) -> str:
    name = quoteattr(visible(path))
    cases = [_case(diagnostic, sources) for diagnostic in found] or [f"    <testcase name={name} classname={name}/>"]
    head = f'  <testsuite name={name} tests="{len(cases)}" failures="{len(found)}">'
    return "\n".join([head, *cases, "  </testsuite>"])


def _case(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    words, at = worded(diagnostic), place(diagnostic.span, sources)
    name = quoteattr(f"{diagnostic.code} {words.entry.slug} ({at.line}:{at.column})")
    failure = f"<failure message={quoteattr(words.message)} type={quoteattr(words.entry.severity.value)}>"
    body = escape(render_text([diagnostic], sources))
    return f"    <testcase name={name} classname={quoteattr(visible(at.path))}>{failure}{body}</failure></testcase>"
