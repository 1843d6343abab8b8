"""The laws of section 4 on whole requests."""

from __future__ import annotations

import pytest

from confpolicy.core.clauses import Condition, Items, Parties, Reading, Scope
from confpolicy.core.expressions import (
    Actor,
    And,
    Arithmetic,
    Asked,
    Compare,
    Comparison,
    FactValue,
    Falls,
    HasRole,
    IsSubject,
    Known,
    Literal,
    Not,
    Operation,
    Or,
)
from confpolicy.decide.decision import Conflict, EvaluationError, Ground, OtherReading, Presumed, Verdict
from confpolicy.facts.types import Primitive
from confpolicy.facts.values import Duration
from tests.decide.world import (
    CALM,
    MISSING,
    URGENT,
    consent,
    decide,
    duty,
    entry,
    exception,
    found,
    given,
    grant,
    judged,
    need,
    only_row,
    party,
    program,
    prohibition,
    referral,
    request,
    rules,
    scope,
    subject,
    together,
    verdict,
)

TRUE = Literal(True, Primitive.BOOL)
HARM, DECISION, SEALED = FactValue("context.harm"), FactValue("item.decision"), FactValue("item.sealed")


# --- grounds ----------------------------------------------------------------------------------------------------


def test_default_deny() -> None:
    assert verdict(program()) == "deny"


def test_what_is_public_is_permitted_and_no_clause_is_named() -> None:
    row = only_row(program(), request("leaflet"))
    assert row.verdict is Verdict.PERMIT
    assert row.because == (Ground(clause=None, kind="public"),)


def test_not_knowing_never_permits() -> None:
    policy = program(exception(when=MISSING))
    assert verdict(policy) == "deny"
    assert verdict(policy, request(subjects=(subject(facts=given(missing=False)),))) == "deny"
    assert verdict(policy, request(subjects=(subject(facts=given(missing=True)),))) == "permit"


def test_an_unknown_unless_keeps_an_exception_from_applying() -> None:
    policy = program(exception(condition=Condition(None, (MISSING,))))
    assert verdict(policy) == "deny"
    assert verdict(policy, request(subjects=(subject(facts=given(missing=False)),))) == "permit"


def test_an_exception_limited_to_need_to_know_wants_one_for_the_same_row() -> None:
    limited = exception(limited_to_need_to_know=True)
    assert verdict(program(limited)) == "deny"
    assert verdict(program(limited, need(scope=scope(to="nurse")))) == "deny"
    assert verdict(program(limited, need(when=MISSING))) == "deny"
    assert only_row(program(limited, need("zz"), need("aa"))).because == (
        Ground(clause="allowed", kind="exception", need_to_know="aa"),
    )


def test_every_ground_that_permits_is_named_in_order() -> None:
    row = only_row(
        program(exception("b"), duty("a"), consent("c"), exception("never_mind", when=MISSING)),
        request(statements=(grant(),)),
    )
    assert row.because == (
        Ground(clause="a", kind="duty"),
        Ground(clause="b", kind="exception"),
        Ground(clause="c", kind="consent", statement="c1"),
    )
    assert row.required


# --- prohibitions -----------------------------------------------------------------------------------------------


def test_prohibition_beats_consent() -> None:
    asked = request(statements=(grant(),))
    assert verdict(program(consent()), asked) == "permit"
    assert verdict(program(consent(), prohibition()), asked) == "deny"


def test_unknown_prohibitions_block() -> None:
    row = only_row(program(exception(), prohibition(when=MISSING)))
    assert row.verdict is Verdict.DENY
    assert row.blocked_by == ("never",)
    assert not row.standing[0].certainly
    assert row.standing[0].outcomes[0].facts == ("subject.missing",)


def test_a_prohibition_whose_condition_is_false_does_not_stand() -> None:
    asked = request(subjects=(subject(facts=given(missing=False)),))
    assert verdict(program(exception(), prohibition(when=MISSING)), asked) == "permit"


def test_an_override_lifts_what_it_names_and_is_shown() -> None:
    row = only_row(program(exception(overrides=frozenset({"never"})), prohibition()))
    assert (row.verdict, row.overridden, row.blocked_by) == (Verdict.PERMIT, ("never",), ())


def test_overrides_do_not_add_up() -> None:
    clauses = (
        exception("a", overrides=frozenset({"one"})),
        exception("b", overrides=frozenset({"two"})),
        prohibition("one"),
        prohibition("two"),
    )
    assert verdict(program(*clauses)) == "deny"
    assert verdict(program(*clauses, exception("c", overrides=frozenset({"one", "two"})))) == "permit"


def test_a_copy_of_an_overridden_prohibition_is_not_overridden() -> None:
    clauses = (exception(overrides=frozenset({"never"})), prohibition())
    assert verdict(program(*clauses)) == "permit"
    assert verdict(program(*clauses, prohibition("copy"))) == "deny"


def test_nothing_overrides_what_is_absolute() -> None:
    assert verdict(program(exception(overrides=frozenset({"never"})), prohibition(absolute=True))) == "deny"


def test_a_prohibition_of_what_an_item_reveals_withholds_the_item() -> None:
    row = only_row(program(exception(), prohibition(scope=scope(of="known"))))
    assert row.verdict is Verdict.DENY
    assert row.standing[0].through == "known"


def test_a_prohibition_on_what_is_revealed_reads_that_as_the_item_and_the_facts_of_the_entry() -> None:
    is_known = Falls(Asked.ITEM, "known")
    assert verdict(program(exception(), prohibition(when=is_known))) == "deny"
    policy = program(exception(), prohibition(scope=scope(of="known"), when=SEALED))
    assert verdict(policy, request(entry("address", sealed=False))) == "permit"
    assert verdict(policy, request(entry("address", sealed=True))) == "deny"


def test_what_is_revealed_and_asked_for_beside_brings_its_own_facts() -> None:
    policy = program(exception(), prohibition(scope=scope(of="known"), when=SEALED))
    asked = request(entry("address", sealed=False), entry("known", sealed=True))
    assert verdict(policy, asked) == "deny"
    lighter = request(entry("address", sealed=True), entry("known", sealed=False))
    assert [row.verdict.value for row in found(policy, lighter).rows] == ["deny", "permit"]


def test_a_certain_prohibition_counts_before_one_that_stands_perhaps_elsewhere() -> None:
    policy = program(prohibition(scope=scope(of="known address"), when=Or((SEALED, Falls(Asked.ITEM, "known")))))
    row = only_row(policy)
    assert (row.standing[0].certainly, row.standing[0].through) == (True, "known")


# --- referrals --------------------------------------------------------------------------------------------------


def harm(value: bool) -> dict[str, object]:
    return {"context": given(harm=judged(value, "staff"))}


def test_a_referral_refers_where_its_condition_is_true() -> None:
    policy = program(referral(when=HARM))
    assert verdict(policy, request(**harm(True))) == "refer"


def test_a_referral_refers_for_want_of_a_judgement_alone() -> None:
    policy = program(referral(when=HARM))
    assert verdict(policy) == "refer"
    assert verdict(policy, request(**harm(False))) == "deny"
    stranger = {"context": given(harm=judged(True, "police"))}
    assert verdict(policy, request(**stranger)) == "refer"


def test_a_referral_does_not_apply_where_the_judgement_would_make_no_difference() -> None:
    policy = program(referral(when=Or((HARM, MISSING))))
    assert verdict(policy, request(subjects=(subject(facts=given(missing=True)),))) == "refer"
    assert verdict(program(referral(when=Or((HARM, Not(HARM))))), request()) == "deny"


def test_a_supposed_judgement_is_known_too() -> None:
    assert verdict(program(referral(when=Or((Not(Known("context.harm")), HARM))))) == "refer"
    assert verdict(program(referral(when=Known("context.harm")))) == "deny"


def test_a_referral_refers_where_without_the_judgement_nothing_is_known() -> None:
    assert verdict(program(referral(when=Or((HARM, MISSING))))) == "refer"
    assert verdict(program(referral(when=Or((HARM, MISSING)))), request(**harm(False))) == "deny"


def test_a_true_unless_ends_a_referral_and_an_unknown_one_does_not() -> None:
    policy = program(referral(condition=Condition(HARM, (Known("item.decision"),))))
    assert verdict(policy) == "refer"
    decided = request(entry("address", decision=judged(False, "manager")))
    assert verdict(policy, decided) == "deny"
    assert verdict(program(referral(condition=Condition(HARM, (MISSING,))))) == "refer"


def test_a_person_decides_and_an_exception_reads_it() -> None:
    policy = program(referral(condition=Condition(HARM, (Known("item.decision"),))), exception(when=DECISION))
    assert verdict(policy, request(entry("address", decision=judged(True, "manager")))) == "permit"


def test_a_certain_prohibition_leaves_nothing_to_refer() -> None:
    assert verdict(program(referral(when=HARM), prohibition())) == "deny"
    assert verdict(program(referral(when=HARM), prohibition(when=MISSING))) == "refer"
    assert verdict(program(referral(when=HARM), prohibition(when=MISSING, absolute=True))) == "deny"


# --- judgements -------------------------------------------------------------------------------------------------

SUSPECTED, RATED = FactValue("subject.suspected"), FactValue("subject.rated")


@pytest.mark.parametrize(
    "judgement,expected",
    [
        (judged(True), "permit"),
        (judged(True, "doctor"), "deny"),
        (judged(True, "doctor", by="d1"), "permit"),
        (judged(True, when="2026-06-01T12:00:01+01:00"), "deny"),
        (judged(True, when="2026-05-02T12:00:00+01:00"), "permit"),
        (judged(True, when="2026-05-02T11:59:59+01:00"), "deny"),
        (judged(False), "deny"),
    ],
)
def test_a_judgement_counts_in_time_and_by_an_accepted_judge(judgement: object, expected: str) -> None:
    asked = request(subjects=(subject(facts={"suspected": judgement}),))
    assert verdict(program(exception(when=SUSPECTED)), asked) == expected


def test_a_judgement_that_does_not_count_is_not_known() -> None:
    policy = program(exception(when=Known("subject.suspected")))
    late = request(subjects=(subject(facts=given(suspected=judged(True, "doctor"))),))
    assert verdict(policy, late) == "deny"
    assert verdict(policy, request(subjects=(subject(facts=given(suspected=judged(False))),))) == "permit"


def test_the_discloser_may_judge_where_the_policy_says_so() -> None:
    policy = program(exception(when=Compare(Comparison.EQUAL, RATED, Literal(3, Primitive.INT))))
    for judgement, expected in (
        (judged(3, "police", by="s1"), "permit"),
        (judged(3, "nurse"), "permit"),
        (judged(3, "police"), "deny"),
    ):
        asked = request(subjects=(subject(facts=given(rated=judgement)),))
        assert verdict(policy, asked) == expected


# --- facts taken as no ------------------------------------------------------------------------------------------


def test_a_fact_taken_as_no_is_named_wherever_the_decision_rests_on_it() -> None:
    policy = program(exception(when=Not(CALM)))
    decision = found(policy)
    assert decision.verdict is Verdict.PERMIT
    assert decision.presumed == (Presumed(name="context.calm", because="Nobody says so where it is not."),)
    told = found(policy, request(context=given(calm=False)))
    assert (told.verdict, told.presumed) == (Verdict.PERMIT, ())


def test_a_fact_taken_as_no_is_not_known_and_not_named_where_nothing_rests_on_it() -> None:
    assert verdict(program(exception(when=Known("context.calm")))) == "deny"
    both = program(exception(when=Or((Not(CALM), TRUE))))
    assert found(both).presumed == ()
    elsewhere = program(exception(when=Not(CALM), scope=scope(to="nurse")))
    assert found(elsewhere).presumed == ()


def test_only_the_facts_that_were_absent_are_named() -> None:
    policy = program(exception(when=And((Not(CALM), Not(FactValue("item.extra"))))))
    assert [each.name for each in found(policy, request(context=given(calm=False))).presumed] == ["item.extra"]


def test_a_fact_of_the_item_is_named_with_it_and_one_of_a_statement_with_none() -> None:
    extra = program(prohibition(when=FactValue("item.extra"), scope=scope(of="known")))
    assert found(extra).presumed == (
        Presumed(name="item.extra", because="Requests name single items.", item="address"),
    )
    copied = program(consent(when=Not(FactValue("statement.copied"))))
    assert found(copied).presumed == ()
    with_grant = found(copied, request(statements=(grant(),)))
    assert with_grant.verdict is Verdict.PERMIT
    assert with_grant.presumed == (Presumed(name="statement.copied", because="Copies are rare."),)


# --- subjects ---------------------------------------------------------------------------------------------------

TWO = (subject("p1", facts=given(missing=True)), subject("p2", facts=given(missing=False)))


def test_an_item_about_two_is_denied_if_it_is_denied_for_one() -> None:
    decision = found(program(exception(when=MISSING)), request("address", subjects=TWO))
    assert [(row.alone.value, row.verdict.value) for row in decision.rows] == [("permit", "deny"), ("deny", "deny")]
    assert decision.rows[0].because == ()


def test_items_about_each_are_decided_for_each() -> None:
    apart = request(entry("address", "p1"), entry("address", "p2"), subjects=TWO)
    decision = found(program(exception(when=MISSING)), apart)
    assert [row.verdict.value for row in decision.rows] == ["permit", "deny"]
    assert decision.outward.items[0].about == (1,)


def test_being_joined_is_passed_on_but_not_to_other_items() -> None:
    three = (*TWO, subject("p3", facts=given(missing=True)))
    asked = request(entry("address", "p3", "p1"), entry("personal", "p1", "p2"), entry("notes", "p3"), subjects=three)
    rows = {(row.item, row.subject): row.verdict.value for row in found(program(exception(when=MISSING)), asked).rows}
    assert rows["address", "p3"] == "deny"
    assert rows["notes", "p3"] == "permit"


def test_an_item_about_two_is_referred_if_one_is_and_the_other_permitted() -> None:
    policy = program(exception(when=MISSING), referral(when=HARM))
    decision = found(policy, request("address", subjects=TWO))
    assert [(row.alone.value, row.verdict.value) for row in decision.rows] == [
        ("permit", "refer"),
        ("refer", "refer"),
    ]
    assert decision.verdict is Verdict.REFER


def test_a_role_towards_one_subject_counts_for_that_subject_alone() -> None:
    policy = program(exception(scope=scope(to="parent")))
    two = (subject("p1", relation_roles=frozenset({"parent"})), subject("p2"))
    asked = request(entry("address", "p1"), entry("address", "p2"), subjects=two)
    assert [row.verdict.value for row in found(policy, asked).rows] == ["permit", "deny"]


def test_towards_themself_the_subject_is_subject_and_nothing_else() -> None:
    themself = request(recipient=party("p1", "doctor"))
    assert verdict(program(exception(scope=scope(to="subject"))), themself) == "permit"
    assert verdict(program(exception(scope=scope(to="doctor"))), themself) == "deny"
    assert verdict(program(exception(when=HasRole(Actor.RECIPIENT, "doctor"))), themself) == "deny"
    assert verdict(program(exception(when=IsSubject())), themself) == "permit"
    assert verdict(program(exception(when=IsSubject()))) == "deny"
    only_doctors_free = Parties(anyone=True, except_roles=frozenset({"doctor"}))
    freed = prohibition(scope=Scope(of=Items(frozenset({"personal"})), to=only_doctors_free))
    assert verdict(program(exception(), freed)) == "permit"
    assert verdict(program(exception(), freed), themself) == "deny"


def test_a_scope_may_limit_who_discloses() -> None:
    by_managers = Scope(of=Items(frozenset({"personal"})), from_=Parties(roles=frozenset({"manager"})))
    policy = program(exception(scope=by_managers))
    assert verdict(policy) == "deny"
    assert verdict(policy, request(discloser=party("s1", "manager"))) == "permit"


# --- readings, conflicts, errors --------------------------------------------------------------------------------

READINGS = (Reading("narrow", "both", Condition(MISSING)), Reading("wide", "either", Condition(None)))


def test_the_reading_taken_is_added_to_the_clause_and_another_is_reported_where_it_matters() -> None:
    policy = program(exception(when=URGENT, readings=READINGS, taken="narrow"))
    urgent = {"context": given(urgent=True)}
    decision = found(policy, request(**urgent))
    assert decision.verdict is Verdict.DENY
    assert decision.readings == (
        OtherReading(clause="allowed", taken="narrow", other="wide", rows=(("address", "p1", Verdict.PERMIT),)),
    )
    assert found(policy).readings == ()


def test_a_reading_out_of_scope_changes_nothing_and_one_of_what_is_revealed_may() -> None:
    elsewhere = exception(scope=scope(to="nurse"), readings=READINGS, taken="narrow")
    assert found(program(elsewhere)).readings == ()
    through = prohibition(scope=scope(of="known"), readings=READINGS, taken="narrow")
    asked = request(subjects=(subject(facts=given(missing=False)),))
    rows = [other.rows for other in found(program(exception(), through), asked).readings]
    assert rows == [(("address", "p1", Verdict.DENY),)]


def test_a_duty_that_meets_a_certain_prohibition_is_a_conflict() -> None:
    decision = found(program(duty(), prohibition()))
    assert decision.conflicts == (
        Conflict(item="address", subject="p1", duty="owed", prohibitions=("never",), for_the_sake_of=()),
    )
    assert not decision.required
    assert found(program(duty(), prohibition(when=MISSING))).conflicts == ()
    assert found(program(exception(), prohibition())).conflicts == ()
    assert found(program(duty(overrides=frozenset({"never"})), prohibition())).conflicts == ()


def test_a_duty_withheld_for_anothers_sake_is_a_conflict() -> None:
    decision = found(program(duty(when=MISSING)), request("address", subjects=TWO))
    assert decision.conflicts == (
        Conflict(item="address", subject="p1", duty="owed", prohibitions=(), for_the_sake_of=("p2",)),
    )


LONG = Compare(
    Comparison.LESS,
    Arithmetic(Operation.ADD, FactValue("subject.born"), Literal(Duration(seconds=3600), Primitive.DURATION)),
    Literal(Duration(), Primitive.DURATION),
)


def test_an_error_is_unknown_and_told() -> None:
    mixed = Compare(Comparison.LESS, FactValue("subject.wait"), Literal(Duration(months=1), Primitive.DURATION))
    asked = request(subjects=(subject(facts=given(wait=Duration(seconds=5))),))
    denied = found(program(exception(when=Or((mixed, MISSING)))), asked)
    assert denied.verdict is Verdict.DENY
    assert denied.errors == (
        EvaluationError(
            path="allowed/when/0", message="months cannot be compared with days", item="address", subject="p1"
        ),
    )
    assert verdict(program(exception(), prohibition(when=mixed)), asked) == "deny"


# --- in force, policies together --------------------------------------------------------------------------------


def test_before_it_comes_into_force_everything_is_denied() -> None:
    policy = program(exception(), since="2026-06-01")
    before, after = request(time="2026-05-31T23:59:59+01:00"), request(time="2026-06-01T00:00:00+01:00")
    assert verdict(policy, after) == "permit"
    denied = found(policy, before)
    assert (denied.verdict, denied.in_force, denied.needs) == (Verdict.DENY, False, ())


def test_each_of_several_policies_must_permit() -> None:
    allows, forbids, refers = rules(exception()), rules(prohibition()), rules(referral(when=HARM))
    assert verdict(together(allows, rules(exception("also")))) == "permit"
    assert verdict(together(allows, forbids)) == "deny"
    assert verdict(together(allows, refers)) == "refer"
    assert verdict(together(refers, forbids)) == "deny"
    row = only_row(together(allows, rules(exception("also"))))
    assert [ground.clause for ground in row.because] == ["allowed", "also"]


def test_order_and_repetition_do_not_matter() -> None:
    clauses = [exception(), prohibition(when=MISSING), consent(), need(), duty(when=URGENT), referral(when=HARM)]
    asked = request("personal", statements=(grant("c1"), grant("c2")))
    mirrored = request("personal", "address", statements=(grant("c2"), grant("c1")))
    once = decide(program(*clauses), asked)
    assert once.to_json() == decide(program(*reversed(clauses)), mirrored).to_json()


def test_what_stands_for_certain_at_one_of_two_items_asked_for_stands_so_at_what_reveals_it() -> None:
    clauses = program(prohibition(when=FactValue("item.sealed")), referral())
    for notes, known in (({"sealed": True}, {}), ({}, {"sealed": True})):
        rows = found(clauses, request(entry("notes", **given(**notes)), entry("known", **given(**known)))).rows
        assert {row.item: row.verdict.value for row in rows}["notes"] == "deny"
