"""Conditions as Python source: one function for each shape of condition.

No word of a policy stands in the source. Names, texts and values are handed to it as constants, by number; so text
cannot become code, and conditions that differ in their constants alone are one source. True, False and None are the
three truth values, as they are the values of a bool fact. What the source does is what the walk in `conditions.py`
does, which stays the reference; an operand in which no error can happen is left out where others settle the matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias, assert_never

import attrs

from confpolicy.core.expressions import (
    Actor,
    And,
    Arithmetic,
    Asked,
    Compare,
    Comparison,
    Defined,
    Expression,
    FactValue,
    Falls,
    Field,
    HasRole,
    IsSubject,
    Known,
    Literal,
    Member,
    Not,
    Now,
    Or,
    Quantified,
    Quantifier,
    TermOf,
    Variable,
    Within,
)
from confpolicy.core.operators import Domain, hierarchy
from confpolicy.core.types_of import element_type, type_of
from confpolicy.decide.environment import fact_value, is_known
from confpolicy.decide.fast import operations
from confpolicy.decide.fast.here import Here
from confpolicy.decide.fast.lines import Lines, missing
from confpolicy.decide.fast.terms import Terms
from confpolicy.decide.prepare import Part
from confpolicy.facts.schema import Holder, JudgedBy
from confpolicy.facts.types import OneOf, Primitive, TermKind, TermType, Type
from confpolicy.facts.values import Symbol

_NUMBERS = frozenset({Primitive.INT, Primitive.DECIMAL})
_COMPARED_BY: Mapping[Type, str] = {
    Primitive.DATE: "number",
    Primitive.DATETIME: "micros",
    Primitive.BOOL: "",
    Primitive.TEXT: "",
}
_KINDS = {Asked.ITEM: TermKind.DATA, Asked.PURPOSE: TermKind.PURPOSE}
_SYMBOLS = {Comparison.EQUAL: "=="} | {each: each.value for each in Comparison if each is not Comparison.EQUAL}


Holds: TypeAlias = Callable[[Here], bool | None]
"""What is written: a function of a place that gives a truth value, and notes errors as the walk does."""


@attrs.frozen
class Shared:
    """A condition that the policy defines: its function, and whether an error can happen in it."""

    holds: Holds
    can_fail: bool


@attrs.frozen
class _Variable:
    """What stands for a quantifier's variable."""

    name: str
    type: Type


_Scope = Mapping[str, _Variable]


@attrs.define(eq=False)
class Writer:
    """Writes the body of one function of an environment `e`. Raises `TooDeepError` on the way."""

    domain: Domain
    terms: Terms
    shared: Callable[[str], Shared]
    """A definition by its name."""
    out: Lines = attrs.field(factory=Lines)

    def parts(self, parts: Sequence[Part]) -> None:
        """The function gives whether all parts hold."""

        found = self.out.joined([self._part(part) for part in parts], neutral=True)
        self.out.line(f"return {found}")

    def truth(self, node: Expression, path: str) -> None:
        """The function gives the truth of an expression under no quantifier."""
        self.out.line(f"return {self._value(node, path, {})}")

    def _part(self, part: Part) -> Callable[[], str]:
        if part.negated:
            return lambda: self._negation(part.expression, part.path, {})
        return self._later(part.expression, part.path, {})

    # --- nodes --------------------------------------------------------------------------------------------------

    def _value(self, node: Expression, path: str, scope: _Scope) -> str:
        """Writes what computes the value of the node, and gives the name that then holds it, None where unknown."""
        before, self.out.at = self.out.at, path
        name = self._node(node, path, scope)
        self.out.at = before
        return name

    def _node(self, node: Expression, path: str, scope: _Scope) -> str:  # noqa: C901, PLR0911, PLR0912 - a case a node
        match node:
            case Literal(value, _):
                return self.out.constant(value)
            case FactValue(fact):
                return self._fact(fact, path)
            case Now():
                return self.out.let("e.time")
            case TermOf(what):
                asked = self._asked(what)
                symbols = self.out.constant(self.terms.symbols(_KINDS[what]))
                return self.out.let(f"None if {asked} is None else {symbols}[{asked}]")
            case Not(operand):
                return self._negation(operand, f"{path}/0", scope)
            case And(operands) | Or(operands):
                return self.out.joined(
                    [self._later(each, f"{path}/{place}", scope) for place, each in enumerate(operands)],
                    neutral=isinstance(node, And),
                )
            case Compare():
                return self._compare(node, path, scope)
            case Arithmetic(operation, left, right):
                names = self._operands((left, right), path, scope)
                return self.out.called(operations.arithmetic, names, path, self.out.constant(operation), self._zone())
            case Member():
                return self._member(node, path, scope)
            case Within(moment, duration):
                name = self._value(moment, f"{path}/0", scope)
                now = self.out.let("e.time")
                return self.out.called(
                    operations.within, [name, now], path, self.out.constant(duration), self._zone()
                )
            case Known(fact):
                return self._known(fact, path)
            case HasRole(actor, role):
                return self._has_role(actor, role)
            case IsSubject():
                return self.out.let("e.counts")
            case Falls(what, term):
                asked = self._asked(what)
                above = self.out.constant(hierarchy(_KINDS[what], self.domain.vocabulary).above)
                return self.out.let(f"None if {asked} is None else {self.out.constant(term)} in {above}[{asked}]")
            case Quantified():
                return self._quantified(node, path, scope)
            case Variable(name):
                return scope[name].name
            case Field(variable, name):
                return self.out.let(f"{scope[variable].name}.get({self.out.constant(name)})")
            case Defined(name):
                shared = self.shared(name)
                self.out.can_fail |= shared.can_fail
                return self.out.let(f"{self.out.constant(shared.holds)}(e)")
            case _ as unreachable:
                assert_never(unreachable)

    def _later(self, node: Expression, path: str, scope: _Scope) -> Callable[[], str]:
        return lambda: self._value(node, path, scope)

    def _negation(self, operand: Expression, path: str, scope: _Scope) -> str:
        name = self._value(operand, path, scope)
        return self.out.let(f"None if {name} is None else not {name}")

    def _quantified(self, node: Quantified, path: str, scope: _Scope) -> str:
        neutral = node.quantifier is Quantifier.EVERY
        collection = self._value(node.collection, f"{path}/0", scope)
        found = self.out.let("None")
        with self.out.block(f"if {collection} is not None:"):
            self.out.line(f"{found} = {neutral}")
            variable = _Variable(self.out.fresh(), self._element_type(node.collection, scope))
            inside = {**scope, node.variable: variable}
            with self.out.loop(f"for {variable.name} in {collection}:"):
                self.out.join(found, self._later(node.body, f"{path}/1", inside), neutral=neutral)
        return found

    # --- what an environment has --------------------------------------------------------------------------------

    def _fact(self, fact: str, path: str) -> str:
        declaration = self.domain.vocabulary.facts[fact]
        if declaration.judged is not None:
            return self._judged(fact_value, declaration.judged, fact, path)
        found = self.out.let(f"e.of_{declaration.holder.value}.get({self.out.constant(declaration.name)})")
        if declaration.presumed is None:
            self.out.line(f"if {found} is not None: {found} = {found}.value")
        else:
            presuming = "e.presuming and e.on_statement" if declaration.holder is Holder.STATEMENT else "e.presuming"
            self.out.line(f"{found} = {found}.value if {found} is not None else False if {presuming} else None")
        return found

    def _known(self, fact: str, path: str) -> str:
        declaration = self.domain.vocabulary.facts[fact]
        if declaration.judged is not None:
            return self._judged(is_known, declaration.judged, fact, path)
        known = f"{self.out.constant(declaration.name)} in e.of_{declaration.holder.value}"
        if declaration.holder is Holder.STATEMENT:
            known = f"None if not e.on_statement else {known}"
        return self.out.let(known)

    def _judged(self, function: object, judged: JudgedBy, fact: str, path: str) -> str:
        """What is judged is asked as in the walk: it has to be by the right people, and in time."""
        self.out.can_fail |= judged.within is not None
        name, place = self.out.constant(fact), self.out.constant(path)
        return self.out.let(f"{self.out.constant(function)}({name}, {place}, e)")

    def _has_role(self, actor: Actor, role: str) -> str:
        roles = self.out.let("e.roles" if actor is Actor.RECIPIENT else "e.discloser_roles")
        name, otherwise = self.out.constant(role), "False"
        if actor is Actor.RECIPIENT and role in self.terms.towards:
            otherwise = f"None if {name} in e.perhaps else False"
        return self.out.let(f"None if {roles} is None else True if {name} in {roles} else {otherwise}")

    def _asked(self, what: Asked) -> str:
        return self.out.let("e.leaf" if what is Asked.ITEM else "e.purpose")

    def _zone(self) -> str:
        return self.out.constant(self.domain.zone)

    # --- operators ----------------------------------------------------------------------------------------------

    def _compare(self, node: Compare, path: str, scope: _Scope) -> str:
        left_type, right_type = self._type(node.left, scope), self._type(node.right, scope)
        names = self._operands((node.left, node.right), path, scope)
        attribute = _compared_by(left_type, right_type)
        if attribute is None:
            comparison, type_ = self.out.constant(node.comparison), self.out.constant(left_type)
            return self.out.called(operations.compare, names, path, comparison, type_, self.out.constant(self.domain))
        left, right = (
            self._compared(operand, name, attribute)
            for operand, name in zip((node.left, node.right), names, strict=True)
        )
        return self.out.let(f"None if {missing(names)} else {left} {_SYMBOLS[node.comparison]} {right}")

    def _compared(self, node: Expression, name: str, attribute: str) -> str:
        if not attribute:
            return name
        if isinstance(node, Literal):
            return self.out.constant(getattr(node.value, attribute))
        return f"{name}.{attribute}"

    def _member(self, node: Member, path: str, scope: _Scope) -> str:
        element, collection = self._operands((node.element, node.collection), path, scope)
        type_ = self._element_type(node.collection, scope)
        lacking = missing([element, collection])
        if isinstance(type_, TermType):
            above = self.terms.above(type_.kind)
            if isinstance(node.element, Literal) and isinstance(node.element.value, Symbol):
                symbols = self.out.constant(above[node.element.value.name])
            else:
                symbols = f"{self.out.constant(above)}[{element}.name]"
            return self.out.let(f"None if {lacking} else not {symbols}.isdisjoint({collection})")
        if isinstance(type_, OneOf) or (isinstance(type_, Primitive) and type_ is not Primitive.DURATION):
            return self.out.let(f"None if {lacking} else {element} in {collection}")
        domain = self.out.constant(self.domain)
        return self.out.called(operations.member, [element, collection], path, self.out.constant(type_), domain)

    def _operands(self, nodes: Sequence[Expression], path: str, scope: _Scope) -> list[str]:
        return [self._value(node, f"{path}/{place}", scope) for place, node in enumerate(nodes)]

    def _type(self, node: Expression, scope: _Scope) -> Type:
        return type_of(node, self.domain.vocabulary, _types(scope))

    def _element_type(self, node: Expression, scope: _Scope) -> Type:
        return element_type(node, self.domain.vocabulary, _types(scope))


def _types(scope: _Scope) -> dict[str, Type]:
    return {name: variable.type for name, variable in scope.items()}


def _compared_by(left: Type, right: Type) -> str | None:
    """The attribute by which Python's own operators compare such values as the table does; "" for themselves.

    None where only the table can: what steps through a calendar, has parts, or may be unknown in part.
    """
    if left in _NUMBERS and right in _NUMBERS:
        return ""
    if left != right:
        return None
    return "name" if isinstance(left, OneOf | TermType) else _COMPARED_BY.get(left)
