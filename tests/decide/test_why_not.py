"""Why a row is withheld, and what could change it."""

from __future__ import annotations

import pytest

from confpolicy.core.clauses import Condition
from confpolicy.core.expressions import (
    And,
    Compare,
    Comparison,
    Defined,
    Expression,
    FactValue,
    Known,
    Literal,
    Not,
    Or,
    Quantified,
    Quantifier,
)
from confpolicy.decide.decision import (
    FlawedStatement,
    Near,
    NeedConsent,
    NeedFact,
    NeedJudgement,
    NeedPerson,
    Outcome,
    StandingProhibition,
)
from confpolicy.facts.logic import Truth
from confpolicy.facts.types import Primitive
from tests.decide.world import (
    MISSING,
    URGENT,
    consent,
    entry,
    exception,
    found,
    given,
    grant,
    need,
    only_row,
    program,
    prohibition,
    referral,
    request,
    scope,
    subject,
    with_statements,
)

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
SEALED, HARM, DECISION = FactValue("item.sealed"), FactValue("context.harm"), FactValue("item.decision")
SUSPECTED, TRUE = FactValue("subject.suspected"), Literal(True, Primitive.BOOL)


def outcomes(when: object, *unless: object, **asked: object) -> list[tuple[str, Truth, tuple[str, ...]]]:
    clause = exception(condition=Condition(when, tuple(unless)))  # type: ignore[arg-type] # expressions of any class do
    row = only_row(program(clause, definitions={"lost": And((MISSING, URGENT))}), request(**asked))
    (near,) = row.nearly
    return [(outcome.path, outcome.value, outcome.facts) for outcome in near.outcomes]


def test_the_innermost_conditions_that_failed_are_named_with_their_unknown_facts() -> None:
    assert outcomes(And((MISSING, TRUE))) == [("allowed/when/0", U, ("subject.missing",))]
    assert outcomes(MISSING, subjects=(subject(facts=given(missing=False)),)) == [("allowed/when", F, ())]
    assert outcomes(Or((MISSING, URGENT)), context=given(urgent=False)) == [
        ("allowed/when/0", U, ("subject.missing",)),
        ("allowed/when/1", F, ()),
    ]


def test_what_failed_by_being_true_is_named_as_true() -> None:
    assert outcomes(None, URGENT, context=given(urgent=True)) == [("allowed/unless.0", T, ())]
    assert outcomes(Not(URGENT), context=given(urgent=True)) == [("allowed/when/0", T, ())]
    assert outcomes(Not(Not(URGENT))) == [("allowed/when/0/0", U, ("context.urgent",))]


def test_a_definition_is_gone_into_and_named_once() -> None:
    assert outcomes(Defined("lost"), Not(Defined("lost")), context=given(urgent=True)) == [
        ("define.lost/0", U, ("subject.missing",))
    ]


def test_the_facts_of_a_quantifier_are_those_that_it_reads() -> None:
    every = Quantified(Quantifier.EVERY, "a", FactValue("recipient.agreements"), URGENT)
    assert outcomes(every) == [("allowed/when", U, ("context.urgent", "recipient.agreements"))]


def test_what_is_not_known_failed_for_want_of_the_fact() -> None:
    assert outcomes(Known("subject.missing")) == [("allowed/when", F, ("subject.missing",))]


def test_clauses_that_nearly_permitted_are_named_with_what_each_lacks() -> None:
    limited = exception("limited", limited_to_need_to_know=True)
    policy = program(
        limited, consent("agreed", express=True, without_need_to_know=None), need("needed", when=MISSING)
    )
    assert only_row(policy, with_statements(grant())).nearly == (
        Near(
            clause="agreed",
            kind="consent",
            statements=(FlawedStatement(id="c1", lacking=("express",)),),
            missing=("need-to-know",),
        ),
        Near(clause="limited", kind="exception", missing=("need-to-know",)),
        Near(
            clause="needed",
            kind="need-to-know",
            outcomes=(Outcome(path="needed/when", value=U, facts=("subject.missing",)),),
        ),
    )


def test_need_to_know_is_not_named_where_nothing_asks_for_it() -> None:
    assert [near.clause for near in only_row(program(exception(when=MISSING), need(when=MISSING))).nearly] == [
        "allowed"
    ]
    assert [near.clause for near in only_row(program(consent(), need(when=MISSING))).nearly] == ["agreed"]


def test_nothing_is_nearly_where_all_applies_or_is_permitted() -> None:
    assert only_row(program(exception(), prohibition())).nearly == ()
    assert only_row(program(exception(), exception("other", when=MISSING))).nearly == ()


def test_why_a_prohibition_stands() -> None:
    policy = program(
        prohibition("a"),
        prohibition("b", when=MISSING, absolute=True),
        prohibition("c", when=SEALED, scope=scope(of="known")),
    )
    assert only_row(policy).standing == (
        StandingProhibition(clause="a", absolute=False, certainly=True),
        StandingProhibition(
            clause="b",
            absolute=True,
            certainly=False,
            outcomes=(Outcome(path="b/when", value=U, facts=("subject.missing",)),),
        ),
        StandingProhibition(
            clause="c",
            absolute=False,
            certainly=False,
            through="known",
            outcomes=(Outcome(path="c/when", value=U, facts=("item.sealed",)),),
        ),
    )


# --- needs ------------------------------------------------------------------------------------------------------


def test_the_facts_for_want_of_which_an_exception_does_not_apply_are_needed() -> None:
    when = And((MISSING, URGENT, SEALED, SUSPECTED))
    assert found(program(exception(when=when))).needs == (
        NeedFact(name="context.urgent"),
        NeedFact(name="item.sealed", item="address"),
        NeedFact(name="subject.missing", subject="p1"),
        NeedJudgement(name="subject.suspected", by=("police", "recipient"), subject="p1"),
    )


def test_of_a_condition_that_is_false_nothing_is_needed() -> None:
    asked = request(context=given(urgent=False))
    assert found(program(exception(when=And((MISSING, URGENT)))), asked).needs == ()
    assert found(program(exception(when=Or((MISSING, URGENT)))), asked).needs == (
        NeedFact(name="subject.missing", subject="p1"),
    )


def test_a_consent_is_needed_in_the_words_of_the_clause() -> None:
    policy = program(consent(express=True, told=frozenset({"why"})))
    assert found(policy).needs == (NeedConsent(clause="agreed", giver_of="p1", lacking=("grant",)),)
    assert found(policy, with_statements(grant())).needs == (
        NeedConsent(clause="agreed", giver_of="p1", lacking=("express", "told why")),
    )


def test_a_condition_on_the_statement_is_no_fact_to_ask_for() -> None:
    policy = program(consent(when=And((FactValue("statement.witnessed"), URGENT))))
    assert found(policy, with_statements(grant())).needs == (
        NeedConsent(clause="agreed", giver_of="p1", lacking=("condition",)),
        NeedFact(name="context.urgent"),
    )
    out = found(policy, with_statements(grant(), context=given(urgent=False)))
    assert out.needs == ()


WITNESSED = FactValue("statement.witnessed")


@pytest.mark.parametrize(
    "when", [Known("statement.witnessed"), And((URGENT, Known("statement.witnessed"))), WITNESSED]
)
def test_a_grant_of_which_something_is_not_known_lacks_the_condition_and_that_is_needed(when: Expression) -> None:
    row = only_row(program(consent(when=when)), with_statements(grant(), context=given(urgent=True)))
    (near,) = row.nearly
    assert near.statements == (FlawedStatement(id="c1", lacking=("condition",)),)
    assert row.needs == (NeedConsent(clause="agreed", giver_of="p1", lacking=("condition",)),)


def test_where_no_grant_is_on_file_one_is_needed_whatever_is_asked_of_it() -> None:
    for when in (Known("statement.witnessed"), WITNESSED):
        assert only_row(program(consent(when=when))).needs == (
            NeedConsent(clause="agreed", giver_of="p1", lacking=("grant",)),
        )


def test_whether_something_is_known_of_a_statement_is_open_until_there_is_one() -> None:
    (near,) = only_row(program(consent(when=Known("statement.witnessed")))).nearly
    assert [(outcome.value, outcome.facts) for outcome in near.outcomes] == [(U, ("statement.witnessed",))]


def test_what_a_need_to_know_lacks_is_needed_and_without_any_nothing_helps() -> None:
    strict = (consent(without_need_to_know=None), exception(limited_to_need_to_know=True))
    assert found(program(*strict, need(when=URGENT)), with_statements(grant())).needs == (
        NeedFact(name="context.urgent"),
    )
    assert found(program(*strict)).needs == ()
    assert found(program(*strict, need(when=URGENT)), request(context=given(urgent=False))).needs == ()
    assert found(program(strict[0], need())).needs == (
        NeedConsent(clause="agreed", giver_of="p1", lacking=("grant",)),
    )


def test_what_is_unknown_about_a_prohibition_is_needed_unless_it_is_overridden() -> None:
    assert found(program(exception(), prohibition(when=URGENT))).needs == (NeedFact(name="context.urgent"),)
    policy = program(
        exception(overrides=frozenset({"never"})), prohibition(when=URGENT), prohibition("other", when=MISSING)
    )
    assert found(policy).needs == (NeedFact(name="subject.missing", subject="p1"),)


def test_nothing_is_needed_where_a_prohibition_certainly_stands_that_nothing_overrides() -> None:
    assert found(program(exception(when=URGENT), prohibition())).needs == ()
    assert found(program(exception(when=URGENT, overrides=frozenset({"never"})), prohibition())).needs == (
        NeedFact(name="context.urgent"),
    )
    absolute = program(exception(when=URGENT, overrides=frozenset({"never"})), prohibition(absolute=True))
    assert found(absolute).needs == ()


def test_what_is_public_and_perhaps_forbidden_needs_the_unknown_of_the_prohibition() -> None:
    policy = program(prohibition(scope=scope(of="public"), when=URGENT))
    assert found(policy, request("leaflet")).needs == (NeedFact(name="context.urgent"),)


def test_a_prohibition_met_at_what_is_revealed_needs_the_facts_of_the_entry() -> None:
    policy = program(exception(), prohibition(scope=scope(of="known"), when=SEALED))
    assert found(policy).needs == (NeedFact(name="item.sealed", item="address"),)
    asked = request(entry("address", sealed=False), entry("known"))
    assert found(policy, asked).needs == (NeedFact(name="item.sealed", item="known"),)


def test_a_person_is_needed_where_the_row_is_referred() -> None:
    policy = program(referral(condition=Condition(HARM, (Known("item.decision"),))), exception(when=DECISION))
    assert found(policy).needs == (
        NeedJudgement(name="item.decision", by=("manager",), item="address"),
        NeedPerson(roles=("manager",)),
    )


def test_a_row_permitted_alone_needs_nothing_itself() -> None:
    two = (subject("p1", facts=given(missing=True)), subject("p2"))
    assert found(program(exception(when=MISSING)), request("address", subjects=two)).needs == (
        NeedFact(name="subject.missing", subject="p2"),
    )


def test_a_judgement_names_all_who_may_give_it() -> None:
    rated = FactValue("subject.rated")
    policy = program(exception(when=Compare(Comparison.EQUAL, rated, rated)))
    assert found(policy).needs == (NeedJudgement(name="subject.rated", by=("staff", "discloser"), subject="p1"),)
