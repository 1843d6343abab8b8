"""Facts stand with their holder; a judgement says whose it is and of when."""

from __future__ import annotations

from typing import Any

import pytest

from confpolicy.facts.request import Given, Judgement
from confpolicy.facts.values import Instant, Record
from tests.facts.read_samples import a_request, faults, read, refused

JUDGED = {"value": True, "by": {"id": "pc-1", "roles": ["police"]}, "at": "1970-01-01T00:00:01Z"}


def judged(value: Any, name: str = "suspected_of_crime") -> dict[str, Any]:
    mapping = a_request()
    mapping["subject"][name] = value
    return mapping


def test_a_judgement_is_read_with_who_and_when() -> None:
    request = read(judged(JUDGED))
    judgement = Judgement("pc-1", frozenset({"police"}), Instant(1_000_000))
    assert request.subjects[0].facts["suspected_of_crime"] == Given(value=True, judgement=judgement)


def test_a_judge_may_have_no_role_at_all() -> None:
    request = read(judged(JUDGED | {"by": {"id": "pc-1", "roles": []}}))
    judgement = request.subjects[0].facts["suspected_of_crime"].judgement
    assert judgement is not None
    assert judgement.roles == frozenset()


@pytest.mark.parametrize("value", [True, "yes", [], {}, {"kind": "joint_working"}])
def test_a_judgement_without_who_and_when_is_refused(value: Any) -> None:
    assert faults(judged(value)) == [("CP825", "/subject/suspected_of_crime")]


def test_a_judged_structure_given_plain_is_refused() -> None:
    assert faults(judged({"kind": "joint_working"}, "plan")) == [("CP825", "/subject/plan")]
    request = read(judged(JUDGED | {"value": {"value": 3}}, "plan"))
    assert request.subjects[0].facts["plan"].value == Record((("value", 3),))


def test_every_part_of_a_judgement_is_compulsory() -> None:
    assert faults(judged({"value": True})) == [("CP811", "/subject/suspected_of_crime")] * 2
    assert faults(judged({"by": JUDGED["by"], "at": JUDGED["at"]})) == [("CP811", "/subject/suspected_of_crime")]
    assert faults(judged(None)) == [("CP819", "/subject/suspected_of_crime")]


def test_every_mistake_in_a_judgement_is_named() -> None:
    value = {"by": {"id": "", "roles": ["parent", "polic"], "as": "x"}, "value": 1, "at": "x", "on": "y"}
    assert faults(judged(value)) == [
        ("CP818", "/subject/suspected_of_crime/by/id"),
        ("CP822", "/subject/suspected_of_crime/by/roles/0"),
        ("CP820", "/subject/suspected_of_crime/by/roles/1"),
        ("CP812", "/subject/suspected_of_crime/by/as"),
        ("CP810", "/subject/suspected_of_crime/value"),
        ("CP814", "/subject/suspected_of_crime/at"),
        ("CP812", "/subject/suspected_of_crime/on"),
    ]
    assert faults(judged(JUDGED | {"by": "pc-1"})) == [("CP810", "/subject/suspected_of_crime/by")]
    assert faults(judged(JUDGED | {"by": {}})) == [("CP811", "/subject/suspected_of_crime/by")] * 2


def test_a_fact_that_is_no_judgement_is_not_given_as_one() -> None:
    assert faults(judged(JUDGED, "reported_missing")) == [("CP826", "/subject/reported_missing")]
    assert faults(judged({"valu": True}, "reported_missing")) == [("CP810", "/subject/reported_missing")]


def test_a_structure_with_a_field_named_value_is_a_structure() -> None:
    mapping = a_request()
    mapping["recipient"]["contract"] = {"value": 4}
    assert read(mapping).recipient.facts["contract"] == Given(Record((("value", 4),)))


def test_an_undeclared_fact_is_refused_with_the_near_name() -> None:
    mapping = a_request()
    mapping["stated"]["reported-Missing"] = True
    (fault,) = refused(mapping)
    assert (fault.code, fault.path) == ("CP821", "/stated/reported-Missing")
    assert fault.facts == {"name": "reported-Missing", "holder": "stated", "suggestion": "reported_missing"}


def test_a_fact_of_another_holder_is_refused() -> None:
    mapping = a_request()
    mapping["context"]["kind"] = "person"
    mapping["recipient"]["works_with_subject"] = True
    assert faults(mapping) == [("CP821", "/recipient/works_with_subject"), ("CP821", "/context/kind")]


def test_after_many_unknown_names_no_more_are_looked_up() -> None:
    mapping = a_request()
    mapping["context"] |= {f"emergenc{number}": True for number in range(300)}
    found = refused(mapping)
    assert len(found) == 300
    assert sum("suggestion" in fault.facts for fault in found) == 200
