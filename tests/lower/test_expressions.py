"""Conditions in the core mean what is written, and every node keeps its place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from confpolicy.check.walk import parts_of
from confpolicy.core.expressions import (
    Actor,
    And,
    Arithmetic,
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
    Member,
    Not,
    Now,
    Operation,
    Or,
    Quantified,
    Quantifier,
    TermOf,
    Variable,
    Within,
    children,
)
from confpolicy.core.programs import Program
from confpolicy.core.typing import check_program
from confpolicy.facts.types import OneOf, Primitive, SetOf, TermKind, TermType
from confpolicy.facts.values import Day, Duration, Instant, Symbol
from confpolicy.lower import Lowered, lower
from tests.check.loads import BASE, checked

_KINDS = OneOf(("person", "organisation"))
_MISSING = FactValue("subject.missing")
_EMERGENCY = FactValue("context.emergency")
_TOLD = FactValue("stated.missing")


def _lowered(condition: str) -> Lowered:
    return lower(checked(f"define x as {condition}\n"))


def _definition(condition: str) -> Expression:
    return _lowered(condition).program.policies[0].definitions["x"]


def _compare(comparison: Comparison, left: Expression, right: Expression) -> Compare:
    return Compare(comparison, left, right)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("yes", Literal(True, Primitive.BOOL)),
        ("subject.missing", _MISSING),
        ("is_missing", Defined("is_missing")),
        ("subject.missing is known", Known("subject.missing")),
        ("recipient is subject", IsSubject()),
        ("recipient is parent", HasRole(Actor.RECIPIENT, "parent")),
        ("discloser is helper", HasRole(Actor.DISCLOSER, "helper")),
        ("item is attendance", Falls(Asked.ITEM, "attendance")),
        ("purpose is help", Falls(Asked.PURPOSE, "help")),
        (
            "subject.kind != person",
            _compare(Comparison.UNEQUAL, FactValue("subject.kind"), Literal(Symbol("person"), _KINDS)),
        ),
        (
            "person = subject.kind",
            _compare(Comparison.EQUAL, Literal(Symbol("person"), _KINDS), FactValue("subject.kind")),
        ),
        (
            "item = notes",
            _compare(Comparison.EQUAL, TermOf(Asked.ITEM), Literal(Symbol("notes"), TermType(TermKind.DATA))),
        ),
        (
            "now < subject.born + 16 years",
            _compare(
                Comparison.LESS,
                Now(),
                Arithmetic(
                    Operation.ADD,
                    FactValue("subject.born"),
                    Literal(Duration(months=192), Primitive.DURATION),
                ),
            ),
        ),
        ("subject.born within 2 weeks", Within(FactValue("subject.born"), Duration(seconds=1_209_600))),
        (
            "subject.weight >= 3",
            _compare(Comparison.AT_LEAST, FactValue("subject.weight"), Literal(Decimal(3), Primitive.DECIMAL)),
        ),
        (
            "subject.age > -3",
            _compare(Comparison.GREATER, FactValue("subject.age"), Literal(-3, Primitive.INT)),
        ),
        (
            'subject.name = "e\u0301"',
            _compare(Comparison.EQUAL, FactValue("subject.name"), Literal("\u00e9", Primitive.TEXT)),
        ),
        (
            "subject.born <= 1970-01-02",
            _compare(Comparison.AT_MOST, FactValue("subject.born"), Literal(Day(1), Primitive.DATE)),
        ),
        (
            "subject.seen_at <= 1970-07-01T01:00",
            _compare(
                Comparison.AT_MOST,
                FactValue("subject.seen_at"),
                Literal(Instant(181 * 86_400_000_000), Primitive.DATETIME),
            ),
        ),
        (
            "subject.seen_at <= 1970-01-01T01:00:01+01:00",
            _compare(
                Comparison.AT_MOST, FactValue("subject.seen_at"), Literal(Instant(1_000_000), Primitive.DATETIME)
            ),
        ),
        (
            "subject.kind in {person}",
            Member(FactValue("subject.kind"), Literal(frozenset({Symbol("person")}), SetOf(_KINDS))),
        ),
        (
            "some a in recipient.agreements has (item in a.covers)",
            Quantified(
                Quantifier.SOME,
                "a",
                FactValue("recipient.agreements"),
                Member(TermOf(Asked.ITEM), Field("a", "covers")),
            ),
        ),
        (
            "every a in context.areas has (a = north)",
            Quantified(
                Quantifier.EVERY,
                "a",
                FactValue("context.areas"),
                Compare(Comparison.EQUAL, Variable("a"), Literal(Symbol("north"), OneOf(("north", "south")))),
            ),
        ),
        ("subject.missing and (context.emergency and stated.missing)", And((_MISSING, _EMERGENCY, _TOLD))),
        ("(subject.missing or context.emergency) or stated.missing", Or((_MISSING, _EMERGENCY, _TOLD))),
        ("not (not subject.missing)", _MISSING),
        ("not (not (not subject.missing))", Not(_MISSING)),
        (
            "subject.missing and (not (not (context.emergency and stated.missing)))",
            And((_MISSING, _EMERGENCY, _TOLD)),
        ),
        (
            "subject.missing and (context.emergency or stated.missing)",
            And((_MISSING, Or((_EMERGENCY, _TOLD)))),
        ),
    ],
)
def test_a_condition_means_what_is_written(condition: str, expected: Expression) -> None:
    assert _definition(condition) == expected


def _paths(node: Expression, path: str) -> set[str]:
    return {path}.union(*(_paths(child, f"{path}/{index}") for index, child in enumerate(children(node))))


@pytest.mark.parametrize(
    "condition",
    [
        "subject.missing and (context.emergency and not (not (stated.missing or is_missing)))",
        "some a in recipient.agreements has (a.kind in {joint} and a.signed_on < now - 2 days)",
        "subject.seen_at within 2 days or subject.age + 1 > 3",
    ],
)
def test_every_node_of_the_core_has_its_place(condition: str) -> None:
    found = _lowered(condition)
    node = found.program.policies[0].definitions["x"]
    paths = {path for path in found.spans if path == "define.x" or path.startswith("define.x/")}
    assert paths == _paths(node, "define.x")


def test_places_show_the_words_that_a_node_stands_for() -> None:
    text = """\
exception x
    of notes to helper for help
    when subject.missing and (context.emergency and not (not stated.missing))
    unless subject.age + 1 > 3
    unless is_missing
    then record in logbook, do "x"
assert a
    never of notes to helper when is_missing
define d as not subject.missing
"""
    spans = lower(checked(text)).spans
    shown = {path: text[span.start : span.end] for path, span in spans.items() if span.path == "case.policy"}
    assert shown["x/scope"] == "of notes to helper for help"
    assert shown["x/when/0"] == "subject.missing"
    assert shown["x/when/1"] == "context.emergency"
    assert shown["x/when/2"] == "stated.missing"
    assert shown["x/unless.0/0/1"] == "1"
    assert shown["x/unless.0/0"] == "subject.age + 1"
    assert shown["x/unless.1"] == "is_missing"
    assert shown["x/effect.0"] == "record in logbook"
    assert shown["x/effect.1"] == 'do "x"'
    assert shown["a/when"] == "is_missing"
    assert shown["define.d/0"] == "subject.missing"
    assert shown["x"].startswith("exception x")


def test_places_of_readings_are_named_by_the_reading() -> None:
    text = (
        "exception x\n    of notes to helper for help\n"
        "    reading all_of_it when subject.missing and context.emergency\n"
        "    reading any when subject.missing\n        unless stated.missing\n"
        "    read as any\n"
    )
    spans = lower(checked(text)).spans
    shown = {path: text[span.start : span.end] for path, span in spans.items() if span.path == "case.policy"}
    assert shown["x/reading.all_of_it/when/1"] == "context.emergency"
    assert shown["x/reading.any/unless.0"] == "stated.missing"
    assert shown["x/reading.any"].startswith("reading any")


def test_the_children_of_the_tree_are_those_of_the_core() -> None:
    policy = checked("define x as subject.age + 1 > 3 and subject.seen_at within 2 days\n")
    tree = policy.definitions.nodes["x"].condition
    core = lower(policy).program.policies[0].definitions["x"]
    assert len(parts_of(tree)) == len(children(core))


def test_every_lowered_program_holds_what_a_program_must() -> None:
    program: Program = lower(checked("")).program
    assert check_program(program) == ()
    assert program.sha256 == "0" * 64
    assert BASE.startswith("policy base")
