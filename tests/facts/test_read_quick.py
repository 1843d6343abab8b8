"""The quick reader gives what the full one gives, or nothing; and it does read what is usual."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from confpolicy.facts.blanks import blank
from confpolicy.facts.calendar import instant_from_text
from confpolicy.facts.read import Broken, Reader, read_request, reader
from confpolicy.facts.read.limits import SET_BOUND
from confpolicy.facts.read.quick.facts import MOST_IN_ROW
from confpolicy.facts.read.quick.request import lines_of
from confpolicy.facts.request import Audience, Entry, Given, Grant, Offer, Party, Refusal, Request, Subject
from confpolicy.facts.schema import FactDeclaration, Hierarchy, Holder
from confpolicy.facts.types import OneOf, Primitive, SetOf, TermKind, TermType
from confpolicy.facts.values import Instant
from tests.facts.read_samples import QUICK, VOCABULARY, Quick, a_grant, a_request, several


def quickly(mapping: object, quick: Quick = QUICK) -> Request | None:
    """What the quick reader gives; where it gives a request, the full one gives an equal one."""
    found = quick.read(mapping)
    assert found in (None, read_request(mapping, quick.vocabulary))
    return found


def changed(change: Callable[[dict[str, Any]], object], build: Callable[[], dict[str, Any]] = a_request) -> Any:
    """A request with a change."""
    mapping = build()
    change(mapping)
    return mapping


def an_offer(**changes: Any) -> dict[str, Any]:
    """The offer that the grant would answer, with changes."""
    kept = ("id", "subject", "at", "items", "recipients", "purposes", "disclosers", "expires_at", "witnessed")
    grant = a_grant()
    made = {key: grant[key] for key in kept} | {"statement": "offer", "offered_to": grant["given_by"]}
    return made | changes


USUAL: dict[str, Any] = {
    "a request": a_request(),
    "several subjects": several(),
    "no id": changed(lambda it: it.pop("id")),
    "an id that is null": a_request() | {"id": None},
    "an id beyond ASCII": a_request() | {"id": "Zoë 17"},
    "no consents, no context": changed(lambda it: (it.pop("consents"), it.pop("context"))),
    "nothing stated, no relation": changed(lambda it: (it.pop("stated"), it.pop("relation"))),
    "a relation without roles": changed(lambda it: it["relation"].pop("roles")),
    "a subject that is no class": changed(lambda it: it["subject"].update({"class": False})),
    "a class of people": changed(lambda it: (it["subject"].update({"class": True}), it.pop("consents"))),
    "an offer": a_request() | {"consents": [an_offer(), an_offer(id="c9", told=["why"], form="writing")]},
    "a text beyond ASCII": changed(lambda it: it["discloser"].update(desk="Zoe\u0308")),
    "several roles": changed(lambda it: it["recipient"].update({"roles": ["police", "staff"]})),
    "no roles": changed(lambda it: it["recipient"].update({"roles": []})),
    "an item without facts": a_request() | {"items": ["recent_contact", {"item": "contact_details"}]},
    "an item about one of several": changed(
        lambda it: it.update(items=[{"item": "attendance", "about": ["p2"]}, "contact_details"]), several
    ),
    "a time in Zulu": a_request() | {"time": "2026-11-22T10:00:00Z"},
    "a time that no table has": a_request() | {"time": "2026-11-22t10:00:00.5+05:45"},
    "a time of long ago": a_request() | {"time": "1066-10-14T09:00:00Z"},
    "yes to everything": a_request()
    | {"consents": [a_grant(express=True, requested_by_subject=True, form="writing", recipients=["anyone"])]},
    "the least of a grant": a_request()
    | {"consents": [{key: a_grant()[key] for key in ("id", "statement", "subject", "given_by", "at")}
                    | {"items": ["personal"], "recipients": ["police"], "purposes": ["sale"]}]},
    "a withdrawn grant": a_request() | {"consents": [a_grant(withdrawn_at="2026-11-01T00:00:00Z")]},
    "nulls": a_request() | {"consents": [a_grant(withdrawn_at=None, expires_at=None, form=None)]},
    "a statement about somebody else": a_request()
    | {"consents": [a_grant(subject="p9", given_by={"id": "p9", "as": "subject"})]},
    "a full refusal": changed(
        lambda it: it["consents"][1].update(
            items=["personal"], purposes=["commerce"], recipients=[{"id": "x"}], disclosers=["staff"], witnessed=False
        )
    ),
    "each type of fact": changed(
        lambda it: (
            it["subject"].update(
                visits=3, debt="12.50", last_seen="2026-11-22T09:00:00Z", stay="P3D", religion="none", kind="person"
            ),
            it["context"].update(about="personal", roles_present=["staff", "parent"], other_purpose="sale", days=[]),
        )
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", USUAL)
def test_what_is_usual_is_read_quickly(name: str) -> None:
    assert quickly(USUAL[name]) is not None


LEFT: dict[str, Any] = {
    "items with facts that may be at odds": a_request()
    | {"items": [{"item": "attendance", "beyond_minimum": True}, {"item": "personal", "beyond_minimum": True}]},
    "a class of people that consents": changed(lambda it: it["subject"].update({"class": True})),
    "a class of people that asks": changed(
        lambda it: (it["subject"].update({"class": True}), it.pop("consents"), it["recipient"].update(id="p1"))
    ),
    "an offer that was accepted": a_request() | {"consents": [an_offer(express=True)]},
    "an offer that was withdrawn": a_request() | {"consents": [an_offer(withdrawn_at="2026-11-01T00:00:00Z")]},
    "an offer with a giver": a_request() | {"consents": [an_offer(given_by={"id": "p1", "as": "subject"})]},
    "half a character": changed(lambda it: it["discloser"].update(desk="\ud800")),
    "a refusal with a form": changed(lambda it: it["consents"][1].update(form="writing")),
}


@pytest.mark.parametrize("name", LEFT)
def test_what_is_seldom_is_left_to_the_full_reader(name: str) -> None:
    assert quickly(LEFT[name]) is None


def test_many_facts_of_one_holder_are_read_too() -> None:
    names = [f"fact_{number}" for number in range(MOST_IN_ROW + 1)]
    facts = {
        fact.full_name: fact for fact in (FactDeclaration(Holder.SUBJECT, name, Primitive.BOOL) for name in names)
    }
    vocabulary = attrs.evolve(VOCABULARY, facts=facts)
    quick = Quick.of(vocabulary)
    mapping: dict[str, Any] = {
        "time": "2026-11-22T10:00:00Z",
        "purpose": "sale",
        "discloser": {"id": "s1", "roles": []},
        "recipient": {"id": "s2", "roles": []},
        "subject": {"id": "p1", "roles": [], "fact_3": True, "fact_24": False},
        "items": ["attendance"],
    }
    assert quickly(mapping, quick) is not None
    for value in (1, None, [True]):
        assert quickly(mapping | {"subject": {"id": "p1", "roles": [], "fact_3": value}}, quick) is None
    assert quickly(mapping | {"subject": {"id": "p1", "roles": [], "fact_x": True}}, quick) is None


def test_no_name_of_a_vocabulary_stands_in_the_source() -> None:
    hostile = ['"', "'''", 'x"]: raise SystemExit #', "a\nimport os", "{0}", "$read", "$$", "\\", "%s", "\u2028"]
    facts = [FactDeclaration(Holder.CONTEXT, name, OneOf((name, f"{name}!"))) for name in hostile]
    facts += [FactDeclaration(Holder.SUBJECT, f"{name}?", SetOf(TermType(TermKind.ROLE))) for name in hostile]
    terms = Hierarchy.of(dict.fromkeys(hostile, ()))
    vocabulary = attrs.evolve(
        VOCABULARY,
        data=terms,
        roles=terms,
        purposes=terms,
        towards=frozenset(hostile[:2]),
        notices=frozenset(hostile),
        givers=frozenset(hostile),
        facts={fact.full_name: fact for fact in facts},
    )
    source = lines_of(vocabulary).source("read(top)")
    plain = lines_of(attrs.evolve(vocabulary, **{kind: Hierarchy.of({"x": ()}) for kind in ("data", "roles")}))
    assert source == plain.source("read(top)")
    for name in hostile[2:6]:
        assert name not in source
    for name in hostile[2:]:
        mapping = {
            "time": "2026-11-22T10:00:00Z",
            "purpose": name,
            "discloser": {"id": "s1", "roles": [name]},
            "recipient": {"id": "s2", "roles": hostile[2:]},
            "subject": {"id": "p1", "roles": [], f"{name}?": hostile},
            "relation": {"roles": hostile[:2]},
            "items": hostile,
            "context": {name: f"{name}!" for name in hostile},
            "consents": [
                a_grant(items=[name], purposes=[name], recipients=[name], disclosers=[name], told=hostile)
                | {"given_by": {"id": "g", "as": name}}
            ],
        }
        del mapping["consents"][0]["witnessed"]  # type: ignore[attr-defined] # a statement
        assert quickly(mapping, Quick.of(vocabulary)) is not None


times = st.integers(-(2**31) - 10**8, 2**32).map(
    lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat()
)
spoiled = st.builds(
    lambda text, at, mark: text[:at] + mark + text[at + 1 :],
    times,
    st.integers(0, 24),
    st.sampled_from([*"0123456789TtZz:+- ", "", "00", "٣"]),
)


@given(times | spoiled)
@example("2024-02-29T00:00:00Z")
@example("2023-02-29T00:00:00Z")
@example("1900-02-29T00:00:00Z")
@example("2026-11-22T24:00:00Z")
@example("2026-11-22T23:59:60Z")
@example("2026-W47-7T10:00:00Z")
@example("2026-11-22T10:00:00+01:00")
@example("2026-11-22T10:00:00-14:00")
@example("2026-11-22T10:00:00-00:00")
def test_a_time_is_the_instant_that_it_names(text: str) -> None:
    found = quickly(changed(lambda it: it.update(time=text, consents=[])))
    try:
        instant = instant_from_text(text)
    except ValueError:
        assert found is None
    else:
        assert found is not None
        assert found.time == instant


FROZEN = (Audience, Entry, Given, Grant, Instant, Offer, Party, Refusal, Request, Subject)


@pytest.mark.parametrize("class_", FROZEN, ids=lambda class_: class_.__name__)
def test_what_was_filled_in_is_as_frozen_as_what_was_constructed(class_: type[Any]) -> None:
    value: Any = blank(class_)()
    for name in class_.__slots__:
        setattr(value, name, None)
    value.__class__ = class_
    assert type(value) is class_
    for name in class_.__slots__:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, name, 1)


def test_no_two_requests_share_what_could_be_changed() -> None:
    one, other = QUICK.read(a_request()), QUICK.read(a_request())
    assert one is not None
    assert other is not None
    assert isinstance(one.recipient, Party)
    assert one.recipient.facts is not other.recipient.facts
    assert copy.deepcopy(one) == other


class Interrupting(str):
    """Its comparison raises what is no `Exception`; it must never be asked."""

    def __eq__(self, other: object) -> bool:
        raise KeyboardInterrupt

    def __hash__(self) -> int:
        raise KeyboardInterrupt


def test_nothing_of_the_callers_is_ever_called() -> None:
    def replaced(value: Any) -> Any:
        """Each text, key or not, in turn replaced: one document for each."""
        if isinstance(value, dict):
            for key, each in value.items():
                yield from ({**value, key: inner} for inner in replaced(each))
        elif isinstance(value, list):
            for number, each in enumerate(value):
                yield from ([*value[:number], inner, *value[number + 1 :]] for inner in replaced(each))
        elif isinstance(value, str):
            yield Interrupting(value)

    documents = [document for build in (a_request, several) for document in replaced(build())]
    assert len(documents) > 80
    for document in documents:
        assert quickly(document) is None


def test_the_first_requests_are_read_in_full_and_the_others_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "FIRST", 2)
    fully: list[object] = []
    original = reader.read_request
    monkeypatch.setattr(reader, "read_request", lambda *parts: (fully.append(parts[0]), original(*parts))[1])
    reading = Reader(VOCABULARY)
    expected = read_request(a_request(), VOCABULARY)
    for _ in range(4):
        assert reading.read_request(a_request()) == expected
    assert len(fully) == 2
    assert isinstance(reading.read_request({}), tuple)
    assert len(fully) == 3


def test_a_json_text_is_read_as_strictly_quickly_as_fully(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "FIRST", 0)
    reading = Reader(VOCABULARY)
    text = json.dumps(a_request())
    assert reading.read_request_json(text) == read_request(a_request(), VOCABULARY)
    for broken in (text.replace('"id": "r-17"', '"id": "r-17", "id": "r-17"'), text[:-1], "1.5", '{"a": 1}'):
        assert isinstance(reading.read_request_json(broken), Broken)


@pytest.mark.parametrize(
    "context, size",
    [
        ({"emergency": True}, 1),
        ({"days": []}, 1),
        ({"days": ["2026-11-01", "2026-11-02", "2026-11-02"]}, 2),
        ({"roles_present": ["staff", "parent", "police"], "days": ["2026-11-01", "2026-11-02"]}, 3),
    ],
)
def test_a_draft_says_how_large_its_largest_set_is(context: dict[str, Any], size: int) -> None:
    def without_records(it: dict[str, Any]) -> None:
        del it["recipient"]["agreements"]
        it["context"] = context

    draft = QUICK.reader.draft(changed(without_records))
    assert draft is not None
    assert draft[-1] == size


def test_a_record_counts_as_the_largest_set() -> None:
    def with_a_record(it: dict[str, Any]) -> None:
        it["recipient"] = {"id": "r", "roles": [], "contract": {"covers": ["personal"]}}

    for mapping in (a_request(), changed(with_a_record)):
        draft = QUICK.reader.draft(mapping)
        assert draft is not None
        assert draft[-1] == SET_BOUND
