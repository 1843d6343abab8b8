"""Going through the tree of a condition."""

from __future__ import annotations

from confpolicy.syntax.expressions import (
    AndExpr,
    ArithmeticExpr,
    CompareExpr,
    Expr,
    InExpr,
    NotExpr,
    OrExpr,
    QuantifiedExpr,
    RecordLiteral,
    SetLiteral,
    WithinExpr,
)

DEPTH = 64
"""How deep conditions nest."""


def parts_of(node: Expr) -> tuple[Expr, ...]:
    """The expressions directly under `node`, in the order of the core's children (and those of `{…}`)."""
    match node:
        case NotExpr(operand):
            found: tuple[Expr, ...] = (operand,)
        case AndExpr(operands) | OrExpr(operands):
            found = operands
        case CompareExpr(_, left, right) | ArithmeticExpr(_, left, right):
            found = (left, right)
        case InExpr(element, collection):
            found = (element, collection)
        case WithinExpr(moment, _):
            found = (moment,)
        case QuantifiedExpr(_, _, collection, body):
            found = (collection, body)
        case SetLiteral(elements):
            found = elements
        case RecordLiteral(fields):
            found = tuple(value for _, value in fields)
        case _:
            found = ()
    return found


def is_deep(node: Expr) -> bool:
    """Whether `node` nests deeper than allowed; counts level by level, never down a stack."""
    level: tuple[Expr, ...] = (node,)
    for _ in range(DEPTH):
        level = tuple(part for one in level for part in parts_of(one))
        if not level:
            return False
    return True
