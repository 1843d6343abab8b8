"""What must be done, in what order, by when, and what of it is said to the requester."""

from __future__ import annotations

from typing import Any

from confpolicy.core.clauses import Act, Items, Obligation, Occasion, Parties, Purposes, Reply, Scope
from confpolicy.core.expressions import Actor, Compare, Comparison, FactValue, HasRole, Literal, Not
from confpolicy.decide.decision import Due, Outward, OutwardItem
from confpolicy.decide.outward import replies_for
from confpolicy.decide.prepare import prepare
from confpolicy.facts.calendar import LAST_INSTANT, instant_to_text
from confpolicy.facts.read import stated_parts_of
from confpolicy.facts.request import StatedParts
from confpolicy.facts.types import Primitive
from confpolicy.facts.values import Duration
from tests.decide.world import (
    MISSING,
    URGENT,
    VOCABULARY,
    condition,
    consent,
    decide,
    duty,
    effect,
    entry,
    exception,
    found,
    given,
    grant,
    need,
    program,
    prohibition,
    request,
    scope,
    subject,
    with_statements,
)

LOG, TELL = effect(Act.RECORD, "logbook"), effect(Act.SAY, "In confidence.")
STATED = FactValue("stated.missing")


def obligation(name: str, on: Occasion | str, *effects: Any, **others: Any) -> Obligation:
    occasion = on if isinstance(on, Occasion) else frozenset(on.split())
    return Obligation(**{"name": name, "on": occasion, "scope": Scope(), "effects": effects or (LOG,), **others})


def reply(name: str, *say: str, **others: Any) -> Reply:
    return Reply(**{"name": name, "say": say or (name,), "scope": Scope(), **others})


def names(*clauses: Any, asked: Any = None) -> list[str]:
    return [due.clause for due in found(program(*clauses), asked).obligations]


# --- which arise ------------------------------------------------------------------------------------------------


def test_a_clause_that_permits_brings_its_own_effects() -> None:
    policy = program(
        exception(effects=(LOG,), limited_to_need_to_know=True),
        need(effects=(TELL,)),
        consent(effects=(LOG,)),
        exception("other", when=MISSING, effects=(LOG,)),
    )
    assert [due.clause for due in found(policy, with_statements(grant())).obligations] == [
        "agreed",
        "allowed",
        "needed",
    ]


def test_obligations_follow_upon_their_occasion() -> None:
    on = [
        obligation("on_disclosure", Occasion.DISCLOSURE),
        obligation("on_denial", Occasion.DENIAL),
        obligation("on_exception", Occasion.EXCEPTION_OR_DUTY),
        obligation("on_names", "agreed needed"),
    ]
    assert names(*on, exception()) == ["on_disclosure", "on_exception"]
    assert names(*on, duty()) == ["on_disclosure", "on_exception"]
    assert names(*on, consent(), asked=with_statements(grant())) == ["on_disclosure", "on_names"]
    limited = exception(limited_to_need_to_know=True)
    assert names(*on, limited, need()) == ["on_disclosure", "on_exception", "on_names"]
    assert names(*on) == ["on_denial"]


def test_an_obligation_applies_within_its_scope_unless_its_condition_is_false() -> None:
    elsewhere = obligation("elsewhere", Occasion.DISCLOSURE, scope=scope(of="notes"))
    urgent = obligation("urgent", Occasion.DISCLOSURE, condition=condition(URGENT))
    assert names(exception(), elsewhere, urgent) == ["urgent"]
    assert names(exception(), urgent, asked=request(context=given(urgent=False))) == []


def test_there_is_one_for_each_item_and_subject_in_order() -> None:
    two = (subject("p1"), subject("p2"))
    decision = found(
        program(exception(scope=scope(of="address notes")), obligation("log", Occasion.DISCLOSURE)),
        request("notes", "address", "diary", subjects=two),
    )
    assert [(due.item, due.subject) for due in decision.obligations] == [
        ("address", "p1"),
        ("address", "p2"),
        ("notes", "p1"),
        ("notes", "p2"),
    ]


def test_first_comes_before_then_and_what_has_no_time_before_what_has() -> None:
    effects = (
        effect(Act.DO, "d", within=Duration(seconds=7_200)),
        effect(Act.DO, "c", within=Duration()),
        effect(Act.DO, "b"),
        effect(Act.NOTIFY, "subject", first=True, within=Duration(months=1)),
        effect(Act.DO, "a", first=True),
    )
    decision = found(program(exception(effects=effects)))
    assert [(due.text or due.target, due.due and instant_to_text(due.due)) for due in decision.obligations] == [
        ("a", None),
        ("subject", "2026-07-01T11:00:00+00:00"),
        ("b", None),
        ("c", "2026-06-01T11:00:00+00:00"),
        ("d", "2026-06-01T13:00:00+00:00"),
    ]
    assert [due.phase for due in decision.releasable_after] == ["first", "first"]


def test_a_time_beyond_the_calendar_is_its_end() -> None:
    late = effect(Act.DO, "a", within=Duration(months=12))
    (due,) = found(program(exception(effects=(late,))), request(time="9999-06-01T12:00:00Z")).obligations
    assert due.due == LAST_INSTANT


# --- what is said -----------------------------------------------------------------------------------------------


def test_with_something_released_the_items_and_what_is_said_go_out_and_no_reply() -> None:
    decision = found(
        program(
            exception(scope=scope(of="address"), effects=(LOG,)),
            obligation("marking", Occasion.DISCLOSURE, TELL, effect(Act.DO, "Lock it.")),
            obligation("also", Occasion.DISCLOSURE, TELL),
            obligation("withheld", Occasion.DENIAL, effect(Act.SAY, "The rest is not given.")),
            reply("no"),
        ),
        request("address", "notes"),
    )
    assert decision.outward == Outward(
        items=(OutwardItem("address", (1,)),), statements=("In confidence.", "The rest is not given.")
    )


def test_with_nothing_released_the_replies_alone_go_out() -> None:
    decision = found(
        program(
            obligation("withheld", Occasion.DENIAL, TELL),
            reply("b", "Neither.", "Ask again."),
            reply("a", "Neither."),
            reply("c", scope=scope(of=None, to="nurse")),
        )
    )
    assert decision.outward == Outward(replies=("Neither.", "Ask again."))


def test_the_effects_of_a_reply_are_of_no_item_and_no_subject() -> None:
    decision = found(program(reply("no", effects=(effect(Act.DO, "Offer to take a message."),))))
    assert decision.obligations == (
        Due(
            clause="no",
            item=None,
            subject=None,
            phase="then",
            effect="do",
            target=None,
            text="Offer to take a message.",
            due=None,
        ),
    )


def test_subjects_have_the_numbers_that_the_requester_gave_them() -> None:
    three = tuple(subject(name, facts=given(missing=name != "a")) for name in ("z", "a", "m"))
    asked = request(*(entry("address", each.id) for each in three), subjects=three)
    assert found(program(exception(when=MISSING)), asked).outward.items == (OutwardItem("address", (1, 3)),)


def test_replies_are_given_before_the_policy_comes_into_force() -> None:
    assert found(program(reply("no"), since="2027-01-01")).outward == Outward(replies=("no",))


# --- nothing but what was stated --------------------------------------------------------------------------------


def test_a_reply_reads_what_was_stated_and_roles_as_given_and_nothing_else() -> None:
    policy = program(
        reply("stated", condition=condition(STATED)),
        reply("register", condition=condition(MISSING)),
        reply("roles", condition=condition(HasRole(Actor.RECIPIENT, "parent"))),
        reply("to_parent", scope=scope(of=None, to="parent")),
        reply("purpose", scope=Scope(for_=Purposes(terms=frozenset({"sale"})))),
        reply("items", scope=Scope(of=Items(frozenset({"notes"})))),
    )
    known = subject(facts=given(missing=False), relation_roles=frozenset({"parent"}))
    assert found(policy, request(subjects=(known,))).outward.replies == ("register", "stated")
    told = subject(stated=given(missing=False))
    assert found(policy, request(subjects=(told,))).outward.replies == ("register",)
    assert found(policy, request("notes", purpose="sale", subjects=(told,))).outward.replies == (
        "items",
        "purpose",
        "register",
    )


def test_what_is_said_on_disclosure_reads_only_what_was_stated_too() -> None:
    def said(*conditions: Any, **others: Any) -> tuple[str, ...]:
        clause = obligation("say", Occasion.DISCLOSURE, TELL, condition=condition(*conditions), **others)
        known = subject(facts=given(missing=False), stated=given(missing=True), relation_roles=frozenset({"parent"}))
        return found(program(exception(), clause), request(subjects=(known,))).outward.statements

    assert said(MISSING) == ("In confidence.",)
    assert said(Not(STATED)) == ()
    assert said(HasRole(Actor.RECIPIENT, "parent")) == ()
    assert said(None, scope=scope(to="parent")) == ()
    assert said(None, scope=Scope(from_=Parties(roles=frozenset({"manager"})))) == ("In confidence.",)


def test_whether_the_person_is_known_makes_no_difference_to_a_stranger() -> None:
    policy = program(exception(when=MISSING), prohibition(when=URGENT), reply("no"), obligation("x", Occasion.DENIAL))
    nobody = request(subjects=(subject("unknown:1"),))
    somebody = request(subjects=(subject("p1", facts=given(missing=True)),), context=given(urgent=True))
    assert decide(policy, nobody).outward == decide(policy, somebody).outward


# --- refused requests -------------------------------------------------------------------------------------------

POLICY = program(
    reply("everybody"),
    reply("doctors", scope=scope(of=None, to="doctor")),
    reply("no_doctors", scope=scope(of=None, frees="doctor")),
    reply("for_sale", scope=Scope(for_=Purposes(terms=frozenset({"sale"})))),
    reply("notes", scope=Scope(of=Items(frozenset({"notes"})))),
    reply("stated", condition=condition(STATED)),
)


def stated(**others: Any) -> StatedParts:
    return StatedParts(
        **{
            "recipient_id": None,
            "roles": frozenset(),
            "time": None,
            "purpose": None,
            "leaves": frozenset(),
            "asked": frozenset(),
            "stated": (),
            **others,
        }
    )


def test_a_refused_request_has_the_answer_of_a_denial() -> None:
    asked = request("notes", purpose="sale", subjects=(subject(stated=given(missing=False)),))
    parts = stated_parts_of(asked, VOCABULARY)
    assert replies_for(prepare(POLICY), parts) == found(POLICY, asked).outward
    assert found(POLICY, asked).outward.replies == ("doctors", "everybody", "for_sale", "notes")


def test_of_a_refused_request_that_states_nothing_only_what_limits_itself_by_nothing_is_said() -> None:
    assert replies_for(prepare(POLICY), stated()).replies == ("everybody", "no_doctors", "stated")


def test_items_about_nobody_who_fits_are_taken_to_be_about_everybody() -> None:
    parts = stated(leaves=frozenset({"notes"}), stated=(given(missing=False), {}))
    assert replies_for(prepare(POLICY), parts).replies == ("everybody", "no_doctors", "notes", "stated")
    only_one = stated(leaves=frozenset({"notes"}), asked=frozenset({("notes", 1)}), stated=(given(missing=False), {}))
    assert replies_for(prepare(POLICY), only_one).replies == ("everybody", "no_doctors", "notes")


def test_an_error_in_a_reply_is_told_and_does_not_keep_it_back() -> None:
    mixed = Compare(Comparison.LESS, FactValue("stated.wait"), Literal(Duration(months=1), Primitive.DURATION))
    asked = request(subjects=(subject(stated=given(wait=Duration(seconds=1))),))
    decision = found(program(reply("no", condition=condition(mixed))), asked)
    assert decision.outward.replies == ("no",)
    assert [(error.path, error.item) for error in decision.errors] == [("no/when", "address")]
