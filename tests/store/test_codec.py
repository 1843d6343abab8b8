"""Values as text and back: equal, of the same classes, and nothing else is ever made of a text."""

from __future__ import annotations

import enum
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from confpolicy.core.clauses import Condition, Consent, Phase
from confpolicy.core.expressions import And, Comparison, FactValue, Literal, Not, Now
from confpolicy.facts.calendar import Zone
from confpolicy.facts.request import Form
from confpolicy.facts.types import Primitive
from confpolicy.facts.values import Day, Duration, Record, Symbol
from confpolicy.source import Source
from confpolicy.store.codec import UnwritableError, read, written

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(allow_nan=False)
    | st.builds(Day, st.integers())
    | st.builds(Duration, st.integers(), st.integers())
    | st.builds(Symbol, st.text())
    | st.sampled_from([*Form, *Phase, *Comparison, *Primitive])
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.frozensets(LEAVES)
        | st.dictionaries(st.text(), inner)
        | st.builds(Condition, inner, st.lists(inner).map(tuple))
        | st.builds(Not, inner)
        | st.lists(st.tuples(st.text(), inner)).map(lambda fields: Record(tuple(fields)))
    ),
)


EASY = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def shape(value: object) -> object:
    """The value with the class of each part: `True == 1`, and yet they are not alike."""
    if isinstance(value, dict):
        return dict, [(shape(name), shape(part)) for name, part in value.items()]
    if isinstance(value, list | tuple):
        return type(value), [shape(part) for part in value]
    if isinstance(value, frozenset):
        return frozenset, sorted(repr(shape(part)) for part in value)
    if attrs.has(type(value)):
        return type(value), [shape(getattr(value, field.name)) for field in attrs.fields(type(value))]
    return type(value), value


@EASY
@given(VALUES)
def test_what_is_written_is_read_again_as_it_was(value: object) -> None:
    text = written(value)
    assert shape(read(text)) == shape(value)
    assert written(read(text)) == text


@EASY
@given(VALUES)
def test_a_text_has_one_line_in_ascii(value: object) -> None:
    assert written(value).isascii()
    assert "\n" not in written(value)


@pytest.mark.parametrize(
    "value",
    [
        (1, True, 1, Decimal(1), "1", 0, False, None, ""),
        Decimal("1.50"),
        Decimal("-0"),
        Consent(name="c", givers=(), relies_on={"subject.age": "It is the test."}),
        And((Now(), FactValue("subject.x"), Literal(Day(3), Primitive.DATE))),
        Source("a.policy", "x\ny"),
    ],
    ids=repr,
)
def test_values_that_are_easily_confused_stay_apart(value: object) -> None:
    assert shape(read(written(value))) == shape(value)


def test_a_zone_is_whole_again() -> None:
    zone = read(written(Zone("Europe/London")))
    assert zone.start_of(Day(0)) == Zone("Europe/London").start_of(Day(0))


def test_equal_parts_are_written_once_and_shared() -> None:
    value = (Condition(FactValue("subject.x")), Condition(FactValue("subject.x")))
    first, second = read(written(value))
    assert first is second
    assert written((*value, *value)).count("subject.x") == 1


def test_what_can_be_changed_is_not_shared_with_its_like() -> None:
    first, second = read(written(({"a": [1]}, {"a": [1]})))
    first["a"].append(2)
    assert second == {"a": [1]}


def test_no_depth_is_too_deep() -> None:
    value: Any = FactValue("subject.x")
    for _ in range(20_000):
        value = Not(value)
    again = read(written(value))
    for _ in range(20_000):
        again = again.operand
    assert again == FactValue("subject.x")


class Foreign(enum.Enum):
    ONE = 1


class Text(str):
    __slots__ = ()


@attrs.frozen
class Alien:
    x: int = 1


@pytest.mark.parametrize(
    "value",
    [object(), 1.5, b"x", {1}, Foreign.ONE, Text("x"), Alien(), Path("x"), len, Path],
    ids=lambda value: type(value).__name__,
)
def test_nothing_else_is_written(value: object) -> None:
    with pytest.raises(UnwritableError):
        written((value,))


@pytest.mark.parametrize(
    "kind",
    [
        "os.system",
        "builtins.eval",
        "confpolicy.engine.Policy",
        "engine.policy.Policy",
        "store.folder.Folder",
        "object",
    ],
)
def test_a_text_makes_nothing_but_the_data_of_policies(kind: str) -> None:
    text = json.dumps({"leaves": ["echo"], "runs": [[kind, 1, [[0]]]], "root": 1})
    with pytest.raises(LookupError):
        read(text)
