"""Conditions compiled: the same values and the same errors as walked, and no word of a policy in the source."""

from __future__ import annotations

import keyword
import pickle
import re
from collections.abc import Callable

import pytest

from confpolicy.core.expressions import (
    And,
    Arithmetic,
    Asked,
    Compare,
    Comparison,
    Defined,
    Expression,
    FactValue,
    Falls,
    Known,
    Literal,
    Member,
    Not,
    Operation,
    Or,
    Quantified,
    Quantifier,
    TermOf,
    Variable,
    Within,
)
from confpolicy.decide.conditions import status
from confpolicy.decide.environment import Environment
from confpolicy.decide.fast.compile import Conditions, source_of
from confpolicy.decide.fast.here import Here
from confpolicy.decide.fast.lines import TooDeepError
from confpolicy.decide.fast.operations import TRUTHS
from confpolicy.decide.prepare import Part
from confpolicy.facts.logic import Truth
from confpolicy.facts.request import Given
from confpolicy.facts.types import Primitive, SetOf, TermKind, TermType
from confpolicy.facts.values import Duration, Symbol, Value
from tests.decide.test_conditions import AGE, AGREEMENTS, BORN, FALSE, MISSING, TRUE, environment, number
from tests.decide.world import at, judged

WAIT, WORDS = FactValue("subject.wait"), FactValue("context.words")
MIXED = Compare(Comparison.LESS, WAIT, Literal(Duration(seconds=1), Primitive.DURATION))
"""An error where the wait is in months."""
MONTHS: dict[str, Value] = {"subject.wait": Duration(months=1)}
HOSTILE = 'x") or __import__("os").system("id") or ("\\\n"""\n# é\u202e\0'


def when(*nodes: Expression) -> list[Part]:
    return [Part(f"x/{place}", node, negated=False) for place, node in enumerate(nodes)]


def same(parts: list[Part], make: Callable[[], Environment]) -> Truth:
    """The value of the parts; compiled and walked must agree on it and on the errors."""
    there = make()
    here = Here.of(make())
    value = status(parts, there)
    found = Conditions(there.domain, there.definitions).holds(parts)(here)
    assert (TRUTHS[found], set(here.notes)) == (value, {(error.path, error.message) for error in there.errors})
    return value


def source(parts: list[Part]) -> tuple[str, list[object]]:
    here = environment()
    writer = Conditions(here.domain, here.definitions).writer()
    writer.parts(parts)
    return source_of(writer), writer.out.constants


# --- values and errors --------------------------------------------------------------------------------------------


def test_all_parts_must_hold_and_an_unless_holds_where_it_is_false() -> None:
    no_parts: list[Part] = []
    assert same(no_parts, environment) is Truth.TRUE
    negated = [*when(TRUE), Part("x/unless.0", MISSING, negated=True)]
    assert same(negated, environment) is Truth.UNKNOWN
    assert same(negated, lambda: environment({"subject.missing": False})) is Truth.TRUE
    assert same(negated, lambda: environment({"subject.missing": True})) is Truth.FALSE


@pytest.mark.parametrize("settled,node", [(FALSE, And), (TRUE, Or)])
def test_an_error_is_told_though_the_rest_settles_the_matter(settled: Expression, node: type[And | Or]) -> None:
    for operands in ((settled, MIXED), (MIXED, settled), (settled, And((TRUE, Not(MIXED))), MISSING)):
        parts = when(node(operands))
        there = environment(MONTHS)
        assert same(parts, lambda: environment(MONTHS)) is not Truth.UNKNOWN
        status(parts, there)
        assert [error.message for error in there.errors] == ["months cannot be compared with days"]


def test_an_error_at_one_element_of_a_set_is_told_though_another_settles_the_matter() -> None:
    sums = [Arithmetic(Operation.ADD, Variable("n"), number(2**53 - 1))]
    numbers = Literal(frozenset({0, 1, 2}), SetOf(Primitive.INT))
    for quantifier in Quantifier:
        for negate in (False, True):
            body: Expression = Compare(Comparison.EQUAL, sums[0], number(2**53 - 1))
            some = Quantified(quantifier, "n", numbers, Not(body) if negate else body)
            same(when(some), environment)
    first = Quantified(Quantifier.SOME, "n", numbers, Compare(Comparison.EQUAL, Variable("n"), number(0)))
    assert same(when(first), environment) is Truth.TRUE


def test_facts_taken_as_no_are_so_only_where_an_environment_presumes() -> None:
    parts = when(FactValue("context.calm"))
    assert same(parts, environment) is Truth.FALSE
    assert same(parts, lambda: environment().without_presumptions()) is Truth.UNKNOWN
    copied = when(FactValue("statement.copied"))
    assert same(copied, environment) is Truth.UNKNOWN
    assert same(copied, lambda: environment().on({})) is Truth.FALSE
    assert same(copied, lambda: environment().on({"copied": Given(value=True)})) is Truth.TRUE


def test_judgements_count_as_in_the_walk() -> None:
    suspected, harm = FactValue("subject.suspected"), FactValue("context.harm")
    for parts in (when(suspected), when(harm), when(Known("subject.suspected")), when(Known("context.harm"))):
        same(parts, environment)
        same(parts, lambda: environment({"subject.suspected": True, "context.harm": True}))
        same(parts, lambda: environment(given={"subject.suspected": judged(True)}))
        same(parts, lambda: environment().supposing(value=True))
    late = "9999-12-20T00:00:00Z"
    for node in (suspected, Known("subject.suspected")):
        beyond = when(Or((TRUE, node)), And((FALSE, node)))
        same(beyond, lambda: environment(given={"subject.suspected": judged(True, when=late)}, time=at(late)))


def test_terms_durations_and_sets_of_either_are_compared_as_in_the_walk() -> None:
    care = Literal(Symbol("care"), TermType(TermKind.PURPOSE))
    waits = Literal(frozenset({Duration(seconds=5)}), SetOf(Primitive.DURATION))
    for node in (
        Member(Literal(Symbol("notes"), TermType(TermKind.DATA)), WORDS),
        Quantified(Quantifier.SOME, "w", WORDS, Member(Variable("w"), WORDS)),
        Compare(Comparison.UNEQUAL, TermOf(Asked.PURPOSE), care),
        Compare(Comparison.EQUAL, care, care),
        Compare(Comparison.EQUAL, WORDS, WORDS),
        Member(WAIT, waits),
        Within(BORN, Duration(seconds=86_400)),
        Falls(Asked.ITEM, "personal"),
    ):
        same(when(node, node), environment)
        same(when(node), lambda: environment({"context.words": frozenset({Symbol("notes"), Symbol("address")})}))
        same(when(node), lambda: environment(MONTHS, leaf=None, purpose=None))


# --- definitions ----------------------------------------------------------------------------------------------------


def test_a_definition_is_evaluated_once_in_a_place() -> None:
    conditions = Conditions(environment().domain, {"mixed": MIXED})
    here = Here.of(environment(MONTHS))
    assert conditions.holds(when(Defined("mixed"), Defined("mixed")))(here) is None
    assert here.defined == {"mixed": Truth.UNKNOWN}
    assert len(here.notes) == 1
    assert conditions.shared("mixed") is conditions.shared("mixed")


def test_a_definition_in_which_an_error_can_happen_is_never_left_out() -> None:
    nested = {"mixed": MIXED, "outer": Not(Defined("mixed")), "plain": MISSING}
    for name in nested:
        parts = when(Or((TRUE, Defined(name))), And((FALSE, Defined(name))))
        same(parts, lambda: environment(MONTHS, definitions=nested))
    conditions = Conditions(environment().domain, nested)
    assert [conditions.shared(name).can_fail for name in nested] == [True, True, False]


# --- the source -----------------------------------------------------------------------------------------------------


def test_no_text_of_a_policy_is_in_the_source() -> None:
    text = Literal(HOSTILE, Primitive.TEXT)
    parts = [
        Part(HOSTILE, Compare(Comparison.EQUAL, text, text), negated=False),
        Part(HOSTILE, Quantified(Quantifier.SOME, HOSTILE, AGREEMENTS, Known("subject.missing")), negated=True),
    ]
    written, constants = source(parts)
    assert HOSTILE in constants
    words = set(re.findall(r"[^\W\d]\w*", written))
    allowed = {"shape", "holds", "e", "given", "get", "value", "error", "note", "number", "micros", "name"}
    odd = {
        word
        for word in words - allowed
        if not keyword.iskeyword(word) and not re.fullmatch(r"[kt][0-9]+|of_[a-z]+", word)
    }
    assert odd == set()
    assert re.fullmatch(r"[A-Za-z0-9_ \n(),.:=!<>\[\]]+", written)


def test_names_and_texts_mean_what_they_mean_whatever_they_look_like() -> None:
    definitions = {HOSTILE: MISSING}
    text = Literal(HOSTILE, Primitive.TEXT)
    parts = [
        Part(HOSTILE, Compare(Comparison.EQUAL, text, Literal(HOSTILE + "!", Primitive.TEXT)), negated=True),
        Part(HOSTILE, Quantified(Quantifier.SOME, HOSTILE, AGREEMENTS, Compare(
            Comparison.EQUAL, Variable(HOSTILE), Variable(HOSTILE))), negated=True),
        Part(HOSTILE, Defined(HOSTILE), negated=False),
        Part(HOSTILE, MIXED, negated=True),
    ]  # fmt: skip
    for facts in (MONTHS, {"subject.missing": True, "recipient.agreements": frozenset[Value]()}):
        same(parts, lambda facts=facts: environment(facts, definitions=definitions))
    here = Here.of(environment(MONTHS))
    Conditions(here.domain, definitions).holds(parts)(here)
    assert {path for path, _ in here.notes} == {HOSTILE}


def test_conditions_that_differ_in_their_constants_alone_are_one_source() -> None:
    def older(than: int, word: str) -> list[Part]:
        return [Part(word, And((Compare(Comparison.GREATER, AGE, number(than)), MISSING)), negated=False)]

    assert source(older(16, "a"))[0] == source(older(70, "b"))[0]
    assert source(older(16, "a"))[1] != source(older(70, "b"))[1]


def test_what_is_nested_too_deeply_to_be_one_function_is_not_compiled() -> None:
    loops: Expression = Compare(Comparison.EQUAL, Variable("v0"), Variable("v0"))
    levels: Expression = MISSING
    for number_ in range(20):
        loops = Quantified(Quantifier.SOME, f"v{number_ % 2}", WORDS, loops)
    for _ in range(100):
        levels = Or((FALSE, And((TRUE, levels))))
    for node in (loops, levels):
        conditions = Conditions(environment().domain, {"deep": node})
        for parts in (when(node), when(Defined("deep"))):
            with pytest.raises(TooDeepError):
                conditions.holds(parts)


def test_compiled_conditions_can_be_pickled_and_mean_the_same_again() -> None:
    conditions = Conditions(environment().domain, {"plain": MISSING})
    parts, here = when(Defined("plain")), Here.of(environment({"subject.missing": True}))
    before = conditions.holds(parts)(here)
    again = pickle.loads(pickle.dumps(conditions))
    assert again.holds(parts)(here) is before is True
