"""Conditions again: Kleene's logic over the nodes of the core, one node after another."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from confpolicy.core.clauses import Clause
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
from confpolicy.core.expressions import Known as KnownFact
from confpolicy.facts.schema import Holder
from confpolicy.facts.types import Primitive, TermKind
from confpolicy.facts.values import Instant

from .calendar_ import not_older
from .kleene import Kleene, both, either, negated
from .reckoning import compared, equal, reckoned
from .terms import Known, Policy, Rec, Term, of_policy

KIND = {Asked.ITEM: TermKind.DATA, Asked.PURPOSE: TermKind.PURPOSE}


@dataclass(frozen=True)
class World:
    """What a condition is asked of: one leaf, one subject, and all that is given about them."""

    policy: Policy
    zone: ZoneInfo
    now: Instant
    item: str
    purpose: str
    recipient_roles: frozenset[str]
    discloser_roles: frozenset[str]
    in_person: Kleene
    """The recipient is the data subject; unknown where that is a class of people."""
    facts: Mapping[str, Known]
    perhaps_roles: frozenset[str] = frozenset()
    """Roles that they may have towards some of a class."""
    alone: bool = False
    """Nobody stands in for the subject here."""
    on_statement: bool = False
    """Whether the facts of one statement are among them; elsewhere nothing is known of these."""
    suppose: bool | None = None
    """What every yes-or-no judgement that is absent, or does not count, is supposed to be."""
    found: dict[tuple[str, str], Kleene] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was asked of clauses here before, and the answer."""

    @functools.cached_property
    def by_themself(self) -> World:
        """The same, where nobody stands in for the subject."""
        return replace(self, alone=True, suppose=None)

    def on(self, facts: Mapping[str, Known]) -> World:
        """The same, on a statement with these facts."""
        return replace(self, facts={**self.facts, **facts}, on_statement=True)

    def once(self, question: str, clause: Clause, answer: Callable[[Any, World], Kleene]) -> Kleene:
        """The answer to the question about the clause, worked out when it is first asked; names are unique."""
        key = question, clause.name
        if key not in self.found:
            self.found[key] = answer(clause, self)
        return self.found[key]


def whens(clause: Clause) -> list[Expression]:
    """All that must hold: the clause's own `when` and that of the reading taken."""
    found = [clause.condition.when, *(one.condition.when for one in clause.readings if one.name == clause.taken)]
    return [when for when in found if when is not None]


def unlesses(clause: Clause) -> list[Expression]:
    """All that must not hold."""
    taken = [one.condition.unless for one in clause.readings if one.name == clause.taken]
    return [unless for several in (clause.condition.unless, *taken) for unless in several]


def status(clause: Clause, world: World) -> Kleene:
    """Whether the clause's conditions hold: its `when` true and every `unless` false."""
    return world.once("status", clause, _status)


def _status(clause: Clause, world: World) -> Kleene:
    return both(
        [truth(when, world) for when in whens(clause)] + [negated(truth(one, world)) for one in unlesses(clause)]
    )


def truth(condition: Expression, world: World) -> Kleene:
    """Whether the condition holds in the world."""
    value = evaluate(condition, world, {})
    assert value is None or isinstance(value, bool)
    return value


def evaluate(node: Expression, world: World, variables: Mapping[str, Known]) -> Known | None:
    """The node's value; None where it is unknown, or an error happens in it."""
    try:
        return _value(node, world, variables)
    except (ArithmeticError, ValueError):
        return None


def _value(node: Expression, world: World, variables: Mapping[str, Known]) -> Known | None:
    def of(child: Expression) -> Any:
        return evaluate(child, world, variables)

    terms = world.policy.terms
    match node:
        case Literal(value, type_):
            return of_policy(value, type_, world.policy.vocabulary)
        case FactValue(name):
            return _fact(name, world)
        case KnownFact(name):
            return None if _open(name, world) else name in world.facts or _supposed(name, world)
        case Now():
            return world.now
        case TermOf(what):
            return Term(KIND[what], _asked(what, world))
        case Falls(what, term):
            return term in terms.ups(KIND[what], _asked(what, world))
        case HasRole(actor, role):
            if actor is Actor.RECIPIENT:
                return held(role, world)
            return any(role in terms.ups(TermKind.ROLE, one) for one in world.discloser_roles)
        case IsSubject():
            return counts(world)
        case Not(operand):
            return negated(of(operand))
        case And(operands):
            return both([of(operand) for operand in operands])
        case Or(operands):
            return either([of(operand) for operand in operands])
        case Compare(comparison, left, right):
            return compared(comparison, of(left), of(right), world.zone)
        case Arithmetic(operation, left, right):
            return reckoned(operation, of(left), of(right), world.zone)
        case Member(element, collection):
            return _member(of(element), of(collection), world)
        case Within(moment, duration):
            at = of(moment)
            return None if at is None else not_older(at, duration, world.now, world.zone)
        case Quantified(quantifier, variable, collection, body):
            members = of(collection)
            if members is None:
                return None
            found: list[Any] = [evaluate(body, world, {**variables, variable: member}) for member in members]
            return either(found) if quantifier is Quantifier.SOME else both(found)
        case Variable(name):
            return variables[name]
        case Field(variable, name):
            record = variables[variable]
            assert isinstance(record, Rec)
            return record.fields[name]
        case Defined(name):
            return evaluate(world.policy.rules.definitions[name], world, {})
        case _ as unreachable:
            assert_never(unreachable)


def held(role: str, world: World) -> Kleene:
    """Whether the recipient has a role at or below this one."""
    terms, named = world.policy.terms, frozenset({role})
    if any(terms.under_one_of(TermKind.ROLE, one, named) for one in world.recipient_roles):
        return True
    return None if any(terms.under_one_of(TermKind.ROLE, one, named) for one in world.perhaps_roles) else False


def counts(world: World) -> Kleene:
    """Whether the recipient counts as the subject."""
    from .standing import counts as found

    return found(world)


def _asked(what: Asked, world: World) -> str:
    return world.item if what is Asked.ITEM else world.purpose


def _supposed(name: str, world: World) -> bool:
    """Whether something is supposed about the fact: it is a yes-or-no judgement (and was not found to count)."""
    declared = world.policy.vocabulary.facts[name]
    return world.suppose is not None and declared.judged is not None and declared.type is Primitive.BOOL


def _open(name: str, world: World) -> bool:
    """Whether the fact is one of a statement, and none is at hand."""
    return world.policy.vocabulary.facts[name].holder is Holder.STATEMENT and not world.on_statement


def _fact(name: str, world: World) -> Known | None:
    if name in world.facts:
        return world.facts[name]
    if _supposed(name, world):
        return world.suppose
    if _open(name, world):
        return None
    return None if world.policy.vocabulary.facts[name].presumed is None else False


def _member(element: Known | None, members: tuple[Known, ...] | None, world: World) -> Kleene:
    """Whether the element is one of the members; of terms, whether a member covers it."""
    if element is None or members is None:
        return None
    if isinstance(element, Term):
        ups = world.policy.terms.ups(element.kind, element.name)
        return any(isinstance(member, Term) and member.name in ups for member in members)
    return either([equal(element, member, world.zone) for member in members])
