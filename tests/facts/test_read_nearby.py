"""Did you mean …: a near name, whatever the order of the candidates, and none where none is near."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confpolicy.diagnostics.nearby import near

NAMES = ["date_of_birth", "reported_missing", "police", "kind"]


@pytest.mark.parametrize(
    "name, expected",
    [
        ("date_of_birht", "date_of_birth"),
        ("Date-Of-Birth", "date_of_birth"),
        ("reported missing", "reported_missing"),
        ("POLICE", "police"),
        ("sort", None),
        ("", None),
        ("x" * 10_000, None),
    ],
)
def test_the_nearest_name_is_meant(name: str, expected: str | None) -> None:
    assert near(name, NAMES) == expected


def test_where_nothing_is_declared_nothing_is_near() -> None:
    assert near("police", []) is None


@given(st.text(max_size=70), st.permutations(["sale", "sales", "sail", "lending", "sale"]))
def test_the_order_of_the_candidates_means_nothing(name: str, candidates: list[str]) -> None:
    assert near(name, candidates) == near(name, reversed(candidates)) == near(name, set(candidates))
