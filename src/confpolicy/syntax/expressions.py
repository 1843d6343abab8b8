"""The tree of a condition, as written. A node's docstring is the policy text that it stands for."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

import attrs

from confpolicy.source import NOWHERE, Span


def span_field() -> Span:
    """The place of a node: keyword-only, and no part of its identity."""
    place: Span = attrs.field(default=NOWHERE, kw_only=True, eq=False, repr=False)
    return place


@attrs.frozen
class Name:
    """`missing_child`, a bare name: of a definition, a value, a term, a variable, or of what is declared."""

    text: str
    span: Span = span_field()


@attrs.frozen
class BoolLiteral:
    """`yes`, `no`"""

    value: bool
    span: Span = span_field()


@attrs.frozen
class NumberLiteral:
    """`16`, `-3`, `12.50`: an int where there is no point."""

    value: int | Decimal
    span: Span = span_field()


@attrs.frozen
class TextLiteral:
    """`"text"`; adjacent strings are joined already."""

    value: str
    span: Span = span_field()


@attrs.frozen
class DateLiteral:
    """`2011-05-04`, not yet checked against the calendar."""

    text: str
    span: Span = span_field()


@attrs.frozen
class DatetimeLiteral:
    """`2026-11-22T10:00`, `2026-11-22T10:00:30+01:00`, not yet checked; without an offset it is local time."""

    text: str
    span: Span = span_field()


@attrs.frozen
class DurationLiteral:
    """`30 days`; the unit in the singular: second minute hour day week month year. `at once` is 0 seconds."""

    count: int
    unit: str
    span: Span = span_field()


@attrs.frozen
class SetLiteral:
    """`{a, b}`"""

    elements: tuple[Expr, ...]
    span: Span = span_field()


@attrs.frozen
class RecordLiteral:
    """`(kind = confidentiality, copy_given = yes)`; in scenarios only."""

    fields: tuple[tuple[Name, Expr], ...]
    span: Span = span_field()


@attrs.frozen
class FactName:
    """`subject.date_of_birth`; `holder` is one of the keywords that are holders."""

    holder: str
    name: Name
    span: Span = span_field()


@attrs.frozen
class FieldName:
    """`a.kind`"""

    variable: Name
    name: Name
    span: Span = span_field()


@attrs.frozen
class NowWord:
    """`now`"""

    span: Span = span_field()


@attrs.frozen
class TermWord:
    """`item`, `purpose`, as a value."""

    word: str
    span: Span = span_field()


@attrs.frozen
class NotExpr:
    """`not C`"""

    operand: Expr
    span: Span = span_field()


@attrs.frozen
class AndExpr:
    """`A and B and C`"""

    operands: tuple[Expr, ...]
    span: Span = span_field()


@attrs.frozen
class OrExpr:
    """`A or B or C`"""

    operands: tuple[Expr, ...]
    span: Span = span_field()


@attrs.frozen
class CompareExpr:
    """`A < B`; the operator as written: = != < <= > >="""

    operator: str
    left: Expr
    right: Expr
    span: Span = span_field()


@attrs.frozen
class ArithmeticExpr:
    """`A + B`, `A - B`"""

    operator: str
    left: Expr
    right: Expr
    span: Span = span_field()


@attrs.frozen
class InExpr:
    """`A in {b, c}`, `A in SET`"""

    element: Expr
    collection: Expr
    span: Span = span_field()


@attrs.frozen
class WithinExpr:
    """`A within 30 days`"""

    moment: Expr
    duration: DurationLiteral
    span: Span = span_field()


@attrs.frozen
class KnownExpr:
    """`subject.kind is known`"""

    fact: FactName
    span: Span = span_field()


@attrs.frozen
class IsExpr:
    """`recipient is parent`, `recipient is subject`, `discloser is staff`, `purpose is sale`, `item is attendance`

    `who` is that first word; `term` is a name, or the word `subject` as a name.
    """

    who: str
    term: Name
    span: Span = span_field()


@attrs.frozen
class QuantifiedExpr:
    """`some a in SET has (C)`, `every a in SET has (C)`"""

    quantifier: str
    variable: Name
    collection: Expr
    body: Expr
    span: Span = span_field()


Expr: TypeAlias = (
    Name
    | BoolLiteral
    | NumberLiteral
    | TextLiteral
    | DateLiteral
    | DatetimeLiteral
    | DurationLiteral
    | SetLiteral
    | RecordLiteral
    | FactName
    | FieldName
    | NowWord
    | TermWord
    | NotExpr
    | AndExpr
    | OrExpr
    | CompareExpr
    | ArithmeticExpr
    | InExpr
    | WithinExpr
    | KnownExpr
    | IsExpr
    | QuantifiedExpr
)
