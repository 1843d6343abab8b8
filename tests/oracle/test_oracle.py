"""The oracle keeps every promise of the examples."""

from __future__ import annotations

import attrs
import pytest

from . import Oracle, decide
from .builders import Example
from .examples import EXAMPLES, part_of


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.promise.replace(" ", "_"))
def test_the_oracle_decides_as_the_design_says(example: Example) -> None:
    found = decide(example.program, example.request)
    assert part_of(found, example.expected) == example.expected


def test_every_promise_is_made_once() -> None:
    promises = [example.promise for example in EXAMPLES]
    assert len(set(promises)) == len(promises)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.promise.replace(" ", "_"))
def test_the_order_of_clauses_and_statements_does_not_matter(example: Example) -> None:
    (rules,) = example.program.policies
    turned = attrs.evolve(example.program, policies=(attrs.evolve(rules, clauses=rules.clauses[::-1]),))
    statements = list(example.request.get("consents", ()))[::-1]
    assert decide(turned, {**example.request, "consents": statements}) == decide(example.program, example.request)


def test_what_stands_is_in_the_trace_and_does_not_fail_there() -> None:
    for example in EXAMPLES:
        decision, trace = Oracle.of(example.program).answer(example.request)
        assert decision == decide(example.program, example.request)
        for row in decision["rows"]:
            for name in (*row["blocked_by"], *row["overridden"]):
                entries = [one for one in trace if (one["subject"], one["clause"]) == (row["subject"], name)]
                assert {"true", "unknown"} & {one.get("status") for one in entries}
