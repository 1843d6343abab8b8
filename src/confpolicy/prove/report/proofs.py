"""Outcomes of a proof as text for authors, and as a document."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from confpolicy.prove.outcome import Outcome, Status

SCHEMA = "confpolicy/proof/1"
_WIDTH = 100
_ORDER = {Status.REFUTED: 0, Status.UNDECIDED: 1, Status.PROVED: 2}


def proof_document(
    policy: Mapping[str, Any], outcomes: Sequence[Outcome], solvers: Mapping[str, str]
) -> dict[str, Any]:
    """The document of `confpolicy prove --format json`; `policy` as decisions name one, `solvers` with versions."""
    return {
        "schema": SCHEMA,
        "policy": dict(policy),
        "solvers": dict(solvers),
        "theorems": [outcome_document(each) for each in outcomes],
    }


def outcome_document(outcome: Outcome) -> dict[str, Any]:
    """One claim with its status; requests in the form of JSON, or None."""
    one, other = outcome.counterexample, outcome.beside
    return {
        "name": outcome.name,
        "kind": outcome.kind,
        "title": outcome.title,
        "status": outcome.status.value,
        "detail": outcome.detail,
        "clauses": list(outcome.clauses),
        "counterexample": None if one is None else dict(one.request),
        "scenario": None if one is None else one.scenario,
        "beside": None if other is None else dict(other.request),
        "accepted": [{"clause": clause, "because": reason} for clause, reason in outcome.accepted],
    }


def proof_text(name: str, outcomes: Sequence[Outcome]) -> str:
    """The outcomes for a reader: what is refuted first, each with its counterexample as a scenario; then a count."""
    counts = Counter(outcome.status for outcome in outcomes)
    lines = [f"{name}: what holds for every request", ""]
    for outcome in sorted(outcomes, key=lambda each: _ORDER[each.status]):
        lines += _lines(outcome)
    told = ", ".join(
        f"{counts[status]} {status.value}" for status in (Status.PROVED, Status.REFUTED, Status.UNDECIDED)
    )
    return "\n".join([*lines, "", f"{told}."])


def _lines(outcome: Outcome) -> Iterator[str]:
    yield f"{outcome.status.value:<10} {outcome.title}  [{outcome.name}]"
    if outcome.detail:
        yield from _wrapped(outcome.detail)
    if outcome.clauses:
        yield from _wrapped("Clauses: " + ", ".join(outcome.clauses))
    for clause, reason in outcome.accepted:
        yield from _wrapped(f"Allowed for `{clause}`: {reason}")
    for lead, witness in (("A request that shows it:", outcome.counterexample), ("Beside it:", outcome.beside)):
        if witness is not None:
            yield from _wrapped(lead)
            yield ""
            yield from textwrap.indent(witness.scenario.rstrip(), " " * 15).splitlines()
            yield ""


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=" " * 11, subsequent_indent=" " * 11)
