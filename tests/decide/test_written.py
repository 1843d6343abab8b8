"""What people are shown of the compiled conditions is what is compiled, each line with its node."""

from __future__ import annotations

import attrs

from confpolicy.core.clauses import Clause, Condition
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
    HasRole,
    Literal,
    Member,
    Or,
    Quantified,
    Quantifier,
    Variable,
    Within,
)
from confpolicy.core.programs import Governs
from confpolicy.decide.fast.compile import Conditions
from confpolicy.decide.fast.written import Written, written
from confpolicy.decide.prepare import prepare
from confpolicy.facts.types import Primitive, TermKind, TermType
from confpolicy.facts.values import Duration, Symbol
from tests.decide.test_compile import HOSTILE, WORDS
from tests.decide.test_conditions import BORN
from tests.decide.test_stand_ins import stand_in
from tests.decide.world import (
    CALM,
    MISSING,
    URGENT,
    condition,
    exception,
    need,
    program,
    prohibition,
    referral,
    rules,
    together,
)

NOTES = Literal(Symbol("notes"), TermType(TermKind.DATA))


def shown(*clauses: Clause, **definitions: Expression) -> dict[str, Written]:
    return {each.title: each for each in written(program(*clauses, definitions=definitions))}


def test_what_is_shown_is_what_is_compiled() -> None:
    whole = program(
        exception("open", And((MISSING, Or((URGENT, CALM, Within(BORN, Duration(months=3))))))),
        prohibition("closed", Quantified(Quantifier.SOME, "w", WORDS, Member(Variable("w"), WORDS))),
    )
    policy = prepare(whole).own
    conditions = Conditions(policy.domain, policy.definitions)
    for ready in (*policy.permissions, *policy.prohibitions):
        writer = conditions.writer()
        writer.parts(ready.parts)
        (found,) = (each for each in written(whole) if each.node == ready.name)
        assert found.lines is not None
        assert [line.text for line in found.lines] == writer.out.text
        assert len(found.constants) == len(writer.out.constants)


def test_every_line_has_the_node_that_it_is_made_of() -> None:
    found = shown(exception("open", And((MISSING, URGENT)), condition=condition(And((MISSING, URGENT)), CALM)))
    lines = found["exception open"].lines
    assert lines is not None
    assert {line.node for line in lines} == {
        "open", "open/when", "open/when/0", "open/when/1", "open/unless.0",
    }  # fmt: skip
    assert lines[-1].node == "open"


def test_every_kind_of_clause_and_every_definition_is_shown_that_has_a_condition() -> None:
    clauses = (
        exception("open", MISSING), need("needed"), prohibition("closed", Defined("late")), stand_in(MISSING),
        attrs.evolve(referral("ask"), condition=condition(MISSING, URGENT)), referral("always"),
    )  # fmt: skip
    own = attrs.evolve(rules(*clauses, definitions={"late": URGENT}), governs=Governs(scope=clauses[0].scope))
    law = attrs.evolve(own, header=attrs.evolve(own.header, name="law"), clauses=(), definitions={})
    law = attrs.evolve(law, governs=attrs.evolve(own.governs, condition=Condition(URGENT)))
    assert [(each.policy, each.title, each.node) for each in written(together(own, law))] == [
        ("example", "define late", "define.late"),
        ("example", "stand-in standing", "standing"),
        ("example", "prohibition closed", "closed"),
        ("example", "exception open", "open"),
        ("example", "referral ask when", "ask"),
        ("example", "referral ask unless", "ask"),
        ("law", "governs", "governs.law"),
    ]


def test_constants_are_told_in_words_and_no_text_can_move_the_cursor() -> None:
    text = Literal(HOSTILE, Primitive.TEXT)
    when: tuple[Expression, ...] = (
        Compare(Comparison.EQUAL, text, text), Defined("late"), Falls(Asked.ITEM, "personal"),
        HasRole(Actor.RECIPIENT, "nurse"), Member(NOTES, WORDS), Within(BORN, Duration(months=3)),
        Compare(Comparison.LESS, FactValue("subject.wait"), Literal(Duration(seconds=60), Primitive.DURATION)),
        Compare(Comparison.LESS, FactValue("subject.age"), Literal(16, Primitive.INT)),
    )  # fmt: skip
    found = shown(exception("open", And(when)), late=URGENT)["exception open"]
    told = set(found.constants)
    assert {ascii(HOSTILE), "<define late>", "'nurse'", "{confidential, notes, personal}", "3 months", "16"} <= told
    assert {"1 minute", "<within>", "<operanderror>", "<zone>", "less", "duration"} <= told
    assert any(each.startswith("<for each of ") for each in told)
    assert all(each.isascii() and each.isprintable() for each in told)


def test_what_is_walked_is_said_to_be() -> None:
    deep: Expression = MISSING
    for _ in range(60):
        deep = Or((URGENT, And((CALM, deep))))
    assert shown(exception("open", deep))["exception open"].lines is None
