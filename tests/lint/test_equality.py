"""CP509: nothing is compared by name that was meant with all that lies below it."""

from __future__ import annotations

import pytest

from tests.lint.policies import facts, places

OTHER = "    reading b when context.emergency\n    read as b\n"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (
            "item = dossier",
            {"asked": "item", "operator": "=", "term": "dossier", "below": "address"},
        ),
        (
            "context.emergency and not (commerce != purpose)",
            {"asked": "purpose", "operator": "!=", "term": "commerce", "below": "rental"},
        ),
    ],
)
def test_a_group_is_never_equal_to_what_lies_below_it(condition: str, expected: dict[str, str]) -> None:
    for text in (
        f"prohibition p\n    of dossier to anyone\n    when {condition}\n",
        f"prohibition p\n    of dossier to anyone\n    unless {condition}\n",
        f"prohibition p\n    of dossier to anyone\n    reading a when {condition}\n{OTHER}",
    ):
        assert facts(text, "CP509") == [expected]
        assert places(text, "CP509") == [3]


def test_a_definition_is_looked_into_once() -> None:
    text = "define d as item = dossier\nprohibition p\n    of dossier to anyone\n    when d and d\n"
    assert places(text, "CP509") == [1]


@pytest.mark.parametrize(
    "condition", ["item = address", "item is dossier", "item in {dossier}", "purpose = resale or item != leaflet"]
)
def test_what_asks_for_a_leaf_or_for_all_below_is_meant(condition: str) -> None:
    assert facts(f"prohibition p\n    of dossier to anyone\n    when {condition}\n", "CP509") == []
