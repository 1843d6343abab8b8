"""A fact that is given, and of which a field is missing that a condition asks for, is a fact that is needed."""

from __future__ import annotations

from typing import Any

import pytest

from confpolicy import Decision, Policy
from confpolicy.decide.decision import NeedFact, Verdict

TEXT = """
policy records
    language 1
    in force from 2026-01-01
    timezone "Europe/London"
data a under confidential
role r
purpose u
structure part
    colour : one of red, blue
    size : int
structure agreement
    kind : one of joint, other
    signed_on : date
    parts : set of part
fact recipient.agreements, discloser.agreements : set of agreement
fact subject.part, context.part : part
fact context.parts : set of part
define joined as some x in recipient.agreements has (x.kind = joint and x.signed_on <= now)
exception allowed of a to r for u
    when {condition}
reply none to anyone
    say "No."
"""
JOINT = {"kind": "joint"}
ANY_RED = "some x in recipient.agreements has (some y in x.parts has (y.colour = red))"
BOTH = "some x in recipient.agreements has (some y in discloser.agreements has (x.kind = y.kind))"


def decision(condition: str, agreements: list[Any] | None, **others: Any) -> Decision:
    known = {} if agreements is None else {"agreements": agreements}
    asked: dict[str, Any] = {
        "time": "2026-06-01T00:00:00Z",
        "purpose": "u",
        "items": ["a"],
        "discloser": {"id": "d1", "roles": []},
        "subject": {"id": "p1", "roles": []},
        "recipient": {"id": "r1", "roles": ["r"], **known},
    }
    return Policy.parse(TEXT.replace("{condition}", condition)).decide(asked | others)


@pytest.mark.parametrize(
    ("condition", "agreements"),
    [
        ("joined", [JOINT]),
        ("joined", [{"signed_on": "2026-01-01"}, {"kind": "other"}]),
        ("not joined", [JOINT]),
        (ANY_RED, [JOINT]),
        (ANY_RED, [{"parts": [{"size": 3}]}]),
        ("some x in discloser.agreements has (joined)", [JOINT]),
        (
            "some n in {1, 2} has (some x in recipient.agreements has (x.kind = joint and x.signed_on <= now))",
            [JOINT],
        ),
        ("recipient.agreements = discloser.agreements", [JOINT]),
        ("some x in recipient.agreements has (x in discloser.agreements)", [JOINT]),
        ("some x in recipient.agreements has (x.parts = context.parts)", [{"parts": [{"size": 3}]}]),
    ],
)
def test_a_missing_field_makes_the_fact_that_holds_the_record_needed(condition: str, agreements: list[Any]) -> None:
    full = {"kind": "joint", "signed_on": "2026-01-01", "parts": []}
    asked = decision(
        condition,
        agreements,
        discloser={"id": "d1", "roles": [], "agreements": [full]},
        context={"parts": [{"colour": "red", "size": 3}]},
    )
    assert asked.verdict is Verdict.DENY
    assert asked.needs == (NeedFact(name="recipient.agreements"),)


def test_a_record_by_itself_is_needed_where_it_lacks_a_field() -> None:
    asked = decision("subject.part = context.part", [], context={"part": {"colour": "red", "size": 3}})
    assert asked.needs == (NeedFact(name="subject.part", subject="p1"),)
    subject = {"id": "p1", "roles": [], "part": {"colour": "red"}}
    asked = decision("subject.part = context.part", [], context={"part": {"colour": "red"}}, subject=subject)
    assert asked.needs == (NeedFact(name="context.part"), NeedFact(name="subject.part", subject="p1"))


def test_what_is_unknown_and_what_is_known_in_part_are_both_needed() -> None:
    asked = decision(BOTH, [{}])
    assert asked.needs == (NeedFact(name="discloser.agreements"), NeedFact(name="recipient.agreements"))


def test_a_field_that_nothing_asks_for_is_not_needed() -> None:
    asked = decision(f"joined and {ANY_RED}", [{**JOINT, "signed_on": "2026-01-01", "parts": [{"size": 3}]}])
    assert [outcome.facts for near in asked.rows[0].nearly for outcome in near.outcomes] == [
        ("recipient.agreements",)
    ]
    assert decision("joined", [{**JOINT, "signed_on": "2026-01-01"}]).verdict is Verdict.PERMIT


def test_a_condition_that_is_false_needs_no_field() -> None:
    assert decision("joined", [{"kind": "other"}]).needs == ()
