"""Items: declared terms with something below them, about subjects of the request, and never at odds."""

from __future__ import annotations

from typing import Any

import pytest

from confpolicy.facts.request import Entry, Given
from tests.facts.read_samples import a_request, faults, read, refused, several


def asking(*items: Any, of: dict[str, Any] | None = None) -> dict[str, Any]:
    return (several() if of is None else of) | {"items": list(items)}


def test_an_item_is_about_everybody_where_it_does_not_say() -> None:
    entries = read(asking("attendance", {"item": "contact_details"}, {"item": "personal", "about": ["p2"]})).entries
    assert entries == (
        Entry("attendance", ("p1", "p2")),
        Entry("contact_details", ("p1", "p2")),
        Entry("personal", ("p2",)),
    )


def test_the_subjects_of_an_item_stand_in_the_order_of_the_request() -> None:
    (entry,) = read(asking({"item": "attendance", "about": ["p2", "p1"]})).entries
    assert entry.about == ("p1", "p2")


def test_an_item_has_facts_of_its_own() -> None:
    (entry,) = read(asking({"item": "attendance", "beyond_minimum": True})).entries
    assert entry.facts == {"beyond_minimum": Given(value=True)}


@pytest.mark.parametrize(
    "item, code, path",
    [
        ("attendence", "CP820", "/items/0"),
        ("public", "CP836", "/items/0"),
        (3, "CP810", "/items/0"),
        (None, "CP819", "/items/0"),
        (["attendance"], "CP810", "/items/0"),
        ({}, "CP811", "/items/0"),
        ({"item": None}, "CP819", "/items/0/item"),
        ({"item": "public"}, "CP836", "/items/0/item"),
        ({"item": "attendance", "abuot": ["p1"]}, "CP821", "/items/0/abuot"),
        ({"item": "attendance", "beyond_minimum": "no"}, "CP810", "/items/0/beyond_minimum"),
        ({"item": "attendance", "about": []}, "CP817", "/items/0/about"),
        ({"item": "attendance", "about": "p1"}, "CP810", "/items/0/about"),
        ({"item": "attendance", "about": None}, "CP819", "/items/0/about"),
        ({"item": "attendance", "about": ["p1", "p3"]}, "CP833", "/items/0/about/1"),
        ({"item": "attendance", "about": ["p1", 1]}, "CP810", "/items/0/about/1"),
        ({"item": "attendance", "about": ["p1", "p2", "p1"]}, "CP834", "/items/0/about/2"),
        ({"item": "attendance", "about": ["p1"] * 1001}, "CP806", "/items/0/about"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_an_item_that_does_not_fit_is_refused(item: Any, code: str, path: str) -> None:
    assert faults(asking(item)) == [(code, path)]


def test_a_near_subject_is_suggested() -> None:
    mapping = asking({"item": "attendance", "about": ["person-01"]}, of=a_request())
    mapping["subject"]["id"] = "person_01"
    found = refused(mapping | {"consents": []})
    assert [fault.facts for fault in found] == [{"name": "person-01", "suggestion": "person_01"}]


def test_where_a_subject_is_broken_nobody_is_called_a_stranger() -> None:
    mapping = asking({"item": "attendance", "about": ["p2", "p9", "p9"]})
    mapping["subjects"][1]["id"] = 9
    assert sorted(faults(mapping)) == [("CP810", "/subjects/1/id"), ("CP834", "/items/0/about/2")]


@pytest.mark.parametrize("items, code", [([], "CP817"), ("attendance", "CP810"), (None, "CP819"), ({}, "CP810")])
def test_items_are_a_list_and_not_empty(items: Any, code: str) -> None:
    assert faults(a_request() | {"items": items}) == [(code, "/items")]


def test_there_are_at_most_1000_items() -> None:
    assert len(read(a_request() | {"items": ["attendance"] * 1000}).entries) == 1000
    assert faults(a_request() | {"items": ["attendance"] * 1001}) == [("CP806", "/items")]


def test_there_are_at_most_100_000_rows() -> None:
    mapping = several() | {"subjects": [{"id": f"p{number}", "roles": []} for number in range(1, 1001)]}
    assert len(read(mapping | {"items": ["recent_contact"] * 100}).entries) == 100
    assert faults(mapping | {"items": ["recent_contact"] * 101}) == [("CP806", "/items")]


def test_two_entries_for_one_leaf_have_the_same_facts() -> None:
    yes = {"item": "attendance", "beyond_minimum": True}
    assert len(read(asking(yes, yes | {"item": "recent_contact"})).entries) == 2
    (fault,) = refused(asking(yes, yes | {"item": "recent_contact", "beyond_minimum": False}))
    assert (fault.code, fault.path) == ("CP835", "/items/1")
    assert fault.facts == {"other": "/items/0", "item": "recent_contact", "subject": "p1"}


def test_no_facts_beside_some_is_a_conflict_too() -> None:
    yes = {"item": "recent_contact", "beyond_minimum": True}
    assert faults(asking("attendance", yes, yes)) == [("CP835", "/items/1"), ("CP835", "/items/2")]
    assert faults(asking(yes, "attendance")) == [("CP835", "/items/1")]


def test_entries_about_different_people_are_not_at_odds() -> None:
    first = {"item": "attendance", "about": ["p1"], "beyond_minimum": True}
    second = {"item": "attendance", "about": ["p2"], "beyond_minimum": False}
    assert len(read(asking(first, second, "contact_details")).entries) == 3
