"""Prints expressions, types and durations as policies write them, on one line."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

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

_OR, _AND, _NOT, _COMPARE, _SUM, _ATOM = range(6)
"""How tightly a form binds. A form stands bare where at least that much is wanted, else in parentheses."""


def to_text(expr: Expr) -> str:
    """The expression on one line, with parentheses only where they are needed; parsed again it is the same tree."""
    return "".join(words(expr))


def words(expr: Expr) -> list[str]:
    """The expression as words to be set with nothing between them: some of them are spaces."""
    return _words(expr, _OR)


def _words(expr: Expr, least: int) -> list[str]:
    inner = _bare(expr)
    return inner if _strength(expr) >= least else ["(", *inner, ")"]


def _strength(expr: Expr) -> int:
    match expr:
        case OrExpr():
            return _OR
        case AndExpr():
            return _AND
        case NotExpr():
            return _NOT
        case CompareExpr() | InExpr() | WithinExpr() | KnownExpr() | IsExpr() | QuantifiedExpr():
            return _COMPARE
        case ArithmeticExpr():
            return _SUM
        case _:
            return _ATOM


def _bare(expr: Expr) -> list[str]:  # noqa: PLR0911, PLR0912, C901 - a return for each kind of expression
    match expr:
        case OrExpr(operands):
            return _joined(" or ", operands, _NOT)
        case AndExpr(operands):
            return _joined(" and ", operands, _NOT)
        case NotExpr(operand):
            return ["not ", *_words(operand, _NOT)]
        case CompareExpr(operator, left, right):
            return [*_words(left, _SUM), f" {operator} ", *_words(right, _SUM)]
        case InExpr(element, collection):
            return [*_words(element, _SUM), " in ", *_words(collection, _SUM)]
        case WithinExpr(moment, duration):
            return [*_words(moment, _SUM), " within ", duration_text(duration)]
        case KnownExpr(fact):
            return [*_bare(fact), " is known"]
        case IsExpr(who, term):
            return [who, " is ", term.text]
        case QuantifiedExpr(quantifier, variable, collection, body):
            inner = _words(collection, _SUM)
            return [quantifier, " ", variable.text, " in ", *inner, " has ", "(", *_words(body, _OR), ")"]
        case ArithmeticExpr(operator, left, right):
            return [*_words(left, _SUM), f" {operator} ", *_words(right, _ATOM)]
        case SetLiteral(elements):
            return ["{", *_joined(", ", elements, _SUM), "}"]
        case RecordLiteral(fields):
            return _record(fields)
        case _:
            return [_leaf(expr)]


def _joined(between: str, operands: tuple[Expr, ...], least: int) -> list[str]:
    found: list[str] = []
    for operand in operands:
        if found:
            found.append(between)
        found.extend(_words(operand, least))
    return found


def _record(fields: tuple[tuple[Name, Expr], ...]) -> list[str]:
    found = ["("]
    for i, (name, value) in enumerate(fields):
        found += [", "] * (i > 0) + [name.text, " = ", *_words(value, _ATOM)]
    return [*found, ")"]


_Leaf = (
    Name
    | BoolLiteral
    | NumberLiteral
    | TextLiteral
    | DateLiteral
    | DatetimeLiteral
    | DurationLiteral
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
        case DurationLiteral():
            return duration_text(expr)
        case FactName(holder, name):
            return f"{holder}.{name.text}"
        case FieldName(variable, name):
            return f"{variable.text}.{name.text}"
        case NowWord():
            return "now"
        case TermWord(word):
            return word
        case _ as unreachable:
            assert_never(unreachable)


def duration_text(duration: DurationLiteral) -> str:
    """`1 month`, `30 days`"""
    return f"{duration.count} {duration.unit}{'' if duration.count == 1 else 's'}"
