"""Duties owed before anybody asks."""

from __future__ import annotations

from typing import Any

from confpolicy.core.clauses import Items, Parties, Purposes, Scope
from confpolicy.core.expressions import Actor, And, Asked, FactValue, Falls, HasRole
from confpolicy.decide.decision import NeedFact
from confpolicy.decide.duties import Owed, duties
from confpolicy.decide.prepare import prepare
from confpolicy.facts.request import Situation
from tests.decide.world import (
    MISSING,
    NOW,
    URGENT,
    at,
    duty,
    exception,
    given,
    need,
    party,
    program,
    scope,
    subject,
)


def situation(**others: Any) -> Situation:
    return Situation(
        **{
            "time": at(NOW),
            "time_text": NOW,
            "discloser": None,
            "recipient": None,
            "subjects": (subject(),),
            "context": {},
            **others,
        }
    )


def owed(*clauses: Any, **others: Any) -> list[tuple[str, str, bool]]:
    return [
        (each.clause, each.item, each.certainly) for each in duties(prepare(program(*clauses)), situation(**others))
    ]


TO_POLICE = scope(of="address", to="police", purpose="care")


def test_a_duty_is_owed_where_its_condition_is_true_and_perhaps_where_it_is_unknown() -> None:
    policy = prepare(program(duty(when=MISSING, scope=TO_POLICE), exception()))
    assert duties(policy, situation()) == (
        Owed(
            clause="owed",
            item="address",
            subject="p1",
            certainly=False,
            unknown=(NeedFact(name="subject.missing", subject="p1"),),
        ),
    )
    certain = situation(subjects=(subject(facts=given(missing=True)),))
    assert duties(policy, certain) == (Owed(clause="owed", item="address", subject="p1", certainly=True, unknown=()),)
    assert duties(policy, situation(subjects=(subject(facts=given(missing=False)),))) == ()


def test_there_is_one_for_each_leaf_and_subject() -> None:
    two = (subject("p2"), subject("p1"))
    found = duties(prepare(program(duty(scope=scope(of="address notes")))), situation(subjects=two))
    assert [(each.item, each.subject) for each in found] == [
        ("address", "p1"),
        ("address", "p2"),
        ("notes", "p1"),
        ("notes", "p2"),
    ]


def test_a_party_that_is_named_limits_and_one_that_is_not_does_not() -> None:
    clause = duty(scope=TO_POLICE)
    assert owed(clause) == [("owed", "address", True)]
    assert owed(clause, recipient=party("x", "police")) == [("owed", "address", True)]
    assert owed(clause, recipient=party("x", "doctor")) == []
    by_managers = duty(scope=Scope(of=Items(frozenset({"address"})), from_=Parties(roles=frozenset({"manager"}))))
    assert owed(by_managers) == [("owed", "address", True)]
    assert owed(by_managers, discloser=party("x", "nurse")) == []
    assert owed(by_managers, discloser=party("x", "manager")) == [("owed", "address", True)]


def test_what_depends_on_somebody_unnamed_is_owed_perhaps() -> None:
    clause = duty(scope=TO_POLICE, when=And((HasRole(Actor.RECIPIENT, "police"), FactValue("recipient.trained"))))
    assert owed(clause) == [("owed", "address", False)]
    assert owed(clause, recipient=party("x", "police", trained=True)) == [("owed", "address", True)]
    on_call = duty(scope=TO_POLICE, when=FactValue("discloser.on_call"))
    assert owed(on_call, discloser=party("x", on_call=True)) == [("owed", "address", True)]


def test_the_purpose_is_known_where_the_duty_has_only_one() -> None:
    sale = duty(scope=scope(of="address", purpose="sale"), when=Falls(Asked.PURPOSE, "sale"))
    assert owed(sale) == [("owed", "address", True)]
    several = Scope(of=Items(frozenset({"address"})), for_=Purposes(terms=frozenset({"sale", "enquiry"})))
    assert owed(duty(scope=several, when=Falls(Asked.PURPOSE, "sale"))) == [("owed", "address", False)]


def test_a_duty_limited_to_need_to_know_is_certain_only_for_somebody() -> None:
    limited = duty(scope=TO_POLICE, limited_to_need_to_know=True)
    assert owed(limited) == []
    assert owed(limited, need(scope=scope(purpose="sale"))) == []
    assert owed(limited, need()) == [("owed", "address", False)]
    assert owed(limited, need(), recipient=party("x", "police")) == [("owed", "address", True)]
    assert owed(limited, need(when=URGENT), context=given(urgent=False)) == []


def test_nothing_is_owed_under_a_policy_not_in_force() -> None:
    assert duties(prepare(program(duty(), since="2027-01-01")), situation()) == ()
