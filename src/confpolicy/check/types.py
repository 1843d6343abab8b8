"""Every expression gets its type; the type expected is pushed down, so that values and terms need no prefix.

Bidirectional typing after B. C. Pierce and D. N. Turner, "Local Type Inference" (2000), for a calculus without
functions: what is known of one side of a comparison is expected of the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, assert_never

import attrs

from confpolicy.check import literals
from confpolicy.check.facts import Facts
from confpolicy.check.findings import Findings
from confpolicy.check.symbols import Kind, Symbols, word
from confpolicy.check.words import in_words
from confpolicy.core.expressions import Comparison, Operation
from confpolicy.core.operators import arithmetic_type, comparable
from confpolicy.diagnostics.diagnostic import Related
from confpolicy.diagnostics.nearby import near
from confpolicy.facts.calendar import Zone
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType, Type
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

DEPTH = 64
"""How deep conditions nest."""

Known: TypeAlias = Type | None
"""A type, or None where a mistake was reported already: it fits everywhere, so that one mistake is told once."""
Scope: TypeAlias = Mapping[str, Known]
"""The variables of the enclosing quantifiers."""

_NUMBERS = (Primitive.INT, Primitive.DECIMAL)
_KINDS = {TermKind.DATA: Kind.DATA, TermKind.ROLE: Kind.ROLE, TermKind.PURPOSE: Kind.PURPOSE}
_TERM_KINDS = {kind: term for term, kind in _KINDS.items()}


@attrs.frozen
class VariableMeant:
    """A name that is the variable of an enclosing quantifier."""


@attrs.frozen
class DefinitionMeant:
    """A name that is a definition."""


@attrs.frozen
class ValueMeant:
    """A name that is a value of an enumeration or a term: what it stands for is decided by its type."""

    type: OneOf | TermType


Meaning: TypeAlias = VariableMeant | DefinitionMeant | ValueMeant


@attrs.define
class Typer:
    """Types expressions, and remembers what it found out in side tables keyed by `id` of the node."""

    symbols: Symbols
    facts: Facts
    towards: frozenset[str]
    zone: Zone | None
    findings: Findings
    types: dict[int, Type] = attrs.field(factory=dict)
    meanings: dict[int, Meaning] = attrs.field(factory=dict)
    too_deep: set[int] = attrs.field(factory=set)
    """Conditions that no later pass may walk."""

    # --- entrances ----------------------------------------------------------------------------------------------

    def condition(self, node: Expr, scope: Scope | None = None) -> None:
        """Checks that `node` is a condition."""
        if _deep(node):
            self.findings.add("CP317", node.span, limit=str(DEPTH))
            self.too_deep.add(id(node))
            return
        self.need(node, scope or {}, Primitive.BOOL)

    def fixed(self, node: Expr, expected: Known) -> None:
        """Checks that `node` is a fixed value of the expected type, as scenarios and `{…}` hold them."""
        if _deep(node):
            self.findings.add("CP317", node.span, limit=str(DEPTH))
            return
        match node:
            case RecordLiteral():
                self._record(node, expected)
            case SetLiteral(elements):
                element = expected.element if isinstance(expected, SetOf) else None
                if isinstance(expected, SetOf) or expected is None:
                    for one in elements:
                        self.fixed(one, element)
                    self._note(node, expected)
                else:
                    self.findings.add("CP301", node.span, actual="a set", expected=in_words(expected))
            case Name() if expected is None:
                pass
            case _:
                self._element(node, {}, expected)

    def need(self, node: Expr, scope: Scope, expected: Known) -> None:
        """Checks that `node` has the expected type."""
        actual = self.infer(node, scope, expected)
        if actual is None or expected is None or actual == expected or _both_numbers(actual, expected):
            return
        self.findings.add("CP301", node.span, actual=in_words(actual), expected=in_words(expected))

    # --- one node at a time -------------------------------------------------------------------------------------

    def infer(self, node: Expr, scope: Scope, expected: Known = None) -> Known:
        """The type of `node`; `expected` is what is known of it from outside."""
        return self._note(node, self._infer(node, scope, expected))

    def _note(self, node: Expr, type_: Known) -> Known:
        if type_ is not None:
            self.types[id(node)] = type_
        return type_

    def _infer(self, node: Expr, scope: Scope, expected: Known) -> Known:  # noqa: C901, PLR0911 - a case for each kind
        match node:
            case Name():
                return self._name(node, scope, expected)
            case BoolLiteral() | NumberLiteral() | TextLiteral() | DateLiteral() | DatetimeLiteral():
                return self._literal(node, expected)
            case DurationLiteral():
                literals.duration_of(node, self.findings)
                return Primitive.DURATION
            case SetLiteral():
                return self._set(node, scope, expected)
            case RecordLiteral():
                self.findings.add("CP327", node.span)
                return None
            case FactName():
                fact = self.facts.find(node, self.findings)
                return fact.type if fact else None
            case FieldName():
                return self._field(node, scope)
            case NowWord():
                return Primitive.DATETIME
            case TermWord(word_):
                return TermType(TermKind.DATA if word_ == "item" else TermKind.PURPOSE)
            case ArithmeticExpr():
                return self._arithmetic(node, scope)
            case _:
                self._condition(node, scope)
                return Primitive.BOOL

    def _condition(self, node: Expr, scope: Scope) -> None:  # noqa: C901 - a case for each kind
        match node:
            case NotExpr(operand):
                self.need(operand, scope, Primitive.BOOL)
            case AndExpr(operands) | OrExpr(operands):
                for operand in operands:
                    self.need(operand, scope, Primitive.BOOL)
            case CompareExpr():
                self._compare(node, scope)
            case InExpr():
                self._member(node, scope)
            case WithinExpr(moment, duration):
                literals.duration_of(duration, self.findings)
                type_ = self.infer(moment, scope)
                if type_ not in {None, Primitive.DATE, Primitive.DATETIME} and type_:
                    self.findings.add("CP301", moment.span, actual=in_words(type_), expected=in_words(Primitive.DATE))
            case KnownExpr(fact):
                self.facts.find(fact, self.findings)
            case IsExpr():
                self._is(node)
            case QuantifiedExpr():
                self._quantified(node, scope)
            case _:
                raise AssertionError("the other kinds are no conditions")

    def _literal(
        self, node: BoolLiteral | NumberLiteral | TextLiteral | DateLiteral | DatetimeLiteral, expected: Known
    ) -> Known:
        match node:
            case BoolLiteral():
                return Primitive.BOOL
            case NumberLiteral():
                whole = isinstance(literals.number_of(node, self.findings), int)
                return Primitive.INT if whole and expected is not Primitive.DECIMAL else Primitive.DECIMAL
            case TextLiteral():
                literals.text_of(node, self.findings)
                return Primitive.TEXT
            case DateLiteral():
                literals.date_of(node, self.findings)
                return Primitive.DATE
            case DatetimeLiteral():
                literals.instant_of(node, self.zone, self.findings)
                return Primitive.DATETIME
            case _ as unreachable:
                assert_never(unreachable)

    # --- names --------------------------------------------------------------------------------------------------

    def _name(self, node: Name, scope: Scope, expected: Known) -> Known:
        if node.text in scope:
            self.meanings[id(node)] = VariableMeant()
            return scope[node.text]
        match expected:
            case OneOf(values):
                return self._value(node, expected, values)
            case TermType(kind):
                return self._meant(node, expected) if self.symbols.find(node, _KINDS[kind], self.findings) else None
            case _:
                return self._bare(node, scope, expected)

    def _value(self, node: Name, expected: OneOf, values: tuple[str, ...]) -> Known:
        if node.text in values:
            return self._meant(node, expected)
        self.findings.add(
            "CP212", node.span, name=node.text, values=", ".join(values), suggestion=near(node.text, values)
        )
        return None

    def _meant(self, node: Name, type_: OneOf | TermType) -> Type:
        self.meanings[id(node)] = ValueMeant(type_)
        return type_

    def _bare(self, node: Name, scope: Scope, expected: Known) -> Known:
        """A name where neither a value nor a term is expected: a definition; a term where nothing is expected."""
        symbol = self.symbols.by_name.get(node.text)
        if expected is None and symbol and symbol.kind in _TERM_KINDS:
            return self._meant(node, TermType(_TERM_KINDS[symbol.kind]))
        if expected in {None, Primitive.BOOL}:
            if self.symbols.find(node, Kind.DEFINITION, self.findings, besides=tuple(scope)):
                self.meanings[id(node)] = DefinitionMeant()
                return Primitive.BOOL
            return Primitive.BOOL if symbol and symbol.broken else None
        if symbol and symbol.kind is Kind.DEFINITION:
            self.meanings[id(node)] = DefinitionMeant()
            return Primitive.BOOL
        assert expected is not None
        if symbol is None or not symbol.broken:
            actual = symbol.word if symbol else "a name"
            self.findings.add("CP301", node.span, actual=f"{actual} `{node.text}`", expected=in_words(expected))
        return None

    def _field(self, node: FieldName, scope: Scope) -> Known:
        variable, name = node.variable.text, node.name.text
        if variable not in scope:
            self.findings.add("CP213", node.variable.span, name=variable, suggestion=near(variable, scope))
            return None
        record = scope[variable]
        if record is None:
            return None
        if not isinstance(record, StructureType):
            self.findings.add("CP218", node.span, name=variable, actual=in_words(record))
            return None
        return self._field_type(record, node.name, name)

    def _field_type(self, record: StructureType, place: Name, name: str) -> Known:
        if record.name not in self.facts.structures or record.name in self.facts.broken:
            return None
        fields = self.facts.structures[record.name]
        if name not in fields:
            self.findings.add("CP211", place.span, name=name, structure=record.name, suggestion=near(name, fields))
        return fields.get(name)

    def _is(self, node: IsExpr) -> None:
        match node.who, node.term.text:
            case "purpose", _:
                self.symbols.find(node.term, Kind.PURPOSE, self.findings)
            case "item", _:
                self.symbols.find(node.term, Kind.DATA, self.findings)
            case "recipient", "subject":
                pass
            case "discloser", name if name == "subject" or name in self.towards:
                self.findings.add("CP326", node.span, name=name)
            case _:
                self.symbols.find(node.term, Kind.ROLE, self.findings)

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
        symbol = self.symbols.by_name.get(node.text)
        return node.text not in scope and not (symbol and symbol.kind is Kind.DEFINITION)

    def _compare(self, node: CompareExpr, scope: Scope) -> None:
        left, right = self._pair(node.left, node.right, scope)
        if left is None or right is None:
            return
        comparison = Comparison(node.operator)
        if comparable(comparison, left, right):
            families = _family(node.left, self.types), _family(node.right, self.types)
            if None not in families and families[0] != families[1]:
                self.findings.add("CP305", node.span)
        elif comparable(Comparison.EQUAL, left, right):
            self.findings.add("CP304", node.span, type=in_words(left), operator=node.operator)
        else:
            self.findings.add("CP303", node.span, left=in_words(left), right=in_words(right))

    def _arithmetic(self, node: ArithmeticExpr, scope: Scope) -> Known:
        left, right = self._pair(node.left, node.right, scope)
        if left is None or right is None:
            return None
        result = arithmetic_type(Operation(node.operator), left, right)
        if result is None:
            self.findings.add(
                "CP306",
                node.span,
                left=in_words(left),
                right=in_words(right),
                verb="added" if node.operator == "+" else "subtracted",
            )
        elif result is Primitive.DATE:
            for side in (node.left, node.right):
                if _part_of_day(side):
                    self.findings.add("CP307", side.span)
        return result

    def _member(self, node: InExpr, scope: Scope) -> None:
        if isinstance(node.collection, SetLiteral):
            element = self.infer(node.element, scope)
            if isinstance(element, SetOf):
                self.findings.add("CP309", node.element.span)
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
            self.findings.add("CP308", node.collection.span, actual=in_words(collection))

    def _set(self, node: SetLiteral, scope: Scope, expected: Known) -> Known:
        element: Known = expected.element if isinstance(expected, SetOf) else None
        for one in node.elements:
            found = self._element(one, scope, element)
            if element is None and found is not None and not isinstance(found, SetOf):
                element = found
        if element is None and not node.elements:
            self.findings.add("CP301", node.span, actual="an empty set", expected="a set with values in it")
        return SetOf(element) if element is not None and not isinstance(element, SetOf) else None

    def _element(self, node: Expr, scope: Scope, expected: Known) -> Known:
        if not isinstance(
            node,
            Name | BoolLiteral | NumberLiteral | TextLiteral | DateLiteral | DatetimeLiteral | DurationLiteral,
        ) or (isinstance(node, Name) and node.text in scope):
            self.findings.add("CP309", node.span)
            return None
        found = self.infer(node, scope, expected)
        if isinstance(self.meanings.get(id(node)), DefinitionMeant):
            self.findings.add("CP309", node.span)
            return None
        if found and expected and found != expected:
            self.findings.add("CP301", node.span, actual=in_words(found), expected=in_words(expected))
        return found

    def _quantified(self, node: QuantifiedExpr, scope: Scope) -> None:
        collection = self.infer(node.collection, scope)
        element: Known = None
        if isinstance(collection, SetOf):
            element = collection.element
        elif collection is not None:
            self.findings.add("CP308", node.collection.span, actual=in_words(collection))
        name = node.variable
        symbol = self.symbols.by_name.get(name.text)
        if name.text in scope:
            self.findings.add("CP217", name.span, name=name.text, hidden="the variable of a quantifier around it")
        elif symbol and symbol.kind and symbol.kind in {Kind.DEFINITION, *_TERM_KINDS}:
            place = (Related(symbol.span, "declared here"),) if symbol.span.path else ()
            self.findings.add("CP217", name.span, related=place, name=name.text, hidden=word(symbol.kind))
        self.need(node.body, {**scope, name.text: element}, Primitive.BOOL)

    def _record(self, node: RecordLiteral, expected: Known) -> None:
        if expected is not None and not isinstance(expected, StructureType):
            self.findings.add("CP301", node.span, actual="a record", expected=in_words(expected))
            return
        seen: dict[str, Name] = {}
        for name, value in node.fields:
            if seen.setdefault(name.text, name) is not name:
                place = Related(seen[name.text].span, "first here")
                self.findings.add("CP216", name.span, related=(place,), name=name.text, part="a record")
            self.fixed(value, self._field_type(expected, name, name.text) if expected else None)
        self._note(node, expected)


def _part_of_day(node: Expr) -> bool:
    return isinstance(node, DurationLiteral) and literals.duration_of(node, Findings()).seconds % 86_400 != 0


def _both_numbers(left: Type, right: Type) -> bool:
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


def _deep(node: Expr) -> bool:
    """Whether `node` nests deeper than allowed; counts level by level, never down a stack."""
    level: tuple[Expr, ...] = (node,)
    for _ in range(DEPTH):
        level = tuple(part for one in level for part in parts_of(one))
        if not level:
            return False
    return True
