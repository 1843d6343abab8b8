"""Outcomes of a proof for build servers: SARIF (OASIS, 2.1.0) and JUnit. What is not proved is a result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import attrs

from confpolicy.diagnostics.render.sarif import line_location, sarif_log
from confpolicy.diagnostics.render.wording import visible
from confpolicy.prove.outcome import Outcome, Status

_LEVELS = {Status.REFUTED: "error", Status.UNDECIDED: "warning"}


@attrs.frozen
class Placed:
    """An outcome with the place in the text that it is shown at."""

    outcome: Outcome
    path: str
    line: int


def proof_sarif(outcomes: Sequence[Placed], *, version: str) -> dict[str, Any]:
    """One run with a rule for each claim; a result for each that is refuted or undecided."""
    rules = {each.outcome.name: each.outcome.title for each in outcomes}
    driver = {
        "name": "confpolicy",
        "version": version,
        "rules": [{"id": name, "shortDescription": {"text": visible(title)}} for name, title in rules.items()],
    }
    results = [_result(each) for each in outcomes if each.outcome.status is not Status.PROVED]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return sarif_log(run)


def _result(placed: Placed) -> dict[str, Any]:
    outcome = placed.outcome
    return {
        "ruleId": outcome.name,
        "level": _LEVELS[outcome.status],
        "message": {"text": _words(outcome)},
        "locations": [line_location(placed.path, placed.line)],
    }


def proof_junit(outcomes: Sequence[Placed]) -> str:
    """A suite for each policy, a case for each claim: a failure where it is refuted, an error where undecided."""
    counts = [_count(outcomes, status) for status in (Status.REFUTED, Status.UNDECIDED)]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites {_counted('confpolicy prove', outcomes, counts)}>",
    ]
    for policy in dict.fromkeys(each.outcome.policy for each in outcomes):
        cases = [each for each in outcomes if each.outcome.policy == policy]
        counts = [_count(cases, status) for status in (Status.REFUTED, Status.UNDECIDED)]
        lines += [f"  <testsuite {_counted(policy, cases, counts)}>", *_cases(cases), "  </testsuite>"]
    return "\n".join([*lines, "</testsuites>"])


def _count(outcomes: Sequence[Placed], status: Status) -> int:
    return sum(each.outcome.status is status for each in outcomes)


def _counted(name: str, cases: Sequence[Placed], counts: Sequence[int]) -> str:
    return f'name={quoteattr(visible(name))} tests="{len(cases)}" failures="{counts[0]}" errors="{counts[1]}"'


def _cases(cases: Sequence[Placed]) -> Iterator[str]:
    tags = {Status.REFUTED: "failure", Status.UNDECIDED: "error"}
    for each in cases:
        outcome = each.outcome
        head = f"    <testcase name={quoteattr(outcome.name)} classname={quoteattr(visible(each.path))}"
        if outcome.status is Status.PROVED:
            yield f"{head}/>"
        else:
            tag = tags[outcome.status]
            scenario = "" if outcome.counterexample is None else outcome.counterexample.scenario
            shown = "\n".join(map(visible, scenario.splitlines()))
            yield f"{head}><{tag} message={quoteattr(_words(outcome))}>{escape(shown)}</{tag}></testcase>"


def _words(outcome: Outcome) -> str:
    clauses = f" Clauses: {', '.join(outcome.clauses)}." if outcome.clauses else ""
    return visible(f"{outcome.status.value}: {outcome.title} {outcome.detail or ''}{clauses}")
