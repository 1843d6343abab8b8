"""Runs the scenarios of a policy's tests: each expectation against the decision's own document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, assert_never

import attrs

from confpolicy.core.clauses import Reply
from confpolicy.core.scenarios import (
    ConflictExpected,
    ConsentNeeded,
    Expected,
    FactNeeded,
    NoConflictExpected,
    NoObligationsExpected,
    ObligationsExpected,
    PersonNeeded,
    PresumedExpected,
    ReadingExpected,
    RepliesExpected,
    RequiredExpected,
    SaidExpected,
    Scenario,
    VerdictExpected,
)
from confpolicy.engine import Policy
from confpolicy.errors import RequestError
from confpolicy.result import Decision


@attrs.frozen
class Failure:
    """One expectation that was not met. `path` is its node id, `message` what came out in its place."""

    path: str
    message: str


@attrs.frozen
class ScenarioResult:
    """What came of one scenario; it passed where there are no failures. No decision where the request was refused."""

    scenario: Scenario
    failures: tuple[Failure, ...]
    decision: Decision | None = attrs.field(repr=False)

    @property
    def passed(self) -> bool:
        """Whether every expectation was met."""
        return not self.failures


def run_scenario(policy: Policy, scenario: Scenario, *, read: Callable[[str], str]) -> ScenarioResult:
    """Decides the scenario's request and compares. A request in a file is read as strictly as any other.

    `read` gives the text of a request file that the scenario names (a path below the policy's root).
    """
    try:
        request = scenario.request
        decision = policy.decide_json(read(request)) if isinstance(request, str) else policy.decide(request)
    except (RequestError, OSError, LookupError, ValueError) as error:
        return ScenarioResult(scenario, (Failure(scenario.path, f"the request was refused: {error}"),), None)
    document = decision.document()
    failures = tuple(
        Failure(f"{scenario.path}/expect.{number}", message)
        for number, expected in enumerate(scenario.expected)
        for message in unmet(expected, document, policy)
    )
    return ScenarioResult(scenario, failures, decision)


def unmet(expected: Expected, document: Mapping[str, Any], policy: Policy) -> Iterator[str]:  # noqa: C901, PLR0912 - a case a kind
    """Nothing where the document meets the expectation, else what is different, in words."""
    match expected:
        case VerdictExpected():
            yield from _verdict(expected, document, policy)
        case RepliesExpected(clauses=names):
            texts = sorted({text for name in names for text in _says(policy, name)})
            if sorted(document["outward"]["replies"]) != texts:
                yield f"the replies were {_quoted(document['outward']['replies'])}"
        case ObligationsExpected(clauses=names):
            arisen = {due["clause"] for due in document["obligations"]}
            yield from (f"no obligation of {name} arose" for name in names if name not in arisen)
        case NoObligationsExpected(clauses=names):
            arisen = {due["clause"] for due in document["obligations"]}
            yield from (f"an obligation of {name} arose" for name in names if name in arisen)
        case RequiredExpected():
            if not document["required"]:
                yield "it was not required"
        case ConflictExpected():
            if not document["conflicts"]:
                yield "there was no conflict"
        case NoConflictExpected():
            duties = sorted({conflict["duty"] for conflict in document["conflicts"]})
            if duties:
                yield f"{', '.join(duties)} could not be met"
        case PersonNeeded():
            if not any(need["kind"] == "person" for need in document["needs"]):
                yield f"no person was needed, but {_needs(document)}"
        case FactNeeded(fact=fact):
            if not any(need.get("name") == fact for need in document["needs"]):
                yield f"{fact} was not needed, but {_needs(document)}"
        case ConsentNeeded():
            yield from _consent(expected, document)
        case SaidExpected(text=text):
            said = [*document["outward"]["statements"], *document["outward"]["replies"]]
            if text not in said:
                yield f"what may be told was {_quoted(said)}"
        case PresumedExpected(fact=fact):
            if not any(each["name"] == fact for each in document["presumed"]):
                yield f"{fact} was not taken as no"
        case ReadingExpected(reading=reading, clause=clause):
            changed = {(each["clause"], each["other"]) for each in document["readings"]}
            if (clause, reading) not in changed:
                yield f"reading {reading} of {clause} would change nothing"
        case _ as unreachable:
            assert_never(unreachable)


def _verdict(expected: VerdictExpected, document: Mapping[str, Any], policy: Policy) -> Iterator[str]:
    if not expected.items:
        if document["verdict"] != expected.verdict:
            yield f"the verdict was {document['verdict']}"
        rows: Sequence[Mapping[str, Any]] = document["items"]
        grounds = {name for row in rows for name in _carrying(row)}
        blocks = {name for row in rows for name in row["blocked_by"]}
        yield from (f"{name} was no ground" for name in expected.because if name not in grounds)
        yield from (f"{name} did not block it" for name in expected.blocked_by if name not in blocks)
        return
    for item in expected.items:
        leaves = policy.program.vocabulary.data.leaves[item]
        rows = [
            row for row in document["items"] if row["item"] in leaves and expected.about in {None, row["subject"]}
        ]
        if not rows:
            yield f"{item} was not asked for" + (f" about {expected.about}" if expected.about else "")
        for row in rows:
            yield from _row(expected, row)


def _row(expected: VerdictExpected, row: Mapping[str, Any]) -> Iterator[str]:
    name = f"{row['item']} about {row['subject']}"
    grounds = list(_carrying(row))
    if row["verdict"] != expected.verdict:
        why = f" because {', '.join(map(str, grounds))}" if grounds else ""
        why = why or (f" blocked by {', '.join(row['blocked_by'])}" if row["blocked_by"] else "")
        yield f"the verdict on {name} was {row['verdict']}{why}"
    yield from (f"{clause} was no ground for {name}" for clause in expected.because if clause not in grounds)
    yield from (f"{clause} did not block {name}" for clause in expected.blocked_by if clause not in row["blocked_by"])


def _carrying(row: Mapping[str, Any]) -> Iterator[str | None]:
    """The clauses that a permitted row rests on: its grounds, and what each of them is used with."""
    for ground in row["because"]:
        yield ground["clause"]
        if "need_to_know" in ground:
            yield ground["need_to_know"]
        yield from ground.get("stand_ins", ())


def _consent(expected: ConsentNeeded, document: Mapping[str, Any]) -> Iterator[str]:
    lacking = [need["lacking"] for need in document["needs"] if need.get("clause") == expected.clause]
    if not lacking:
        yield f"no consent under {expected.clause} was needed, but {_needs(document)}"
    elif expected.lacking is not None and not any(expected.lacking in each for each in lacking):
        yield f"what was lacking under {expected.clause} was {_quoted(word for each in lacking for word in each)}"


def _says(policy: Policy, name: str) -> tuple[str, ...]:
    for rules in policy.program.policies:
        for clause in rules.clauses:
            if clause.name == name and isinstance(clause, Reply):
                return clause.say
    return ()


def _quoted(texts: Any) -> str:
    return ", ".join(f'"{text}"' for text in texts) or "none"


def _needs(document: Mapping[str, Any]) -> str:
    names = sorted({str(need.get("name") or need.get("clause") or need["kind"]) for need in document["needs"]})
    return f"what was needed is {', '.join(names) or 'nothing'}"
