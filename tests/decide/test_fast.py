"""The short way to a decision: when it is taken, and that what it says is what the long way says."""

from __future__ import annotations

from typing import Any, cast

import attrs
import pytest

from confpolicy.core import clauses
from confpolicy.core.clauses import Items, Purposes, Scope
from confpolicy.core.expressions import And, Expression, FactValue, Literal, Or, Quantified, Quantifier
from confpolicy.decide.decision import Verdict
from confpolicy.decide.fast import known, plans
from confpolicy.decide.fast.decide import Fast
from confpolicy.decide.fast.index import MOST_PLACES, Index
from confpolicy.decide.fast.quick import Quick
from confpolicy.decide.fast.small import small_enough
from confpolicy.decide.judge import judge
from confpolicy.decide.limits import STEPS_BOUND, most_steps
from confpolicy.decide.prepare import prepare
from confpolicy.facts.types import Primitive
from confpolicy.facts.values import Record, Symbol
from confpolicy.result import Decision, DisagreementError, NotAskedError
from tests.decide.test_stand_ins import stand_in
from tests.decide.world import (
    MISSING,
    VOCABULARY,
    consent,
    decide,
    exception,
    given,
    grant,
    need,
    party,
    program,
    prohibition,
    refusal,
    request,
    subject,
    with_statements,
)


def test_the_short_way_knows_every_part_of_the_language_or_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert known.strangers() == ()
    monkeypatch.setitem(known._KNOWN, clauses.Scope, "of to from_")
    assert known.strangers() == (clauses.Scope,)
    fast = Fast.of(prepare(program(exception("open"))))
    assert (fast.plans, fast.decide(request())) == (None, None)


def test_a_condition_that_cannot_be_compiled_goes_the_long_way() -> None:
    deep: Expression = FactValue("context.urgent")
    for _ in range(60):
        deep = Or((Literal(False, Primitive.BOOL), And((Literal(True, Primitive.BOOL), deep))))
    prepared = prepare(program(exception("open", deep)))
    assert Fast.of(prepared).decide(request()) is None


def test_a_decision_that_the_two_ways_disagree_about_is_not_reported() -> None:
    prepared = prepare(program(prohibition("closed")))
    decision = decide(program(prohibition("closed")), request())
    wrong = Quick(Verdict.PERMIT, (), (), ())
    assert decision.verdict is Verdict.DENY
    with pytest.raises(DisagreementError, match="nothing may be released"):
        attrs.evolve(decision, prepared=prepared, quick=wrong).document()


def test_the_short_way_serves_the_verdict_and_what_follows_without_the_long_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepared = prepare(program(exception("open")))
    asked = request()
    quick = Fast.of(prepared).decide(asked)
    decision = attrs.evolve(decide(program(exception("open")), asked), prepared=prepared, quick=quick)
    monkeypatch.setattr("confpolicy.result.judge", lambda *_: pytest.fail("the long way was taken"))
    assert decision.verdict is Verdict.PERMIT
    assert decision.permits("address")
    assert [item.item for item in decision.released().items] == ["address"]
    assert (decision.obligations, decision.releasable_after) == ((), ())
    with pytest.raises(NotAskedError):
        decision.permits("notes")


def test_plans_are_made_anew_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "_MOST", 1)
    prepared = prepare(program(exception("open"), stand_in(MISSING)))
    fast = Fast.of(prepared)
    assert fast.plans is not None
    mother = subject(relation_roles=frozenset({"parent"}))
    for asked in (
        request(subjects=(mother,)),
        request(purpose="enquiry", subjects=(mother,)),
        request(subjects=(mother,)),
    ):
        quick = fast.decide(asked)
        assert quick is not None
        assert quick.agrees(judge(prepared, asked), asked)
        assert (len(fast.plans._settings), len(fast.plans._plans)) == (1, 1)


def test_what_is_kept_for_other_requests_has_nothing_of_this_one() -> None:
    fast = Fast.of(prepare(program(exception("open"), consent(), stand_in())))
    asked = request(
        recipient=party("SECRET", "doctor", trained=True),
        discloser=party("SECRET too", "nurse", on_call=True),
        subjects=(subject("SECRET as well", facts=given(missing=True), relation_roles=frozenset({"parent"})),),
        context=given(urgent=True),
    )
    assert fast.plans is not None
    assert fast.decide(asked) is not None
    kept = repr([attrs.asdict(each, recurse=False) for several in fast.plans._settings.values() for each in several])
    kept += repr(list(fast.plans._settings)) + repr(list(fast.plans._plans.values()))
    assert "doctor" in kept
    assert "SECRET" not in kept
    assert "Given(" not in kept


def test_a_clause_with_many_terms_is_found_by_its_items_alone() -> None:
    many = frozenset(f"purpose_{number}" for number in range(MOST_PLACES + 1))
    few = Scope(of=Items(frozenset({"personal"})), for_=Purposes(terms=frozenset({"care"})))
    wide = Scope(of=Items(frozenset({"personal"})), for_=Purposes(terms=many))
    ready = prepare(program(need("narrow", scope=few), need("wide", scope=few))).policies[0].needs
    index = Index.of([ready[0], attrs.evolve(ready[1], clause=attrs.evolve(ready[1].clause, scope=wide))], VOCABULARY)
    assert [each.name for each in index.candidates("address", "ward_care")] == ["narrow", "wide"]
    assert [each.name for each in index.candidates("address", "enquiry")] == ["wide"]
    assert index.candidates("leaflet", "ward_care") == []


def test_a_decision_is_the_same_by_either_way() -> None:
    prepared = prepare(program(exception("open")))
    asked = request()
    by_long = decide(program(exception("open")), asked)
    by_short = attrs.evolve(by_long, prepared=prepared, quick=Fast.of(prepared).decide(asked))
    assert isinstance(by_short, Decision)
    assert by_short == by_long


def test_a_statement_of_a_new_kind_goes_the_long_way() -> None:
    fast = Fast.of(prepare(program(exception("open"))))
    assert fast.decide(with_statements(grant(), refusal())) is not None
    assert fast.decide(attrs.evolve(request(), statements=cast("Any", ("new",)))) is None


def test_sizes_alone_never_say_that_a_request_fits_which_does_not() -> None:
    nested = Quantified(Quantifier.EVERY, "a", FactValue("recipient.agreements"), FactValue("context.urgent"))
    for clause in (exception("open"), exception("open", nested), consent()):
        prepared = prepare(program(clause))
        fits = small_enough(prepared)
        given = [grant(f"c{number}") for number in range(8_000)]
        few, many = request(), with_statements(*(attrs.evolve(each, withdrawn_at=each.at) for each in given))
        assert fits(few)
        assert most_steps(prepared, few) <= STEPS_BOUND
        assert fits(many) is (most_steps(prepared, many) <= STEPS_BOUND)


def test_ten_thousand_grants_can_be_on_file_where_hardly_one_was_withdrawn() -> None:
    prepared = prepare(program(consent()))
    many = with_statements(refusal("r1"), *(grant(f"c{number}") for number in range(10_000)))
    assert small_enough(prepared)(many)
    assert most_steps(prepared, many) <= STEPS_BOUND


def test_sizes_are_taken_for_what_they_are_where_the_largest_would_be_too_much() -> None:
    nested: Expression = FactValue("context.urgent")
    for name in ("a", "b"):
        nested = Quantified(Quantifier.EVERY, name, FactValue("recipient.agreements"), nested)
    prepared = prepare(program(exception("open", nested)))
    fits = small_enough(prepared)
    records = frozenset({Record((("kind", Symbol("joint")),))})
    assert fits(request())
    assert fits(request(context=given(words=frozenset({Symbol("notes")}))))
    assert fits(request(context=given(words=frozenset())))
    assert fits(request(context=given(words=frozenset({Symbol("notes"), Symbol("address")}))))
    assert not fits(request(recipient=party("d1", "doctor", agreements=records)))
    assert most_steps(prepared, request(recipient=party("d1", "doctor", agreements=records))) <= STEPS_BOUND
