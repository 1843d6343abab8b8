"""Conditions, walked: the truth of an expression in an environment, in Kleene's logic.

Every operand is looked at, so that neither the value nor the errors depend on an order. A node's id is its path:
`clause/when/0/1`, `define.NAME/0`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

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
from confpolicy.core.operators import OperandError, arithmetic, compare, member, order_key, within
from confpolicy.core.types_of import element_type, type_of
from confpolicy.decide.environment import Bound, Environment, fact_value, is_known
from confpolicy.decide.prepare import Part
from confpolicy.facts.logic import Truth, conjunction, disjunction, negation, truth
from confpolicy.facts.types import Type
from confpolicy.facts.values import Day, Instant, Record, Symbol, Value


def status(parts: Iterable[Part], environment: Environment) -> Truth:
    """Whether all parts of a clause's condition hold."""
    return conjunction([part_holds(part, environment) for part in parts])


def part_holds(part: Part, environment: Environment) -> Truth:
    """Whether the part is as the clause wants it: a `when` true, an `unless` false."""
    value = truth_of(part.expression, part.path, environment)
    return negation(value) if part.negated else value


def truth_of(node: Expression, path: str, environment: Environment) -> Truth:
    """The truth of a condition; unknown where an error happens in it, which is noted."""
    try:
        found = _truth(node, path, environment)
    except OperandError as error:
        environment.note(path, error)
        found = Truth.UNKNOWN
    if environment.nodes is not None:
        environment.nodes.append((path, found))
    return found


def value_of(node: Expression, path: str, environment: Environment) -> Value | None:
    """The value of an expression, None where it is unknown, or where an error happens in it, which is noted."""
    try:
        found = _value(node, path, environment)
    except OperandError as error:
        environment.note(path, error)
        found = None
    if environment.nodes is not None:
        environment.nodes.append((path, found))
    return found


def _truth(node: Expression, path: str, env: Environment) -> Truth:  # noqa: C901, PLR0911, PLR0912 - a case a node
    match node:
        case FactValue(fact):
            return _as_truth(fact_value(fact, path, env))
        case Compare():
            return _compare(node, path, env)
        case Not(operand):
            return negation(truth_of(operand, f"{path}/0", env))
        case And(operands):
            return conjunction([truth_of(each, f"{path}/{place}", env) for place, each in enumerate(operands)])
        case Or(operands):
            return disjunction([truth_of(each, f"{path}/{place}", env) for place, each in enumerate(operands)])
        case Member():
            return _member(node, path, env)
        case Within():
            return _within(node, path, env)
        case Known(fact):
            known = is_known(fact, path, env)
            return Truth.UNKNOWN if known is None else truth(known)
        case HasRole(actor, role):
            who = env.recipient if actor is Actor.RECIPIENT else env.discloser
            return Truth.UNKNOWN if who is None else who.has(role)
        case IsSubject():
            return Truth.UNKNOWN if env.recipient is None else env.recipient.counts
        case Falls():
            return _falls(node, env)
        case Quantified():
            return _quantified(node, path, env)
        case Defined(name):
            return _defined(name, env)
        case Literal() | Now() | TermOf() | Arithmetic() | Variable() | Field():
            return _as_truth(_value(node, path, env))
        case _ as unreachable:
            assert_never(unreachable)


def _value(node: Expression, path: str, env: Environment) -> Value | None:  # noqa: PLR0911 - a case a node
    match node:
        case FactValue(fact):
            return fact_value(fact, path, env)
        case Literal(value, _):
            return value
        case Now():
            return env.time
        case TermOf(what):
            term = env.leaf if what is Asked.ITEM else env.purpose
            return None if term is None else Symbol(term)
        case Arithmetic(operation, left_node, right_node):
            left, right = value_of(left_node, f"{path}/0", env), value_of(right_node, f"{path}/1", env)
            if left is None or right is None:
                return None
            return arithmetic(operation, left, right, zone=env.domain.zone)
        case Variable(name):
            return env.bound[name].value
        case Field(variable, name):
            record = env.bound[variable].value
            assert isinstance(record, Record), "only records have fields"
            return record.get(name)
        case _:
            return {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}[_truth(node, path, env)]


def _as_truth(value: Value | None) -> Truth:
    if value is None:
        return Truth.UNKNOWN
    assert isinstance(value, bool), "a condition is a bool"
    return truth(value)


def _compare(node: Compare, path: str, env: Environment) -> Truth:
    left, right = value_of(node.left, f"{path}/0", env), value_of(node.right, f"{path}/1", env)
    if left is None or right is None:
        return Truth.UNKNOWN
    type_ = type_of(node.left, env.domain.vocabulary, _types(env))
    return compare(node.comparison, left, right, type_=type_, domain=env.domain)


def _member(node: Member, path: str, env: Environment) -> Truth:
    element, collection = value_of(node.element, f"{path}/0", env), value_of(node.collection, f"{path}/1", env)
    if element is None or collection is None:
        return Truth.UNKNOWN
    assert isinstance(collection, frozenset), "`in` takes a set"
    type_ = element_type(node.collection, env.domain.vocabulary, _types(env))
    return member(element, collection, type_=type_, domain=env.domain)


def _within(node: Within, path: str, env: Environment) -> Truth:
    moment = value_of(node.moment, f"{path}/0", env)
    if moment is None or env.time is None:
        return Truth.UNKNOWN
    assert isinstance(moment, Day | Instant), "`within` takes a date or a datetime"
    return within(moment, node.duration, env.time, zone=env.domain.zone)


def _falls(node: Falls, env: Environment) -> Truth:
    vocabulary = env.domain.vocabulary
    term, terms = (env.leaf, vocabulary.data) if node.what is Asked.ITEM else (env.purpose, vocabulary.purposes)
    return Truth.UNKNOWN if term is None else truth(terms.covers(node.term, term))


def _quantified(node: Quantified, path: str, env: Environment) -> Truth:
    collection = value_of(node.collection, f"{path}/0", env)
    if collection is None:
        return Truth.UNKNOWN
    assert isinstance(collection, frozenset), "quantifiers range over sets"
    type_ = element_type(node.collection, env.domain.vocabulary, _types(env))
    values = [
        truth_of(node.body, f"{path}/1", env.bind(node.variable, Bound(element, type_)))
        for element in sorted(collection, key=order_key)
    ]
    return disjunction(values) if node.quantifier is Quantifier.SOME else conjunction(values)


def _defined(name: str, env: Environment) -> Truth:
    if name not in env.defined:
        env.defined[name] = truth_of(env.definitions[name], f"define.{name}", env)
    return env.defined[name]


def _types(env: Environment) -> dict[str, Type]:
    return {name: bound.type for name, bound in env.bound.items()}
