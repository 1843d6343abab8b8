"""The bound on the work of one decision."""

from __future__ import annotations

import pytest

from confpolicy.core.expressions import Defined, FactValue, Quantified, Quantifier
from confpolicy.decide.limits import STEPS_BOUND, excess, most_steps
from confpolicy.decide.prepare import prepare
from confpolicy.engine import Policy
from confpolicy.errors import RequestError
from confpolicy.facts.values import Record
from tests.decide.world import (
    URGENT,
    consent,
    entry,
    exception,
    given,
    grant,
    party,
    program,
    prohibition,
    refusal,
    request,
    subject,
    with_statements,
)

AGREEMENTS = FactValue("recipient.agreements")
DEEP = URGENT
for _name in ("a", "b", "c", "d"):
    DEEP = Quantified(Quantifier.EVERY, _name, AGREEMENTS, DEEP)  # type: ignore[assignment] # a widening variable
RECORDS = frozenset(Record((("size", number),)) for number in range(200))


def test_an_ordinary_request_is_far_below_the_bound() -> None:
    policy = prepare(program(exception(when=URGENT), consent(), prohibition()))
    asked = with_statements(grant(), refusal())
    assert excess(policy, asked) == ()
    assert most_steps(policy, asked) < 100


def test_nested_quantifiers_over_large_sets_are_refused_before_deciding() -> None:
    policy = prepare(program(exception(when=Defined("deep")), definitions={"deep": DEEP}))
    assert excess(policy, request()) == ()
    asked = request(recipient=party("d1", "doctor", agreements=RECORDS))
    (fault,) = excess(policy, asked)
    assert (fault.code, fault.path) == ("CP806", "")
    assert most_steps(policy, asked) > STEPS_BOUND


def test_more_rows_statements_and_elements_take_more_steps() -> None:
    policy = prepare(program(exception(when=DEEP), consent()))
    base = most_steps(policy, request())
    several = (subject("p1"), subject("p2"))
    assert most_steps(policy, request("personal", subjects=several)) > base
    assert most_steps(policy, with_statements(grant("c1"), grant("c2"))) > base
    nested = Record((("parts", frozenset({1, 2, 3})), ("size", 1)))
    for facts in ({"x": nested}, {"x": frozenset({nested})}, {"x": 3}):
        larger = request(entry("address", **facts), context=given(y=1))
        assert most_steps(policy, larger) >= base


def test_a_request_that_is_too_much_work_is_refused_with_the_answer_of_a_denial(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = (
        'policy small "Small"\n    language 1\n    in force from 2026-01-01\n    timezone "Europe/London"\n'
        "data notes under confidential\nrole worker\npurpose care\n"
        'exception for_care\n    of notes to worker for care\nreply never_said\n    to anyone\n    say "No."\n'
    )
    asked = {
        "id": "r1",
        "time": "2026-06-01T12:00:00Z",
        "purpose": "care",
        "discloser": {"id": "d", "roles": []},
        "recipient": {"id": "r", "roles": ["worker"]},
        "subject": {"id": "p", "roles": []},
        "items": ["notes"],
    }
    assert Policy.parse(text).decide(asked).permits("notes")
    monkeypatch.setattr("confpolicy.decide.limits.STEPS_BOUND", -1)
    policy = Policy.parse(text)
    with pytest.raises(RequestError) as raised:
        policy.decide(asked)
    assert [fault.code for fault in raised.value.refusal.faults] == ["CP806"]
    assert raised.value.refusal.outward.replies == ("No.",)


def test_a_reply_that_is_too_much_work_is_given_whatever_its_condition_says() -> None:
    parts = ", ".join(f'"{number}"' for number in range(3))
    policy = Policy.parse(
        'policy small "Small"\n    language 1\n    in force from 2026-01-01\n    timezone "Europe/London"\n'
        "data notes under confidential\nrole worker\npurpose care\n"
        "fact stated.words : set of text\n"
        'reply plain\n    to anyone\n    say "No."\n'
        f"reply heavy\n    to anyone\n    when every a in stated.words has (every b in stated.words has (every c in\n"
        f"        stated.words has (a in {{{parts}}} and b in {{{parts}}} and c in {{{parts}}})))\n"
        '    say "Not all."\n'
    )
    asked = {"recipient": {"id": "r", "roles": []}, "items": ["notes"], "subject": {"id": "p", "roles": []}}

    def said(number: int) -> tuple[str, ...]:
        with pytest.raises(RequestError) as raised:
            policy.decide({**asked, "stated": {"words": [str(each) for each in range(number)]}})
        return raised.value.refusal.outward.replies

    assert said(3) == ("Not all.", "No.")
    assert said(4) == ("No.",)
    assert said(10_000) == ("Not all.", "No.")
