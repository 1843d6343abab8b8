"""Facts aimed at a condition: what to give so that it comes out as wished, just on one side of its edge."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import attrs

from confpolicy.core.clauses import Clause
from confpolicy.core.expressions import (
    And,
    Asked,
    Compare,
    Comparison,
    Defined,
    Expression,
    FactValue,
    Field,
    HasRole,
    Known,
    Literal,
    Member,
    Not,
    Or,
    Quantified,
    Quantifier,
    TermOf,
    Variable,
    Within,
)
from confpolicy.facts.types import Primitive, SetOf, StructureType, Type
from confpolicy.facts.values import Day, Duration, Instant, Value
from confpolicy.testing import values
from confpolicy.testing.pivots import Side, pivot, shifted
from confpolicy.testing.terrain import conditions
from confpolicy.testing.values import Json, Scene

ABSENT = object()
"""The wish that a fact be left out."""

_SIGNS: Mapping[Comparison, tuple[int, ...]] = {
    Comparison.EQUAL: (0,),
    Comparison.UNEQUAL: (1, -1),
    Comparison.LESS: (-1,),
    Comparison.AT_MOST: (0, -1),
    Comparison.GREATER: (1,),
    Comparison.AT_LEAST: (0, 1),
}


@attrs.frozen(kw_only=True)
class Aim:
    """What is wished for so far. The first wish about a fact stands; a condition that fails still makes a request."""

    scene: Scene
    asked: Mapping[Asked, str]
    wishes: dict[str, Json] = attrs.field(factory=dict)
    """By the fact's full name; inside a quantifier by variable and field."""
    roles: dict[str, bool] = attrs.field(factory=dict)
    """Roles that the recipient had better have, or not."""
    types: Mapping[str, Type]

    @classmethod
    def of(cls, scene: Scene, *, item: str, purpose: str) -> Aim:
        """An aim with no wish yet."""
        types = {name: fact.type for name, fact in scene.terrain.vocabulary.facts.items()}
        asked = {Asked.ITEM: item, Asked.PURPOSE: purpose}
        return cls(scene=scene, asked=asked, types=types)

    def at_clause(self, clause: Clause, *, applies: bool) -> None:
        """Wish that the clause's conditions let it apply, or keep it from applying."""
        wanted = [
            (part, want)
            for one in conditions(clause)
            for part, want in [(one.when, True), *((part, False) for part in one.unless)]
            if part is not None
        ]
        if applies:
            for part, want in wanted:
                self.at(part, want=want)
        elif wanted:
            part, want = self.scene.ch.pick(wanted)
            self.at(part, want=not want)

    def at(self, node: Expression, *, want: bool) -> None:
        """Wish that the condition be true, or false."""
        match node:
            case Not(operand):
                self.at(operand, want=not want)
            case And(operands) | Or(operands):
                self._at_several(operands, want=want, all_of_them=isinstance(node, And) is want)
            case Defined(name):
                self.at(self.scene.terrain.definitions[name], want=want)
            case Known(fact):
                if want:
                    self.wishes.setdefault(fact, self._any(self.types[fact]))
                else:
                    self.wishes.setdefault(fact, ABSENT)
            case HasRole(_, role):
                self.roles.setdefault(role, want)
            case Compare() | Member() | Within() | FactValue() | Field() | Variable():
                self._at_leaf(node, want=want)
            case Quantified(FactValue() as collection):
                self._at_set(node, collection.fact, want=want)
            case Quantified(_, _, FactValue(fact)):
                self._at_set(node, fact, want=want)
            case _:
                pass

    def _at_several(self, operands: tuple[Expression, ...], *, want: bool, all_of_them: bool) -> None:
        for operand in operands if all_of_them else (self.scene.ch.pick(operands),):
            self.at(operand, want=want)

    def _any(self, of: Type) -> Json:
        return values.value(self.scene, of)

    def _at_leaf(self, node: Expression, *, want: bool) -> None:
        match node:
            case Compare(comparison, left, right):
                self._compare(comparison, left, right, want=want)
            case Member(element, collection):
                self._member(element, collection, want=want)
            case Within(moment, duration):
                key = _key(moment)
                if key is not None:
                    start = values.back(self.scene.terrain, self.scene.now, duration)
                    self._near(key, start if want or self.scene.ch.chance(50) else self.scene.now, want=want)
            case _:
                key = _key(node)
                if key is not None and self.types[key] is Primitive.BOOL:
                    self.wishes.setdefault(key, want)

    def _near(self, key: str, edge: Instant, *, want: bool) -> None:
        """A moment or day at the edge of a `within`: at or after its start, or on the far side."""
        side = self.scene.ch.pick((0, 1)) if want else (-1 if edge != self.scene.now else 1)
        base: Day | Instant = self.scene.terrain.zone.day_of(edge) if self.types[key] is Primitive.DATE else edge
        self.wishes.setdefault(key, values.to_json(shifted(base, side, self.scene.ch)))

    def _compare(self, comparison: Comparison, left: Expression, right: Expression, *, want: bool) -> None:
        one, other = _key(left), _key(right)
        if one is not None and other is not None and self.types[one] == self.types[other]:
            shared = self.wishes.get(other, self.wishes.get(one, self._any(self.types[one])))
            if (comparison is Comparison.EQUAL) is want:
                self.wishes.setdefault(one, shared)
                self.wishes.setdefault(other, shared)
            return
        found = pivot(Side(left, right), self.scene, self.types, self.asked)
        if found is None:
            return
        signs = _SIGNS[comparison]
        if found.turned:
            signs = tuple(-sign for sign in signs)
        if not want:
            signs = tuple(sign for sign in (0, 1, -1) if sign not in signs)
        self._at_side(found.key, found.value, self.scene.ch.pick(signs))

    def _at_side(self, key: str, edge: Value, sign: int) -> None:
        """The edge itself, or something to one side of it; for values without an order, something else."""
        if isinstance(edge, Decimal) and self.types[key] is Primitive.INT:
            edge = int(edge)
        if sign == 0:
            wish = values.to_json(edge)
        elif isinstance(edge, bool):
            wish = not edge
        elif isinstance(edge, (int, Decimal, Day, Instant, Duration)):
            wish = values.to_json(shifted(edge, sign, self.scene.ch))
        else:
            drawn = [self._any(self.types[key]) for _ in range(3)]
            wish = next((one for one in drawn if one != values.to_json(edge)), drawn[0])
        self.wishes.setdefault(key, wish)

    def _member(self, element: Expression, collection: Expression, *, want: bool) -> None:
        match element, collection:
            case TermOf(what), FactValue(fact):
                self.wishes.setdefault(fact, [self.asked[what]] if want else [])
            case _, Literal(frozenset() as members, _):
                key = _key(element)
                if key is not None and members:
                    chosen = self.scene.ch.pick(sorted((values.to_json(one) for one in members), key=repr))
                    self.wishes.setdefault(key, chosen if want else self._any(self.types[key]))
            case _:
                pass

    def _at_set(self, node: Quantified, fact: str, *, want: bool) -> None:
        of = self.types[fact]
        if not isinstance(of, SetOf) or fact in self.wishes:
            return
        if want is (node.quantifier is Quantifier.EVERY) and self.scene.ch.chance(40):
            self.wishes[fact] = []
            return
        inner = attrs.evolve(self, wishes={}, types={**self.types, **self._element_types(node.variable, of.element)})
        inner.at(node.body, want=want)
        self.wishes[fact] = [self._element(node.variable, of.element, inner.wishes)]

    def _element_types(self, variable: str, element: Type) -> Mapping[str, Type]:
        match element:
            case StructureType(name):
                fields = self.scene.terrain.vocabulary.structures[name]
                return {f"{variable}.{field}": of for field, of in fields.items()}
            case _:
                return {variable: element}

    def _element(self, variable: str, element: Type, wishes: Mapping[str, Json]) -> Json:
        drawn = self._any(element)
        if not isinstance(drawn, dict):
            return wishes.get(variable, drawn)
        start = f"{variable}."
        wished = {key.removeprefix(start): one for key, one in wishes.items() if key.startswith(start)}
        return {**drawn, **wished}


def _key(node: Expression) -> str | None:
    """The name under which the node's value is wished for."""
    match node:
        case FactValue(fact):
            return fact
        case Variable(name):
            return name
        case Field(variable, name):
            return f"{variable}.{name}"
        case _:
            return None
