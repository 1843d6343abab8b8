"""JSON is read strictly: nothing passes that two readers could read in two ways."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confpolicy.facts.faults import Fault, help_of, message_of
from confpolicy.facts.read import limits, parse_json
from confpolicy.facts.values import INT_BOUND


def faults(text: Any) -> list[tuple[str, str]]:
    result = parse_json(text)
    assert isinstance(result, tuple)
    assert result
    for fault in result:
        assert isinstance(fault, Fault)
        (message_of(fault) + help_of(fault) + fault.path).encode("utf-8")
    return [(fault.code, fault.path) for fault in result]


def test_what_is_json_is_read() -> None:
    assert parse_json('{"a": [1, true, null, "x"], "b": {"c": -2}}') == {"a": [1, True, None, "x"], "b": {"c": -2}}


def test_bytes_are_read_as_utf_8_and_a_byte_order_mark_is_passed_over() -> None:
    assert parse_json('\ufeff{"é": 1}'.encode()) == {"é": 1}
    assert parse_json("\ufeff[]") == []


def test_what_is_not_json_is_refused_with_line_and_column() -> None:
    result = parse_json('{"a": 1,\n "b" 2}')
    assert result == (Fault("CP801", "", {"line": "2", "column": "6"}),)
    assert message_of(result[0]) == "The text is not JSON: it cannot be read on from line 2, column 6."


@pytest.mark.parametrize("text", ["", "{", "[1,]", "{'a': 1}", "[] []", '"\n"', "nul", '"unfinished', "[" * 10])
def test_a_broken_text_is_refused(text: str) -> None:
    assert faults(text) == [("CP801", "")]


def test_every_duplicate_key_is_named_where_it_stands() -> None:
    text = '{"a": 1, "a": {"b": 1, "b": 2, "b": 3}, "c~/": [{"d": 0, "d": 0}]}'
    assert faults(text) == [
        ("CP802", "/a"),
        ("CP802", "/a/b"),
        ("CP802", "/a/b"),
        ("CP802", "/c~0~1/0/d"),
    ]


def test_no_number_but_a_whole_one_is_read() -> None:
    text = '{"a": NaN, "b": [Infinity, -Infinity], "c": 1.0, "d": 1e3, "e": 7}'
    assert faults(text) == [("CP803", "/a"), ("CP803", "/b/0"), ("CP803", "/b/1"), ("CP804", "/c"), ("CP804", "/d")]


def test_whole_numbers_lie_within_their_bound() -> None:
    assert parse_json(f"[{INT_BOUND}, -{INT_BOUND}, -0]") == [INT_BOUND, -INT_BOUND, 0]
    assert faults(f"[{INT_BOUND + 1}, -{INT_BOUND + 1}, {'9' * 100_000}]") == [
        ("CP813", "/0"),
        ("CP813", "/1"),
        ("CP813", "/2"),
    ]


def test_a_text_may_be_64_deep_and_no_deeper() -> None:
    deep: object = parse_json("[" * 64 + "]" * 64)
    for _ in range(64):
        assert isinstance(deep, list)
        deep = deep[0] if deep else None
    assert deep is None
    assert faults("[" * 65 + "]" * 65) == [("CP805", "")]
    assert faults('{"a":' * 65 + "1" + "}" * 65) == [("CP805", "")]


def test_depth_is_counted_outside_strings_and_not_in_width() -> None:
    assert parse_json("[" + "[]," * 200 + "{}]") == [[]] * 200 + [{}]
    assert parse_json('["' + "[" * 500 + '\\"{"]') == ["[" * 500 + '"{']


@pytest.mark.parametrize(
    "text",
    ["[" * 1_000_000, '{"a":' * 500_000, '["' + '\\"' * 300_000 + "[" * 100],
    ids=["lists", "objects", "quotes"],
)
def test_no_text_reaches_the_end_of_the_stack_or_of_patience(text: str) -> None:
    assert faults(text) in ([("CP805", "")], [("CP801", "")])


def test_a_document_has_a_size_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("confpolicy.facts.read.json.DOCUMENT_BOUND", 10)
    assert parse_json(b"[1, 2, 34]") == [1, 2, 34]
    assert faults(b"[1, 2, 345]") == [("CP806", "")]
    assert faults("[1, 2, 345]") == [("CP806", "")]
    assert limits.DOCUMENT_BOUND == 64 * 1024 * 1024


def test_bytes_that_are_not_utf_8_are_refused_with_their_place() -> None:
    result = parse_json(b'{"a": "\xff"}')
    assert result == (Fault("CP807", "", {"byte": "8"}),)
    assert faults("[]".encode("utf-16")) == [("CP807", "")]


def test_half_a_surrogate_pair_is_refused_in_values_and_in_keys() -> None:
    assert parse_json('["\\ud83d\\ude00"]') == ["\U0001f600"]
    assert faults('{"a": "\\ud800", "\\udfff": ["x\\udc00y", 1, "\\u0041"]}') == [
        ("CP808", "/a"),
        ("CP808", "/\\udfff"),
        ("CP808", "/\\udfff/0"),
    ]
    assert faults('["\ud800"]') == [("CP808", "/0")]


def test_characters_beyond_ascii_are_read() -> None:
    assert parse_json('["é€"]') == ["é€"]


@pytest.mark.parametrize("thing", [None, 1, bytearray(b"[]"), ["[]"], memoryview(b"[]")])
def test_only_a_text_or_bytes_are_read(thing: object) -> None:
    assert faults(thing) == [("CP810", "")]


exact = st.recursive(
    st.none() | st.booleans() | st.integers(-INT_BOUND, INT_BOUND) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(exact)
def test_what_is_written_is_what_is_read(value: object) -> None:
    assert parse_json(json.dumps(value)) == value
    assert parse_json(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.text() | st.binary() | st.text(alphabet='[]{}",:\\u0d8e1.- NaIty\n'))
def test_no_text_makes_the_reader_raise(text: str | bytes) -> None:
    result = parse_json(text)
    if isinstance(result, tuple):
        assert result
        assert all(isinstance(fault, Fault) for fault in result)
    assert parse_json(text) == result
