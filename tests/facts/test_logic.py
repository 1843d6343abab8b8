"""Kleene's tables."""

from __future__ import annotations

import itertools

import pytest

from confpolicy.facts.logic import Truth, conjunction, disjunction, negation, truth

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


def test_unknown_stays_unknown_when_it_is_denied() -> None:
    assert [negation(value) for value in (F, U, T)] == [T, U, F]


@pytest.mark.parametrize(
    "values,both,either",
    [
        ((), T, F),
        ((T, T), T, T),
        ((T, U), U, T),
        ((T, F), F, T),
        ((U, U), U, U),
        ((U, F), F, U),
        ((F, F), F, F),
    ],
)
def test_tables_are_those_of_kleene(values: tuple[Truth, ...], both: Truth, either: Truth) -> None:
    for order in itertools.permutations(values):
        assert conjunction(order) is both
        assert disjunction(order) is either


def test_a_truth_cannot_be_taken_for_a_bool() -> None:
    with pytest.raises(TypeError):
        bool(T)
    assert truth(True) is T
    assert truth(False) is F
