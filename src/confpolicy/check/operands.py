"""Two operands: what can be compared, added and subtracted, by the core's one table of operators."""

from __future__ import annotations

from collections.abc import Mapping

from confpolicy.check import literals
from confpolicy.check.findings import Findings
from confpolicy.check.tables import Known, Tables
from confpolicy.check.words import in_words
from confpolicy.core.expressions import Comparison, Operation
from confpolicy.core.operators import arithmetic_type, comparable
from confpolicy.diagnostics.diagnostic import Fix
from confpolicy.facts.types import OneOf, Primitive, Type
from confpolicy.syntax.expressions import ArithmeticExpr, CompareExpr, DurationLiteral, Expr, TextLiteral
from confpolicy.syntax.text import to_text

_NUMBERS = (Primitive.INT, Primitive.DECIMAL)


def check_comparison(tables: Tables, node: CompareExpr, left: Type, right: Type) -> None:
    """Checks that the two types can be compared in this way."""
    comparison = Comparison(node.operator)
    if comparable(comparison, left, right):
        families = _family(node.left, tables.types), _family(node.right, tables.types)
        if None not in families and families[0] != families[1]:
            tables.findings.add("CP305", node.span)
    elif comparable(Comparison.EQUAL, left, right):
        tables.findings.add("CP304", node.span, type=in_words(left), operator=node.operator)
    elif not (
        _quoted(tables, left, node.right) or _quoted(tables, right, node.left) or _age(tables, node, left, right)
    ):
        tables.findings.add("CP303", node.span, left=in_words(left), right=in_words(right))


def _quoted(tables: Tables, type_: Type, other: Expr) -> bool:
    """A value of an enumeration in quotes, which is a finding of its own."""
    if not (isinstance(type_, OneOf) and isinstance(other, TextLiteral) and other.value in type_.values):
        return False
    fix = Fix(other.span, other.value)
    tables.findings.add("CP328", other.span, fix=fix, name=other.value, values=", ".join(type_.values))
    return True


def _age(tables: Tables, node: CompareExpr, left: Type, right: Type) -> bool:
    """A date beside a length of time, which is a finding of its own: an age is what is meant."""
    dates = {Primitive.DATE, Primitive.DATETIME}
    for date, duration, types in ((node.left, node.right, (left, right)), (node.right, node.left, (right, left))):
        if types[0] in dates and types[1] is Primitive.DURATION:
            tables.findings.add("CP329", node.span, date=to_text(date), duration=to_text(duration))
            return True
    return False


def result_of(tables: Tables, node: ArithmeticExpr, left: Type, right: Type) -> Known:
    """The type of the sum or the difference, or None and a finding where there is none."""
    result = arithmetic_type(Operation(node.operator), left, right)
    if result is None:
        verb = "added" if node.operator == "+" else "subtracted"
        tables.findings.add("CP306", node.span, left=in_words(left), right=in_words(right), verb=verb)
    elif result is Primitive.DATE:
        for side in (node.left, node.right):
            if _part_of_day(side):
                tables.findings.add("CP307", side.span)
    return result


def _part_of_day(node: Expr) -> bool:
    return isinstance(node, DurationLiteral) and literals.duration_of(node, Findings()).seconds % 86_400 != 0


def both_numbers(left: Type, right: Type) -> bool:
    """Whether both are numbers, which may stand beside each other."""
    return left in _NUMBERS and right in _NUMBERS


def _family(node: Expr, types: Mapping[int, Type]) -> str | None:
    """`months` or `seconds` where a duration is surely of that kind alone; zero is of neither."""
    match node:
        case DurationLiteral(count, unit) if count:
            return "months" if unit in {"month", "year"} else "seconds"
        case ArithmeticExpr(_, left, right) if types.get(id(node)) is Primitive.DURATION:
            if types.get(id(left)) is not Primitive.DURATION:
                return "seconds"
            families = _family(left, types), _family(right, types)
            return families[0] if families[0] == families[1] else None
        case _:
            return None
