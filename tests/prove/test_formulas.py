"""Both solvers say of random formulas what evaluating them says."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from confpolicy.prove.encode.concrete import holds
from confpolicy.prove.logic.session import Found, Model, solver
from confpolicy.prove.logic.terms import (
    Formula,
    Number,
    Rational,
    at_most,
    below,
    both,
    either,
    equal,
    implies,
    negation,
    symbol,
    unknown,
)

SYMBOLS = [symbol(f"p{number}") for number in range(4)]
WHOLE, REAL = [unknown("i"), unknown("j")], unknown("r", real=True)


def _formula(chance: random.Random, depth: int) -> Formula:
    if depth == 0:
        return chance.choice(SYMBOLS) if chance.random() < 0.5 else _comparison(chance)
    parts = [_formula(chance, depth - 1) for _ in range(chance.randint(1, 3))]
    match chance.randrange(4):
        case 0:
            return negation(parts[0])
        case 1:
            return both(*parts)
        case 2:
            return either(*parts)
        case _:
            return implies(parts[0], parts[-1])


def _comparison(chance: random.Random) -> Formula:
    factors: list[Rational] = [1, 2, -3, Fraction(1, 2)]
    left = chance.choice([*WHOLE, REAL]).times(chance.choice(factors))
    right = chance.choice([Number(chance.randint(-4, 4)), Number(Fraction(5, 2)), *WHOLE])
    return chance.choice([at_most, below, equal])(left, right)


def _fixed(chance: random.Random) -> Model:
    i, j, halves = chance.randint(-4, 4), chance.randint(-4, 4), chance.randint(-8, 8)
    numbers: dict[str, Rational] = {"i": i, "j": j, "r": Fraction(halves, 2)}
    return Model({f"p{number}": chance.random() < 0.5 for number in range(4)}, numbers)


def _is(model: Model) -> Formula:
    """That everything is as in the model."""
    truths = [each if model.holds(each.name) else negation(each) for each in SYMBOLS]
    unknowns = {"i": WHOLE[0], "j": WHOLE[1], "r": REAL}
    return both(*truths, *(equal(unknowns[name], Number(value)) for name, value in model.numbers.items()))


@pytest.mark.parametrize("name", ["z3", "cvc5"])
def test_with_every_symbol_fixed_a_formula_can_hold_where_it_evaluates_to_true(name: str) -> None:
    chance, asked = random.Random(1), solver(name)
    outcomes = set()
    for _ in range(250):
        formula, model = _formula(chance, 3), _fixed(chance)
        expected = holds(formula, model)
        outcomes.add(expected)
        answer = asked.ask(both(formula, _is(model)), effort=1_000_000, seconds=None)
        assert answer.found is (Found.YES if expected else Found.NO), (formula, model)
    assert outcomes == {True, False}


@pytest.mark.parametrize("name", ["z3", "cvc5"])
def test_a_model_that_a_solver_gives_makes_the_formula_true(name: str) -> None:
    chance, asked = random.Random(2), solver(name)
    shown = 0
    for _ in range(200):
        formula = _formula(chance, 4)
        answer = asked.ask(formula, effort=1_000_000, seconds=None)
        if answer.found is Found.YES:
            assert holds(formula, answer.model), formula
            shown += 1
    assert shown > 100


def test_both_solvers_give_one_answer_to_random_formulas() -> None:
    chance, first, second = random.Random(3), solver("z3"), solver("cvc5")
    for _ in range(300):
        formula = both(*(_formula(chance, 2) for _ in range(4)))
        answers = [each.ask(formula, effort=1_000_000, seconds=None).found for each in (first, second)]
        assert answers[0] is answers[1], formula
