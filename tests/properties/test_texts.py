"""Promises about texts: formatting, layout, order, and whatever bytes are handed over."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from confpolicy.diagnostics.catalogue import CATALOGUE
from confpolicy.engine import Policy
from confpolicy.syntax.format import format_text
from confpolicy.syntax.parse import Parsed, parse_text
from confpolicy.testing.choices import Choices
from confpolicy.testing.sketch import Sketch
from confpolicy.testing.sketches import sketch
from tests.properties.layouts import damaged, relaid, written_out

PATH = "random.policy"
SEEDS = range(150)


@pytest.fixture(scope="module")
def sketches() -> list[Sketch]:
    return [sketch(Choices.from_seed(seed)) for seed in SEEDS]


def _parsed(text: str | bytes) -> Parsed:
    parsed = parse_text(text, PATH)
    assert all(found.code in CATALOGUE for found in parsed.diagnostics)
    return parsed


def test_format_then_parse_is_identity(sketches: list[Sketch]) -> None:
    for one in sketches:
        parsed = _parsed(one.text)
        assert parsed.diagnostics == ()
        assert _parsed(format_text(parsed)).file == parsed.file, one.text


def test_formatting_what_is_formatted_changes_nothing(sketches: list[Sketch]) -> None:
    for seed, one in zip(SEEDS, sketches, strict=True):
        formatted = format_text(_parsed(relaid(Choices.from_seed(f"layout/{seed}"), one.text)))
        assert format_text(_parsed(formatted)) == formatted, one.text


def test_layout_and_comments_mean_nothing(sketches: list[Sketch]) -> None:
    for seed, one in zip(SEEDS, sketches, strict=True):
        laid = _parsed(relaid(Choices.from_seed(f"layout/{seed}"), one.text))
        assert laid.diagnostics == (), laid.file.source.text
        assert laid.file == _parsed(one.text).file, laid.file.source.text


def test_the_order_of_statements_means_nothing(sketches: list[Sketch]) -> None:
    for seed, one in zip(SEEDS, sketches[:60], strict=False):
        program, other = Policy.parse(one.text).program, Policy.parse(one.shuffled_text(seed)).program
        assert other.vocabulary == program.vocabulary
        (rules,), (shuffled,) = program.policies, other.policies
        assert shuffled.definitions == rules.definitions
        assert {clause.name: clause for clause in shuffled.clauses} == {
            clause.name: clause for clause in rules.clauses
        }


def test_groups_and_what_yields_are_words_for_overrides(sketches: list[Sketch]) -> None:
    groups = yielding = 0
    for one in sketches:
        clauses = Policy.parse(one.text).program.policies[0].clauses
        assert Policy.parse(written_out(one).text).program.policies[0].clauses == clauses, one.text
        groups, yielding = groups + bool(one.groups), yielding + (" yields to " in one.text)
    assert min(groups, yielding) >= 20


def test_a_damaged_text_gives_a_tree_or_findings(sketches: list[Sketch]) -> None:
    whole = broken = 0
    for number in range(2_000):
        ch = Choices.from_seed(f"damage/{number}")
        parsed = _parsed(damaged(ch, sketches[number % len(sketches)].text))
        assert parsed.file.statements or parsed.diagnostics
        whole, broken = whole + (not parsed.diagnostics), broken + bool(parsed.diagnostics)
    assert min(whole, broken) >= 100, "damage is to be now this, now that"


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.binary(max_size=300) | st.text(max_size=300))
def test_any_bytes_give_a_tree_or_findings(content: bytes | str) -> None:
    parsed = _parsed(content)
    size = len(parsed.file.source.text)
    assert all(0 <= found.span.start <= found.span.end <= size for found in parsed.diagnostics)


def test_a_random_policy_compiles_without_errors(sketches: list[Sketch]) -> None:
    for one in sketches:
        policy = Policy.parse(one.text)
        assert {clause.name for clause in one.clauses} == {
            clause.name for clause in policy.program.policies[0].clauses
        }
