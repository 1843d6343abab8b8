"""The results of scenarios in the formats that build servers read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import attrs

from confpolicy import __version__
from confpolicy.diagnostics.render.sarif import line_location, sarif_log
from confpolicy.diagnostics.render.wording import visible


@attrs.frozen
class Miss:
    """An expectation that was not met: where it stands, and what came out in its place."""

    line: int
    message: str


@attrs.frozen
class Result:
    """One scenario that ran. It passed where nothing was missed."""

    path: str
    line: int
    title: str
    misses: tuple[Miss, ...]


def report(form: str, results: Sequence[Result]) -> str:  # noqa: PLR0911 - one a format
    """The results in one of `FINDING_FORMATS`."""
    match form:
        case "json":
            return json.dumps({"schema": "confpolicy/scenarios/1", "scenarios": _values(results)}, indent=2)
        case "json-lines":
            return "\n".join(map(json.dumps, _values(results)))
        case "github":
            return "\n".join(_github(results))
        case "gitlab":
            return json.dumps(list(_issues(results)), indent=2)
        case "junit":
            return "\n".join(_junit(results))
        case "sarif":
            return json.dumps(_sarif(results), indent=2)
        case _:
            return "\n".join(_text(results))


def _missed(results: Sequence[Result]) -> Iterator[tuple[Result, Miss]]:
    return ((result, miss) for result in results for miss in result.misses)


def _values(results: Sequence[Result]) -> list[dict[str, Any]]:
    return [{**attrs.asdict(result), "passed": not result.misses} for result in results]


def _text(results: Sequence[Result]) -> Iterator[str]:
    for result in results:
        if result.misses:
            yield f"FAILED  {result.path}:{result.line}: {visible(result.title)}"
            yield from (f"        line {miss.line}: {visible(miss.message)}" for miss in result.misses)
    failed = sum(bool(result.misses) for result in results)
    yield f"{len(results) - failed} passed, {failed} failed"


def _github(results: Sequence[Result]) -> Iterator[str]:
    for result, miss in _missed(results):
        path = _escaped(result.path).replace(":", "%3A").replace(",", "%2C")
        words = _escaped(f"{result.title}: {miss.message}")
        yield f"::error file={path},line={miss.line},title=scenario failed::{words}"


def _escaped(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _issues(results: Sequence[Result]) -> Iterator[dict[str, Any]]:
    """Issues; the fingerprint has no line in it, and two that are alike in all else are counted."""
    again: Counter[str] = Counter()
    for result, miss in _missed(results):
        identity = f"{result.path}\n{result.title}\n{miss.message}"
        again[identity] += 1
        counted = f"{identity}\n{again[identity]}".encode("utf-8", "surrogatepass")
        yield {
            "description": f"{visible(result.title)}: {visible(miss.message)}",
            "check_name": "scenario",
            "fingerprint": hashlib.sha256(counted).hexdigest(),
            "severity": "major",
            "location": {"path": visible(result.path), "lines": {"begin": miss.line}},
        }


def _junit(results: Sequence[Result]) -> Iterator[str]:
    failed = sum(bool(result.misses) for result in results)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="confpolicy test" tests="{len(results)}" failures="{failed}">'
    for path in dict.fromkeys(result.path for result in results):
        cases = [result for result in results if result.path == path]
        bad = sum(bool(case.misses) for case in cases)
        yield f'  <testsuite name={quoteattr(visible(path))} tests="{len(cases)}" failures="{bad}">'
        yield from map(_case, cases)
        yield "  </testsuite>"
    yield "</testsuites>"


def _case(result: Result) -> str:
    head = f"    <testcase name={quoteattr(visible(result.title))} classname={quoteattr(visible(result.path))}"
    if not result.misses:
        return f"{head}/>"
    words = "\n".join(f"line {miss.line}: {visible(miss.message)}" for miss in result.misses)
    message = quoteattr(visible(result.misses[0].message))
    return f"{head}><failure message={message}>{escape(words)}</failure></testcase>"


def _sarif(results: Sequence[Result]) -> dict[str, Any]:
    found = [
        {
            "ruleId": "scenario",
            "level": "error",
            "message": {"text": f"{visible(result.title)}: {visible(miss.message)}"},
            "locations": [line_location(result.path, miss.line)],
        }
        for result, miss in _missed(results)
    ]
    driver = {"name": "confpolicy", "version": __version__, "rules": [{"id": "scenario"}]}
    return sarif_log({"tool": {"driver": driver}, "results": found})
