"""The trace: every clause considered, and how each condition came out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from confpolicy.core.clauses import Act, Obligation, Occasion, Reply
from confpolicy.core.expressions import (
    And,
    Compare,
    Comparison,
    Defined,
    FactValue,
    Field,
    Literal,
    Not,
    Quantified,
    Quantifier,
)
from confpolicy.decide.trace import value_json
from confpolicy.facts.calendar import day_from_text
from confpolicy.facts.logic import Truth
from confpolicy.facts.types import OneOf
from confpolicy.facts.values import Duration, Record, Symbol, Value
from tests.decide.world import (
    MISSING,
    URGENT,
    at,
    condition,
    consent,
    decide,
    effect,
    exception,
    given,
    grant,
    need,
    party,
    program,
    prohibition,
    referral,
    refusal,
    request,
    scope,
    subject,
    with_statements,
)


def trace(*clauses: Any, asked: Any = None, **others: Any) -> list[dict[str, Any]]:
    made = decide(program(*clauses, **others), asked or request()).trace
    return [dict(each) for each in made]  # type: ignore[call-overload] # each entry is an object


def test_every_clause_is_there_in_scope_or_not_with_its_policy_and_row() -> None:
    assert trace(exception(), exception("other", scope=scope(to="nurse"))) == [
        {
            "policy": "example",
            "item": "address",
            "subject": "p1",
            "clause": "allowed",
            "kind": "exception",
            "in_scope": True,
            "status": "true",
            "nodes": [],
        },
        {
            "policy": "example",
            "item": "address",
            "subject": "p1",
            "clause": "other",
            "kind": "exception",
            "in_scope": False,
        },
    ]


def test_every_condition_has_its_value_by_its_path() -> None:
    (entry,) = trace(
        exception(condition=condition(And((Not(MISSING), Defined("urgent"))), URGENT)),
        definitions={"urgent": URGENT},
        asked=request(context=given(urgent=False)),
    )
    assert entry["status"] == "false"
    assert [(node["path"], node["value"]) for node in entry["nodes"]] == [
        ("allowed/when/0/0", "unknown"),
        ("allowed/when/0", "unknown"),
        ("define.urgent", "false"),
        ("allowed/when/1", "false"),
        ("allowed/when", "false"),
        ("allowed/unless.0", "false"),
    ]


def test_a_condition_on_each_element_has_a_value_for_each_in_one_order() -> None:
    kind = OneOf(("joint", "confidentiality"))
    joint = Compare(Comparison.EQUAL, Field("a", "kind"), Literal(Symbol("joint"), kind))
    records = {Record((("kind", Symbol(each)),)) for each in kind.values}
    some = Quantified(Quantifier.SOME, "a", FactValue("recipient.agreements"), joint)
    (entry,) = trace(
        exception(when=some), asked=request(recipient=party("d1", "doctor", agreements=frozenset(records)))
    )
    values = [node["value"] for node in entry["nodes"] if node["path"] == "allowed/when/1"]
    assert values == ["false", "true"]
    assert entry["nodes"][0] == {
        "path": "allowed/when/0",
        "value": [{"kind": "confidentiality"}, {"kind": "joint"}],
    }


def test_statements_on_file_are_considered_one_by_one() -> None:
    (entry,) = trace(
        consent(express=True),
        asked=with_statements(
            grant("c1", express=True),
            grant("c2"),
            grant("c3", items=frozenset({"notes"})),
            refusal(),
            subjects=(subject(),),
        ),
    )
    assert entry["statements"] == [
        {
            "id": "c1",
            "statement": "grant",
            "covers": True,
            "lacking": ["refused"],
            "stopped_by": ["n1"],
            "status": "true",
            "nodes": [],
        },
        {
            "id": "c2",
            "statement": "grant",
            "covers": True,
            "lacking": ["express", "refused"],
            "stopped_by": ["n1"],
            "status": "true",
            "nodes": [],
        },
        {
            "id": "c3",
            "statement": "grant",
            "covers": False,
            "lacking": [],
            "stopped_by": [],
            "status": "true",
            "nodes": [],
        },
        {"id": "n1", "statement": "refusal", "covers": True},
    ]
    (away,) = trace(consent(scope=scope(to="nurse"), express=True), asked=with_statements(grant()))
    assert away["statements"][0]["lacking"] == []


def test_a_prohibition_is_shown_at_what_the_item_reveals_too() -> None:
    entries = trace(prohibition(scope=scope(of="known")))
    assert [(entry["in_scope"], entry.get("through")) for entry in entries] == [(False, None), (True, "known")]
    (known,) = trace(prohibition(scope=scope(of="known")), asked=request("known"))
    assert "through" not in known


def test_needs_referrals_obligations_and_replies_are_considered_too() -> None:
    entries = trace(
        need(),
        referral(when=FactValue("context.harm")),
        referral("elsewhere", scope=scope(to="nurse")),
        Obligation(name="log", on=Occasion.DENIAL, effects=(effect(Act.RECORD, "logbook"),)),
        Obligation(name="say", on=Occasion.DENIAL, effects=(effect(Act.SAY, "No."),), condition=condition(MISSING)),
        Reply(name="reply", say=("No.",)),
        asked=request(subjects=(subject(facts=given(missing=True)),)),
    )
    assert [(entry["clause"], entry.get("status"), entry.get("applies")) for entry in entries] == [
        ("needed", "true", None),
        ("ask", "unknown", True),
        ("elsewhere", None, False),
        ("log", "true", None),
        ("say", "unknown", None),
        ("reply", "true", None),
    ]


def test_there_is_no_trace_of_a_policy_not_in_force() -> None:
    assert trace(exception(), since="2027-01-01") == []


@pytest.mark.parametrize(
    "value,written",
    [
        (None, "unknown"),
        (Truth.UNKNOWN, "unknown"),
        (True, "true"),
        (3, 3),
        (Decimal("1.50"), "1.50"),
        ("text", "text"),
        (day_from_text("2011-05-04"), "2011-05-04"),
        (at("2026-06-01T12:00:00+01:00"), "2026-06-01T11:00:00+00:00"),
        (Duration(months=16), "P16M"),
        (Duration(seconds=90), "PT90S"),
        (Duration(), "PT0S"),
        (Duration(1, 2), "P1MT2S"),
        (Symbol("joint"), "joint"),
        (Record((("kind", Symbol("joint")),)), {"kind": "joint"}),
        (frozenset({2, 1}), [1, 2]),
    ],
)
def test_values_are_written_as_requests_write_them(value: Truth | Value | None, written: Any) -> None:
    assert value_json(value) == written
