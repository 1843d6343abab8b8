"""A scenario becomes a request that an application could send, and what is expected of it."""

from __future__ import annotations

from typing import Any

import pytest

from confpolicy.core.scenarios import (
    ConflictExpected,
    ConsentNeeded,
    Expected,
    FactNeeded,
    NoConflictExpected,
    NoObligationsExpected,
    ObligationsExpected,
    PersonNeeded,
    PresumedExpected,
    ReadingExpected,
    RepliesExpected,
    RequiredExpected,
    SaidExpected,
    Scenario,
    VerdictExpected,
)
from confpolicy.facts.read import read_request
from confpolicy.facts.request import Request
from confpolicy.lower import lower
from tests.check.loads import checked


def _scenario(text: str) -> Scenario:
    policy = checked(text)
    (found,) = lower(policy).scenarios
    if not isinstance(found.request, str):
        assert isinstance(read_request(found.request, policy.vocabulary), Request), "the request must be well formed"
    return found


def _request(given: str = "", ask: str = "contact to helper for help", at: str = "2026-07-01T10:00") -> Any:
    text = f'scenario "s"\n    at {at}\n{given}    ask {ask}\n    expect deny\n'
    return _scenario(text).request


def test_a_scenario_without_facts_is_a_request_without_facts() -> None:
    assert _request() == {
        "time": "2026-07-01T10:00:00+01:00",
        "purpose": "help",
        "discloser": {"id": "discloser", "roles": []},
        "recipient": {"id": "recipient", "roles": ["helper"]},
        "subject": {"id": "subject", "roles": []},
        "relation": {"roles": []},
        "stated": {},
        "items": ["contact"],
        "context": {},
        "consents": [],
    }


@pytest.mark.parametrize(
    ("at", "time"),
    [
        ("2026-07-01T10:00", "2026-07-01T10:00:00+01:00"),
        ("2026-11-22T10:00:30", "2026-11-22T10:00:30+00:00"),
        ("2026-10-25T01:30+01:00", "2026-10-25T00:30:00+00:00"),
        ("2026-07-01T10:00Z", "2026-07-01T10:00:00+00:00"),
    ],
)
def test_local_time_is_that_of_the_policys_timezone(at: str, time: str) -> None:
    assert _request(at=at)["time"] == time


def test_facts_stand_with_their_holders() -> None:
    request = _request(
        "    given subject.kind = person, subject.born = 2011-05-04, stated.missing, recipient.signed = no\n"
        "    given discloser.trained, relation.works_with, context.emergency, item.approved\n"
        '    given subject.name = "Ann", subject.age = 3, subject.weight = 3, subject.waiting = 2 weeks\n'
        "    given subject.seen_at = 2026-01-01T00:00, context.areas = {south, north}\n"
        "    given recipient.agreements = {(kind = joint, signed_on = 2020-01-01,\n"
        "        copies = 2, covers = {notes, here})}\n"
    )
    assert request["subject"] == {
        "id": "subject",
        "roles": [],
        "kind": "person",
        "born": "2011-05-04",
        "name": "Ann",
        "age": 3,
        "weight": "3",
        "waiting": "P14D",
        "seen_at": "2026-01-01T00:00:00+00:00",
    }
    assert request["stated"] == {"missing": True}
    assert request["discloser"]["trained"] is True
    assert request["relation"] == {"roles": [], "works_with": True}
    assert request["context"] == {"emergency": True, "areas": ["north", "south"]}
    assert request["items"] == [{"item": "contact", "approved": True}]
    assert request["recipient"]["signed"] is False
    assert request["recipient"]["agreements"] == [
        {"covers": ["here", "notes"], "copies": 2, "kind": "joint", "signed_on": "2020-01-01"}
    ]


@pytest.mark.parametrize(
    ("written", "document"),
    [
        ("18 months", "P18M"),
        ("36 hours", "PT129600S"),
        ("3 days", "P3D"),
        ("90 seconds", "PT90S"),
        ("0 days", "PT0S"),
    ],
)
def test_a_duration_is_written_in_one_kind(written: str, document: str) -> None:
    assert _request(f"    given subject.waiting = {written}\n")["subject"]["waiting"] == document


def test_a_judgement_says_by_whom_and_when() -> None:
    given = "    given subject.suspected judged by police and manager at 2026-06-30T09:00\n"
    assert _request(given)["subject"]["suspected"] == {
        "value": True,
        "by": {"id": "judge", "roles": ["police", "manager"]},
        "at": "2026-06-30T09:00:00+01:00",
    }


def test_roles_towards_the_subject_are_part_of_the_relation() -> None:
    request = _request(ask="contact, notes to helper, parent from staff, manager for help")
    assert request["recipient"]["roles"] == ["helper"]
    assert request["relation"] == {"roles": ["parent"]}
    assert request["discloser"]["roles"] == ["staff", "manager"]
    assert request["items"] == ["contact", "notes"]


def test_anyone_is_somebody_without_a_role_and_the_subject_is_themself() -> None:
    assert _request(ask="contact to anyone for help")["recipient"] == {"id": "recipient", "roles": []}
    assert _request(ask="contact to subject for help")["recipient"] == {"id": "subject", "roles": []}


def test_consents_on_file_are_statements_of_the_request() -> None:
    request = _request(
        "    with consent by guardian of personal, notes to police, recipient, anyone for help told why in speech\n"
        "        express requested on file since 2026-07-01 until 2027-01-01 withdrawn 2026-12-01T10:00\n"
        "    with refusal by subject of contact on file since 2026-06-01T09:30\n"
        "    with offer to guardian of personal to recipient for help told why in speech on file since 2026-07-01\n"
        "        until 2027-01-01\n"
    )
    assert request["consents"] == [
        {
            "id": "c1",
            "statement": "grant",
            "subject": "subject",
            "given_by": {"id": "guardian", "as": "guardian"},
            "at": "2026-07-01T00:00:00+01:00",
            "form": "speech",
            "express": True,
            "requested_by_subject": True,
            "told": ["why"],
            "items": ["personal", "notes"],
            "recipients": ["police", {"id": "recipient"}, "anyone"],
            "purposes": ["help"],
            "expires_at": "2027-01-01T00:00:00+00:00",
            "withdrawn_at": "2026-12-01T10:00:00+00:00",
        },
        {
            "id": "c2",
            "statement": "refusal",
            "subject": "subject",
            "given_by": {"id": "subject", "as": "subject"},
            "at": "2026-06-01T09:30:00+01:00",
            "items": ["contact"],
        },
        {
            "id": "c3",
            "statement": "offer",
            "subject": "subject",
            "offered_to": {"id": "guardian", "as": "guardian"},
            "at": "2026-07-01T00:00:00+01:00",
            "form": "speech",
            "told": ["why"],
            "items": ["personal"],
            "recipients": [{"id": "recipient"}],
            "purposes": ["help"],
            "expires_at": "2027-01-01T00:00:00+00:00",
        },
    ]


def test_a_statement_says_whose_disclosures_it_is_about_and_has_facts_of_its_own() -> None:
    request = _request(
        "    with consent by subject of notes to helper from discloser, police for help on file since 2026-07-01\n"
        "        where statement.witnessed = no\n"
        '    with refusal by subject to "d_lee" from "d_may", anyone on file since 2026-07-01\n'
        "        where statement.witnessed\n"
    )
    grant, refusal = request["consents"]
    assert (grant["disclosers"], grant["witnessed"]) == ([{"id": "discloser"}, "police"], False)
    assert (refusal["disclosers"], refusal["witnessed"]) == ([{"id": "d_may"}, "anyone"], True)
    assert refusal["recipients"] == [{"id": "d_lee"}]


def test_ids_of_statements_sort_as_the_statements_stand() -> None:
    request = _request(10 * "    with refusal by subject on file since 2026-07-01\n")
    ids = [each["id"] for each in request["consents"]]
    assert ids == sorted(ids)
    assert ids[::9] == ["c01", "c10"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("permit", VerdictExpected("permit")),
        (
            "deny contact and notes because helping and agreed blocked by no_notes",
            VerdictExpected("deny", ("contact", "notes"), None, ("helping", "agreed"), ("no_notes",)),
        ),
        ('refer notes about "p1"', VerdictExpected("refer", ("notes",), "p1")),
        ("reply nothing", RepliesExpected(("nothing",))),
        ("no reply", RepliesExpected(())),
        ("obligation helping", ObligationsExpected(("helping",))),
        ("no obligation helping and nothing", NoObligationsExpected(("helping", "nothing"))),
        ("no conflict", NoConflictExpected()),
        ("required", RequiredExpected()),
        ("conflict", ConflictExpected()),
        ("needs person", PersonNeeded()),
        ("needs subject.kind", FactNeeded("subject.kind")),
        ("needs consent agreed", ConsentNeeded("agreed")),
        ('needs consent agreed lacking "grant"', ConsentNeeded("agreed", "grant")),
        ('says "Hello."', SaidExpected("Hello.")),
        ("presumed item.approved", PresumedExpected("item.approved")),
        ("reading b of read_twice changes it", ReadingExpected("b", "read_twice")),
    ],
)
def test_each_expectation_is_kept(written: str, expected: Expected) -> None:
    reading = (
        "exception read_twice\n    of notes to helper for help\n    reading a when is_missing\n"
        "    reading b when not is_missing\n    read as a\n"
    )
    text = f'{reading}scenario "s"\n    request "a.json"\n    expect {written}\n'
    assert _scenario(text) == Scenario("s", "scenario.0", "a.json", (expected,))


def test_scenarios_and_their_expectations_have_places() -> None:
    text = 'scenario "s"\n    request "a.json"\n    expect deny, no reply\n    expect required\n'
    spans = lower(checked(text)).spans
    assert [text[spans[f"scenario.0/expect.{n}"].start :][:8] for n in range(3)] == [
        "deny, no",
        "no reply",
        "required",
    ]
    assert spans["scenario.0"].start == 0
