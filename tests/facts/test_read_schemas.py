"""The published schemas are schemas, and agree with the reader about what is no request."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from confpolicy.facts.read import read_request
from confpolicy.facts.request import Request
from tests.facts.read_samples import REQUESTS, VOCABULARY, a_request, read, schema, several
from tests.facts.test_read_request import PLACES, json_like, put

NAMES = ("decision-1", "refusal-1", "request-1")

DECISION: dict[str, Any] = {
    "schema": "confpolicy/decision/1",
    "request": "r-17",
    "time": "2026-11-22T10:00:00+00:00",
    "policy": {
        "name": "communities_1st",
        "version": "2026.1",
        "sha256": "0" * 64,
        "review_overdue": False,
        "engine": "0.1.0",
        "tzdata": "2026a",
    },
    "verdict": "permit",
    "required": True,
    "items": [
        {
            "item": "recent_contact",
            "subject": "p1",
            "verdict": "permit",
            "alone": "permit",
            "required": True,
            "because": [{"clause": "missing_child_to_police", "kind": "duty"}],
            "blocked_by": [],
            "overridden": [],
            "nearly": [],
        }
    ],
    "obligations": [
        {
            "clause": "log_exceptions",
            "item": "recent_contact",
            "subject": "p1",
            "phase": "then",
            "effect": "record",
            "target": "logbook",
            "text": None,
            "due": "2026-11-23T10:00:00+00:00",
        }
    ],
    "releasable_after": [],
    "needs": [
        {"kind": "fact", "name": "subject.date_of_birth", "subject": "p1"},
        {"kind": "consent", "clause": "sharing", "from": "p1", "lacking": ["told consequences"]},
        {"kind": "judgement", "name": "subject.at_risk", "by": ["police"], "subject": "p1"},
        {"kind": "person", "roles": ["manager"]},
    ],
    "presumed": [{"name": "item.beyond_minimum", "because": "…", "item": "recent_contact"}],
    "readings": [
        {"clause": "e", "taken": "all_three", "other": "each_alone", "items": {"recent_contact": {"p1": "deny"}}}
    ],
    "conflicts": [],
    "errors": [],
    "outward": {"items": [{"item": "recent_contact", "about": [1]}], "statements": ["…"], "replies": []},
}


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_a_schema_of_its_draft(name: str) -> None:
    document = schema(name)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert document["$id"] == f"urn:confpolicy:schema:{name.replace('-', ':')}"
    jsonschema.Draft202012Validator.check_schema(document)


def test_a_decision_fits_its_schema_with_and_without_a_trace() -> None:
    validator = jsonschema.Draft202012Validator(schema("decision-1"))
    validator.validate(DECISION)
    validator.validate(DECISION | {"trace": []})


@pytest.mark.parametrize("key", DECISION)
def test_no_part_of_a_decision_can_be_left_out(key: str) -> None:
    validator = jsonschema.Draft202012Validator(schema("decision-1"))
    assert not validator.is_valid({name: value for name, value in DECISION.items() if name != key})
    assert not validator.is_valid(DECISION | {key: 3})


def test_a_refusal_has_no_verdict_and_releases_nothing() -> None:
    validator = jsonschema.Draft202012Validator(schema("refusal-1"))
    refusal = {
        "schema": "confpolicy/refusal/1",
        "request": None,
        "errors": [{"code": "CP801", "path": "", "message": "m", "help": "h"}],
        "outward": {"items": [], "statements": [], "replies": ["…"]},
    }
    validator.validate(refusal)
    assert not validator.is_valid(refusal | {"verdict": "deny"})
    assert not validator.is_valid(refusal | {"errors": []})
    assert not validator.is_valid(refusal | {"outward": DECISION["outward"]})


@pytest.mark.parametrize(
    "change",
    [
        {"subjects": []},
        {"subject": None},
        {"items": []},
        {"time": "2026-11-22T10:00:00"},
        {"x": 1},
        {"context": {"emergency": None}},
        {"context": {"emergency": 1.5}},
        {"consents": [{"statement": "grant"}]},
        {"id": ""},
    ],
    ids=str,
)
def test_what_the_schema_refuses_the_reader_refuses(change: dict[str, Any]) -> None:
    assert not REQUESTS.is_valid(a_request() | change)
    assert isinstance(read_request(a_request() | change, VOCABULARY), tuple)


@given(st.sampled_from(PLACES), json_like)
def test_what_the_reader_accepts_fits_the_schema(at: Any, value: object) -> None:
    build, place = at
    document = put(build(), place, value)
    if isinstance(read_request(document, VOCABULARY), Request):
        REQUESTS.validate(document)


def test_samples_fit_the_schema() -> None:
    read(a_request())
    read(several())
