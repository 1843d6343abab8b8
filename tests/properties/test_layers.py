"""A policy within another: the laws, over random pairs of policies, and every decision beside the oracle's."""

from __future__ import annotations

import pytest

from confpolicy.engine import Policy
from confpolicy.testing.choices import Choices
from confpolicy.testing.laws.case import Law
from confpolicy.testing.laws.catalogue import LAWS, OF_LAYERS
from confpolicy.testing.layered import layered_sketch
from confpolicy.testing.promises import check_laws, staged
from confpolicy.testing.trial import Stage, name_of, try_law
from tests.campaign import Counts, compare

PAIRS = 60
REQUESTS = 25
EXAMPLES = 120


def pair(seed: int) -> Policy:
    """The random policy of a seed, within another."""
    return Policy.from_sources(layered_sketch(Choices.from_seed(seed)).sources())


@pytest.fixture(scope="module")
def pairs() -> list[Stage]:
    return [staged(pair(seed)) for seed in range(PAIRS)]


def test_the_engine_decides_as_the_oracle(pairs: list[Stage]) -> None:
    counts = Counts()
    for seed, stage in enumerate(pairs):
        compare(stage, seed, REQUESTS, counts)
        assert counts.differing == []
    assert counts.pairs == PAIRS * REQUESTS
    assert counts.released * 10 >= counts.pairs, "too few requests release anything to say much"
    kinds = {kind for kind in counts.found if kind.startswith("verdict")}
    assert kinds == {f"verdict {each}" for each in ("permit", "partial", "refer", "deny", "outside")}


@pytest.mark.parametrize("law", OF_LAYERS, ids=name_of)
def test_the_law_holds_of_a_policy_within_another(law: Law, pairs: list[Stage]) -> None:
    tally = try_law(law, pairs, examples=EXAMPLES)
    assert tally.held == EXAMPLES, tally.line()
    assert tally.mattered * 20 >= tally.held, tally.line()


def test_a_pair_is_handed_out_and_loaded_again_as_it_was() -> None:
    policy = pair(1)
    again = Policy.from_sources(policy.sources())
    assert again.sha256 == policy.sha256
    assert again.program == policy.program


def test_whoever_has_a_policy_within_another_has_the_laws_of_each_and_of_both() -> None:
    tallies = check_laws(pair(2), examples=3)
    assert {name_of(law) for law in (*LAWS, *OF_LAYERS)} == {tally.law for tally in tallies}
    assert all(tally.tried for tally in tallies)
