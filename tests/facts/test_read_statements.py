"""Consent statements: a flawed grant is read, a malformed one refused, and nobody speaks as the subject but they."""

from __future__ import annotations

from typing import Any

import pytest

from confpolicy.facts.calendar import instant_from_text
from confpolicy.facts.request import Audience, Form, Given, Grant, Offer, Refusal
from tests.facts.read_samples import VOCABULARY, Quick, a_grant, a_request, faults, read, refused

BARE = {
    "id": "c9",
    "statement": "grant",
    "subject": "p1",
    "given_by": {"id": "g1", "as": "guardian"},
    "at": "2026-10-01T09:00:00Z",
    "items": ["confidential"],
    "recipients": ["parent"],
    "purposes": ["commerce"],
}
REFUSAL = {key: BARE[key] for key in ("id", "subject", "given_by", "at")} | {"statement": "refusal"}


def filing(*statements: Any) -> dict[str, Any]:
    return a_request() | {"consents": list(statements)}


def without(mapping: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if key not in keys}


def test_a_grant_is_read() -> None:
    (grant,) = read(filing(a_grant())).statements
    assert grant == Grant(
        id="c1",
        subject="p1",
        giver_id="p1",
        giver="subject",
        at=instant_from_text("2026-10-01T08:00:00Z"),
        items=frozenset({"contact_details"}),
        recipients=Audience(anyone=True, roles=frozenset({"health_professional"}), ids=frozenset({"gp-7"})),
        purposes=frozenset({"provide_service"}),
        disclosers=Audience(roles=frozenset({"receptionist"})),
        form=Form.SPEECH,
        express=True,
        requested=False,
        told=frozenset({"why", "with_whom", "consequences"}),
        withdrawn_at=None,
        expires_at=instant_from_text("2027-10-01T08:00:00Z"),
        facts={"witnessed": Given(value=True)},
    )


def test_a_grant_without_form_or_notices_is_flawed_and_no_fault() -> None:
    (grant,) = read(filing(BARE | {"form": None, "withdrawn_at": None, "expires_at": None})).statements
    assert isinstance(grant, Grant)
    assert (grant.form, grant.told, grant.express, grant.requested) == (None, frozenset(), False, False)
    assert grant.disclosers is None
    assert grant.recipients == Audience(roles=frozenset({"parent"}))


def test_a_refusal_that_leaves_its_scope_out_means_all() -> None:
    (refusal,) = read(filing(REFUSAL)).statements
    assert isinstance(refusal, Refusal)
    assert (refusal.items, refusal.recipients, refusal.purposes, refusal.disclosers) == (None, None, None, None)


def test_a_refusal_may_be_narrow() -> None:
    scope = {"items": ["personal"], "recipients": [{"id": "x"}], "purposes": ["sale"], "disclosers": ["anyone"]}
    (refusal,) = read(filing(REFUSAL | scope)).statements
    assert isinstance(refusal, Refusal)
    assert refusal.items == frozenset({"personal"})
    assert refusal.recipients == Audience(ids=frozenset({"x"}))
    assert refusal.purposes == frozenset({"sale"})
    assert refusal.disclosers == Audience(anyone=True)


def test_a_refusal_may_have_a_form_and_never_has_an_end() -> None:
    manner = {"form": "writing", "express": True, "told": ["why"], "withdrawn_at": None, "expires_at": None}
    assert len(read(filing(REFUSAL | manner)).statements) == 1
    ends = {"withdrawn_at": "2026-11-01T00:00:00Z", "expires_at": 3}
    assert faults(filing(REFUSAL | ends)) == [
        ("CP843", "/consents/0/withdrawn_at"),
        ("CP843", "/consents/0/expires_at"),
    ]


def test_a_grant_says_what_to_whom_and_for_what() -> None:
    assert faults(filing(without(BARE, "items", "recipients", "purposes"))) == [("CP844", "/consents/0")] * 3


@pytest.mark.parametrize("statement", [BARE, REFUSAL])
@pytest.mark.parametrize("key", ["items", "recipients", "purposes", "disclosers"])
def test_an_empty_scope_is_refused_as_it_could_mean_none_or_all(statement: dict[str, Any], key: str) -> None:
    assert faults(filing(statement | {key: []})) == [("CP817", f"/consents/0/{key}")]
    assert faults(filing(statement | {key: None})) == [("CP819", f"/consents/0/{key}")]


@pytest.mark.parametrize("key", ["id", "statement", "subject", "given_by", "at"])
def test_what_a_statement_must_have(key: str) -> None:
    (fault,) = refused(filing(without(BARE, key)))
    assert (fault.code, fault.path, fault.facts) == ("CP811", "/consents/0", {"name": key})
    assert faults(filing(BARE | {key: None})) == [("CP819", f"/consents/0/{key}")]


@pytest.mark.parametrize(
    "key, value, code, path",
    [
        ("id", 3, "CP810", "id"),
        ("id", "", "CP818", "id"),
        ("statement", "consent", "CP824", "statement"),
        ("subject", "p\u200b1", "CP818", "subject"),
        ("at", "2026-10-01T09:00:00", "CP815", "at"),
        ("given_by", "g1", "CP810", "given_by"),
        ("given_by", {"id": "g1"}, "CP811", "given_by"),
        ("given_by", {"as": "guardian"}, "CP811", "given_by"),
        ("given_by", {"id": "g1", "as": "gaurdian"}, "CP820", "given_by/as"),
        ("given_by", {"id": 1, "as": "guardian"}, "CP810", "given_by/id"),
        ("given_by", {"id": "g1", "as": "guardian", "x": 1}, "CP812", "given_by/x"),
        ("given_by", {"id": "p2", "as": "subject"}, "CP841", "given_by/id"),
        ("given_by", {"id": "P1", "as": "subject"}, "CP841", "given_by/id"),
        ("given_by", {"id": "p1", "as": "guardian"}, "CP845", "given_by/id"),
        ("form", "email", "CP824", "form"),
        ("express", "yes", "CP810", "express"),
        ("express", None, "CP819", "express"),
        ("requested_by_subject", 1, "CP810", "requested_by_subject"),
        ("told", ["why", "wherefore"], "CP820", "told/1"),
        ("told", "why", "CP810", "told"),
        ("items", ["personal", "x"], "CP820", "items/1"),
        ("items", "personal", "CP810", "items"),
        ("purposes", [1], "CP810", "purposes/0"),
        ("recipients", ["polis"], "CP820", "recipients/0"),
        ("recipients", [{"ID": "x", "id": "x"}], "CP812", "recipients/0/ID"),
        ("recipients", [{}], "CP811", "recipients/0"),
        ("recipients", [{"id": ""}], "CP818", "recipients/0/id"),
        ("recipients", [1], "CP810", "recipients/0"),
        ("recipients", [{1: "x", "id": "x"}], "CP816", "recipients/0"),
        ("recipients", "anyone", "CP810", "recipients"),
        ("withdrawn_at", "2026-10-01T08:59:59Z", "CP842", "withdrawn_at"),
        ("withdrawn_at", False, "CP810", "withdrawn_at"),
        ("expires_at", "never", "CP814", "expires_at"),
        ("withdrawn", "2026-11-01T00:00:00Z", "CP821", "withdrawn"),
        ("witnessed", "yes", "CP810", "witnessed"),
    ],
    ids=lambda value: str(value)[:30].encode("unicode_escape").decode(),
)
def test_a_part_that_does_not_fit_is_refused(key: str, value: Any, code: str, path: str) -> None:
    assert faults(filing(BARE | {key: value})) == [(code, f"/consents/0/{path}")]


def test_a_grant_may_be_withdrawn_at_the_instant_it_was_given() -> None:
    (grant,) = read(filing(BARE | {"withdrawn_at": BARE["at"]})).statements
    assert isinstance(grant, Grant)
    assert grant.withdrawn_at == grant.at


def test_two_statements_never_share_an_id() -> None:
    assert faults(filing(BARE, REFUSAL)) == [("CP840", "/consents/1/id")]


def test_statements_about_others_are_passed_over_once_they_fit() -> None:
    assert read(filing(BARE | {"subject": "p2"})).statements == ()
    assert faults(filing(BARE | {"subject": "p2", "form": "email"})) == [("CP824", "/consents/0/form")]
    assert faults(filing(BARE, REFUSAL | {"subject": "p2"})) == [("CP840", "/consents/1/id")]


OFFER = without(BARE, "given_by") | {"statement": "offer", "offered_to": BARE["given_by"]}


def test_an_offer_is_read() -> None:
    manner = {"form": "speech", "told": ["why"], "expires_at": "2027-10-01T08:00:00Z", "disclosers": ["receptionist"]}
    (offer,) = read(filing(OFFER | manner | {"witnessed": True, "withdrawn_at": None})).statements
    assert offer == Offer(
        id="c9",
        subject="p1",
        giver_id="g1",
        giver="guardian",
        at=instant_from_text("2026-10-01T09:00:00Z"),
        items=frozenset({"confidential"}),
        recipients=Audience(roles=frozenset({"parent"})),
        purposes=frozenset({"commerce"}),
        disclosers=Audience(roles=frozenset({"receptionist"})),
        form=Form.SPEECH,
        told=frozenset({"why"}),
        expires_at=instant_from_text("2027-10-01T08:00:00Z"),
        facts={"witnessed": Given(value=True)},
    )


@pytest.mark.parametrize(
    "key, value, code",
    [
        ("given_by", BARE["given_by"], "CP846"),
        ("given_by", None, "CP846"),
        ("express", False, "CP846"),
        ("requested_by_subject", True, "CP846"),
        ("withdrawn_at", "2026-11-01T00:00:00Z", "CP846"),
        ("offered_to", {"id": "p2", "as": "subject"}, "CP841"),
        ("offered_to", {"id": "p1", "as": "guardian"}, "CP845"),
    ],
)
def test_an_offer_has_nothing_that_needs_a_yes(key: str, value: Any, code: str) -> None:
    (fault,) = refused(filing(OFFER | {key: value}))
    assert fault.code == code
    assert fault.path.startswith(f"/consents/0/{key}")


@pytest.mark.parametrize("statement", [BARE, REFUSAL])
def test_only_an_offer_is_made_to_somebody(statement: dict[str, Any]) -> None:
    assert faults(filing(statement | {"offered_to": BARE["given_by"]})) == [("CP846", "/consents/0/offered_to")]


@pytest.mark.parametrize("key", ["id", "subject", "offered_to", "at"])
def test_what_an_offer_must_have(key: str) -> None:
    (fault,) = refused(filing(without(OFFER, key)))
    assert (fault.code, fault.path, fault.facts) == ("CP811", "/consents/0", {"name": key})


def test_an_offer_says_what_to_whom_and_for_what() -> None:
    given = refused(filing(without(OFFER, "items", "recipients", "purposes")))
    assert [(fault.code, fault.facts["statement"]) for fault in given] == [("CP844", "offer")] * 3


def test_a_statement_of_no_kind_that_is_offered_lacks_its_kind_alone() -> None:
    assert faults(filing(without(OFFER, "statement"))) == [("CP811", "/consents/0")]


def test_a_statement_of_no_kind_is_still_looked_through() -> None:
    assert faults(filing({"statement": "perhaps", "form": 1, "withdrawn_at": "x"})) == [
        ("CP811", "/consents/0"),
        ("CP811", "/consents/0"),
        ("CP811", "/consents/0"),
        ("CP811", "/consents/0"),
        ("CP824", "/consents/0/statement"),
        ("CP810", "/consents/0/form"),
        ("CP814", "/consents/0/withdrawn_at"),
    ]


@pytest.mark.parametrize("value, path", [({}, "/consents"), (None, "/consents"), ([3], "/consents/0")])
def test_consents_are_a_list_of_objects(value: Any, path: str) -> None:
    ((_, place),) = faults(a_request() | {"consents": value})
    assert place == path


def test_there_are_at_most_as_many_statements_as_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("confpolicy.facts.read.statements.STATEMENTS_BOUND", 1)
    monkeypatch.setattr("confpolicy.facts.read.quick.statements.STATEMENTS_BOUND", 1)
    monkeypatch.setattr("tests.facts.read_samples.QUICK", Quick.of(VOCABULARY))
    assert len(read(filing(BARE)).statements) == 1
    assert faults(filing(BARE, REFUSAL | {"id": "c8"})) == [("CP806", "/consents")]
