"""An environment is copied as a dictionary, which the type checker cannot look into: so a test does."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from confpolicy.core.operators import Domain
from confpolicy.decide.environment import Environment
from confpolicy.facts.calendar import Zone
from tests.decide.world import VOCABULARY

DECIDING = Path(__file__).parents[2] / "src" / "confpolicy" / "decide"


def changes() -> Iterator[tuple[str, str]]:
    """Every field that is changed in a copy, with the file in which it is."""
    for path in sorted(DECIDING.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "but":
                assert not node.args
                yield from ((path.name, str(each.arg)) for each in node.keywords)


def test_whatever_is_changed_in_a_copy_is_a_field() -> None:
    found = list(changes())
    assert len(found) > 20
    assert {name for _, name in found} <= {field.name for field in attrs.fields(Environment)}


def test_a_copy_has_everything_else_and_leaves_the_first_as_it_was() -> None:
    first = Environment(domain=Domain(VOCABULARY, Zone("UTC")), definitions={}, purpose="care")
    other = first.but(leaf="address", presuming=False)
    assert (other.leaf, other.presuming, other.purpose) == ("address", False, "care")
    assert (first.leaf, first.presuming) == (None, True)
    assert attrs.asdict(first.but(), recurse=False) == attrs.asdict(first, recurse=False)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        other.leaf = "name"  # type: ignore[misc] # that it is frozen is what is tried
