"""The decision document, the refusal document and their canonical text."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from confpolicy.core.clauses import Act, Condition, Obligation, Occasion, Reading
from confpolicy.core.expressions import And, Compare, Comparison, FactValue, Known, Literal, Not
from confpolicy.decide.canonical import canonical
from confpolicy.decide.decision import Outward, Verdict
from confpolicy.decide.document import review_due
from confpolicy.decide.prepare import prepare
from confpolicy.facts.calendar import TZDATA_VERSION, day_from_text
from confpolicy.facts.faults import Fault
from confpolicy.facts.types import Primitive
from confpolicy.facts.values import Duration
from confpolicy.result import Decision, NotAskedError, Refusal
from tests.decide.world import (
    CALM,
    MISSING,
    URGENT,
    consent,
    decide,
    duty,
    effect,
    entry,
    exception,
    given,
    grant,
    need,
    program,
    prohibition,
    referral,
    request,
    scope,
    subject,
    with_statements,
)

# --- canonical text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value,text",
    [
        ({"b": 1, "a": [True, False, None]}, '{"a":[true,false,null],"b":1}'),
        ({"é": 1, "z": 2, "\U0001f600": 3, "\ufb33": 4}, '{"z":2,"é":1,"\U0001f600":3,"\ufb33":4}'),
        ('"\\/\b\f\n\r\t\x01\x1f\x7f\u2028é', '"\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\u2028é"'),
        ((1, -2), "[1,-2]"),
    ],
)
def test_the_text_is_that_of_rfc_8785(value: Any, text: str) -> None:
    assert canonical(value) == text


def test_half_a_surrogate_pair_has_no_text() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        canonical("\ud800")


# --- the decision document --------------------------------------------------------------------------------------

EFFECTS = (
    effect(Act.RECORD, "logbook", within=Duration(seconds=86_400)),
    effect(Act.SAY, "In confidence."),
)


def test_a_permit_is_written_as_the_design_shows() -> None:
    policy = program(duty(scope=scope(of="address")), Obligation(name="log", on=Occasion.DISCLOSURE, effects=EFFECTS))
    assert decide(policy, request()).document() == {
        "schema": "confpolicy/decision/1",
        "request": "r1",
        "time": "2026-06-01T12:00:00+01:00",
        "policy": {
            "name": "example",
            "version": "1",
            "sha256": "0" * 64,
            "review_overdue": False,
            "engine": "0.0.0",
            "tzdata": TZDATA_VERSION,
        },
        "verdict": "permit",
        "required": True,
        "items": [
            {
                "item": "address",
                "subject": "p1",
                "verdict": "permit",
                "alone": "permit",
                "required": True,
                "because": [{"clause": "owed", "kind": "duty"}],
                "blocked_by": [],
                "overridden": [],
                "nearly": [],
            }
        ],
        "obligations": [
            {
                "clause": "log",
                "item": "address",
                "subject": "p1",
                "phase": "then",
                "effect": "say",
                "target": None,
                "text": "In confidence.",
                "due": None,
            },
            {
                "clause": "log",
                "item": "address",
                "subject": "p1",
                "phase": "then",
                "effect": "record",
                "target": "logbook",
                "text": None,
                "due": "2026-06-02T12:00:00+01:00",
            },
        ],
        "releasable_after": [],
        "needs": [],
        "presumed": [],
        "readings": [],
        "conflicts": [],
        "errors": [],
        "outward": {"items": [{"item": "address", "about": [1]}], "statements": ["In confidence."], "replies": []},
    }


def test_a_denial_says_what_lacks_and_what_could_change_it() -> None:
    mixed = Compare(Comparison.LESS, FactValue("subject.wait"), Literal(Duration(months=1), Primitive.DURATION))
    policy = program(
        consent(express=True),
        duty(when=And((Not(CALM), Not(FactValue("item.extra")), MISSING, FactValue("item.decision")))),
        exception("mixed", when=mixed),
        prohibition(scope=scope(of="known")),
        exception(
            overrides=frozenset({"never"}),
            readings=(Reading("a", "", Condition(URGENT)), Reading("b", "", Condition(None))),
            taken="a",
        ),
        duty("other", overrides=frozenset()),
    )
    asked = with_statements(grant(), subjects=(subject(facts=given(wait=Duration(seconds=1))),), id=None)
    document = decide(policy, asked).document()
    assert document["request"] is None
    assert document["items"][0]["blocked_by"] == ["never"]
    assert document["items"][0]["nearly"][0] == {
        "clause": "agreed",
        "kind": "consent",
        "outcomes": [],
        "statements": [{"id": "c1", "lacking": ["express"], "stopped_by": []}],
        "missing": [],
    }
    assert document["items"][0]["nearly"][1]["outcomes"] == [
        {"path": "allowed/reading.a/when", "value": "unknown", "facts": ["context.urgent"]}
    ]
    assert document["needs"] == [{"kind": "fact", "name": "context.urgent"}]
    assert document["presumed"] == []
    assert document["readings"] == [
        {"clause": "allowed", "taken": "a", "other": "b", "items": {"address": {"p1": "permit"}}}
    ]
    assert document["conflicts"] == [
        {"item": "address", "subject": "p1", "duty": "other", "prohibitions": ["never"], "for_the_sake_of": []}
    ]
    assert document["errors"] == [
        {
            "path": "mixed/when",
            "message": "months cannot be compared with days",
            "item": "address",
            "subject": "p1",
        }
    ]


def test_every_kind_of_need_and_ground_has_its_form() -> None:
    policy = program(
        consent(without_need_to_know=None),
        need(),
        exception(when=And((FactValue("item.decision"), FactValue("item.sealed"), MISSING))),
        exception("calm", when=CALM),
        exception("extra", when=FactValue("item.extra")),
        referral(condition=Condition(FactValue("context.harm"), (Known("item.decision"),))),
    )
    document = decide(policy, request()).document()
    assert document["needs"] == [
        {"kind": "consent", "clause": "agreed", "from": "p1", "lacking": ["grant"]},
        {"kind": "fact", "name": "item.sealed", "item": "address"},
        {"kind": "fact", "name": "subject.missing", "subject": "p1"},
        {"kind": "judgement", "name": "item.decision", "by": ["manager"], "item": "address"},
        {"kind": "person", "roles": ["manager"]},
    ]
    assert document["presumed"] == [
        {"name": "context.calm", "because": "Nobody says so where it is not."},
        {"name": "item.extra", "because": "Requests name single items.", "item": "address"},
    ]
    permitted = decide(policy, with_statements(grant())).document()
    assert permitted["items"][0]["because"] == [
        {"clause": "agreed", "kind": "consent", "statement": "c1", "need_to_know": "needed"}
    ]
    public = decide(policy, request("leaflet")).document()
    assert public["items"][0]["because"] == [{"clause": None, "kind": "public"}]


def test_before_it_comes_into_force_the_policy_says_so() -> None:
    document = decide(program(exception(), since="2027-01-01"), request()).document()
    assert document["policy"]["in_force"] is False
    assert document["verdict"] == "deny"


@pytest.mark.parametrize(
    "header,overdue",
    [
        ({}, False),
        ({"review_every": Duration(months=12), "reviewed_on": day_from_text("2025-06-01")}, False),
        ({"review_every": Duration(months=12), "reviewed_on": day_from_text("2025-05-31")}, True),
        ({"review_every": Duration(seconds=30 * 86_400), "reviewed_on": None}, True),
        ({"review_every": Duration(months=12), "reviewed_on": day_from_text("9999-06-01")}, False),
    ],
)
def test_a_review_is_overdue_from_the_day_after_it_was_due(header: dict[str, Any], overdue: bool) -> None:
    policy = program(exception(), **header)
    assert decide(policy, request()).document()["policy"]["review_overdue"] is overdue


def test_a_review_beyond_the_calendar_is_never_due() -> None:
    policy = program(review_every=Duration(months=12), reviewed_on=day_from_text("9999-06-01"))
    assert review_due(policy.policies[0].header) is None


def test_a_refusal_lists_every_mistake_and_has_no_verdict() -> None:
    refusal = Refusal(
        request_id=None,
        faults=(Fault("CP811", "/subject", {"name": "id"}), Fault("CP819", "/time")),
        outward=Outward(replies=("No.",)),
    )
    document = json.loads(refusal.to_json())
    assert document["schema"] == "confpolicy/refusal/1"
    assert document["request"] is None
    assert [error["path"] for error in document["errors"]] == ["/subject", "/time"]
    assert document["errors"][0]["message"] == "`id` is missing."
    assert document["outward"] == {"items": [], "statements": [], "replies": ["No."]}
    with pytest.raises(TypeError):
        bool(refusal)


# --- decisions as callers hold them -----------------------------------------------------------------------------

TWO = (subject("p1", facts=given(missing=True)), subject("p2"))


def test_a_decision_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError):
        bool(decide(program(), request()))


def test_a_decision_is_replayed_to_the_same_bytes_from_its_pickle_too() -> None:
    decision = decide(program(exception(), prohibition(when=MISSING)), request())
    copy: Decision = pickle.loads(pickle.dumps(decision))
    assert copy == decision
    assert hash(copy) == hash(decision)
    assert copy.to_json(trace=True) == decision.to_json(trace=True)
    assert decision != "a decision"
    again = pickle.loads(pickle.dumps(prepare(program(exception()))))
    assert again == prepare(program(exception()))


def test_a_decision_shows_its_parts() -> None:
    decision = decide(program(exception(effects=(effect(Act.DO, "Ask.", first=True),))), request())
    assert decision.verdict is Verdict.PERMIT
    assert decision.rows[0].item == "address"
    assert decision.obligations == decision.releasable_after
    assert decision.needs == ()
    assert decision.outward.items[0].item == "address"


def test_nothing_goes_out_while_something_must_be_done_first() -> None:
    first = (effect(Act.DO, "Ask.", first=True), effect(Act.DO, "Ask again.", first=True))
    decision = decide(program(exception(effects=first)), request())
    one, two = decision.releasable_after
    assert decision.released() == Outward()
    assert decision.released(done=[one]) == Outward()
    assert decision.released(done=[one, two]) == decision.outward
    assert decision.released(done=["allowed"]) == decision.outward
    assert decision.released(done=iter([one, "allowed"])) == decision.outward
    assert decide(program(exception()), request()).released().items[0].item == "address"


@pytest.mark.parametrize("done", ["allowed", "not_allowed_at_all", ""])
def test_a_text_by_itself_names_nothing_that_was_done(done: str) -> None:
    for first in ((), (effect(Act.DO, "Ask.", first=True),)):
        with pytest.raises(TypeError, match="a list"):
            decide(program(exception(effects=first)), request()).released(done=done)


def test_no_answer_can_be_taken_for_a_yes_by_its_mere_being_there() -> None:
    decision = decide(program(), request())
    for answer in (decision, decision.verdict, decision.outward, decision.released()):
        with pytest.raises(TypeError, match="neither true nor false"):
            bool(answer)


def test_permits_answers_for_what_was_asked_and_for_nothing_else() -> None:
    decision = decide(program(exception(scope=scope(of="address notes"))), request("address", "diary"))
    assert decision.permits("address")
    assert not decision.permits("diary")
    assert not decision.permits("personal")
    assert decision.permits("address", subject="p1")
    for item, about in (("notes", None), ("elsewhere", None), ("address", "p2")):
        with pytest.raises(NotAskedError):
            decision.permits(item, subject=about)
    with pytest.raises(NotAskedError, match="diary, known, notes about p1"):
        decide(program(exception()), request("address")).permits("personal")
    assert decide(program(exception()), request("personal")).permits("personal")
    both = decide(
        program(exception(when=MISSING)), request(entry("address", "p1"), entry("notes", "p2"), subjects=TWO)
    )
    assert both.permits("address", subject="p1")
    assert not both.permits("notes", subject="p2")
    for about in (None, "p2"):
        with pytest.raises(NotAskedError):
            both.permits("address", subject=about)


def test_the_trace_is_there_only_where_it_is_asked_for() -> None:
    decision = decide(program(exception()), request())
    assert "trace" not in decision.document()
    with_trace = decision.document(trace=True)
    assert with_trace.pop("trace") == list(decision.trace)
    assert with_trace == decision.document()
