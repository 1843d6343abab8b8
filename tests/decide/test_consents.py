"""Consent: which grant carries, what the others lack, what stops one."""

from __future__ import annotations

from typing import Any

import pytest

from confpolicy.core.clauses import AcceptedGiver
from confpolicy.core.expressions import FactValue
from confpolicy.decide.consents import duration_words
from confpolicy.decide.decision import FlawedStatement, Ground
from confpolicy.facts.request import Audience, Form, Statement
from confpolicy.facts.values import Duration
from tests.decide.world import (
    BOTH,
    at,
    consent,
    given,
    grant,
    need,
    only_row,
    party,
    program,
    refusal,
    request,
    scope,
    subject,
    verdict,
    with_statements,
)

WRITING, SPEECH = frozenset({Form.WRITING}), frozenset({Form.SPEECH})
BY_GUARDIAN = (AcceptedGiver("subject", WRITING), AcceptedGiver("guardian", BOTH))


def carries(*statements: Statement, **clause: Any) -> str | None:
    """The grant that carries, if the row is permitted."""
    row = only_row(program(consent(**clause)), with_statements(*statements))
    return row.because[0].statement if row.because else None


def lacks(statement: Statement, *others: Statement, **clause: Any) -> FlawedStatement:
    """What the first statement lacks."""
    row = only_row(program(consent(**clause)), with_statements(statement, *others))
    (near,) = row.nearly
    return next(flawed for flawed in near.statements if flawed.id == statement.id)


# --- which grant carries ----------------------------------------------------------------------------------------


def test_a_valid_grant_carries() -> None:
    assert carries(grant()) == "c1"


def test_of_several_the_latest_carries_and_then_the_smallest_id() -> None:
    early, late = at("2026-01-01T00:00:00Z"), at("2026-02-01T00:00:00Z")
    assert carries(grant("c1", at=early), grant("c2", at=late)) == "c2"
    assert carries(grant("c2", at=late), grant("c1", at=late)) == "c1"


def test_a_flawed_grant_never_hurts_another() -> None:
    assert carries(grant("c1"), grant("c0", express=False, at=at("2026-05-30T00:00:00Z"), form=None)) == "c1"


@pytest.mark.parametrize(
    "others",
    [
        {"items": frozenset({"notes"})},
        {"recipients": Audience(roles=frozenset({"police"}))},
        {"recipients": Audience(ids=frozenset({"d2"}))},
        {"purposes": frozenset({"ward_care"})},
        {"disclosers": Audience(roles=frozenset({"manager"}))},
        {"subject": "p2"},
    ],
)
def test_a_grant_out_of_scope_is_not_even_flawed(others: dict[str, Any]) -> None:
    row = only_row(program(consent()), with_statements(grant(**others)))
    assert row.because == ()
    assert row.nearly[0].missing == ("grant",)
    assert row.nearly[0].statements == ()


@pytest.mark.parametrize(
    "others",
    [
        {"items": frozenset({"address"})},
        {"recipients": Audience(roles=frozenset({"third_party"}))},
        {"recipients": Audience(roles=frozenset({"police"}), ids=frozenset({"d1"}))},
        {"purposes": frozenset({"enquiry", "care"})},
        {"disclosers": Audience(roles=frozenset({"staff"}))},
        {"disclosers": Audience(ids=frozenset({"s1"}))},
        {"disclosers": Audience(anyone=True)},
    ],
)
def test_a_grant_covers_what_lies_under_what_it_names(others: dict[str, Any]) -> None:
    assert carries(grant(**others)) == "c1"


def test_a_grant_may_name_a_role_towards_the_subject() -> None:
    to_parents = grant(recipients=Audience(roles=frozenset({"parent"})))
    parent = (subject(relation_roles=frozenset({"parent"})),)
    assert verdict(program(consent()), with_statements(to_parents, subjects=parent)) == "permit"
    assert verdict(program(consent()), with_statements(to_parents)) == "deny"


def test_a_class_does_not_cover_the_subject_in_person_but_an_id_does() -> None:
    themself = party("p1", "doctor")
    by_class = grant(recipients=Audience(roles=frozenset({"doctor"})))
    by_id = grant(recipients=Audience(ids=frozenset({"p1"})))
    assert verdict(program(consent()), with_statements(by_class, recipient=themself)) == "deny"
    assert verdict(program(consent()), with_statements(by_id, recipient=themself)) == "permit"


# --- what a grant lacks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement,clause,lacking",
    [
        ({"giver": "attorney", "giver_id": "a1"}, {}, "given by subject"),
        ({"giver": "attorney", "giver_id": "a1"}, {"givers": BY_GUARDIAN}, "given by guardian or subject"),
        ({"form": None}, {}, "in writing or speech"),
        ({"form": Form.SPEECH}, {"givers": BY_GUARDIAN}, "in writing"),
        ({}, {"express": True}, "express"),
        ({"told": frozenset({"why"})}, {"told": frozenset({"why", "with_whom"})}, "told with_whom"),
        ({}, {"requested": True}, "requested by subject"),
        ({"recipients": Audience(roles=frozenset({"doctor"}))}, {"naming_recipient": True}, "naming recipient"),
        ({"at": at("2026-06-01T12:00:01+01:00")}, {}, "not yet given"),
        ({"expires_at": at("2026-06-01T12:00:00+01:00")}, {}, "expired"),
        ({"at": at("2025-06-01T12:00:00+01:00")}, {"lasts": Duration(months=12)}, "lasts 12 months"),
        ({"withdrawn_at": at("2026-06-01T12:00:00+01:00")}, {}, "withdrawn"),
        ({}, {"when": FactValue("statement.witnessed")}, "condition"),
    ],
)
def test_what_a_grant_lacks_is_told_in_the_clauses_own_words(
    statement: dict[str, Any], clause: dict[str, Any], lacking: str
) -> None:
    assert lacks(grant(**statement), **clause) == FlawedStatement(id="c1", lacking=(lacking,))


@pytest.mark.parametrize(
    "statement,clause",
    [
        ({"express": True}, {"express": True}),
        ({"requested": True}, {"requested": True}),
        ({"told": frozenset({"why", "with_whom"})}, {"told": frozenset({"why"})}),
        ({"recipients": Audience(ids=frozenset({"d1"}))}, {"naming_recipient": True}),
        ({"at": at("2026-06-01T12:00:00+01:00")}, {}),
        ({"expires_at": at("2026-06-01T12:00:00.000001+01:00")}, {}),
        ({"at": at("2025-06-01T12:00:00.000001+01:00")}, {"lasts": Duration(months=12)}),
        ({"withdrawn_at": at("2026-06-01T12:00:00.000001+01:00")}, {}),
        ({"facts": given(witnessed=True)}, {"when": FactValue("statement.witnessed")}),
        ({"giver": "guardian", "giver_id": "g1"}, {"givers": BY_GUARDIAN}),
    ],
)
def test_a_grant_that_has_what_the_clause_asks_for_carries(statement: dict[str, Any], clause: dict[str, Any]) -> None:
    assert carries(grant(**statement), **clause) == "c1"


def test_at_the_instant_of_expiry_a_grant_has_expired() -> None:
    end = at("2026-06-01T12:00:00+01:00")
    asked = {"expires_at": end}
    assert verdict(program(consent()), with_statements(grant(**asked), time="2026-06-01T11:59:59+01:00")) == "permit"
    assert verdict(program(consent()), with_statements(grant(**asked), time="2026-06-01T12:00:00+01:00")) == "deny"


def test_a_life_beyond_the_calendar_does_not_help() -> None:
    late = {"time": "9999-06-01T12:00:00Z"}
    lasting = program(consent(lasts=Duration(months=12)))
    assert verdict(lasting, with_statements(grant(at=at("9999-05-01T00:00:00Z")), **late)) == "deny"


def test_all_conditions_must_hold_for_one_and_the_same_grant() -> None:
    policy = program(consent(express=True, when=FactValue("statement.witnessed")))
    halves = (grant("c1", express=True), grant("c2", facts=given(witnessed=True)))
    assert verdict(policy, with_statements(*halves)) == "deny"
    assert (
        verdict(policy, with_statements(*halves, grant("c3", express=True, facts=given(witnessed=True)))) == "permit"
    )


# --- what stops a grant -----------------------------------------------------------------------------------------


def test_a_refusal_at_the_same_instant_as_its_grant_stops_it() -> None:
    moment = at("2026-05-01T09:00:00+01:00")
    assert lacks(grant(at=moment), refusal(at=moment)) == FlawedStatement(
        id="c1", lacking=("refused",), stopped_by=("n1",)
    )


def test_a_refusal_before_its_grant_or_after_now_does_not_stop_it() -> None:
    assert carries(grant(), refusal(at=at("2026-05-01T08:59:59.999999+01:00"))) == "c1"
    assert carries(grant(), refusal(at=at("2026-06-01T12:00:00.000001+01:00"))) == "c1"
    assert carries(grant(), refusal(at=at("2026-06-01T12:00:00+01:00"))) is None


@pytest.mark.parametrize(
    "others",
    [
        {"items": frozenset({"personal"})},
        {"items": frozenset({"known"})},
        {"recipients": Audience(roles=frozenset({"third_party"}))},
        {"purposes": frozenset({"care"})},
        {"disclosers": Audience(ids=frozenset({"s1"}))},
    ],
)
def test_a_refusal_reaches_what_it_names_and_what_reveals_it(others: dict[str, Any]) -> None:
    assert carries(grant(), refusal(**others)) is None


@pytest.mark.parametrize(
    "others",
    [
        {"items": frozenset({"notes"})},
        {"recipients": Audience(roles=frozenset({"police"}))},
        {"purposes": frozenset({"sale"})},
        {"disclosers": Audience(ids=frozenset({"s2"}))},
        {"subject": "p2"},
        {"giver": "guardian", "giver_id": "g1"},
    ],
)
def test_a_refusal_of_something_else_or_by_nobody_who_matters_stops_nothing(others: dict[str, Any]) -> None:
    assert carries(grant(), refusal(**others)) == "c1"


def test_each_accepted_giver_and_always_the_subject_may_veto() -> None:
    by_guardian = grant(giver="guardian", giver_id="g1")
    only_guardians = (AcceptedGiver("guardian", WRITING | SPEECH),)
    assert carries(by_guardian, givers=only_guardians) == "c1"
    assert carries(by_guardian, refusal(), givers=only_guardians) is None
    assert carries(grant(form=Form.WRITING), refusal(giver="guardian", giver_id="g1"), givers=BY_GUARDIAN) is None


def test_withdrawing_one_grant_is_a_refusal_of_its_whole_scope_at_that_instant() -> None:
    moment = at("2026-05-20T00:00:00Z")
    withdrawn = grant("c0", form=None, withdrawn_at=moment)
    assert lacks(grant(), withdrawn).stopped_by == ("c0",)
    assert carries(grant(at=moment), withdrawn) is None
    assert carries(grant(at=at("2026-05-20T00:00:00.000001Z")), withdrawn) == "c1"
    assert carries(grant(), grant("c0", withdrawn_at=at("2026-07-01T00:00:00Z"), form=None)) == "c1"


def test_a_withdrawal_does_not_reach_what_reveals_its_items() -> None:
    moment = at("2026-05-20T00:00:00Z")
    assert carries(grant(), grant("c0", items=frozenset({"known"}), withdrawn_at=moment)) == "c1"
    stranger = grant("c0", giver="guardian", giver_id="g1", withdrawn_at=moment)
    assert carries(grant(), stranger) == "c1"


def test_withdrawal_never_permits_more() -> None:
    for withdrawn_at in (None, at("2026-05-20T00:00:00Z")):
        statements = (grant("c1", withdrawn_at=withdrawn_at), grant("c2", form=None))
        expected = "permit" if withdrawn_at is None else "deny"
        assert verdict(program(consent()), with_statements(*statements)) == expected


# --- need-to-know -----------------------------------------------------------------------------------------------


def test_consent_needs_a_need_to_know_unless_the_clause_says_why_not() -> None:
    strict = consent(without_need_to_know=None)
    asked = with_statements(grant())
    row = only_row(program(strict), asked)
    assert (row.because, row.nearly[0].missing) == ((), ("need-to-know",))
    assert only_row(program(strict, need("zz"), need("aa")), asked).because == (
        Ground(clause="agreed", kind="consent", statement="c1", need_to_know="aa"),
    )
    assert verdict(program(strict, need(scope=scope(purpose="sale"))), asked) == "deny"
    assert only_row(program(strict), request()).nearly[0].missing == ("grant", "need-to-know")


@pytest.mark.parametrize(
    "duration,words",
    [
        (Duration(months=1), "1 month"),
        (Duration(months=12), "12 months"),
        (Duration(seconds=86_400), "1 day"),
        (Duration(seconds=30 * 86_400), "30 days"),
        (Duration(seconds=36 * 3_600), "36 hours"),
        (Duration(seconds=90 * 60), "90 minutes"),
        (Duration(seconds=61), "61 seconds"),
    ],
)
def test_durations_are_told_in_the_units_of_policies(duration: Duration, words: str) -> None:
    assert duration_words(duration) == words
