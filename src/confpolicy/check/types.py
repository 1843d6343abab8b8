"""Every expression gets its type; the type expected is pushed down, so that values and terms need no prefix.

Bidirectional typing after B. C. Pierce and D. N. Turner, "Local Type Inference" (2000), for a calculus without
functions: what is known of one side of a comparison is expected of the other.
"""

from __future__ import annotations

from typing import assert_never

import attrs

from confpolicy.check import literals
from confpolicy.check.names import KINDS, check_is, field_of, field_type, name_type, stands_alone
from confpolicy.check.operands import both_numbers, check_comparison, result_of
from confpolicy.check.symbols import Kind, word
from confpolicy.check.tables import DefinitionMeant, Known, Scope, Tables
from confpolicy.check.walk import DEPTH, is_deep
from confpolicy.check.words import in_words
from confpolicy.diagnostics.diagnostic import Related
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType
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
from confpolicy.syntax.text import to_text


@attrs.define
class Typer:
    """Types expressions, and writes what it found out into the side tables."""

    tables: Tables

    # --- entrances ----------------------------------------------------------------------------------------------

    def condition(self, node: Expr, scope: Scope | None = None) -> None:
        """Checks that `node` is a condition."""
        if is_deep(node):
            self.tables.findings.add("CP317", node.span, limit=str(DEPTH))
            self.tables.too_deep.add(id(node))
            return
        self.need(node, scope or {}, Primitive.BOOL)

    def fixed(self, node: Expr, expected: Known) -> None:
        """Checks that `node` is a fixed value of the expected type, as scenarios and `{…}` hold them."""
        if is_deep(node):
            self.tables.findings.add("CP317", node.span, limit=str(DEPTH))
            return
        match node:
            case RecordLiteral():
                self._record(node, expected)
            case SetLiteral(elements):
                element = expected.element if isinstance(expected, SetOf) else None
                if isinstance(expected, SetOf) or expected is None:
                    for one in elements:
                        self.fixed(one, element)
                    self.tables.note(node, expected)
                else:
                    self.tables.findings.add("CP301", node.span, actual="a set", expected=in_words(expected))
            case Name() if expected is None:
                pass
            case _:
                self._element(node, {}, expected)

    def need(self, node: Expr, scope: Scope, expected: Known) -> None:
        """Checks that `node` has the expected type."""
        actual = self.infer(node, scope, expected)
        if actual is None or expected is None or actual == expected or both_numbers(actual, expected):
            return
        self.tables.findings.add("CP301", node.span, actual=in_words(actual), expected=in_words(expected))

    # --- one node at a time -------------------------------------------------------------------------------------

    def infer(self, node: Expr, scope: Scope, expected: Known = None) -> Known:
        """The type of `node`; `expected` is what is known of it from outside."""
        return self.tables.note(node, self._infer(node, scope, expected))

    def _infer(self, node: Expr, scope: Scope, expected: Known) -> Known:  # noqa: C901, PLR0911 - a case for each kind
        match node:
            case Name():
                return name_type(self.tables, node, scope, expected)
            case BoolLiteral() | NumberLiteral() | TextLiteral() | DateLiteral() | DatetimeLiteral():
                return self._literal(node, expected)
            case DurationLiteral():
                literals.duration_of(node, self.tables.findings)
                return Primitive.DURATION
            case SetLiteral():
                return self._set(node, scope, expected)
            case RecordLiteral():
                self.tables.findings.add("CP327", node.span)
                return None
            case FactName():
                fact = self.tables.facts.find(node, self.tables.findings)
                return fact.type if fact else None
            case FieldName():
                return field_of(self.tables, node, scope)
            case NowWord():
                return Primitive.DATETIME
            case TermWord(word_):
                return TermType(TermKind.DATA if word_ == "item" else TermKind.PURPOSE)
            case ArithmeticExpr():
                return self._arithmetic(node, scope)
            case _:
                self._condition(node, scope)
                return Primitive.BOOL

    def _condition(self, node: Expr, scope: Scope) -> None:
        match node:
            case NotExpr(operand):
                self.need(operand, scope, Primitive.BOOL)
            case AndExpr(operands) | OrExpr(operands):
                self._joined(operands, scope)
            case CompareExpr():
                self._compare(node, scope)
            case InExpr():
                self._member(node, scope)
            case WithinExpr(moment, duration):
                literals.duration_of(duration, self.tables.findings)
                type_ = self.infer(moment, scope)
                if type_ not in {None, Primitive.DATE, Primitive.DATETIME} and type_:
                    self.tables.findings.add(
                        "CP301", moment.span, actual=in_words(type_), expected=in_words(Primitive.DATE)
                    )
            case KnownExpr(fact):
                self.tables.facts.find(fact, self.tables.findings)
            case IsExpr():
                check_is(self.tables, node)
            case QuantifiedExpr():
                self._quantified(node, scope)
            case _:
                raise AssertionError("the other kinds are no conditions")

    def _joined(self, operands: tuple[Expr, ...], scope: Scope) -> None:
        """The operands of `and` or `or`. `x = a or b` compares nothing with `b`, though it reads as if it did."""
        before: CompareExpr | None = None
        for operand in operands:
            if before is not None and stands_alone(self.tables, operand, before, scope):
                self.tables.findings.add(
                    "CP330",
                    operand.span,
                    value=to_text(operand),
                    left=to_text(before.left),
                    operator=before.operator,
                )
                continue
            self.need(operand, scope, Primitive.BOOL)
            inner = operand.operand if isinstance(operand, NotExpr) else operand
            before = inner if isinstance(inner, CompareExpr) else None

    def _literal(
        self, node: BoolLiteral | NumberLiteral | TextLiteral | DateLiteral | DatetimeLiteral, expected: Known
    ) -> Known:
        match node:
            case BoolLiteral():
                return Primitive.BOOL
            case NumberLiteral():
                whole = isinstance(literals.number_of(node, self.tables.findings), int)
                return Primitive.INT if whole and expected is not Primitive.DECIMAL else Primitive.DECIMAL
            case TextLiteral():
                literals.text_of(node, self.tables.findings)
                return Primitive.TEXT
            case DateLiteral():
                literals.date_of(node, self.tables.findings)
                return Primitive.DATE
            case DatetimeLiteral():
                literals.instant_of(node, self.tables.zone, self.tables.findings)
                return Primitive.DATETIME
            case _ as unreachable:
                assert_never(unreachable)

    # --- two operands -------------------------------------------------------------------------------------------

    def _pair(self, left: Expr, right: Expr, scope: Scope) -> tuple[Known, Known]:
        """The types of both sides; a bare name takes what is known of the other side."""
        if self._is_bare(left, scope) and not self._is_bare(right, scope):
            second, first = self._informed(right, left, scope)
        else:
            first, second = self._informed(left, right, scope)
        return first, second

    def _informed(self, sure: Expr, other: Expr, scope: Scope) -> tuple[Known, Known]:
        """The type of `sure`, then that of `other`; a bare name beside a mistake is left alone, not guessed at."""
        first = self.infer(sure, scope)
        if first is None and self._is_bare(other, scope):
            return None, None
        return first, self.infer(other, scope, first)

    def _is_bare(self, node: Expr, scope: Scope) -> bool:
        if not isinstance(node, Name):
            return isinstance(node, NumberLiteral | SetLiteral)
        symbol = self.tables.symbols.by_name.get(node.text)
        return node.text not in scope and not (symbol and symbol.kind is Kind.DEFINITION)

    def _compare(self, node: CompareExpr, scope: Scope) -> None:
        left, right = self._pair(node.left, node.right, scope)
        if left is not None and right is not None:
            check_comparison(self.tables, node, left, right)

    def _arithmetic(self, node: ArithmeticExpr, scope: Scope) -> Known:
        left, right = self._pair(node.left, node.right, scope)
        return None if left is None or right is None else result_of(self.tables, node, left, right)

    def _member(self, node: InExpr, scope: Scope) -> None:
        if isinstance(node.collection, SetLiteral):
            element = self.infer(node.element, scope)
            if isinstance(element, SetOf):
                self.tables.findings.add("CP309", node.element.span)
                return
            if element is not None:
                self.infer(node.collection, scope, SetOf(element))
            return
        collection = self.infer(node.collection, scope)
        if isinstance(collection, SetOf):
            self.need(node.element, scope, collection.element)
            return
        self.infer(node.element, scope)
        if collection is not None:
            self.tables.findings.add("CP308", node.collection.span, actual=in_words(collection))

    def _set(self, node: SetLiteral, scope: Scope, expected: Known) -> Known:
        element: Known = expected.element if isinstance(expected, SetOf) else None
        for one in node.elements:
            found = self._element(one, scope, element)
            if element is None and found is not None and not isinstance(found, SetOf):
                element = found
        if element is None and not node.elements:
            self.tables.findings.add("CP301", node.span, actual="an empty set", expected="a set with values in it")
        return SetOf(element) if element is not None and not isinstance(element, SetOf) else None

    def _element(self, node: Expr, scope: Scope, expected: Known) -> Known:
        if not isinstance(
            node,
            Name | BoolLiteral | NumberLiteral | TextLiteral | DateLiteral | DatetimeLiteral | DurationLiteral,
        ) or (isinstance(node, Name) and node.text in scope):
            self.tables.findings.add("CP309", node.span)
            return None
        found = self.infer(node, scope, expected)
        if isinstance(self.tables.meanings.get(id(node)), DefinitionMeant):
            self.tables.findings.add("CP309", node.span)
            return None
        if found and expected and found != expected:
            self.tables.findings.add("CP301", node.span, actual=in_words(found), expected=in_words(expected))
        return found

    def _quantified(self, node: QuantifiedExpr, scope: Scope) -> None:
        collection = self.infer(node.collection, scope)
        element: Known = None
        if isinstance(collection, SetOf):
            element = collection.element
        elif collection is not None:
            self.tables.findings.add("CP308", node.collection.span, actual=in_words(collection))
        name = node.variable
        symbol = self.tables.symbols.by_name.get(name.text)
        if name.text in scope:
            self.tables.findings.add(
                "CP217", name.span, name=name.text, hidden="the variable of a quantifier around it"
            )
        elif symbol and symbol.kind and symbol.kind in {Kind.DEFINITION, *KINDS.values()}:
            place = (Related(symbol.span, "declared here"),) if symbol.span.path else ()
            self.tables.findings.add("CP217", name.span, related=place, name=name.text, hidden=word(symbol.kind))
        elif isinstance(element, OneOf) and name.text in element.values:
            self.tables.findings.add("CP217", name.span, name=name.text, hidden="a value in the set")
        self.need(node.body, {**scope, name.text: element}, Primitive.BOOL)

    def _record(self, node: RecordLiteral, expected: Known) -> None:
        if expected is not None and not isinstance(expected, StructureType):
            self.tables.findings.add("CP301", node.span, actual="a record", expected=in_words(expected))
            return
        seen: dict[str, Name] = {}
        for name, value in node.fields:
            if seen.setdefault(name.text, name) is not name:
                place = Related(seen[name.text].span, "first here")
                self.tables.findings.add("CP216", name.span, related=(place,), name=name.text, part="a record")
            self.fixed(value, field_type(self.tables, expected, name, name.text) if expected else None)
        self.tables.note(node, expected)
