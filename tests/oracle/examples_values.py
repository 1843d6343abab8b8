"""Examples of what a condition is: true, false or unknown."""

from __future__ import annotations

from decimal import Decimal

from confpolicy.core.expressions import (
    Actor,
    And,
    Arithmetic,
    Asked,
    Compare,
    Comparison,
    Expression,
    Falls,
    Field,
    HasRole,
    Known,
    Literal,
    Member,
    Operation,
    Or,
    Quantified,
    Quantifier,
    TermOf,
    Variable,
)
from confpolicy.facts.types import OneOf, Primitive, SetOf, TermKind, TermType
from confpolicy.facts.values import INT_BOUND, Symbol

from .builders import condition_is, day, fact

URGENT, MISSING = fact("context.urgent"), fact("subject.missing")
AGREEMENTS, WANTED, WAITED = fact("recipient.agreements"), fact("context.wanted"), fact("context.waited")
BORN, AT, AMOUNT, SCORE = fact("subject.born"), fact("context.at"), fact("subject.amount"), fact("subject.score")
DAY_SECONDS = 86_400


def _number(value: int | str) -> Literal:
    return Literal(value, Primitive.INT) if isinstance(value, int) else Literal(Decimal(value), Primitive.DECIMAL)


def _plus(left: Expression, right: Expression) -> Expression:
    return Arithmetic(Operation.ADD, left, right)


def _minus(left: Expression, right: Expression) -> Expression:
    return Arithmetic(Operation.SUBTRACT, left, right)


def _same(left: Expression, right: Expression) -> Expression:
    return Compare(Comparison.EQUAL, left, right)


def _less(left: Expression, right: Expression) -> Expression:
    return Compare(Comparison.LESS, left, right)


LOGIC = [
    condition_is(False, "false and unknown is false", And((URGENT, MISSING)), context={"urgent": False}),
    condition_is(None, "true and unknown is unknown", And((URGENT, MISSING)), context={"urgent": True}),
    condition_is(True, "true or unknown is true", Or((MISSING, URGENT)), context={"urgent": True}),
    condition_is(None, "false or unknown is unknown", Or((MISSING, URGENT)), context={"urgent": False}),
    condition_is(None, "what is unknown equals not even itself", _same(SCORE, SCORE)),
    condition_is(None, "what is unknown differs from nothing", Compare(Comparison.UNEQUAL, SCORE, _number(1))),
    condition_is(False, "what is absent is not known", Known("subject.missing")),
    condition_is(
        True, "what is given is known, whatever it is", Known("subject.missing"), subject={"missing": False}
    ),
    condition_is(
        True,
        "one true element will do for some",
        Quantified(
            Quantifier.SOME,
            "a",
            AGREEMENTS,
            _same(Field("a", "signed_on"), Literal(day("2026-01-01"), Primitive.DATE)),
        ),
        recipient={"id": "d1", "roles": [], "agreements": [{}, {"signed_on": "2026-01-01"}]},
    ),
    condition_is(
        None,
        "an unknown element leaves some unknown",
        Quantified(
            Quantifier.SOME,
            "a",
            AGREEMENTS,
            _same(Field("a", "signed_on"), Literal(day("2026-01-01"), Primitive.DATE)),
        ),
        recipient={"id": "d1", "roles": [], "agreements": [{}, {"signed_on": "2026-01-02"}]},
    ),
    condition_is(
        False,
        "one false element undoes every",
        Quantified(
            Quantifier.EVERY,
            "a",
            AGREEMENTS,
            _same(Field("a", "signed_on"), Literal(day("2026-01-01"), Primitive.DATE)),
        ),
        recipient={"id": "d1", "roles": [], "agreements": [{}, {"signed_on": "2026-01-02"}]},
    ),
    condition_is(
        False,
        "of an empty set not some element will do",
        Quantified(Quantifier.SOME, "a", AGREEMENTS, _same(Field("a", "kind"), Field("a", "kind"))),
        recipient={"id": "d1", "roles": [], "agreements": []},
    ),
]

TERMS = [
    condition_is(True, "a purpose is itself and all above it", Falls(Asked.PURPOSE, "commerce"), purpose="sale"),
    condition_is(False, "a purpose is none of those below it", Falls(Asked.PURPOSE, "sale"), purpose="commerce"),
    condition_is(
        True,
        "an item is all above it, by any path",
        And((Falls(Asked.ITEM, "records"), Falls(Asked.ITEM, "attendance"))),
        item="joint",
    ),
    condition_is(False, "an item is nothing beside it", Falls(Asked.ITEM, "attendance"), item="notes"),
    condition_is(True, "a role is all above it", HasRole(Actor.RECIPIENT, "third_party")),
    condition_is(False, "a discloser has their own roles", HasRole(Actor.DISCLOSER, "third_party")),
    condition_is(True, "a discloser's role is all above it", HasRole(Actor.DISCLOSER, "staff")),
    condition_is(
        True,
        "a term is in a set of which a member covers it",
        Member(TermOf(Asked.ITEM), fact("context.topics")),
        item="recent",
        context={"topics": ["notes", "attendance"]},
    ),
    condition_is(
        False,
        "a term is in no set whose members all lie below or beside it",
        Member(TermOf(Asked.ITEM), fact("context.topics")),
        item="notes",
        context={"topics": ["attendance", "contact"]},
    ),
    condition_is(None, "nothing is known of an absent set", Member(TermOf(Asked.ITEM), fact("context.topics"))),
    condition_is(
        None,
        "nothing is known of an absent element",
        Member(fact("context.kind"), fact("context.kinds")),
        context={"kinds": []},
    ),
    condition_is(
        False,
        "a term equals itself alone",
        _same(TermOf(Asked.PURPOSE), Literal(Symbol("commerce"), TermType(TermKind.PURPOSE))),
        purpose="sale",
    ),
    condition_is(
        False,
        "a value of an enumeration that is called like a term covers nothing",
        Member(Literal(Symbol("other"), OneOf(("care", "other"))), fact("context.kinds")),
        context={"kinds": ["care", "care"]},
    ),
    condition_is(
        True,
        "a value of an enumeration is in a set that has it",
        Member(fact("context.kind"), fact("context.kinds")),
        context={"kinds": ["other", "care"], "kind": "care"},
    ),
]

TEXTS_AND_RECORDS = [
    condition_is(
        True,
        "texts are equal on their composed form",
        Member(fact("subject.name"), Literal(frozenset({"Ren\u00e9"}), SetOf(Primitive.TEXT))),
        subject={"name": "Rene\u0301"},
    ),
    condition_is(
        False,
        "texts differ by case",
        _same(fact("subject.name"), Literal("a", Primitive.TEXT)),
        subject={"name": "A"},
    ),
    *(
        condition_is(
            value,
            promise,
            Quantified(Quantifier.SOME, "a", AGREEMENTS, Member(Variable("a"), WANTED)),
            recipient={"id": "d1", "roles": [], "agreements": [mine]},
            context={"wanted": [theirs]},
        )
        for value, promise, mine, theirs in (
            (
                True,
                "records with the same fields are equal",
                {"kind": "joint", "signed_on": "2026-01-01"},
                {"kind": "joint", "signed_on": "2026-01-01"},
            ),
            (
                False,
                "records differ by one field, though another is missing",
                {"kind": "joint"},
                {"kind": "confidentiality", "signed_on": "2026-01-01"},
            ),
            (
                None,
                "of a record with a missing field nothing is sure",
                {"kind": "joint"},
                {"kind": "joint", "signed_on": "2026-01-01"},
            ),
            (
                None,
                "of a record beside one with a missing field nothing is sure",
                {"kind": "joint", "signed_on": "2026-01-01"},
                {"kind": "joint"},
            ),
            (None, "a field that both lack is no sameness", {"kind": "joint"}, {"kind": "joint"}),
        )
    ),
]

NUMBERS = [
    condition_is(
        True, "an integer is compared with a decimal", _less(SCORE, AMOUNT), subject={"score": 12, "amount": "12.50"}
    ),
    condition_is(True, "decimals are equal by value", _same(AMOUNT, _number("12.5")), subject={"amount": "12.50"}),
    condition_is(
        True, "decimals add exactly", _same(_plus(AMOUNT, _number("0.2")), _number("0.3")), subject={"amount": "0.1"}
    ),
    condition_is(
        True,
        "a sum at the bound has a value",
        _less(_number(0), _plus(SCORE, _number(1))),
        subject={"score": INT_BOUND - 1},
    ),
    condition_is(
        None,
        "a number beyond its bound is unknown",
        _less(_number(0), _plus(SCORE, _number(1))),
        subject={"score": INT_BOUND},
    ),
    condition_is(
        None,
        "a decimal with too many digits is unknown",
        _less(_number(0), _plus(AMOUNT, _number("0.00000000000001"))),
        subject={"amount": "100000000000000.5"},
    ),
    condition_is(
        True,
        "a decimal with as many digits as may be has a value",
        _less(_number(0), _plus(AMOUNT, _number("0.00000000000001"))),
        subject={"amount": "10000000000000.5"},
    ),
]

EXAMPLES = [*LOGIC, *TERMS, *TEXTS_AND_RECORDS, *NUMBERS]
