"""Builds conditions and values."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
from lark import Token

from confpolicy.source import Span
from confpolicy.syntax.build.common import Children, Rules, name, name_list, over, short_enough, span_of
from confpolicy.syntax.build.common import duration as duration_literal
from confpolicy.syntax.expressions import (
    AndExpr,
    ArithmeticExpr,
    BoolLiteral,
    CompareExpr,
    DateLiteral,
    DatetimeLiteral,
    DurationLiteral,
    Expr,
    FactName,
    FieldName,
    InExpr,
    IsExpr,
    KnownExpr,
    Name,
    NotExpr,
    NowWord,
    NumberLiteral,
    OrExpr,
    QuantifiedExpr,
    RecordLiteral,
    SetLiteral,
    TermWord,
    TextLiteral,
    WithinExpr,
)
from confpolicy.syntax.mistake import mistake

DEPTH = 64
"""How deep conditions and values may be nested; brackets are counted by themselves, up to as many."""


@attrs.frozen
class Cond:
    """An expression while it is built. `span` takes in the brackets around it."""

    expr: Expr
    span: Span
    depth: int = 1
    brackets: int = 0
    grouped: bool = False


def built(expr: Expr, parts: tuple[Cond, ...] = (), *, brackets: int = 0) -> Cond:
    """`expr`, made of `parts`, if it is not nested too deep."""
    depth = 1 + max((part.depth for part in parts), default=0)
    brackets += max((part.brackets for part in parts), default=0)
    if depth > DEPTH or brackets > DEPTH:
        raise mistake("CP121", expr.span, {"limit": str(DEPTH)})
    return Cond(expr, expr.span, depth, brackets)


def or_(children: Children) -> Cond:
    """`A or B`, where no operand is an `and` without parentheses."""
    operands: tuple[Cond, ...] = tuple(children[::2])
    for operand in operands:
        if isinstance(operand.expr, AndExpr) and not operand.grouped:
            raise mistake("CP107", over(children), {})
    return built(OrExpr(tuple(operand.expr for operand in operands), span=over(children)), operands)


def and_(children: Children) -> Cond:
    """`A and B`"""
    operands: tuple[Cond, ...] = tuple(children[::2])
    return built(AndExpr(tuple(operand.expr for operand in operands), span=over(children)), operands)


def not_(children: Children) -> Cond:
    """`not A`"""
    return built(NotExpr(children[1].expr, span=over(children)), (children[1],))


def compare(children: Children) -> Cond:
    """`A < B`, `A in B`, `A within D`: one of them, not a chain."""
    if len(children) > 3:
        raise mistake("CP108", over(children), {"first": str(children[1]), "second": str(children[3])})
    left, operator, right = children
    place = over(children)
    if isinstance(right, DurationLiteral):
        return built(WithinExpr(left.expr, right, span=place), (left,))
    if operator.type == "IN":
        return built(InExpr(left.expr, right.expr, span=place), (left, right))
    return built(CompareExpr(str(operator), left.expr, right.expr, span=place), (left, right))


def arithmetic(children: Children) -> Cond:
    """`A + B`"""
    left, operator, right = children
    return built(ArithmeticExpr(str(operator), left.expr, right.expr, span=over(children)), (left, right))


def known(children: Children) -> Cond:
    """`FACT is known`"""
    return built(KnownExpr(children[0], span=over(children)))


def is_(children: Children) -> Cond:
    """`recipient is parent`"""
    return built(IsExpr(str(children[0]), name(children[2]), span=over(children)))


def quantified(children: Children) -> Cond:
    """`some a in SET has (C)`"""
    quantifier, variable, _, collection, _, _, body, _ = children
    expr = QuantifiedExpr(str(quantifier), name(variable), collection.expr, body.expr, span=over(children))
    return built(expr, (collection, body), brackets=1)


def group(children: Children) -> Cond:
    """`( C )`"""
    inner: Cond = children[1]
    if inner.brackets >= DEPTH:
        raise mistake("CP121", over(children), {"limit": str(DEPTH)})
    return attrs.evolve(inner, span=over(children), brackets=inner.brackets + 1, grouped=True)


def fact_name(children: Children) -> FactName:
    """`subject.kind`"""
    return FactName(str(children[0]), name(children[1]), span=over(children))


def field_value(children: Children) -> Cond:
    """`a.kind`"""
    return built(FieldName(name(children[0]), name(children[1]), span=over(children)))


def set_value(children: Children) -> Cond:
    """`{a, b}`"""
    elements: tuple[Cond, ...] = tuple(children[1:-1])
    literal = SetLiteral(tuple(element.expr for element in elements), span=over(children))
    return built(literal, elements, brackets=1)


@attrs.frozen
class GivenField:
    """`kind = confidentiality`, in a record."""

    name: Name
    value: Cond


def record_value(children: Children) -> Cond:
    """`(kind = confidentiality, copy_given = yes)`"""
    fields: tuple[GivenField, ...] = tuple(children[1:-1])
    record = RecordLiteral(tuple((field.name, field.value.expr) for field in fields), span=over(children))
    return built(record, tuple(field.value for field in fields), brackets=1)


def number(children: Children) -> Cond:
    """`16`, `-3`, `12.50`"""
    digits = short_enough(children[-1])
    value: int | Decimal = Decimal(digits) if "." in digits else int(digits)
    return built(NumberLiteral(-value if len(children) == 2 else value, span=over(children)))


def leaf(make: Any) -> Any:
    """A builder of a literal that keeps the text of its one token."""

    def build(children: Children) -> Cond:
        return built(make(str(children[0]), span=span_of(children[0])))

    return build


def _yes_no(children: Children) -> Cond:
    return built(BoolLiteral(children[0].type == "YES", span=span_of(children[0])))


def _now(children: Children) -> Cond:
    return built(NowWord(span=span_of(children[0])))


def _node(children: Children) -> Cond:
    """A child that is a node of an expression already."""
    child: FactName | DurationLiteral | TextLiteral = children[0]
    return built(child)


def _given_field(children: list[Any]) -> GivenField:
    token: Token = children[0]
    return GivenField(name(token), children[2])


RULES: Rules = {
    "or_": or_,
    "and_": and_,
    "not_": not_,
    "compare": compare,
    "arithmetic": arithmetic,
    "known": known,
    "is_": is_,
    "quantified": quantified,
    "group": group,
    "fact_name": fact_name,
    "fact_value": _node,
    "duration_value": _node,
    "text_value": _node,
    "name_value": leaf(Name),
    "term_word": leaf(TermWord),
    "day": leaf(DateLiteral),
    "moment": leaf(DatetimeLiteral),
    "field_value": field_value,
    "now": _now,
    "yes_no": _yes_no,
    "set_value": set_value,
    "record_value": record_value,
    "given_field": _given_field,
    "number": number,
    "duration": duration_literal,
    "names": name_list,
    "people": name_list,
    "judges": name_list,
    "judge_chain": name_list,
    "name_chain": name_list,
}
