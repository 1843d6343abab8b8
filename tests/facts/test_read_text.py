"""From a text to a request: mistakes of the text hide no mistake of the request, and change no stated part."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confpolicy.facts.read import (
    Broken,
    parse_json,
    read_request,
    read_request_json,
    request_id,
    stated_parts,
    stated_parts_of,
)
from confpolicy.facts.request import Request
from tests.facts.read_samples import VOCABULARY, a_request, read
from tests.facts.test_read_request import ODD, PLACES, SlyText, put

TEXT = json.dumps(a_request())


def broken(text: str | bytes) -> tuple[list[tuple[str, str]], Any]:
    result = read_request_json(text, VOCABULARY)
    assert isinstance(result, Broken), result
    return [(fault.code, fault.path) for fault in result.faults], result.document


def test_a_text_is_read_as_its_value_is() -> None:
    assert read_request_json(TEXT, VOCABULARY) == read(a_request())
    assert read_request_json(TEXT.encode(), VOCABULARY) == read(a_request())


def test_mistakes_of_the_text_stand_among_those_of_the_request_in_order() -> None:
    text = TEXT.replace('"desk": "front"', '"desk": 1.5, "desk": 2, "dekk": 3', 1).replace(
        '"emergency": false', '"emergency": NaN'
    )
    text = text.replace('"purpose": "find_missing_child"', '"purpose": "x"')
    assert broken(text)[0] == [
        ("CP820", "/purpose"),
        ("CP804", "/discloser/desk"),
        ("CP802", "/discloser/desk"),
        ("CP821", "/discloser/dekk"),
        ("CP803", "/context/emergency"),
    ]


def test_no_mistake_is_named_twice() -> None:
    assert broken(TEXT.replace('"p1"', '"\\ud800"', 1))[0] == [
        ("CP808", "/subject/id"),
        *broken(json.dumps(put(a_request(), ("subject", "id"), 5)))[0][1:],
    ]
    assert broken("1.5")[0] == [("CP804", "")]
    assert broken("null")[0] == [("CP819", "")]


@pytest.mark.parametrize("text", ["", "{", "[" * 100, b"\xff"])
def test_what_cannot_be_read_at_all_has_no_document(text: str | bytes) -> None:
    faults, document = broken(text)
    assert len(faults) == 1
    assert document is None


@pytest.mark.parametrize(
    "old, new",
    [
        ('"kind": "person"', '"kind": "person", "kind": "person"'),
        ('"kind": "person"', '"kind": 0.5'),
        ('"desk": "front"', '"desk": "\\udfff"'),
        ('"emergency": false', '"emergency": -Infinity'),
        ('"express": true', '"express": 99999999999999999999'),
        ('"r-17"', '"r-17", "id": "r-18"'),
    ],
)
def test_a_mistake_of_the_text_in_what_is_not_stated_changes_no_part(old: str, new: str) -> None:
    assert old in TEXT
    _, document = broken(TEXT.replace(old, new, 1))
    assert stated_parts(document, VOCABULARY) == stated_parts_of(read(a_request()), VOCABULARY)


@pytest.mark.parametrize("old", ['"find_missing_child"', '"pc-204"', '"2026-11-22T10:00:00+00:00"'])
def test_what_is_stated_twice_is_not_stated(old: str) -> None:
    key = {'"find_missing_child"': "purpose", '"pc-204"': "id", '"2026-11-22T10:00:00+00:00"': "time"}[old]
    _, document = broken(TEXT.replace(f'"{key}": {old}', f'"{key}": {old}, "{key}": {old}', 1))
    before, after = stated_parts(a_request(), VOCABULARY), stated_parts(document, VOCABULARY)
    field = {"id": "recipient_id"}.get(key, key)
    assert getattr(before, field) is not None
    assert getattr(after, field) is None


def test_the_id_of_a_refused_request_is_named_if_it_fits() -> None:
    assert request_id({"id": "r-1", "x": 1}) == "r-1"
    for value in ({"id": ""}, {"id": 3}, {}, [], None, *(make() for make in ODD.values())):
        assert request_id(value) is None
    assert request_id({SlyText("id"): "x"}) is None


@given(st.sampled_from(PLACES), st.sampled_from(["1.5", "NaN", '"\\ud800"', "null", "[]", '{"a": 1, "a": 2}', "0"]))
def test_a_text_is_broken_exactly_where_it_or_its_value_is(at: Any, piece: str) -> None:
    build, place = at
    text = json.dumps(put(build(), place, "PIECE")).replace('"PIECE"', piece)
    result = read_request_json(text, VOCABULARY)
    value = parse_json(text)
    if isinstance(value, tuple):
        assert isinstance(result, Broken)
        assert {f.path for f in value} <= {f.path for f in result.faults}
    elif isinstance(result, Request):
        assert result == read_request(value, VOCABULARY)
    else:
        assert result.faults == read_request(value, VOCABULARY)
        assert stated_parts(result.document, VOCABULARY) == stated_parts(value, VOCABULARY)
