"""What holds of every program: each condition has a type, and every name in it stands for something.

The checker sees to it for programs that come from a text; whoever builds programs by hand can ask `check_program`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from confpolicy.core.clauses import (
    Assertion,
    Claim,
    Clause,
    ClauseBase,
    Condition,
    Consent,
    Effect,
    NeedToKnow,
    Obligation,
    Parties,
    Permission,
    Prohibition,
    Referral,
    Scope,
    StandIn,
    Standing,
)
from confpolicy.core.expressions import Defined, Expression, children
from confpolicy.core.programs import Governs, Program, Rules
from confpolicy.core.typed import fits, type_of
from confpolicy.core.types_of import IllTypedError
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.types import Primitive

__all__ = ["IllTypedError", "check_program", "fits", "type_of"]


def check_program(program: Program) -> tuple[str, ...]:
    """What is wrong with a program, a line each; nothing for every program that was lowered from a checked text."""
    vocabulary = program.vocabulary
    found: list[str] = []
    for rules in program.policies:
        found += _definitions(rules, vocabulary)
        found += _names(rules)
        if rules.governs is not None:
            found += [f"governs: {wrong}" for wrong in _governs(rules.governs, rules, vocabulary)]
        kinds = {clause.name: clause for clause in rules.clauses}
        for clause in rules.clauses:
            found += [f"{clause.name}: {wrong}" for wrong in _clause(clause, rules, vocabulary)]
            found += [f"{clause.name}: {wrong}" for wrong in _references(clause, kinds)]
        for assertion in rules.assertions:
            found += [f"{assertion.name}: {wrong}" for wrong in _assertion(assertion, rules, vocabulary)]
    return tuple(found)


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
        if type_of(node, vocabulary, {}) is not Primitive.BOOL:
            yield "no condition"
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


def _governs(governs: Governs, rules: Rules, vocabulary: Vocabulary) -> Iterator[str]:
    yield from _scope(governs.scope, vocabulary)
    for node in _conditions(governs.condition):
        yield from _condition_of(node, rules, vocabulary)


def _assertion(assertion: Assertion, rules: Rules, vocabulary: Vocabulary) -> Iterator[str]:
    yield from _scope(assertion.scope, vocabulary)
    if (assertion.claim is Claim.SAME_AS) != (assertion.other is not None):
        yield "the same as no other policy, or another policy beside what is not compared"
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
    if isinstance(clause, StandIn) and clause.scope.to is None and not clause.givers:
        yield "nobody stands in"
