"""Conditions as formulas, node by node as `decide.conditions` walks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

import attrs

from confpolicy.core.expressions import (
    Actor,
    And,
    Arithmetic,
    Asked,
    Compare,
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
from confpolicy.core.types_of import element_type, type_of
from confpolicy.facts.schema import FactDeclaration, Holder
from confpolicy.facts.types import Primitive, TermKind, TermType, Type
from confpolicy.facts.values import Symbol
from confpolicy.prove.encode import comparing, operators
from confpolicy.prove.encode.people import Person
from confpolicy.prove.encode.symbols import Fields, Members, Moment, Symbolic, limited
from confpolicy.prove.encode.three import DONT_KNOW, NO, YES, Three, certain, conjunction, disjunction
from confpolicy.prove.encode.world import World
from confpolicy.prove.logic.terms import FALSE, TRUE, both, constant, either, negation


@attrs.frozen(kw_only=True)
class Place:
    """Where conditions are evaluated: an item, a purpose, and who is there; `decide.environment`, of symbols.

    `statement`: the name of the one at hand. `entry`: the item asked for beside the first whose facts are read.
    `supposed`: what judgements that are absent or do not count are supposed to say. `stated_only`: nothing else
    is there, as for the requester. `presuming`: as in `decide.environment`.
    """

    world: World
    definitions: Mapping[str, Expression]
    leaf: str | None
    purpose: str | None
    recipient: Person
    discloser: Person | None
    statement: str | None = None
    entry: str | None = None
    supposed: bool | None = None
    stated_only: bool = False
    presuming: bool = True
    bound: Mapping[str, tuple[Symbolic, Type]] = attrs.field(factory=dict)
    memory: dict[str, Three] = attrs.field(factory=dict)
    """Definitions already evaluated here."""

    def with_(self, **changes: Any) -> Place:
        """The same with these changes."""
        return attrs.evolve(self, memory={}, **changes)


def truth_of(node: Expression, place: Place) -> Three:  # noqa: C901, PLR0911, PLR0912 - a case a node
    """The truth of a condition."""
    match node:
        case Not(operand):
            return truth_of(operand, place).negated()
        case And(operands):
            return conjunction(truth_of(each, place) for each in operands)
        case Or(operands):
            return disjunction(truth_of(each, place) for each in operands)
        case Compare(comparison, left, right):
            types = (_type(left, place), _type(right, place))
            values = value_of(left, place), value_of(right, place)
            place.world.link(comparing.held_against(*values))
            return comparing.compare(comparison, *values, types, place.world.reckoner)
        case Member(element, collection):
            among = value_of(collection, place)
            assert isinstance(among, Members), "`in` takes a set"
            type_ = element_type(collection, place.world.vocabulary, _types(place))
            one = value_of(element, place)
            found_in = comparing.member(one, among, type_, place.world.reckoner)
            for _, other in among.elements:
                place.world.link(comparing.held_against(one, other))
            place.world.note(among, found_in)
            return found_in
        case Within(moment, duration):
            value = value_of(moment, place)
            return comparing.within(value, duration, place.world.now, place.world.reckoner)
        case Known(fact):
            return _is_known(fact, place)
        case HasRole(actor, role):
            who = place.recipient if actor is Actor.RECIPIENT else place.discloser
            return DONT_KNOW if who is None else who.has(role)
        case IsSubject():
            return place.recipient.counts
        case Falls(what, term):
            return _falls(what, term, place)
        case Quantified():
            return _quantified(node, place)
        case Defined(name):
            if name not in place.memory:
                place.memory[name] = truth_of(place.definitions[name], attrs.evolve(place, bound={}))
            return place.memory[name]
        case Literal() | FactValue() | Now() | TermOf() | Arithmetic() | Variable() | Field():
            found = value_of(node, place)
            assert isinstance(found, Three), "a condition is a bool"
            return found
        case _ as unreachable:
            assert_never(unreachable)


def value_of(node: Expression, place: Place) -> Symbolic:  # noqa: PLR0911 - a case a node
    """The value of an expression."""
    match node:
        case Literal(value, type_):
            return operators.literal(value, type_, place.world.reckoner)
        case FactValue(fact):
            return fact_value(fact, place)
        case Now():
            return Moment(TRUE, place.world.now)
        case TermOf(what):
            term = place.leaf if what is Asked.ITEM else place.purpose
            kind = TermType(TermKind.DATA if what is Asked.ITEM else TermKind.PURPOSE)
            assert term is not None, "conditions are encoded for an item and a purpose"
            return operators.literal(Symbol(term), kind, place.world.reckoner)
        case Arithmetic(operation, left, right):
            types = (_type(left, place), _type(right, place))
            values = value_of(left, place), value_of(right, place)
            return operators.arithmetic(operation, *values, types, place.world.reckoner)
        case Variable(name):
            return place.bound[name][0]
        case Field(variable, name):
            record = place.bound[variable][0]
            assert isinstance(record, Fields), "only records have fields"
            return record.fields[name]
        case _:
            return truth_of(node, place)


def _type(node: Expression, place: Place) -> Type:
    return type_of(node, place.world.vocabulary, _types(place))


def _types(place: Place) -> dict[str, Type]:
    return {name: type_ for name, (_, type_) in place.bound.items()}


def _falls(what: Asked, term: str, place: Place) -> Three:
    vocabulary = place.world.vocabulary
    asked, terms = (place.leaf, vocabulary.data) if what is Asked.ITEM else (place.purpose, vocabulary.purposes)
    return DONT_KNOW if asked is None else certain(constant(terms.covers(term, asked)))


def _quantified(node: Quantified, place: Place) -> Three:
    among = value_of(node.collection, place)
    assert isinstance(among, Members), "quantifiers range over sets"
    type_ = element_type(node.collection, place.world.vocabulary, _types(place))
    values = []
    for there, element in among.elements:
        inside = attrs.evolve(place, bound={**place.bound, node.variable: (element, type_)})
        values.append((there, truth_of(node.body, inside)))
    if node.quantifier is Quantifier.SOME:
        found = disjunction(
            Three(both(there, value.true), either(negation(there), value.false)) for there, value in values
        )
    else:
        found = conjunction(
            Three(either(negation(there), value.true), both(there, value.false)) for there, value in values
        )
    place.world.note(among, found)
    return found.where(among.known)


# --- facts ----------------------------------------------------------------------------------------------------


def fact_value(name: str, place: Place) -> Symbolic:
    """The fact's value: unknown where it is absent and not taken as no."""
    declaration = place.world.vocabulary.facts[name]
    if not _visible(declaration, place):
        return _absent(declaration, place)
    fact = place.world.fact(name, _owner(declaration, place))
    if declaration.type is not Primitive.BOOL:
        return fact.value
    value, otherwise = fact.value, _absent(declaration, place)
    assert isinstance(value, Three)
    assert isinstance(otherwise, Three)
    missing = negation(fact.given)
    return Three(
        either(value.true, both(missing, otherwise.true)), either(value.false, both(missing, otherwise.false))
    )


def _owner(declaration: FactDeclaration, place: Place) -> str | None:
    match declaration.holder:
        case Holder.STATEMENT:
            return place.statement
        case Holder.ITEM if place.entry is not None:
            return f"entry {place.entry}"
        case _:
            return None


def _visible(declaration: FactDeclaration, place: Place) -> bool:
    if place.stated_only:
        return declaration.holder is Holder.STATED
    return declaration.holder is not Holder.STATEMENT or place.statement is not None


def _supposable(declaration: FactDeclaration) -> bool:
    return declaration.judged is not None and declaration.type is Primitive.BOOL


def _absent(declaration: FactDeclaration, place: Place) -> Symbolic:
    """What stands for a fact that is not given."""
    if declaration.type is not Primitive.BOOL:
        return _unknown(declaration, place)
    if _supposable(declaration):
        return DONT_KNOW if place.supposed is None else certain(constant(place.supposed))
    on_statement = declaration.holder is not Holder.STATEMENT or place.statement is not None
    return NO if declaration.presumed is not None and place.presuming and on_statement else DONT_KNOW


def _unknown(declaration: FactDeclaration, place: Place) -> Symbolic:
    """A value of the fact's type that is unknown."""
    return limited(place.world.fact(declaration.full_name, "nothing").value, FALSE)


def _is_known(name: str, place: Place) -> Three:
    declaration = place.world.vocabulary.facts[name]
    if declaration.holder is Holder.STATEMENT and place.statement is None:
        return DONT_KNOW
    supposed = place.supposed is not None and _supposable(declaration)
    if supposed:
        return YES
    if not _visible(declaration, place):
        return NO
    fact = place.world.fact(name, _owner(declaration, place))
    return certain(fact.given)


def holds(parts: Iterable[tuple[Expression, bool]], place: Place) -> Three:
    """Whether all parts of a condition hold: each is an expression, and whether it must be false."""
    return conjunction(
        truth_of(expression, place).negated() if negated else truth_of(expression, place)
        for expression, negated in parts
    )
