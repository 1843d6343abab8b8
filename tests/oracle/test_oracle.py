"""The oracle keeps every promise of the examples."""

from __future__ import annotations

import attrs
import pytest

from . import applies, decide
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


def test_what_stands_is_named_among_the_statuses() -> None:
    for example in EXAMPLES:
        found = applies(example.program, example.request)
        statuses = {(one["item"], one["subject"], one["clause"]): one["status"] for one in found}
        for row in decide(example.program, example.request)["rows"]:
            for name in (*row["blocked_by"], *row["overridden"]):
                assert statuses[row["item"], row["subject"], name] is not False
