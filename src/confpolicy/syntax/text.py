"""The source text of an expression, for messages."""

from __future__ import annotations

from confpolicy.syntax.expressions import Expr
from confpolicy.syntax.printing.expressions import expression
from confpolicy.syntax.printing.word import in_a_row


def to_text(expr: Expr) -> str:
    """The expression on one line, with parentheses only where they are needed; parsed again it is the same tree."""
    return in_a_row(expression(expr))
