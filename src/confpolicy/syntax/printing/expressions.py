"""Prints conditions and values, with parentheses only where they are needed."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias, assert_never

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
from confpolicy.syntax.printing.word import (
    Word,
    comma_separated,
    duration,
    enclosed,
    joined_by,
    keyword,
    name,
    plain,
)

OR, AND, NOT, COMPARE, SUM, ATOM = range(6)
"""How tightly a form binds. A form stands bare where at most that much is asked for, else in parentheses."""


def expression(expr: Expr, least: int = OR) -> list[Word]:
    """The words of an expression that stands where a form must bind at least as tightly as `least`."""
    inner = _bare(expr)
    return inner if _strength(expr) >= least else enclosed("(", inner, ")")


def _strength(expr: Expr) -> int:
    match expr:
        case OrExpr():
            return OR
        case AndExpr():
            return AND
        case NotExpr():
            return NOT
        case CompareExpr() | InExpr() | WithinExpr() | KnownExpr() | IsExpr() | QuantifiedExpr():
            return COMPARE
        case ArithmeticExpr():
            return SUM
        case _:
            return ATOM


def _bare(expr: Expr) -> list[Word]:  # noqa: PLR0911 - a return for each kind of expression
    match expr:
        case OrExpr(operands):
            return joined_by("or", (expression(operand, NOT) for operand in operands))
        case AndExpr(operands):
            return joined_by("and", (expression(operand, NOT) for operand in operands))
        case NotExpr(operand):
            return [*keyword("not", expr.span), *expression(operand, NOT)]
        case ArithmeticExpr(operator, left, right):
            return [*expression(left, SUM), Word(operator), *expression(right, ATOM)]
        case QuantifiedExpr():
            return _quantified(expr)
        case SetLiteral(elements):
            return enclosed("{", comma_separated(expression(element, SUM) for element in elements), "}")
        case RecordLiteral(fields):
            return enclosed("(", comma_separated(_field(field, value) for field, value in fields), ")")
        case DurationLiteral():
            return duration(expr)
        case CompareExpr() | InExpr() | WithinExpr() | KnownExpr() | IsExpr():
            return _comparison(expr)
        case _:
            return [Word(_leaf(expr), expr.span)]


def _comparison(expr: CompareExpr | InExpr | WithinExpr | KnownExpr | IsExpr) -> list[Word]:
    match expr:
        case CompareExpr(operator, left, right):
            return [*expression(left, SUM), Word(operator), *expression(right, SUM)]
        case InExpr(element, collection):
            return [*expression(element, SUM), Word("in"), *expression(collection, SUM)]
        case WithinExpr(moment, length):
            return [*expression(moment, SUM), Word("within"), *duration(length)]
        case KnownExpr(fact):
            return [*expression(fact), *plain("is known")]
        case IsExpr(who, term):
            return [*keyword(who, expr.span), Word("is"), *name(term)]
        case _ as unreachable:
            assert_never(unreachable)


def _quantified(expr: QuantifiedExpr) -> list[Word]:
    head = [*keyword(expr.quantifier, expr.span), *name(expr.variable), Word("in")]
    return [*head, *expression(expr.collection, SUM), Word("has"), *enclosed("(", expression(expr.body), ")")]


def _field(field: Name, value: Expr) -> list[Word]:
    """`kind = joint`, with no line break before the value; a text may need one."""
    head, *others = expression(value, ATOM)
    if isinstance(value, TextLiteral):
        return [*name(field), Word("="), head, *others]
    return [Word(f"{field.text} = {head.text}", field.span), *others]


_Leaf: TypeAlias = (
    Name
    | BoolLiteral
    | NumberLiteral
    | TextLiteral
    | DateLiteral
    | DatetimeLiteral
    | FactName
    | FieldName
    | NowWord
    | TermWord
)


def _leaf(expr: _Leaf) -> str:  # noqa: PLR0911 - a return for each kind of leaf
    match expr:
        case Name(text) | DateLiteral(text) | DatetimeLiteral(text):
            return text
        case BoolLiteral(value):
            return "yes" if value else "no"
        case NumberLiteral(value):
            return f"{value:f}" if isinstance(value, Decimal) else str(value)
        case TextLiteral(value):
            return f'"{value}"'
        case FactName(holder, fact):
            return f"{holder}.{fact.text}"
        case FieldName(variable, field):
            return f"{variable.text}.{field.text}"
        case NowWord():
            return "now"
        case TermWord(word):
            return word
        case _ as unreachable:
            assert_never(unreachable)
