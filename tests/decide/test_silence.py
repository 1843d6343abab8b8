"""Offers: what silence carries, what the decision says of it, and what an offer lacks."""

from __future__ import annotations

from typing import Any

import pytest

from confpolicy.core.clauses import AcceptedGiver
from confpolicy.decide.decision import FlawedStatement, Ground, NeedConsent, Row
from confpolicy.decide.limits import most_steps
from confpolicy.decide.prepare import prepare
from confpolicy.facts.request import Audience, Form, Statement
from confpolicy.facts.values import Duration
from tests.decide.world import (
    at,
    consent,
    decide,
    found,
    grant,
    offer,
    only_row,
    program,
    refusal,
    with_statements,
)

WRITING = frozenset({Form.WRITING})


def row_of(*statements: Statement, accepts: bool = True, **clause: Any) -> Row:
    return only_row(program(consent(accepts_silence=accepts, **clause)), with_statements(*statements))


def lacks(*statements: Statement, accepts: bool = True, **clause: Any) -> FlawedStatement:
    """What the offer lacks."""
    (near,) = row_of(*statements, accepts=accepts, **clause).nearly
    return next(flawed for flawed in near.statements if flawed.id == "o1")


def test_silence_carries_and_the_ground_says_so() -> None:
    (ground,) = row_of(offer()).because
    assert ground == Ground(clause="agreed", kind="consent", statement="o1", silence=True)


def test_a_grant_of_a_later_date_carries_in_place_of_silence() -> None:
    (ground,) = row_of(offer(), grant(at=at("2026-05-20T09:00:00+01:00"))).because
    assert ground == Ground(clause="agreed", kind="consent", statement="c1")


def test_the_document_says_that_it_is_silence_and_says_it_of_nothing_else() -> None:
    asked = with_statements(offer(), grant())
    silent = decide(program(consent(accepts_silence=True)), with_statements(offer())).document()
    spoken = decide(program(consent()), asked).document()
    assert silent["items"][0]["because"] == [
        {"clause": "agreed", "kind": "consent", "statement": "o1", "silence": True}
    ]
    assert spoken["items"][0]["because"] == [{"clause": "agreed", "kind": "consent", "statement": "c1"}]


@pytest.mark.parametrize(
    "statement,clause,lacking",
    [
        ({"giver": "attorney", "giver_id": "a1"}, {}, "given by subject"),
        ({"form": None}, {}, "in writing or speech"),
        ({}, {"givers": (AcceptedGiver("subject", WRITING),)}, "in writing"),
        ({}, {"told": frozenset({"why"})}, "told why"),
        ({}, {"express": True}, "express"),
        ({}, {"requested": True}, "requested by subject"),
        ({}, {"naming_recipient": True}, "naming recipient"),
        ({"at": at("2026-06-01T12:00:01+01:00")}, {}, "not yet given"),
        ({"expires_at": at("2026-06-01T12:00:00+01:00")}, {}, "expired"),
        ({"at": at("2025-06-01T12:00:00+01:00")}, {"lasts": Duration(months=12)}, "lasts 12 months"),
    ],
)
def test_what_an_offer_lacks_is_told_in_the_clauses_own_words(
    statement: dict[str, Any], clause: dict[str, Any], lacking: str
) -> None:
    assert lacks(offer(**statement), **clause) == FlawedStatement(id="o1", lacking=(lacking,))


def test_where_silence_does_not_count_an_offer_lacks_a_yes_and_there_is_no_grant() -> None:
    row = row_of(offer(told=frozenset()), accepts=False, told=frozenset({"why"}))
    (near,) = row.nearly
    assert near.statements == (FlawedStatement(id="o1", lacking=("a yes",)),)
    assert near.missing == ("grant",)
    assert row.needs == (NeedConsent(clause="agreed", giver_of="p1", lacking=("grant",)),)


def test_beside_a_flawed_grant_an_offer_is_listed_and_nothing_is_asked_of_it() -> None:
    row = row_of(offer(), grant(form=None), accepts=False)
    (near,) = row.nearly
    assert [flawed.id for flawed in near.statements] == ["c1", "o1"]
    assert near.missing == ()
    assert row.needs == (NeedConsent(clause="agreed", giver_of="p1", lacking=("in writing or speech",)),)


def test_an_offer_out_of_scope_is_not_listed() -> None:
    other = offer(recipients=Audience(ids=frozenset({"d2"})))
    for accepts in (True, False):
        (near,) = row_of(other, accepts=accepts).nearly
        assert (near.statements, near.missing) == ((), ("grant",))


@pytest.mark.parametrize("when", ["1996-01-01T00:00:00Z", "2026-05-01T09:00:00+01:00", "2026-06-01T12:00:00+01:00"])
def test_a_refusal_stops_an_offer_whenever_it_was_made(when: str) -> None:
    flawed = lacks(offer(), refusal(at=at(when)))
    assert flawed == FlawedStatement(id="o1", lacking=("refused",), stopped_by=("n1",))


@pytest.mark.parametrize("withdrawn", ["2026-04-30T00:00:00Z", "2026-05-02T00:00:00Z"])
def test_the_withdrawal_of_a_grant_stops_an_offer_whenever_it_was(withdrawn: str) -> None:
    ended = grant(at=at("2026-04-01T00:00:00Z"), withdrawn_at=at(withdrawn))
    assert lacks(offer(), ended).stopped_by == ("c1",)


def test_an_offer_stops_no_grant() -> None:
    (ground,) = row_of(grant(), offer(at=at("2026-05-20T00:00:00Z")), accepts=False).because
    assert ground.statement == "c1"


def test_the_trace_shows_each_offer_and_what_it_lacks() -> None:
    decision = decide(
        program(consent(name="agreed"), consent(name="quiet", accepts_silence=True)), with_statements(offer())
    )
    shown: list[Any] = [entry["statements"] for entry in decision.trace if isinstance(entry, dict)]
    entry = {
        "id": "o1",
        "statement": "offer",
        "covers": True,
        "lacking": ["a yes"],
        "stopped_by": [],
        "status": "true",
        "nodes": [],
    }
    assert shown == [[entry], [entry | {"lacking": []}]]


def test_offers_count_toward_the_work_of_a_decision() -> None:
    prepared = prepare(program(consent(accepts_silence=True)))
    assert most_steps(prepared, with_statements(offer("a"), offer("b"))) == most_steps(
        prepared, with_statements(grant("a"), grant("b"))
    )


def test_silence_is_explained_as_silence() -> None:
    clause = program(consent(accepts_silence=True))
    text = " ".join(decide(clause, with_statements(offer())).explain().split())
    assert "carried by silence after offer o1 (made in speech to p1 themself at 2026-05-01T08:00:00+00:00)" in text


def test_an_offer_that_does_not_count_is_explained() -> None:
    late = offer(at=at("2026-06-01T12:00:01+01:00"), form=None)
    text = " ".join(decide(program(consent(accepts_silence=True)), with_statements(late)).explain().split())
    made = "offer o1 (made to p1 themself at 2026-06-01T11:00:01+00:00)"
    assert f"{made} lacks: in writing or speech and is not made yet" in text
    quiet = " ".join(decide(program(consent()), with_statements(offer())).explain().split())
    assert "lacks: a yes; no consent that covers this is on file" in quiet


def test_before_the_policy_is_in_force_silence_carries_nothing() -> None:
    judged = found(program(consent(accepts_silence=True), since="2027-01-01"), with_statements(offer()))
    assert judged.rows[0].because == ()
