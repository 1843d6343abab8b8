"""Standing in for the subject, and classes of people: what a decision says of them besides its verdict."""

from __future__ import annotations

from typing import Any

import attrs

from confpolicy.core.clauses import Condition, Parties, Reading, StandIn
from confpolicy.core.expressions import IsSubject
from confpolicy.decide.decision import NeedConsent, NeedFact, OtherReading, Presumed, Verdict
from confpolicy.decide.duties import duties
from confpolicy.decide.judge import judge
from confpolicy.decide.prepare import prepare
from confpolicy.decide.trace import trace_of
from confpolicy.facts.request import Situation, Subject
from tests.decide.world import (
    CALM,
    MISSING,
    NOW,
    URGENT,
    at,
    consent,
    duty,
    exception,
    found,
    given,
    grant,
    need,
    only_row,
    party,
    program,
    prohibition,
    refusal,
    request,
    scope,
    subject,
)

OWN = exception(scope=scope("personal", to="subject", purpose="care"))
MANY = attrs.evolve(subject(), is_class=True)


def stand_in(when: Any = None, *, of: str = "personal", to: str | None = "parent", **others: Any) -> StandIn:
    covered = scope(of, to=to or "anyone")
    return StandIn(
        **{
            "name": "standing",
            "scope": covered if to else attrs.evolve(covered, to=None),
            "condition": Condition(when),
            **others,
        }
    )


def a_parent(**facts: Any) -> Subject:
    return subject(relation_roles=frozenset({"parent"}), facts=given(**facts))


def asked(*items: str, about: Subject | None = None, **others: Any) -> Any:
    return request(*items, subjects=(about or a_parent(),), recipient=party("m1"), **others)


def test_a_ground_names_the_stand_in_that_it_needs_and_no_other() -> None:
    row = only_row(program(OWN, stand_in(MISSING)), asked(about=a_parent(missing=True)))
    assert [ground.stand_ins for ground in row.because] == [("standing",)]
    anyone = only_row(program(exception(), stand_in(MISSING)), asked(about=a_parent(missing=True)))
    assert [ground.stand_ins for ground in anyone.because] == [()]


def test_a_need_to_know_that_goes_to_the_subject_makes_its_ground_rest_on_the_stand_in() -> None:
    clauses = (exception(limited_to_need_to_know=True), need(scope=scope(to="subject", purpose="care")))
    row = only_row(program(*clauses, stand_in()), asked())
    assert [(ground.need_to_know, ground.stand_ins) for ground in row.because] == [("needed", ("standing",))]


def test_what_is_unknown_of_a_stand_in_is_needed_and_told_with_the_clause() -> None:
    row = only_row(program(OWN, stand_in(MISSING)), asked())
    assert row.needs == (NeedFact(name="subject.missing", subject="p1"),)
    (near,) = row.nearly
    assert (near.missing, [outcome.path for outcome in near.outcomes]) == (("recipient",), ["standing/when"])


def test_what_is_unknown_of_a_stand_in_is_behind_a_condition_that_asks_for_the_subject() -> None:
    row = only_row(program(exception(when=IsSubject()), stand_in(MISSING)), asked())
    assert row.needs == (NeedFact(name="subject.missing", subject="p1"),)


def test_a_prohibition_that_stands_for_want_of_a_stand_in_says_so() -> None:
    row = only_row(program(exception(), prohibition(scope=scope(to="subject")), stand_in(MISSING)), asked())
    (standing,) = row.standing
    assert (standing.certainly, [outcome.path for outcome in standing.outcomes]) == (False, ["standing/when"])
    assert row.needs == (NeedFact(name="subject.missing", subject="p1"),)


def test_a_consent_and_a_need_to_know_to_whoever_may_count_as_the_subject_are_open() -> None:
    clauses = (
        consent(scope=scope(to="subject"), without_need_to_know=None),
        need(scope=scope(to="subject", purpose="care")),
    )
    row = only_row(program(*clauses, stand_in(MISSING)), asked())
    missing = {near.clause: near.missing for near in row.nearly}
    assert missing == {"agreed": ("grant", "need-to-know", "recipient"), "needed": ("recipient",)}
    assert NeedConsent(clause="agreed", giver_of="p1", lacking=("grant",)) in row.needs
    assert NeedFact(name="subject.missing", subject="p1") in row.needs


def test_whether_a_refusal_counts_is_needed_where_that_is_unknown() -> None:
    speaking = stand_in(MISSING, of="known", to=None, givers=frozenset({"guardian"}))
    statements = (grant(), refusal(giver="guardian", giver_id="g1"))
    row = only_row(program(consent(), speaking), request(statements=statements))
    assert row.verdict is Verdict.DENY
    assert NeedFact(name="subject.missing", subject="p1") in row.needs


def test_a_fact_taken_as_no_in_a_stand_in_is_listed_where_somebody_rests_on_it() -> None:
    calm = stand_in(condition=Condition(None, (CALM,)))
    presumed = Presumed(name="context.calm", because="Nobody says so where it is not.")
    assert presumed in found(program(OWN, calm), asked()).presumed
    assert found(program(OWN, calm), request()).presumed == ()


def test_another_reading_of_a_stand_in_that_would_change_a_row_is_told() -> None:
    readings = (Reading("strict", "", Condition(URGENT)), Reading("loose", "", Condition()))
    standing = stand_in(readings=readings, taken="strict")
    told = found(program(OWN, standing), asked()).readings
    assert told == (
        OtherReading(clause="standing", taken="strict", other="loose", rows=(("address", "p1", Verdict.PERMIT),)),
    )
    assert found(program(OWN, standing), asked(purpose="sale")).readings == ()


def test_the_trace_has_every_stand_in_whether_it_covers_the_item_or_not() -> None:
    prepared = prepare(program(OWN, stand_in(MISSING, of="notes", givers=frozenset({"guardian"}))))
    entries = [entry for entry in trace_of(prepared, asked("address", "notes")) if isinstance(entry, dict)]
    shown = [
        (one["item"], one["in_scope"], one.get("recipient"), one.get("givers"))
        for one in entries
        if one["kind"] == "stand-in"
    ]
    assert shown == [("address", False, None, None), ("notes", True, "unknown", ["guardian"])]
    own = [
        (one["item"], one["in_scope"], one.get("covers_recipient")) for one in entries if one["kind"] == "exception"
    ]
    assert own == [("address", False, None), ("notes", True, "unknown")]


def test_nothing_is_needed_to_know_whether_the_recipient_is_one_of_a_class() -> None:
    row = only_row(program(OWN, consent(scope=scope(to="anyone"))), request(subjects=(MANY,)))
    assert row.needs == ()
    limited = exception(limited_to_need_to_know=True)
    open_ = need(scope=scope(to="subject", purpose="care"))
    assert only_row(program(limited, open_), request(subjects=(MANY,))).needs == ()


def test_a_duty_to_the_subject_is_owed_perhaps_to_whoever_may_stand_in() -> None:
    owed = duty(scope=scope("address", to="subject", purpose="care"))
    prepared = prepare(program(owed, stand_in(MISSING)))

    def situation(**others: Any) -> Situation:
        said = {"discloser": None, "recipient": party("m1"), "subjects": (a_parent(),), "context": {}, **others}
        return Situation(time=at(NOW), time_text=NOW, **said)

    (perhaps,) = duties(prepared, situation())
    assert (perhaps.certainly, perhaps.unknown) == (False, (NeedFact(name="subject.missing", subject="p1"),))
    assert [each.certainly for each in duties(prepared, situation(subjects=(a_parent(missing=True),)))] == [True]
    assert duties(prepared, situation(subjects=(a_parent(missing=False),))) == ()
    assert [each.certainly for each in duties(prepared, situation(recipient=None))] == [True]


def test_of_several_stand_ins_the_first_by_name_is_named() -> None:
    both = (stand_in(name="second"), stand_in(name="first"))
    row = only_row(program(OWN, *both), asked())
    assert [ground.stand_ins for ground in row.because] == [("first",)]


def test_an_exception_among_those_who_stand_in_keeps_whoever_has_the_other_role_too() -> None:
    no_police = attrs.evolve(
        scope("personal"), to=Parties(roles=frozenset({"parent"}), except_roles=frozenset({"police"}))
    )
    decided = judge(
        prepare(program(OWN, stand_in(scope=no_police))),
        request(subjects=(a_parent(),), recipient=party("m1", "police")),
    )
    assert [row.verdict for row in decided.rows] == [Verdict.DENY]


def test_only_the_stand_in_that_is_open_is_behind_what_is_unknown() -> None:
    clauses = (OWN, stand_in(MISSING), stand_in(URGENT, name="another"))
    row = only_row(program(*clauses), asked(context=given(urgent=False)))
    assert row.needs == (NeedFact(name="subject.missing", subject="p1"),)


def test_a_statement_rests_on_the_stand_in_that_names_its_giver() -> None:
    by_guardian = stand_in(name="b", to=None, givers=frozenset({"guardian"}))
    by_attorney = stand_in(name="a", to=None, givers=frozenset({"attorney"}))
    statements = (grant(giver="guardian", giver_id="g1"),)
    row = only_row(program(consent(), by_guardian, by_attorney), request(statements=statements))
    assert [(ground.statement, ground.stand_ins) for ground in row.because] == [("c1", ("b",))]


def test_each_ground_names_the_stand_in_that_it_rests_on() -> None:
    clauses = (OWN, attrs.evolve(OWN, name="too"), exception("for_all"), stand_in())
    row = only_row(program(*clauses), asked())
    named = [(ground.clause, ground.stand_ins) for ground in row.because]
    assert named == [("allowed", ("standing",)), ("for_all", ()), ("too", ("standing",))]
