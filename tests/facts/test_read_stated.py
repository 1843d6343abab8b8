"""The stated parts: the same for a refused request as for a valid one that states the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confpolicy.facts.calendar import instant_from_text
from confpolicy.facts.read import stated_parts, stated_parts_of
from confpolicy.facts.request import Given, StatedParts
from tests.facts.read_samples import VOCABULARY, a_request, read, refused, several
from tests.facts.test_read_request import ODD, PLACES, json_like, put


def parts(mapping: object) -> StatedParts:
    result = stated_parts(mapping, VOCABULARY)
    assert result == stated_parts(mapping, VOCABULARY)
    return result


NOTHING = StatedParts(
    recipient_id=None,
    roles=frozenset(),
    time=None,
    purpose=None,
    leaves=frozenset(),
    asked=frozenset(),
    stated=({},),
)


@pytest.mark.parametrize("build", [a_request, several])
def test_a_valid_request_gives_the_same_parts_either_way(build: Any) -> None:
    assert parts(build()) == stated_parts_of(read(build()), VOCABULARY)


def test_the_parts_are_who_asks_what_for_what_and_what_they_state() -> None:
    found = parts(several() | {"items": ["attendance", {"item": "contact_details", "about": ["p2"]}]})
    assert found.recipient_id == "pc-204"
    assert found.roles == frozenset({"police"})
    assert found.time == instant_from_text("2026-11-22T10:00:00Z")
    assert found.purpose == "find_missing_child"
    assert found.leaves == frozenset({"recent_contact", "known_to_service", "contact_details"})
    assert found.asked == frozenset(
        {
            ("recent_contact", 1),
            ("recent_contact", 2),
            ("known_to_service", 1),
            ("known_to_service", 2),
            ("contact_details", 2),
        }
    )
    assert found.stated[1] == {"reported_missing": Given(value=False)}


NOT_STATED = [
    (build, place)
    for build, place in PLACES
    if place[0] in {"id", "discloser", "relation", "context", "consents"}
    or (place[0] == "subject" and place != ("subject", "id"))
    or (place[0] == "subjects" and len(place) > 2 and place[2] not in {"stated", "id"})
    or (place[0] == "recipient" and len(place) > 1 and place[1] not in {"id", "roles"})
    or (place[0] == "items" and place[-1] == "beyond_minimum")
]


@pytest.mark.parametrize("at", range(len(NOT_STATED)))
def test_a_mistake_in_what_is_not_stated_changes_no_part(at: int) -> None:
    build, place = NOT_STATED[at]
    broken = [1.5, None, "\ud800", [], {"x": 1}]
    if place == ("subject",):
        broken = [{"id": "p1"}, {"id": "p1", "roles": 3, "kind": 4}]
    for value in broken:
        assert parts(put(build(), place, value)) == stated_parts_of(read(build()), VOCABULARY)


def test_what_does_not_fit_is_left_out_and_the_rest_stays() -> None:
    mapping = a_request()
    mapping["recipient"] = {"id": "", "roles": ["police", "parent", "polis", 3]}
    mapping["purpose"] = "x"
    mapping["time"] = "now"
    mapping["stated"] = {"date_of_birth": "x", "reported_missing": True, "y": 1, "danger": {"value": True, "by": 3}}
    mapping["items"] = ["attendance", "x", 3, {"about": ["p1"]}, {"item": "contact_details", "about": ["p9", 1]}]
    assert len(refused(mapping)) > 10
    assert parts(mapping) == StatedParts(
        recipient_id=None,
        roles=frozenset({"police"}),
        time=None,
        purpose=None,
        leaves=frozenset({"recent_contact", "known_to_service", "contact_details"}),
        asked=frozenset({("recent_contact", 1), ("known_to_service", 1)}),
        stated=({"reported_missing": Given(value=True)},),
    )


def test_a_judgement_with_any_mistake_does_not_fit() -> None:
    judged = {"value": True, "by": {"id": "x", "roles": ["police"]}, "at": "2026-11-22T09:00:00Z"}
    assert "danger" in parts(a_request() | {"stated": {"danger": judged}}).stated[0]
    for change in ({"by": {"id": "x", "roles": ["police", "polis"]}}, {"on": 1}, {"at": 1}):
        assert parts(a_request() | {"stated": {"danger": judged | change}}).stated == ({},)


@pytest.mark.parametrize("roles", [None, "police", {"police": 1}, 3])
def test_roles_that_are_no_list_are_none(roles: Any) -> None:
    mapping = a_request()
    mapping["recipient"]["roles"] = roles
    assert parts(mapping).roles == frozenset()


def test_nothing_states_nothing() -> None:
    for value in (None, [], {}, "x", {"recipient": []}):
        assert parts(value) == NOTHING


def test_with_both_subject_and_subjects_nobody_can_say_how_many_were_meant() -> None:
    found = parts(a_request() | {"subjects": several()["subjects"]})
    assert (found.stated, found.asked) == ((), frozenset())
    assert found.leaves


def test_of_two_subjects_with_one_id_the_first_is_meant() -> None:
    mapping = several() | {"items": [{"item": "contact_details", "about": ["p1"]}]}
    mapping["subjects"][1]["id"] = "p1"
    assert parts(mapping).asked == frozenset({("contact_details", 1)})


def test_no_more_is_asked_than_could_be_decided() -> None:
    mapping = several() | {"subjects": [{"id": f"p{number}"} for number in range(1000)], "items": ["attendance"] * 60}
    assert len(parts(mapping).asked) == 2000


@given(json_like)
def test_any_value_has_stated_parts(value: object) -> None:
    parts(value)


@given(st.sampled_from(PLACES), json_like)
def test_any_value_at_any_place_leaves_stated_parts(at: Any, value: object) -> None:
    build, place = at
    parts(put(build(), place, value))


@pytest.mark.parametrize("name", ODD)
def test_odd_objects_leave_stated_parts(name: str) -> None:
    for build, place in PLACES:
        parts(put(build(), place, ODD[name]()))
