"""Programs made by hand: each condition has a type, and every name stands for something."""

from __future__ import annotations

import attrs
import pytest

from confpolicy.core.clauses import (
    Act,
    Assertion,
    Claim,
    Condition,
    Effect,
    Items,
    Obligation,
    Occasion,
    Parties,
    Phase,
    Purposes,
    Reading,
    Scope,
)
from confpolicy.core.expressions import (
    Actor,
    And,
    Asked,
    Compare,
    Comparison,
    Defined,
    Expression,
    FactValue,
    Falls,
    Field,
    HasRole,
    IsSubject,
    Known,
    Literal,
    Now,
    Or,
    Quantified,
    Quantifier,
    Variable,
    Within,
)
from confpolicy.core.programs import Program
from confpolicy.core.typed import type_of
from confpolicy.core.typing import check_program
from confpolicy.facts.types import OneOf, Primitive
from confpolicy.facts.values import Duration, Symbol
from tests.decide.world import MISSING, URGENT, VOCABULARY, duty, exception, program, prohibition, rules

AGREEMENTS = FactValue("recipient.agreements")
JOINT = Literal(Symbol("joint"), OneOf(("joint", "confidentiality")))
OF_KIND = Quantified(Quantifier.SOME, "a", AGREEMENTS, Compare(Comparison.EQUAL, Field("a", "kind"), JOINT))


@pytest.mark.parametrize(
    "condition",
    [
        Known("subject.born"),
        Compare(Comparison.LESS, FactValue("subject.born"), Now()),
        Within(FactValue("subject.born"), Duration(seconds=86_400)),
        OF_KIND,
        Quantified(Quantifier.EVERY, "a", AGREEMENTS, Compare(Comparison.EQUAL, Variable("a"), Variable("a"))),
        HasRole(Actor.RECIPIENT, "parent"),
        HasRole(Actor.DISCLOSER, "nurse"),
        Falls(Asked.ITEM, "personal"),
        Falls(Asked.PURPOSE, "care"),
        IsSubject(),
        Or((MISSING, And((URGENT, MISSING)))),
    ],
)
def test_a_condition_that_fits_has_a_type_and_nothing_is_told(condition: Expression) -> None:
    assert type_of(condition, VOCABULARY, {}) is Primitive.BOOL
    assert check_program(program(exception(when=condition))) == ()


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Variable("a"), "no variable a"),
        (Field("a", "kind"), "no variable a"),
        (attrs.evolve(OF_KIND, body=OF_KIND), "a variable within its own scope"),
        (HasRole(Actor.RECIPIENT, "pilot"), "no role pilot"),
        (HasRole(Actor.DISCLOSER, "parent"), "a discloser has no such role"),
        (Falls(Asked.ITEM, "care"), "no term care"),
        (Falls(Asked.PURPOSE, "personal"), "no term personal"),
        (FactValue("subject.born"), "no condition"),
        (Defined("nothing"), "no definition nothing"),
    ],
)
def test_a_condition_that_does_not_fit_is_told_wherever_it_stands(condition: Expression, words: str) -> None:
    here = Condition(None, (URGENT, condition))
    assert check_program(program(exception(condition=here))) == (f"allowed: {words}",)
    read = exception(readings=(Reading("one", "", here),), taken="one")
    assert check_program(program(read)) == (f"allowed: {words}",)
    claim = Assertion(name="claimed", claim=Claim.NEVER, scope=Scope(), condition=here)
    assert check_program(_claiming(claim)) == (f"claimed: {words}",)
    assert check_program(program(definitions={"d": condition}))[0] == f"define.d: {words}"


def _claiming(*claims: Assertion) -> Program:
    made = program(exception())
    return attrs.evolve(made, policies=(attrs.evolve(rules(exception()), assertions=claims),))


def test_clauses_and_assertions_share_one_space_of_names() -> None:
    claim = Assertion(name="allowed", claim=Claim.ALWAYS, scope=Scope(), condition=Condition())
    assert check_program(_claiming(claim)) == ("allowed: stands twice",)
    assert check_program(program(exception(), prohibition("allowed"))) == ("allowed: stands twice",)


def test_an_assertion_that_compares_names_the_other_policy_and_no_other_does() -> None:
    words = "claimed: the same as no other policy, or another policy beside what is not compared"
    for claim in Claim:
        without = Assertion(name="claimed", claim=claim, scope=Scope(), condition=Condition())
        beside = attrs.evolve(without, other="before.policy")
        wrong, right = (without, beside) if claim is Claim.SAME_AS else (beside, without)
        assert check_program(_claiming(right)) == ()
        assert check_program(_claiming(wrong)) == (words,)


def test_definitions_stand_in_the_order_of_their_use() -> None:
    assert check_program(program(definitions={"d": MISSING, "e": And((Defined("d"), URGENT))})) == ()
    assert check_program(program(definitions={"e": Defined("d"), "d": MISSING})) == (
        "define.e: stands before a definition that it uses",
    )


def test_every_term_of_a_scope_is_declared() -> None:
    scope = Scope(
        of=Items(frozenset({"personal"}), frozenset({"gossip"})),
        to=Parties(roles=frozenset({"nurse"}), except_roles=frozenset({"pilot"})),
        from_=Parties(roles=frozenset({"sailor"})),
        for_=Purposes(terms=frozenset({"care"}), excepted=frozenset({"fun"})),
    )
    wrong = tuple(f"allowed: no {name}" for name in ("data gossip", "role pilot", "role sailor", "purpose fun"))
    assert check_program(program(exception(scope=scope))) == wrong


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (Effect(Phase.THEN, Act.RECORD, "logbook"), ()),
        (Effect(Phase.THEN, Act.NOTIFY, "subject"), ()),
        (Effect(Phase.FIRST, Act.DO, text="Ask."), ()),
        (Effect(Phase.THEN, Act.RECORD, "diary"), ("allowed: no target diary",)),
        (Effect(Phase.THEN, Act.DO), ("allowed: an effect with both a target and a text, or with neither",)),
        (
            Effect(Phase.THEN, Act.RECORD, "logbook", "Ask."),
            ("allowed: an effect with both a target and a text, or with neither",),
        ),
    ],
)
def test_an_effect_has_a_target_that_is_declared_or_a_text(effect: Effect, words: tuple[str, ...]) -> None:
    assert check_program(program(exception(effects=(effect,)))) == words


@pytest.mark.parametrize("taken", [None, "both"])
def test_one_of_the_readings_is_taken(taken: str | None) -> None:
    found = check_program(program(exception(readings=(Reading("one", "", Condition()),), taken=taken)))
    assert len(found) == 1
    assert "reading" in found[0]


def test_a_clause_overrides_prohibitions_and_an_obligation_follows_upon_grounds() -> None:
    sound = (
        duty(overrides=frozenset({"never"})),
        prohibition(),
        Obligation(name="noted", on=frozenset({"owed"})),
        Obligation(name="always", on=Occasion.DISCLOSURE),
    )
    assert check_program(program(*sound)) == ()
    unsound = (duty(overrides=frozenset({"always", "gone"})), prohibition("always", absolute=True))
    assert check_program(program(*unsound)) == tuple(
        f"owed: overrides {name}, which is no prohibition that can be overridden" for name in ("always", "gone")
    )
    assert check_program(program(prohibition(), Obligation(name="noted", on=frozenset({"never"})))) == (
        "noted: follows upon never, which is no ground",
    )


def test_a_clause_relies_on_protected_facts_alone() -> None:
    born = attrs.evolve(VOCABULARY.facts["subject.born"], protected=True)
    guarded = attrs.evolve(VOCABULARY, facts={**VOCABULARY.facts, "subject.born": born})
    relying = exception(relies_on={"subject.born": "Age is the test."})
    assert check_program(attrs.evolve(program(relying), vocabulary=guarded)) == ()
    assert check_program(program(relying)) == ("allowed: relies on subject.born, which is no protected fact",)
