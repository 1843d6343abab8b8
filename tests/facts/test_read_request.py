"""A request is read whole, or refused with every mistake, in the order of the document; nothing makes it raise."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections import OrderedDict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from confpolicy.diagnostics.catalogue import CATALOGUE
from confpolicy.facts.faults import Fault, message_of
from confpolicy.facts.read import parse_json, read_request, read_situation
from confpolicy.facts.request import Request, Situation
from tests.facts.read_samples import QUICK, VOCABULARY, a_request, faults, read, refused, several


class SlyText(str):
    """Refuses to be compared, unless it is `calm`, and to be shown."""

    calm = False

    def __eq__(self, other: object) -> bool:
        if not self.calm:
            raise RuntimeError("never ask me")
        return False

    def __hash__(self) -> int:
        return hash("id")

    def __repr__(self) -> str:
        raise RuntimeError("never show me")

    __str__ = __repr__


class SlyDict(dict[str, Any]):
    """Answers differently from what it holds."""

    def items(self) -> Any:
        raise RuntimeError("never list me")

    def __contains__(self, key: object) -> bool:
        raise RuntimeError("never look into me")


class SlyType(type):
    """A type that cannot be compared or named."""

    def __eq__(cls, other: object) -> bool:
        raise RuntimeError("never compare my types")

    def __hash__(cls) -> int:
        raise RuntimeError("never hash my types")

    @property
    def __name__(cls) -> str:  # type: ignore[override] # a class that misnames itself
        raise RuntimeError("never name my types")


class Sly(metaclass=SlyType):
    """Refuses everything."""

    def __getattribute__(self, name: str) -> Any:
        raise RuntimeError("never touch me")


def places(value: object, place: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place of a document."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [place, *(found for key, each in inner for found in places(each, (*place, key)))]


PLACES = [(build, place) for build in (a_request, several) for place in places(build()) if place]


def put(document: Any, place: tuple[str | int, ...], value: object) -> Any:
    """The document with another value at that place."""
    at = document
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = value
    return document


def total(value: object) -> Request | tuple[Fault, ...]:
    """What reading gives, quickly or not; it gives the same again, and every fault has words."""
    result = read_request(value, VOCABULARY)
    assert QUICK.read(value) in (None, result)
    if not isinstance(result, Request):
        assert result
        for fault in result:
            assert fault.code in CATALOGUE
            message_of(fault).encode("utf-8")
            fault.path.encode("utf-8")
    assert read_request(value, VOCABULARY) == result
    return result


def test_a_request_is_read() -> None:
    request = read(a_request())
    assert request.id == "r-17"
    assert request.time_text == "2026-11-22T10:00:00+00:00"
    assert request.purpose == "find_missing_child"
    assert [statement.id for statement in request.statements] == ["c1", "c2"]


def test_reading_from_text_gives_the_same() -> None:
    assert read(parse_json(json.dumps(a_request()))) == read(a_request())


@pytest.mark.parametrize("key", ["time", "purpose", "discloser", "recipient", "items"])
def test_a_key_that_is_missing_is_named(key: str) -> None:
    mapping = a_request()
    del mapping[key]
    (fault,) = refused(mapping)
    assert (fault.code, fault.path, fault.facts) == ("CP811", "", {"name": key})


def test_an_unknown_key_is_refused_with_the_near_one() -> None:
    (fault,) = refused(a_request() | {"consent": []})
    assert (fault.code, fault.path) == ("CP812", "/consent")
    assert message_of(fault) == "`consent` is not a key of a request. Did you mean `consents`?"


def test_an_undeclared_purpose_is_refused() -> None:
    assert faults(a_request() | {"purpose": "marketing"}) == [("CP820", "/purpose")]
    assert faults(a_request() | {"purpose": ["sale"]}) == [("CP810", "/purpose")]


def test_a_naive_time_is_refused() -> None:
    assert faults(a_request() | {"time": "2026-11-22T10:00:00"}) == [("CP815", "/time")]


def test_the_id_of_a_request_is_an_id() -> None:
    assert faults(a_request() | {"id": ""}) == [("CP818", "/id")]
    assert faults(a_request() | {"id": 17}) == [("CP810", "/id")]


def test_every_mistake_is_named_in_the_order_of_the_document() -> None:
    mapping = {
        "z": 1,
        "consents": [{"given_by": {"as": "nobody", "id": 1}, "id": "c1"}],
        "items": ["x", {"item": "attendance", "about": ["p2"]}],
        "purpose": "y",
        "subject": {"born": "2011", "roles": ["parent"], "id": "p1"},
        "time": None,
        "recipient": {"roles": [], "id": "r"},
    }
    assert faults(mapping) == [
        ("CP811", ""),
        ("CP812", "/z"),
        ("CP811", "/consents/0"),
        ("CP811", "/consents/0"),
        ("CP811", "/consents/0"),
        ("CP820", "/consents/0/given_by/as"),
        ("CP810", "/consents/0/given_by/id"),
        ("CP820", "/items/0"),
        ("CP833", "/items/1/about/0"),
        ("CP820", "/purpose"),
        ("CP821", "/subject/born"),
        ("CP822", "/subject/roles/0"),
        ("CP819", "/time"),
    ]


def test_paths_are_json_pointers() -> None:
    assert faults(a_request() | {"a/b~c": 1}) == [("CP812", "/a~1b~0c")]


def test_names_are_shown_printable_and_cut() -> None:
    mapping = a_request() | {"x\n\u202e\ud800": 1, "y" * 300: 2}
    first, second = refused(mapping)
    assert first.facts["name"] == "x\\u000a\\u202e\\ud800"
    assert first.path == "/x\n\u202e\\ud800"
    assert second.facts["name"] == "y" * 200 + "…"
    assert second.path == "/" + "y" * 200 + "…"


def test_a_key_that_is_no_text_is_refused_and_never_asked_for_anything() -> None:
    key = SlyText("id")
    key.calm = True
    mapping: dict[Any, Any] = {key: 1, 3: 2, **a_request()}
    key.calm = False
    assert faults(mapping) == [("CP816", ""), ("CP816", "")]
    mapping = a_request() | {"context": {("emergency",): True}, "stated": {b"x": 1}}
    assert faults(mapping) == [("CP816", "/stated"), ("CP816", "/context")]


ODD: dict[str, Callable[[], object]] = {
    "an object that refuses everything": Sly,
    "a text that is more than a text": lambda: SlyText("id"),
    "an object that is more than an object": lambda: SlyDict(id="x"),
    "an ordered object": OrderedDict,
    "bytes": lambda: b"p1",
    "no number": lambda: float("nan"),
    "a fraction": lambda: 1.5,
    "a huge number": lambda: 10**5000,
    "a Decimal": lambda: Decimal(1),
    "a datetime": lambda: dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    "a set": lambda: {1, 2},
    "a tuple": lambda: ("p1",),
    "a generator": lambda: (each for each in "ab"),
    "a type": lambda: Sly,
    "a key that is more than a text": lambda: {SlyText("id"): "p1"},
}


@pytest.mark.parametrize("name", ODD)
def test_nothing_of_another_type_is_accepted_anywhere(name: str) -> None:
    for build, place in PLACES:
        assert isinstance(total(put(build(), place, ODD[name]())), tuple), place


@pytest.mark.parametrize("name", [name for name in ODD if "key" not in name])
def test_a_request_is_exactly_an_object(name: str) -> None:
    value = ODD[name]()
    ((_, path),) = faults(value)
    assert path == ""
    assert read_situation(value, VOCABULARY) == read_request(value, VOCABULARY)


def test_nothing_of_the_callers_is_kept() -> None:
    mapping = a_request()
    request = read(mapping)
    before = copy.deepcopy(request)
    for place in sorted(places(mapping), key=len, reverse=True):
        if place:
            put(mapping, place, None)
    assert request == before


def test_a_list_that_holds_itself_is_no_trap() -> None:
    loop: list[Any] = []
    loop.append(loop)
    knot: dict[str, Any] = {}
    knot["subject"] = knot["relation"] = knot["items"] = knot
    for build, place in PLACES:
        assert isinstance(total(put(build(), place, loop)), tuple)
    total(loop)
    total(knot)


def test_many_mistakes_are_all_listed() -> None:
    assert len(faults(a_request() | {"consents": [{"x": 1}] * 5_000})) == 5_000 * 6


json_like = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.binary()
    | st.sampled_from(["p1", "police", "parent", "anyone", "subject", "grant", "2026-11-22T10:00:00Z", "2011-05-04"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text() | st.sampled_from(["id", "roles", "value", "by", "at", "item", "about"]), inner, max_size=5
        )
        | st.tuples(inner)
        | st.dictionaries(st.integers() | st.binary(), inner, max_size=2)
    ),
    max_leaves=15,
)
KEYS = sorted({str(key) for _, place in PLACES for key in place if isinstance(key, str)})


@given(json_like | st.dictionaries(st.sampled_from(KEYS), json_like, max_size=8))
def test_any_value_gives_a_request_or_faults(value: object) -> None:
    total(value)


@settings(max_examples=300)
@given(st.sampled_from(PLACES), json_like)
def test_any_value_at_any_place_gives_a_request_or_faults(at: Any, value: object) -> None:
    build, place = at
    total(put(build(), place, value))


@pytest.mark.parametrize("at", range(len(PLACES)))
def test_a_request_without_one_of_its_parts_gives_a_request_or_faults(at: int) -> None:
    build, place = PLACES[at]
    document = build()
    around = document
    for key in place[:-1]:
        around = around[key]
    del around[place[-1]]
    total(document)


def test_a_situation_is_a_request_without_purpose_items_and_consents() -> None:
    mapping = a_request()
    for key in ("purpose", "items", "consents"):
        del mapping[key]
    situation = read_situation(mapping, VOCABULARY)
    request = read(a_request())
    assert isinstance(situation, Situation)
    assert situation == Situation(
        time=request.time,
        time_text=request.time_text,
        discloser=request.discloser,
        recipient=request.recipient,
        subjects=request.subjects,
        context=request.context,
    )


def test_in_a_situation_nobody_need_disclose_or_receive() -> None:
    situation = read_situation({"time": "2026-11-22T10:00:00Z", "subject": {"id": "p1", "roles": []}}, VOCABULARY)
    assert isinstance(situation, Situation)
    assert situation.discloser is None
    assert situation.recipient is None


def test_a_situation_that_does_not_fit_is_refused() -> None:
    found = read_situation({"purpose": "sale", "recipient": {"id": "r"}}, VOCABULARY)
    assert isinstance(found, tuple)
    assert [(fault.code, fault.path, fault.facts.get("name")) for fault in found] == [
        ("CP811", "", "time"),
        ("CP811", "", "subject"),
        ("CP812", "/purpose", "purpose"),
        ("CP811", "/recipient", "roles"),
    ]
