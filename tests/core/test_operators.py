"""The table of operators: what each means, on what, and what is a mistake."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from confpolicy.core.expressions import Comparison, Operation
from confpolicy.core.operators import (
    ARITHMETIC,
    COMPARISONS,
    Domain,
    OperandError,
    arithmetic,
    arithmetic_type,
    comparable,
    compare,
    member,
    order_key,
    within,
)
from confpolicy.facts.calendar import Zone, day_from_text, instant_from_text
from confpolicy.facts.logic import Truth, negation
from confpolicy.facts.schema import Hierarchy, Vocabulary
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType, Type
from confpolicy.facts.values import (
    INT_BOUND,
    LAST_DAY,
    MONTHS_BOUND,
    SECONDS_BOUND,
    Day,
    Duration,
    Instant,
    Record,
    Symbol,
    Value,
)

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
ZONE = Zone("Europe/London")
AGREEMENT = StructureType("agreement")
VOCABULARY = Vocabulary(
    data=Hierarchy.of({"personal": (), "address": ("personal",)}),
    roles=Hierarchy.of({"staff": (), "nurse": ("staff",)}),
    purposes=Hierarchy.of({"care": (), "ward_care": ("care",)}),
    towards=frozenset(),
    reveals={},
    notices=frozenset(),
    givers=frozenset(),
    registers=frozenset(),
    facts={},
    structures={
        "agreement": {"kind": OneOf(("a", "b")), "signed": Primitive.DATE, "covers": SetOf(Primitive.INT)},
    },
)
DOMAIN = Domain(VOCABULARY, ZONE)


def day(text: str) -> Day:
    return day_from_text(text)


def at(text: str) -> Instant:
    return instant_from_text(text)


def holds(left: Value, op: str, right: Value, type_: Type = Primitive.INT) -> Truth:
    return compare(Comparison(op), left, right, type_=type_, domain=DOMAIN)


def plus(left: Value, right: Value) -> Value:
    return arithmetic(Operation.ADD, left, right, zone=ZONE)


def minus(left: Value, right: Value) -> Value:
    return arithmetic(Operation.SUBTRACT, left, right, zone=ZONE)


# --- comparison -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "less,more",
    [
        (1, 2),
        (1, Decimal("1.5")),
        (Decimal("0.1"), 1),
        (day("2026-01-01"), day("2026-01-02")),
        (at("2026-01-01T00:00:00Z"), at("2026-01-01T00:00:01Z")),
        (day("2026-07-01"), at("2026-06-30T23:00:01Z")),
        (at("2026-06-30T22:59:59Z"), day("2026-07-01")),
        (Duration(months=1), Duration(months=2)),
        (Duration(), Duration(months=2)),
        (Duration(), Duration(seconds=2)),
        (Duration(seconds=-5), Duration()),
    ],
)
def test_what_has_an_order_is_compared_by_it(less: Value, more: Value) -> None:
    found = {op.value: (holds(less, op.value, more), holds(more, op.value, less)) for op in Comparison}
    assert found == {"=": (F, F), "!=": (T, T), "<": (T, F), "<=": (T, F), ">": (F, T), ">=": (F, T)}


@pytest.mark.parametrize(
    "left,right",
    [(2, Decimal("2.00")), (day("2026-07-01"), at("2026-06-30T23:00:00Z")), (Duration(), Duration(0, 0))],
)
def test_equal_values_are_equal_across_their_types(left: Value, right: Value) -> None:
    assert [holds(left, op.value, right) for op in Comparison] == [T, F, F, T, F, T]


def test_each_comparison_and_its_negation_share_out_the_truth() -> None:
    for op, row in COMPARISONS.items():
        assert COMPARISONS[row.negation].negation is op
        assert COMPARISONS[row.negation].sql.true_when == row.sql.false_when
        for left, right in ((1, 1), (1, 2), (2, 1)):
            assert holds(left, row.negation.value, right) is negation(holds(left, op.value, right))


@pytest.mark.parametrize("left,right", [(Duration(months=1), Duration(seconds=1)), (Duration(1, 1), Duration(1, 1))])
def test_months_and_days_are_not_compared(left: Duration, right: Duration) -> None:
    for op in Comparison:
        with pytest.raises(OperandError):
            holds(left, op.value, right)


@pytest.mark.parametrize(
    "left,right,equal",
    [("a", "a", T), ("a", "b", F), (True, True, T), (True, False, F), (Symbol("x"), Symbol("x"), T)],
)
def test_what_has_no_order_is_equal_or_not(left: Value, right: Value, equal: Truth) -> None:
    assert holds(left, "=", right) is equal
    assert holds(left, "!=", right) is negation(equal)
    with pytest.raises(OperandError):
        holds(left, "<", right)


def agreement(**fields: Value) -> Record:
    return Record(tuple(sorted(fields.items())))


FULL = agreement(kind=Symbol("a"), signed=day("2026-01-01"), covers=frozenset({1, 2}))


@pytest.mark.parametrize(
    "other,equal",
    [
        (FULL, T),
        (agreement(kind=Symbol("a"), signed=day("2026-01-01")), U),
        (agreement(kind=Symbol("b")), F),
        (agreement(kind=Symbol("a"), signed=day("2026-01-01"), covers=frozenset({1})), F),
    ],
)
def test_records_differ_by_a_field_and_are_unknown_for_want_of_one(other: Record, equal: Truth) -> None:
    for pair in ((FULL, other), (other, FULL)):
        assert holds(pair[0], "=", pair[1], AGREEMENT) is equal
        assert holds(pair[0], "!=", pair[1], AGREEMENT) is negation(equal)


def test_a_field_that_both_records_lack_makes_them_no_less_unknown() -> None:
    partial = agreement(kind=Symbol("a"))
    assert holds(partial, "=", partial, AGREEMENT) is U


def test_sets_are_equal_where_each_holds_the_others_elements() -> None:
    numbers = SetOf(Primitive.INT)
    assert holds(frozenset({1, 2}), "=", frozenset({2, 1}), numbers) is T
    assert holds(frozenset({1}), "=", frozenset({2, 1}), numbers) is F
    partial = agreement(kind=Symbol("a"))
    assert holds(frozenset({partial}), "=", frozenset({FULL}), SetOf(AGREEMENT)) is U


@pytest.mark.parametrize(
    "left,right,op,fits",
    [
        (Primitive.INT, Primitive.DECIMAL, "<", True),
        (Primitive.DATE, Primitive.DATETIME, "=", True),
        (Primitive.DURATION, Primitive.DURATION, ">", True),
        (Primitive.TEXT, Primitive.TEXT, "=", True),
        (Primitive.TEXT, Primitive.TEXT, "<", False),
        (Primitive.INT, Primitive.TEXT, "=", False),
        (Primitive.DATE, Primitive.DURATION, "<", False),
        (OneOf(("a",)), OneOf(("a", "b")), "=", False),
    ],
)
def test_only_values_of_fitting_types_are_compared(left: Type, right: Type, op: str, fits: bool) -> None:
    assert comparable(Comparison(op), left, right) is fits


# --- membership and `within` ------------------------------------------------------------------------------------


def test_membership_is_equality_with_one_of_the_members() -> None:
    assert member(2, frozenset({1, Decimal("2.0")}), type_=Primitive.INT, domain=DOMAIN) is T
    assert member(3, frozenset({1, 2}), type_=Primitive.INT, domain=DOMAIN) is F
    assert member(3, frozenset(), type_=Primitive.INT, domain=DOMAIN) is F
    partial = agreement(kind=Symbol("a"))
    assert member(partial, frozenset({FULL}), type_=AGREEMENT, domain=DOMAIN) is U


def test_a_mistake_with_one_member_is_one_whatever_the_others_are() -> None:
    with pytest.raises(OperandError):
        member(
            Duration(months=1),
            frozenset({Duration(months=1), Duration(seconds=1)}),
            type_=Primitive.DURATION,
            domain=DOMAIN,
        )


@pytest.mark.parametrize(
    "kind,upper,lower",
    [
        (TermKind.DATA, "personal", "address"),
        (TermKind.ROLE, "staff", "nurse"),
        (TermKind.PURPOSE, "care", "ward_care"),
    ],
)
def test_a_term_is_a_member_where_a_member_covers_it(kind: TermKind, upper: str, lower: str) -> None:
    type_ = TermType(kind)
    assert member(Symbol(lower), frozenset({Symbol(upper)}), type_=type_, domain=DOMAIN) is T
    assert member(Symbol(upper), frozenset({Symbol(lower)}), type_=type_, domain=DOMAIN) is F


@pytest.mark.parametrize(
    "moment,found",
    [
        (at("2026-11-22T10:00:01Z"), F),
        (at("2026-11-22T10:00:00Z"), T),
        (at("2026-11-21T10:00:00Z"), T),
        (at("2026-11-21T09:59:59Z"), F),
        (day("2026-11-22"), T),
        (day("2026-11-21"), F),
        (day("2026-11-23"), F),
    ],
)
def test_within_is_not_after_now_and_at_most_so_long_before(moment: Day | Instant, found: Truth) -> None:
    now = at("2026-11-22T10:00:00Z")
    assert within(moment, Duration(seconds=86_400), now, zone=ZONE) is found


# --- arithmetic -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "left,right,total",
    [
        (1, 2, 3),
        (1, Decimal("0.5"), Decimal("1.5")),
        (Decimal("0.1"), Decimal("0.2"), Decimal("0.3")),
        (day("2026-01-31"), Duration(months=1), day("2026-02-28")),
        (day("2026-01-31"), Duration(months=1, seconds=86_400), day("2026-03-01")),
        (Duration(months=1), day("2026-01-31"), day("2026-02-28")),
        (at("2026-01-01T00:00:00Z"), Duration(seconds=1), at("2026-01-01T00:00:01Z")),
        (Duration(1, 2), Duration(3, 4), Duration(4, 6)),
    ],
)
def test_addition(left: Value, right: Value, total: Value) -> None:
    assert plus(left, right) == total


@pytest.mark.parametrize(
    "left,right,rest",
    [
        (1, 2, -1),
        (Decimal("0.3"), Decimal("0.1"), Decimal("0.2")),
        (day("2026-03-31"), Duration(months=1), day("2026-02-28")),
        (day("2026-03-31"), day("2026-03-01"), Duration(seconds=30 * 86_400)),
        (at("2026-01-01T00:00:01Z"), at("2026-01-01T00:00:00Z"), Duration(seconds=1)),
        (at("2026-01-01T00:00:01Z"), Duration(seconds=1), at("2026-01-01T00:00:00Z")),
        (Duration(1, 2), Duration(3, 4), Duration(-2, -2)),
    ],
)
def test_subtraction(left: Value, right: Value, rest: Value) -> None:
    assert minus(left, right) == rest


@pytest.mark.parametrize(
    "left,right",
    [
        (INT_BOUND, 1),
        (Decimal("1e28"), Decimal("0.1")),
        (Decimal("0." + "0" * 27 + "1"), Decimal("1e27")),
        (LAST_DAY, Duration(seconds=86_400)),
        (LAST_DAY, Duration(months=1)),
        (day("2026-01-01"), Duration(seconds=3600)),
        (Duration(months=MONTHS_BOUND), Duration(months=1)),
        (Duration(seconds=SECONDS_BOUND), Duration(seconds=1)),
        ("a", "b"),
        (at("9999-12-29T00:00:00Z"), Duration(seconds=2 * 86_400)),
    ],
)
def test_a_sum_out_of_bounds_is_a_mistake(left: Value, right: Value) -> None:
    with pytest.raises(OperandError):
        plus(left, right)


def test_a_difference_is_a_whole_number_of_seconds_or_a_mistake() -> None:
    with pytest.raises(OperandError):
        minus(at("2026-01-01T00:00:00.5Z"), at("2026-01-01T00:00:00Z"))
    with pytest.raises(OperandError):
        minus(LAST_DAY, day("0001-01-01"))
    with pytest.raises(OperandError):
        minus(Duration(), day("2026-01-01"))


SAMPLES: dict[Primitive, Value] = {
    Primitive.INT: 1,
    Primitive.DECIMAL: Decimal("1.5"),
    Primitive.DATE: day("2026-01-01"),
    Primitive.DATETIME: at("2026-01-01T00:00:00Z"),
    Primitive.DURATION: Duration(months=1),
}
PYTHON: dict[Primitive, Any] = {
    Primitive.INT: int,
    Primitive.DECIMAL: Decimal,
    Primitive.DATE: Day,
    Primitive.DATETIME: Instant,
    Primitive.DURATION: Duration,
}


def test_every_row_of_the_table_has_the_meaning_and_the_type_that_it_says() -> None:
    for (operation, left, right), row in ARITHMETIC.items():
        assert isinstance(arithmetic(operation, SAMPLES[left], SAMPLES[right], zone=ZONE), PYTHON[row.result])
        assert row.meaning(SAMPLES[left], SAMPLES[right], ZONE) == arithmetic(
            operation, SAMPLES[left], SAMPLES[right], zone=ZONE
        )
        assert arithmetic_type(operation, left, right) is row.result
        assert row.sql.value.format(left="l", right="r")


def test_what_the_table_lacks_has_no_type() -> None:
    assert arithmetic_type(Operation.ADD, Primitive.DATE, Primitive.DATE) is None
    assert arithmetic_type(Operation.ADD, Primitive.TEXT, Primitive.TEXT) is None
    assert arithmetic_type(Operation.ADD, SetOf(Primitive.INT), Primitive.INT) is None


# --- an order over all values -----------------------------------------------------------------------------------


def test_any_values_can_be_sorted_together() -> None:
    values: list[Value] = [
        True,
        2,
        Decimal("2.5"),
        "text",
        day("2026-01-01"),
        at("2026-01-01T00:00:00Z"),
        Duration(1, 1),
        Symbol("a"),
        agreement(kind=Symbol("a")),
        agreement(kind=Symbol("b")),
        frozenset({1, 2}),
    ]
    backwards = values[::-1]
    assert sorted(backwards, key=order_key) == values


def test_large_sets_are_compared_at_once() -> None:
    many = frozenset(f"word {number}" for number in range(10_000))
    fewer = many - {"word 1"}
    texts = SetOf(Primitive.TEXT)
    assert compare(Comparison.EQUAL, many, frozenset(many), type_=texts, domain=DOMAIN) is Truth.TRUE
    assert compare(Comparison.UNEQUAL, many, fewer, type_=texts, domain=DOMAIN) is Truth.TRUE
