"""Conditions: from the tree to the core, each name replaced by what the checker found it to mean."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar, assert_never

import attrs

from confpolicy.check import literals
from confpolicy.check.checked import Checked
from confpolicy.check.findings import Findings
from confpolicy.check.tables import DefinitionMeant, ValueMeant, VariableMeant
from confpolicy.check.walk import parts_of
from confpolicy.core import expressions as core
from confpolicy.facts.types import Primitive
from confpolicy.facts.values import Duration, Instant, Record, Symbol, Value
from confpolicy.lower.placed import Placed
from confpolicy.lower.simplify import simplify
from confpolicy.syntax import expressions as tree


@attrs.frozen
class Lowering:
    """Lowers the expressions of one checked policy."""

    checked: Checked

    def condition(self, node: tree.Expr) -> Placed:
        """The condition in the core, simplified."""
        return simplify(self._expression(node))

    def duration(self, node: tree.DurationLiteral) -> Duration:
        """The duration that is written."""
        return literals.duration_of(node, Findings())

    def instant(self, node: tree.DateLiteral | tree.DatetimeLiteral) -> Instant:
        """The instant that is written; a date is its 00:00 in the policy's timezone."""
        return _there(literals.instant_of(node, self.checked.zone, Findings()))

    def _expression(self, node: tree.Expr) -> Placed:
        """The expression as it is written, with its places."""
        match node:
            case tree.SetLiteral():
                return Placed(core.Literal(self.value(node), self.checked.types[id(node)]), node.span)
            case _:
                parts = tuple(self._expression(part) for part in parts_of(node))
                return Placed(self._node(node, tuple(part.node for part in parts)), node.span, parts)

    def _node(self, node: tree.Expr, below: tuple[core.Expression, ...]) -> core.Expression:  # noqa: C901, PLR0911, PLR0912 - a case for each kind of node
        """The node over its lowered children."""
        match node:
            case tree.Name():
                return self._name(node)
            case tree.FactName(holder, name):
                return core.FactValue(f"{holder}.{name.text}")
            case tree.FieldName(variable, name):
                return core.Field(variable.text, name.text)
            case tree.NowWord():
                return core.Now()
            case tree.TermWord(word):
                return core.TermOf(core.Asked(word))
            case tree.NotExpr():
                return core.Not(*below)
            case tree.AndExpr():
                return core.And(below)
            case tree.OrExpr():
                return core.Or(below)
            case tree.CompareExpr(operator):
                return core.Compare(core.Comparison(operator), *below)
            case tree.ArithmeticExpr(operator):
                return core.Arithmetic(core.Operation(operator), *below)
            case tree.InExpr():
                return core.Member(*below)
            case tree.WithinExpr(_, duration):
                return core.Within(below[0], literals.duration_of(duration, Findings()))
            case tree.KnownExpr(fact):
                return core.Known(f"{fact.holder}.{fact.name.text}")
            case tree.IsExpr():
                return _question(node)
            case tree.QuantifiedExpr(quantifier, variable):
                return core.Quantified(core.Quantifier(quantifier), variable.text, *below)
            case (
                tree.BoolLiteral()
                | tree.NumberLiteral()
                | tree.TextLiteral()
                | tree.DateLiteral()
                | tree.DatetimeLiteral()
                | tree.DurationLiteral()
                | tree.SetLiteral()
                | tree.RecordLiteral()
            ):
                return core.Literal(self.value(node), self.checked.types[id(node)])
            case _ as unreachable:
                assert_never(unreachable)

    def _name(self, node: tree.Name) -> core.Expression:
        meaning = self.checked.meanings[id(node)]
        match meaning:
            case VariableMeant():
                return core.Variable(node.text)
            case DefinitionMeant():
                return core.Defined(node.text)
            case ValueMeant(type_):
                return core.Literal(Symbol(node.text), type_)
            case _ as unreachable:
                assert_never(unreachable)

    def value(self, node: tree.Expr) -> Value:  # noqa: PLR0911 - one return for each kind of literal
        """The value of a fixed expression. What is none was refused by the checker."""
        match node:
            case tree.Name(text):
                return Symbol(text)
            case tree.BoolLiteral(value):
                return value
            case tree.NumberLiteral(number):
                return Decimal(number) if self.checked.types[id(node)] is Primitive.DECIMAL else number
            case tree.TextLiteral():
                return literals.text_of(node, Findings())
            case tree.DateLiteral():
                return _there(literals.date_of(node, Findings()))
            case tree.DatetimeLiteral():
                return _there(literals.instant_of(node, self.checked.zone, Findings()))
            case tree.DurationLiteral():
                return literals.duration_of(node, Findings())
            case tree.SetLiteral(elements):
                return frozenset(self.value(element) for element in elements)
            case tree.RecordLiteral(fields):
                return Record(tuple(sorted((name.text, self.value(one)) for name, one in fields)))
            case _:
                raise AssertionError("the checker lets only fixed values stand here")


def _question(node: tree.IsExpr) -> core.Expression:
    match node.who:
        case "recipient" if node.term.text == "subject":
            return core.IsSubject()
        case "recipient" | "discloser":
            return core.HasRole(core.Actor(node.who), node.term.text)
        case who:
            return core.Falls(core.Asked(who), node.term.text)


AnyValue = TypeVar("AnyValue")


def _there(value: AnyValue | None) -> AnyValue:
    assert value is not None, "the checker lets no date stand that does not exist"
    return value
