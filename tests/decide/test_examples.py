"""The engine keeps every promise of the examples that the oracle was written beside."""

from __future__ import annotations

from typing import Any

import pytest

from confpolicy.decide.prepare import prepare
from tests.differential import Trial, as_the_oracle_writes
from tests.oracle.builders import Example
from tests.oracle.examples import EXAMPLES, part_of


def in_one_order(expected: Any) -> Any:
    rows = [
        {key: sorted(value, key=str) if key == "because" else value for key, value in row.items()}
        for row in expected.get("rows", ())
    ]
    return {**expected, "rows": rows} if rows else expected


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.promise.replace(" ", "_"))
def test_the_engine_keeps(example: Example) -> None:
    trial = Trial.of(example.program, prepare(example.program))
    answer = trial.answer(example.request)
    expected = in_one_order(example.expected)
    assert part_of(as_the_oracle_writes(answer.judged), expected) == expected
    assert trial.differences(example.request, answer) == {}
