"""Parties and subjects: complete, each role where it belongs, no two ids that look the same."""

from __future__ import annotations

from typing import Any

import pytest

from confpolicy.facts.read.ids import id_problem
from confpolicy.facts.request import Given, Party
from tests.facts.read_samples import a_request, faults, read, refused, several


def test_parties_are_read_with_their_roles_and_facts() -> None:
    request = read(a_request())
    assert request.discloser == Party("s1", frozenset({"receptionist"}), {"desk": Given("front")})
    assert request.recipient.id == "pc-204"
    assert request.recipient.roles == frozenset({"police"})


def test_a_subject_is_read_with_what_is_stated_and_the_relation() -> None:
    (subject,) = read(a_request()).subjects
    assert subject.id == "p1"
    assert subject.relation_roles == frozenset({"parent"})
    assert subject.relation == {"works_with_subject": Given(value=False)}
    assert set(subject.stated) == {"date_of_birth", "reported_missing"}


def test_each_of_several_subjects_has_its_own_relation_and_stated() -> None:
    first, second = read(several()).subjects
    assert (first.id, second.id) == ("p1", "p2")
    assert first.relation_roles == frozenset({"parent"})
    assert second.relation_roles == frozenset()
    assert second.stated == {"reported_missing": Given(value=False)}


def test_what_may_be_left_out_is_empty() -> None:
    mapping = a_request()
    for key in ("id", "relation", "stated", "context", "consents"):
        del mapping[key]
    request = read(mapping)
    assert request.id is None
    assert request.subjects[0].stated == {}
    assert request.subjects[0].relation == {}
    assert request.context == {}
    assert request.statements == ()
    mapping["id"] = None
    mapping["relation"] = {}
    assert read(mapping) == request


@pytest.mark.parametrize("holder", ["discloser", "recipient", "subject"])
def test_id_and_roles_are_compulsory(holder: str) -> None:
    mapping = a_request()
    mapping[holder] = {}
    assert faults(mapping) == [("CP811", f"/{holder}")] * 2
    mapping[holder] = None
    assert faults(mapping) == [("CP819", f"/{holder}")]
    mapping[holder] = ["s1"]
    assert faults(mapping) == [("CP810", f"/{holder}")]
    mapping[holder] = {"id": None, "roles": None}
    assert faults(mapping) == [("CP819", f"/{holder}/id"), ("CP819", f"/{holder}/roles")]


@pytest.mark.parametrize("holder", ["discloser", "recipient", "subject"])
def test_a_role_towards_a_subject_is_refused_among_plain_roles(holder: str) -> None:
    mapping = a_request()
    mapping[holder]["roles"] = ["parent"]
    assert faults(mapping) == [("CP822", f"/{holder}/roles/0")]


def test_a_plain_role_is_refused_in_the_relation() -> None:
    mapping = a_request()
    mapping["relation"]["roles"] = ["parent", "police"]
    assert faults(mapping) == [("CP823", "/relation/roles/1")]


def test_an_undeclared_role_is_refused_with_the_near_name() -> None:
    mapping = a_request()
    mapping["recipient"]["roles"] = ["Police", "John Smith", 3]
    first, second, third = refused(mapping)
    assert first.facts == {"name": "`Police`", "kind": "role", "suggestion": "police"}
    assert second.facts["name"] == "The text here"
    assert (third.code, third.path) == ("CP810", "/recipient/roles/2")


def test_repeated_roles_are_no_mistake_but_too_many_are() -> None:
    mapping = a_request()
    mapping["recipient"]["roles"] = ["police"] * 10_000
    assert read(mapping).recipient.roles == frozenset({"police"})
    mapping["recipient"]["roles"] += ["police"]
    assert faults(mapping) == [("CP806", "/recipient/roles")]


@pytest.mark.parametrize("name", ["p1", "unknown:1", "é", "O'Brien, Máire", "x" * 200, "番号 7"])
def test_an_id_of_visible_characters_is_taken_as_it_is(name: str) -> None:
    mapping = a_request()
    mapping["recipient"]["id"] = name
    assert read(mapping).recipient.id == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x" * 201,
        " p1",
        "p1 ",
        "p1\n",
        "p\t1",
        "p\x7f1",
        "p\u00a01",
        "p\u200b1",
        "p\u202e1",
        "p\u2066é",
        "p\u00ad1",
        "p\ufeff1",
        "p\u2028é",
        "p\u3164é",
        "p\ufe0fé",
        "p\U000e0100é",
        "e\u0301",
        "\ud800",
    ],
    ids=ascii,
)
def test_an_id_that_could_look_like_another_is_refused(name: str) -> None:
    mapping = a_request()
    mapping["recipient"]["id"] = name
    assert faults(mapping) == [("CP818", "/recipient/id")]
    assert id_problem(name) is not None


def test_there_is_a_subject_or_a_list_of_them_and_not_both() -> None:
    mapping = a_request()
    mapping["subjects"] = several()["subjects"]
    assert faults(mapping) == [("CP830", "/subjects")]
    del mapping["subject"], mapping["subjects"]
    del mapping["items"][1]
    assert faults(mapping) == [("CP811", "")]


def test_mistakes_beside_a_missing_subject_are_named_too() -> None:
    mapping = a_request()
    del mapping["subject"]
    mapping["stated"]["age"] = 15
    mapping["relation"]["roles"] = ["police"]
    assert faults(mapping) == [("CP811", ""), ("CP823", "/relation/roles/0"), ("CP821", "/stated/age")]
    mapping["subject"] = "p1"
    assert faults(mapping) == [
        ("CP823", "/relation/roles/0"),
        ("CP821", "/stated/age"),
        ("CP810", "/subject"),
    ]


def test_relation_and_stated_stand_where_they_belong() -> None:
    mapping = a_request()
    mapping["subject"] |= {"relation": {"roles": ["x"]}, "stated": {}}
    assert faults(mapping) == [
        ("CP831", "/subject/relation"),
        ("CP820", "/subject/relation/roles/0"),
        ("CP831", "/subject/stated"),
    ]
    mapping = several() | {"stated": {"reported_missing": 1}, "relation": {}}
    assert faults(mapping) == [
        ("CP831", "/stated"),
        ("CP810", "/stated/reported_missing"),
        ("CP831", "/relation"),
    ]


@pytest.mark.parametrize("value", [[], {}, "x", 1, None])
def test_stated_and_relation_are_objects(value: Any) -> None:
    mapping = a_request() | {"stated": value, "relation": value, "context": value}
    if value == {}:
        assert read(mapping).subjects[0].stated == {}
    else:
        code = "CP819" if value is None else "CP810"
        assert faults(mapping) == [(code, "/relation"), (code, "/stated"), (code, "/context")]


def test_the_list_of_subjects_has_each_subject_once() -> None:
    mapping = several()
    mapping["subjects"].append({"id": "p1", "roles": []})
    assert faults(mapping) == [("CP832", "/subjects/2/id")]


def test_the_list_of_subjects_is_neither_empty_nor_too_long() -> None:
    mapping = several()
    del mapping["items"][1], mapping["consents"]
    mapping["subjects"] = []
    assert faults(mapping) == [("CP817", "/subjects")]
    mapping["subjects"] = {"id": "p1", "roles": []}
    assert faults(mapping) == [("CP810", "/subjects")]
    mapping["subjects"] = [{"id": f"p{number}", "roles": []} for number in range(1001)]
    assert faults(mapping) == [("CP806", "/subjects")]
    mapping["subjects"].pop()
    assert len(read(mapping).subjects) == 1000


def test_every_broken_subject_is_named() -> None:
    mapping = several()
    mapping["subjects"] += [3, {"roles": []}]
    assert faults(mapping) == [("CP810", "/subjects/2"), ("CP811", "/subjects/3")]


def test_a_class_of_people_is_read_and_is_nobody_who_asks_discloses_or_consents() -> None:
    mapping = a_request()
    mapping["subject"]["class"] = False
    assert not read(mapping).subjects[0].is_class
    mapping["subject"]["class"] = True
    about = [number for number, one in enumerate(mapping["consents"]) if one["subject"] == mapping["subject"]["id"]]
    assert faults(mapping) == [("CP838", f"/consents/{number}/subject") for number in about]
    del mapping["consents"]
    assert read(mapping).subjects[0].is_class
    mapping["recipient"]["id"] = mapping["discloser"]["id"] = mapping["subject"]["id"]
    assert faults(mapping) == [("CP837", "/discloser/id"), ("CP837", "/recipient/id")]
    mapping = several()
    mapping["subjects"][0]["class"] = 1
    assert ("CP810", "/subjects/0/class") in faults(mapping)
