"""The words of single findings: what a reader of an explanation must not have to guess."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from confpolicy import Policy
from confpolicy.explain.matter import duration_words
from confpolicy.facts.values import Duration
from tests.engine.cases import POLICY


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy.load(POLICY)


def _request(**changes: Any) -> Mapping[str, Any]:
    request: dict[str, Any] = {
        "time": "2026-11-24T10:00:00+00:00",
        "purpose": "crime_investigation",
        "items": ["attendance"],
        "discloser": {"id": "m2", "roles": ["manager"]},
        "recipient": {"id": "pc-204", "roles": ["police"]},
        "subject": {"id": "p4", "roles": []},
        "context": {"crime_under_investigation": True},
    }
    return json.loads(json.dumps({**request, **changes}))  # type: ignore[no-any-return] # a request is an object


def _words(policy: Policy, **changes: Any) -> str:
    return " ".join(policy.decide(_request(**changes)).explain().split())


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (Duration(months=12), "1 year"),
        (Duration(months=18), "18 months"),
        (Duration(seconds=30 * 86_400), "30 days"),
        (Duration(seconds=5_400), "90 minutes"),
        (Duration(seconds=1), "1 second"),
    ],
)
def test_a_duration_is_told_in_the_largest_unit_that_fits(duration: Duration, words: str) -> None:
    assert duration_words(duration) == words


def test_a_judgement_that_does_not_count_is_told_with_what_would(policy: Policy) -> None:
    by = {"id": "pc-204", "roles": ["police"]}
    old = {"value": True, "by": by, "at": "2026-10-01T10:00:00+00:00"}
    words = _words(policy, subject={"id": "p4", "roles": [], "suspected_of_crime": old})
    assert "does not count: it counts when judged by police, from then on and for 30 days" in words
    assert "A new judgement of subject.suspected_of_crime about p4 by police" in words


def test_an_exclusion_that_is_not_ruled_out_is_told_as_one(policy: Policy) -> None:
    words = _words(
        policy,
        purpose="find_missing_child",
        items=["recent_contact"],
        relation={"roles": ["parent"]},
        stated={"date_of_birth": "2011-05-04", "reported_missing": True},
        subject={"id": "p4", "roles": [], "reported_missing": True},
    )
    assert "it must be known that `recipient is parent and missing_child` does not hold, and it is not" in words
    assert "and must not" not in words
    assert "stated.reported_missing about p4 is true, as the requester states" in words


def test_a_referral_says_before_whom_to_put_it(policy: Policy) -> None:
    words = _words(policy, purpose="safeguarding", items=["contact_details"], context={})
    assert (
        "Now: put it before manager or senior_management, who must decide (silence_may_harm, paragraph X9)" in words
    )
    assert words.count("A decision by manager or senior_management, given as their judgement of") == 1


def test_a_withdrawn_consent_is_told_with_the_time_of_its_withdrawal(policy: Policy) -> None:
    grant = {
        "id": "c1",
        "statement": "grant",
        "subject": "p4",
        "given_by": {"id": "p4", "as": "subject"},
        "at": "2026-10-01T10:00:00+00:00",
        "form": "speech",
        "express": True,
        "told": ["why", "with_whom", "consequences"],
        "items": ["personal"],
        "recipients": ["health_professional"],
        "purposes": ["provide_service"],
        "withdrawn_at": "2026-10-02T10:00:00+00:00",
    }
    words = _words(
        policy,
        purpose="provide_service",
        items=["contact_details"],
        recipient={"id": "gp-7", "roles": ["health_professional"]},
        consents=[grant],
    )
    assert "given in speech by p4 themself at 2026-10-01T10:00:00+00:00" in words
    assert "was withdrawn at 2026-10-02T10:00:00+00:00" in words


def test_a_prohibition_says_what_can_lift_it(policy: Policy) -> None:
    words = _words(policy, items=["support_session"])
    assert "only consent session_notes_at_request or consent session_notes_in_meetings can lift it" in words
    sale = _words(policy, purpose="sale", items=["contact_details"])
    assert "forbids it, and has no condition; nothing lifts it" in sale


def test_where_no_consent_is_on_file_that_says_it_all() -> None:
    text = (
        'policy p "P"\n    language 1\n    in force from 2026-01-01\n    timezone "Europe/London"\n'
        "data notes under confidential\nrole doctor\npurpose care\n"
        "fact statement.signed, context.open : bool\n"
        "consent signed_consent\n    of notes to doctor for care\n    given by subject in writing\n"
        '    without need-to-know because "Asked for."\n    when statement.signed and context.open\n'
        'reply nothing\n    to anyone\n    say "No."\n'
    )
    request = {
        "time": "2026-11-24T10:00:00+00:00",
        "purpose": "care",
        "items": ["notes"],
        "discloser": {"id": "d", "roles": []},
        "recipient": {"id": "r", "roles": ["doctor"]},
        "subject": {"id": "p", "roles": []},
    }
    words = " ".join(Policy.parse(text).decide(request).explain().split())
    assert "no consent that covers this is on file" in words
    assert "context.open is not given" in words
    assert "statement.signed" not in words
