"""A request that shows something: read as any other, decided, and only then shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from confpolicy.engine import Policy
from confpolicy.errors import RequestError, WitnessError
from confpolicy.facts.values import Day, Duration, Instant, Record, Symbol
from confpolicy.lower.documents import value_document
from confpolicy.prove.outcome import Witness
from confpolicy.prove.scenario import scenario_text
from confpolicy.result import Decision

_EMPTY = ("consents", "context", "relation", "stated")
"""Parts that may be left out where nothing is in them."""
_ALONGSIDE = ("relation", "stated")


def witness(policy: Policy, request: Mapping[str, Any], *, title: str, expect: Callable[[Decision], bool]) -> Witness:
    """The request as a witness, once it was read by the policy and `expect` holds of the decision on it.

    In: the request in the form of JSON, in which values may stand as the facts room has them (an `Instant`, say);
    `title` is the scenario's. Raises `WitnessError` where the request is refused, or where `expect` does not hold.
    """
    made = canonical(request)
    try:
        decision = policy.decide(made)
    except RequestError as error:
        raise WitnessError(made, f"the policy {policy.name} refuses it: {error}") from error
    if not expect(decision):
        reason = f"the policy {policy.name} decides {decision.verdict.value}, which does not show what it should"
        raise WitnessError(made, reason)
    text = scenario_text(made, policy, decision, title=title)
    return Witness(request=made, scenario=text, verdict=decision.verdict.value)


def canonical(request: Mapping[str, Any]) -> dict[str, Any]:
    """The same request in one form: keys sorted, values as JSON has them, one subject as `subject`, nothing empty."""
    made: dict[str, Any] = _plain(request)
    if len(made.get("subjects", ())) == 1:
        (subject,) = made.pop("subjects")
        made |= {key: subject.pop(key) for key in _ALONGSIDE if key in subject}
        made["subject"] = subject
    if "subject" in made:
        made["items"] = [_about_the_one(entry) for entry in made.get("items", ())]
    return {key: made[key] for key in sorted(made) if made[key] or key not in _EMPTY}


def _plain(value: Any) -> Any:
    match value:
        case Mapping():
            return {key: _plain(value[key]) for key in sorted(value)}
        case list() | tuple():
            return [_plain(one) for one in value]
        case Decimal() | Day() | Instant() | Duration() | Symbol() | Record() | frozenset():
            return _plain(value_document(value))
        case _:
            return value


def _about_the_one(entry: Any) -> Any:
    """An entry of a request about one subject; by its name alone where it has no facts."""
    if not isinstance(entry, dict):
        return entry
    kept = {key: part for key, part in entry.items() if key != "about"}
    return kept["item"] if kept.keys() == {"item"} else kept
