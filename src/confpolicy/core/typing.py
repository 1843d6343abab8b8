"""What holds of every program: each condition has a type, and every name in it stands for something.

The checker sees to it for programs that come from a text; whoever builds programs by hand can ask `check_program`.
`types_of.type_of` gives the type of an expression that is known to have one; `type_of` here looks at every node.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from confpolicy.core.clauses import (
    Assertion,
    Clause,
    ClauseBase,
    Condition,
    Consent,
    Effect,
    NeedToKnow,
    Obligation,
    Parties,
    Permission,
    Program,
    Prohibition,
    Referral,
    Rules,
    Scope,
    Standing,
)
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
    TermOf,
    Variable,
    Within,
    children,
)
from confpolicy.core.operators import arithmetic_type, comparable
from confpolicy.core.types_of import IllTypedError
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType, Type
from confpolicy.facts.values import Day, Duration, Instant, Record, Symbol, Value

_MOMENTS = (Primitive.DATE, Primitive.DATETIME)
_NUMBERS = (Primitive.INT, Primitive.DECIMAL)


def type_of(expression: Expression, vocabulary: Vocabulary, variables: Mapping[str, Type]) -> Type:  # noqa: C901, PLR0911, PLR0912 - a case for each kind of node
    """The type of `expression`, each node of it checked; `variables` are those of the quantifiers around it.

    Raises `IllTypedError`, with a few words, at the first node that does not fit. Definitions are taken to exist.
    """
    match expression:
        case Literal(value, type_):
            return _literal(value, type_, vocabulary)
        case FactValue(fact):
            return _fact(fact, vocabulary)
        case Known(fact):
            _fact(fact, vocabulary)
            return Primitive.BOOL
        case Now():
            return Primitive.DATETIME
        case TermOf(what):
            return _asked(what)
        case Variable(name):
            return _variable(name, variables)
        case Field(variable, name):
            return _field(_variable(variable, variables), name, vocabulary)
        case Not(operand):
            return _bool(operand, vocabulary, variables)
        case And(operands) | Or(operands):
            _need(len(operands) > 1, "one operand alone")
            for operand in operands:
                _need(type(operand) is not type(expression), "nested in its own kind")
                _bool(operand, vocabulary, variables)
            return Primitive.BOOL
        case Compare(comparison, left, right):
            types = type_of(left, vocabulary, variables), type_of(right, vocabulary, variables)
            _need(comparable(comparison, *types), "not comparable")
            return Primitive.BOOL
        case Arithmetic(operation, left, right):
            types = type_of(left, vocabulary, variables), type_of(right, vocabulary, variables)
            found = arithmetic_type(operation, *types)
            _need(found is not None, "no such sum")
            assert found is not None
            return found
        case Member(element, collection):
            members = _element(type_of(collection, vocabulary, variables))
            _need(_same(type_of(element, vocabulary, variables), members), "not of the set's type")
            return Primitive.BOOL
        case Within(moment, _):
            _need(type_of(moment, vocabulary, variables) in _MOMENTS, "no date")
            return Primitive.BOOL
        case Quantified(_, variable, collection, body):
            _need(variable not in variables, "a variable within its own scope")
            members = _element(type_of(collection, vocabulary, variables))
            return _bool(body, vocabulary, {**variables, variable: members})
        case HasRole(actor, role):
            _need(role in vocabulary.roles.above, f"no role {role}")
            _need(actor is Actor.RECIPIENT or role not in vocabulary.towards, "a discloser has no such role")
            return Primitive.BOOL
        case Falls(what, term):
            hierarchy = vocabulary.data if what is Asked.ITEM else vocabulary.purposes
            _need(term in hierarchy.above, f"no term {term}")
            return Primitive.BOOL
        case IsSubject() | Defined():
            return Primitive.BOOL
        case _ as unreachable:
            assert_never(unreachable)


def check_program(program: Program) -> tuple[str, ...]:
    """What is wrong with a program, a line each; nothing for every program that was lowered from a checked text."""
    vocabulary = program.vocabulary
    found: list[str] = []
    for rules in program.policies:
        found += _definitions(rules, vocabulary)
        found += _names(rules)
        kinds = {clause.name: clause for clause in rules.clauses}
        for clause in rules.clauses:
            found += [f"{clause.name}: {wrong}" for wrong in _clause(clause, rules, vocabulary)]
            found += [f"{clause.name}: {wrong}" for wrong in _references(clause, kinds)]
        for assertion in rules.assertions:
            found += [f"{assertion.name}: {wrong}" for wrong in _assertion(assertion, rules, vocabulary)]
    return tuple(found)


# --- expressions ------------------------------------------------------------------------------------------------


def _need(holds: object, words: str) -> None:
    if not holds:
        raise IllTypedError(words)


def _bool(node: Expression, vocabulary: Vocabulary, variables: Mapping[str, Type]) -> Type:
    _need(type_of(node, vocabulary, variables) is Primitive.BOOL, "no condition")
    return Primitive.BOOL


def _fact(name: str, vocabulary: Vocabulary) -> Type:
    _need(name in vocabulary.facts, f"no fact {name}")
    return vocabulary.facts[name].type


def _asked(what: Asked) -> Type:
    return TermType(TermKind.DATA if what is Asked.ITEM else TermKind.PURPOSE)


def _variable(name: str, variables: Mapping[str, Type]) -> Type:
    _need(name in variables, f"no variable {name}")
    return variables[name]


def _field(record: Type, name: str, vocabulary: Vocabulary) -> Type:
    if not isinstance(record, StructureType) or name not in vocabulary.structures[record.name]:
        raise IllTypedError(f"no field {name}")
    return vocabulary.structures[record.name][name]


def _element(collection: Type) -> Type:
    if not isinstance(collection, SetOf):
        raise IllTypedError("no set")
    return collection.element


def _same(left: Type, right: Type) -> bool:
    return left == right or (left in _NUMBERS and right in _NUMBERS)


def _literal(value: Value, type_: Type, vocabulary: Vocabulary) -> Type:
    _need(fits(value, type_, vocabulary), "a value that is not of its type")
    return type_


def fits(value: Value, type_: Type, vocabulary: Vocabulary) -> bool:
    """Whether a value is one of the type's."""
    match type_:
        case Primitive():
            return _fits_primitive(value, type_)
        case OneOf(values):
            return isinstance(value, Symbol) and value.name in values
        case TermType(kind):
            hierarchies = {
                TermKind.DATA: vocabulary.data,
                TermKind.ROLE: vocabulary.roles,
                TermKind.PURPOSE: vocabulary.purposes,
            }
            return isinstance(value, Symbol) and value.name in hierarchies[kind].above
        case StructureType(name):
            fields = vocabulary.structures.get(name, {})
            return isinstance(value, Record) and all(
                field in fields and fits(part, fields[field], vocabulary) for field, part in value.fields
            )
        case SetOf(element):
            return isinstance(value, frozenset) and all(fits(part, element, vocabulary) for part in value)
        case _ as unreachable:
            assert_never(unreachable)


def _fits_primitive(value: Value, type_: Primitive) -> bool:
    from decimal import Decimal

    classes: Mapping[Primitive, type] = {
        Primitive.BOOL: bool,
        Primitive.INT: int,
        Primitive.DECIMAL: Decimal,
        Primitive.TEXT: str,
        Primitive.DATE: Day,
        Primitive.DATETIME: Instant,
        Primitive.DURATION: Duration,
    }
    return isinstance(value, classes[type_]) and (type_ is Primitive.BOOL or not isinstance(value, bool))


# --- programs ---------------------------------------------------------------------------------------------------


def _names(rules: Rules) -> Iterator[str]:
    seen: set[str] = set()
    for one in (*rules.clauses, *rules.assertions):
        if one.name in seen:
            yield f"{one.name}: stands twice"
        seen.add(one.name)


def _definitions(rules: Rules, vocabulary: Vocabulary) -> Iterator[str]:
    sound: set[str] = set()
    for name, body in rules.definitions.items():
        for wrong in _condition_of(body, rules, vocabulary):
            yield f"define.{name}: {wrong}"
        if not _used(body) <= sound:
            yield f"define.{name}: stands before a definition that it uses"
        sound.add(name)


def _used(node: Expression) -> frozenset[str]:
    below = frozenset[str]().union(*(_used(child) for child in children(node)))
    return below | {node.name} if isinstance(node, Defined) else below


def _condition_of(node: Expression, rules: Rules, vocabulary: Vocabulary) -> Iterator[str]:
    try:
        _bool(node, vocabulary, {})
    except IllTypedError as error:
        yield str(error)
    for name in _used(node) - rules.definitions.keys():
        yield f"no definition {name}"


def _conditions(condition: Condition) -> tuple[Expression, ...]:
    return (*((condition.when,) if condition.when else ()), *condition.unless)


def _clause(clause: ClauseBase, rules: Rules, vocabulary: Vocabulary) -> Iterator[str]:
    yield from _scope(clause.scope, vocabulary)
    for condition in (clause.condition, *(reading.condition for reading in clause.readings)):
        for node in _conditions(condition):
            yield from _condition_of(node, rules, vocabulary)
    readings = [reading.name for reading in clause.readings]
    if len(set(readings)) != len(readings) or (clause.taken is None) != (not readings):
        yield "readings without one that is taken, or two of one name"
    if clause.taken is not None and clause.taken not in readings:
        yield f"no reading {clause.taken}"
    for fact in clause.relies_on:
        if fact not in vocabulary.facts or not vocabulary.facts[fact].protected:
            yield f"relies on {fact}, which is no protected fact"
    for effect in clause.effects:
        yield from _effect(effect, vocabulary)


def _assertion(assertion: Assertion, rules: Rules, vocabulary: Vocabulary) -> Iterator[str]:
    yield from _scope(assertion.scope, vocabulary)
    for node in _conditions(assertion.condition):
        yield from _condition_of(node, rules, vocabulary)


def _scope(scope: Scope, vocabulary: Vocabulary) -> Iterator[str]:
    named = [
        ("data", vocabulary.data, scope.of.terms | scope.of.excepted if scope.of else frozenset()),
        ("role", vocabulary.roles, _roles(scope.to) | _roles(scope.from_)),
        ("purpose", vocabulary.purposes, scope.for_.terms | scope.for_.excepted if scope.for_ else frozenset()),
    ]
    for kind, hierarchy, terms in named:
        for term in sorted(terms - hierarchy.above.keys()):
            yield f"no {kind} {term}"


def _roles(parties: Parties | None) -> frozenset[str]:
    return parties.roles | parties.except_roles if parties else frozenset()


def _effect(effect: Effect, vocabulary: Vocabulary) -> Iterator[str]:
    target = effect.target
    if (target is None) == (effect.text is None):
        yield "an effect with both a target and a text, or with neither"
    known = vocabulary.registers | vocabulary.roles.above.keys() | {"subject"}
    if target is not None and target not in known:
        yield f"no target {target}"


def _references(clause: Clause, clauses: Mapping[str, Clause]) -> Iterator[str]:
    match clause:
        case Consent(overrides=overrides) | Permission(overrides=overrides):
            for name in sorted(overrides):
                other = clauses.get(name)
                if not isinstance(other, Prohibition) or other.absolute:
                    yield f"overrides {name}, which is no prohibition that can be overridden"
        case Obligation(on=frozenset() as names):
            for name in sorted(names):
                if not isinstance(clauses.get(name), Consent | NeedToKnow | Permission):
                    yield f"follows upon {name}, which is no ground"
        case Referral(decided_by=()) | Standing(by=()):
            yield "nobody to do it"
        case _:
            pass
    if isinstance(clause, Consent) and not clause.givers:
        yield "nobody can give it"


__all__ = ["IllTypedError", "check_program", "fits", "type_of"]
