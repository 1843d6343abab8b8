"""Several policies over one row: who governs it, who permits it, and what follows."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from confpolicy.core.clauses import Act, Condition, Obligation, Occasion, Parties, StandIn
from confpolicy.core.expressions import Expression, IsSubject
from confpolicy.core.programs import Governs, Program, Rules
from confpolicy.decide.decision import NeedFact, NeedPerson, Row, Verdict
from confpolicy.decide.duties import Owed, duties
from confpolicy.decide.prepare import prepare
from confpolicy.facts.logic import Truth
from confpolicy.facts.request import Situation
from tests.decide.world import (
    MISSING,
    NOW,
    URGENT,
    at,
    decide,
    duty,
    effect,
    exception,
    found,
    given,
    party,
    prohibition,
    referral,
    request,
    rules,
    scope,
    subject,
    together,
    verdict,
)

OPEN = exception("own_open")


def governing(
    *clauses: Any, of: str | None = "personal", to: str = "anyone", when: Expression | None = None, **others: Any
) -> Rules:
    """A policy named `law` that says what it governs."""
    governs = Governs(scope=scope(of, to, frees=others.pop("frees", "")), condition=Condition(when))
    return attrs.evolve(rules(*clauses, name="law", **others), governs=governs)


def within(*clauses: Any, own: tuple[Any, ...] = (OPEN,), **others: Any) -> Program:
    """A policy that permits everything, within a law of these clauses."""
    return together(rules(*own, name="own"), governing(*clauses, **others))


def row(program_: Program, **others: Any) -> Row:
    (only,) = found(program_, request(**others)).rows
    return only


LAW_OPEN = exception("law_open")


def test_a_row_is_permitted_where_each_policy_permits_it() -> None:
    permitted = row(within(LAW_OPEN))
    assert permitted.verdict is Verdict.PERMIT
    assert [ground.clause for ground in permitted.because] == ["law_open", "own_open"]
    assert row(within()).verdict is Verdict.DENY
    assert row(within(LAW_OPEN, own=())).verdict is Verdict.DENY


def test_a_ground_of_one_policy_lifts_no_prohibition_of_another() -> None:
    own = exception("own_open", overrides=frozenset({"never"}))
    denied = row(within(LAW_OPEN, prohibition(), own=(own,)))
    assert denied.verdict is Verdict.DENY
    assert denied.blocked_by == ("never",)
    lifted = row(within(exception("law_open", overrides=frozenset({"never"})), prohibition(), own=(own,)))
    assert lifted.verdict is Verdict.PERMIT
    assert (lifted.blocked_by, lifted.overridden) == ((), ("never",))


def test_a_policy_that_does_not_govern_neither_permits_nor_withholds() -> None:
    law = (prohibition(absolute=True), LAW_OPEN)
    assert verdict(within(*law, of="notes")) == "permit"
    assert row(within(*law, of="notes")).policies[1].verdict is Verdict.OUTSIDE
    assert verdict(within(*law, of="notes", own=())) == "deny"


def test_a_policy_that_perhaps_governs_permits_nothing_by_itself() -> None:
    alone = together(governing(LAW_OPEN, when=URGENT))
    assert verdict(alone, request(context=given(urgent=True))) == "permit"
    assert verdict(alone, request(context=given(urgent=False))) == "outside"
    unknown = found(alone)
    assert unknown.verdict is Verdict.DENY
    assert unknown.needs == (NeedFact(name="context.urgent"),)


def test_a_policy_that_perhaps_governs_withholds_what_it_does_not_permit() -> None:
    denied = found(within(when=URGENT))
    assert denied.verdict is Verdict.DENY
    assert denied.needs == (NeedFact(name="context.urgent"),)
    assert denied.rows[0].policies[1].governs is Truth.UNKNOWN
    permitted = found(within(LAW_OPEN, when=URGENT))
    assert permitted.verdict is Verdict.PERMIT
    assert permitted.needs == ()


def test_what_reveals_something_governed_is_perhaps_governed() -> None:
    found_ = row(within(of="known"))
    assert found_.policies[1].governs is Truth.UNKNOWN
    assert found_.verdict is Verdict.DENY
    assert row(within(LAW_OPEN, of="known")).verdict is Verdict.PERMIT


def test_what_is_revealed_and_asked_for_itself_is_looked_at_with_its_own_facts() -> None:
    law = together(rules(OPEN, name="own"), governing(of="known"))
    rows = found(law, request("address", "known")).rows
    assert [each.policies[1].governs for each in rows] == [Truth.UNKNOWN, Truth.TRUE]


def test_what_an_exception_to_the_border_frees_by_one_rule_alone_is_perhaps_governed() -> None:
    def governs(*roles: str) -> Truth:
        program_ = within(frees="nurse")
        return row(program_, recipient=party("d1", *roles)).policies[1].governs

    assert governs("doctor") is Truth.TRUE
    assert governs("nurse") is Truth.FALSE
    assert governs("doctor", "nurse") is Truth.UNKNOWN


def test_whoever_asks_in_person_may_be_what_a_border_turns_on() -> None:
    law = governing(LAW_OPEN, when=IsSubject())
    assert row(together(rules(OPEN, name="own"), law), recipient=party("p1")).policies[1].governs is Truth.TRUE
    assert row(together(rules(OPEN, name="own"), law)).policies[1].governs is Truth.FALSE


def test_where_none_governs_for_certain_nobody_is_asked_either() -> None:
    law = together(governing(referral(), when=URGENT))
    assert verdict(law) == "deny"
    sure = found(law, request(context=given(urgent=True)))
    assert (sure.verdict, sure.needs) == (Verdict.REFER, (NeedPerson(roles=("manager",)),))
    both = found(together(rules(OPEN, name="own"), governing(referral(), when=URGENT)))
    assert both.verdict is Verdict.REFER


def test_an_item_that_is_outside_for_one_of_two_subjects_is_withheld_from_both() -> None:
    law = together(governing(LAW_OPEN, when=MISSING))
    people = (subject("p1", facts=given(missing=True)), subject("p2", facts=given(missing=False)))
    decided = found(law, request(subjects=people))
    assert [(each.alone, each.verdict) for each in decided.rows] == [
        (Verdict.PERMIT, Verdict.DENY),
        (Verdict.OUTSIDE, Verdict.DENY),
    ]


def test_the_verdict_of_the_whole_is_outside_only_where_all_is() -> None:
    law = together(governing(LAW_OPEN, of="notes"))
    assert verdict(law, request("leaflet")) == "outside"
    assert verdict(law, request("notes", "leaflet")) == "partial"
    denying = together(governing(of="notes"))
    assert verdict(denying, request("notes", "leaflet")) == "deny"


def test_needs_of_others_are_no_way_where_one_policy_can_never_permit() -> None:
    own = (exception("own_open", URGENT),)
    assert found(within(own=own)).needs == ()
    assert found(within(prohibition(absolute=True), LAW_OPEN, own=own)).needs == ()
    assert found(within(LAW_OPEN, own=own)).needs == (NeedFact(name="context.urgent"),)


def test_before_a_law_is_in_force_all_that_it_governs_is_denied() -> None:
    late = within(LAW_OPEN, since="2027-01-01")
    decided = found(late)
    assert (decided.verdict, decided.in_force, decided.needs) == (Verdict.DENY, True, ())
    assert decided.rows[0].policies[1].in_force is False
    assert verdict(within(LAW_OPEN, of="notes", since="2027-01-01")) == "permit"
    document = decide(late, request()).document()
    (above,) = document["policy"]["within"]
    assert above == {"name": "law", "version": "1", "review_overdue": False, "in_force": False}
    assert {entry["policy"] for entry in decide(late, request()).trace} == {"own"}


def test_a_duty_that_another_policy_forbids_to_meet_is_a_conflict() -> None:
    (conflict,) = found(within(prohibition(), own=(duty(),))).conflicts
    assert (conflict.duty, conflict.prohibitions) == ("owed", ("never",))
    assert found(within(prohibition(), own=(duty(),), when=URGENT)).conflicts == ()
    law = (exception("law_open", overrides=frozenset({"never"})), prohibition())
    assert found(within(*law, own=(duty(), prohibition("own_never")))).conflicts[0].prohibitions == ("own_never",)


def test_a_clause_that_both_have_is_told_once() -> None:
    shared = duty(effects=(effect(Act.DO, "Note it."),))
    program_ = together(rules(shared, name="own"), governing(shared))
    decided = found(program_)
    assert [ground.clause for ground in decided.rows[0].because] == ["owed"]
    assert len(decided.obligations) == 1
    assert decided.required


def obligation(name: str, on: Occasion, act: Act) -> Obligation:
    return Obligation(name=name, on=on, scope=scope(), effects=(effect(act, "Do it."),))


@pytest.mark.parametrize("on", [Occasion.DISCLOSURE, Occasion.DENIAL])
def test_obligations_arise_of_policies_that_govern(on: Occasion) -> None:
    clauses = (obligation("must", on, Act.DO), *((LAW_OPEN,) if on is Occasion.DISCLOSURE else ()))
    own = (OPEN,) if on is Occasion.DISCLOSURE else ()
    assert [due.clause for due in found(within(*clauses, own=own)).obligations] == ["must"]
    assert found(within(*clauses, own=own, of="notes")).obligations == ()


def test_what_is_said_does_not_tell_whether_a_policy_governs() -> None:
    law = (LAW_OPEN, obligation("telling", Occasion.DISCLOSURE, Act.SAY))
    said = [
        found(within(*law, when=URGENT), request(context=given(urgent=urgent))).outward for urgent in (True, False)
    ]
    assert said[0] == said[1]
    assert said[0].statements == ("Do it.",)


def test_obligations_follow_upon_the_grounds_of_their_own_policy() -> None:
    exceptional = obligation("must", Occasion.EXCEPTION_OR_DUTY, Act.DO)
    public = together(rules(OPEN, name="own"), governing(exceptional, of="leaflet"))
    assert found(public, request("leaflet")).obligations == ()


def owed(program_: Program, **others: Any) -> tuple[Owed, ...]:
    asked = {
        "time": at(NOW),
        "time_text": NOW,
        "discloser": None,
        "recipient": None,
        "subjects": (subject(),),
        "context": {},
        **others,
    }
    return duties(prepare(program_), Situation(**asked))


def test_a_policy_owes_what_it_governs_and_perhaps_what_it_perhaps_governs() -> None:
    law = together(governing(duty(scope=scope("notes")), when=URGENT))
    (perhaps,) = owed(law)
    assert (perhaps.certainly, perhaps.unknown) == (False, (NeedFact(name="context.urgent"),))
    (certain,) = owed(law, context=given(urgent=True))
    assert certain.certainly
    assert owed(law, context=given(urgent=False)) == ()


def test_of_parties_and_a_purpose_that_are_not_named_it_is_not_known_what_governs() -> None:
    to_doctors = together(governing(duty(scope=scope("notes", purpose="care")), to="doctor"))
    assert [each.certainly for each in owed(to_doctors)] == [False]
    freed = together(governing(duty(scope=scope("notes")), frees="nurse"))
    assert [each.certainly for each in owed(freed)] == [False]
    law = governing(duty(scope=scope("notes")))
    for_care = attrs.evolve(law.governs, scope=scope("personal", purpose="care"))
    assert [each.certainly for each in owed(together(attrs.evolve(law, governs=for_care)))] == [False]
    from_nurses = attrs.evolve(scope("personal"), from_=Parties(roles=frozenset({"nurse"})))
    by_nurses = attrs.evolve(law, governs=Governs(scope=from_nurses))
    assert [each.certainly for each in owed(together(by_nurses))] == [False]
    assert [each.certainly for each in owed(together(by_nurses), discloser=party("s1", "nurse"))] == [True]


def test_a_duty_of_two_policies_is_owed_where_one_owes_it() -> None:
    shared = duty(scope=scope("notes"))
    (only,) = owed(together(rules(shared, name="own"), governing(shared, when=URGENT)))
    assert only.certainly


def test_what_turns_on_who_stands_in_for_the_subject_is_perhaps_governed() -> None:
    stand_in = StandIn(name="parents", scope=attrs.evolve(scope(to="parent"), for_=None))
    except_subject = Parties(anyone=True, except_subject=True)
    law = attrs.evolve(governing(stand_in), governs=Governs(scope=attrs.evolve(scope(), to=except_subject)))
    program_ = together(rules(OPEN, name="own"), law)
    parents = (subject(relation_roles=frozenset({"parent"})),)
    assert row(program_, subjects=parents).policies[1].governs is Truth.UNKNOWN
    assert row(program_).policies[1].governs is Truth.TRUE
    assert row(program_, recipient=party("p1")).policies[1].governs is Truth.FALSE


def test_what_is_governed_only_for_who_stands_in_is_not_permitted_by_that_policy_alone() -> None:
    stand_in = StandIn(name="parents", scope=attrs.evolve(scope(to="parent"), for_=None))
    governs = Governs(scope=attrs.evolve(scope(), to=Parties(subject=True)))
    program_ = together(attrs.evolve(governing(stand_in, LAW_OPEN), governs=governs))
    parents = (subject(relation_roles=frozenset({"parent"})),)
    assert verdict(program_, request(recipient=party("p1"))) == "permit"
    assert verdict(program_, request(subjects=parents)) == "deny"
    assert verdict(program_, request()) == "outside"


def test_the_trace_says_first_whether_a_policy_governs() -> None:
    law = together(governing(LAW_OPEN, when=URGENT))
    by_urgency = {urgent: decide(law, request(context=given(urgent=urgent))).trace for urgent in (True, False)}
    first, *others = by_urgency[True]
    assert first == {
        "policy": "law",
        "item": "address",
        "subject": "p1",
        "governs": "yes",
        "nodes": [{"path": "governs.law/when", "value": "true"}],
    }
    assert [each["clause"] for each in others] == ["law_open"]
    (only,) = by_urgency[False]
    assert only["governs"] == "no"
