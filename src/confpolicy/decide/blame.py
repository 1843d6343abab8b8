"""Which parts of a condition kept it from coming out as wanted, and which unknown facts are behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from confpolicy.core.expressions import And, Defined, Expression, Not, Or
from confpolicy.core.reading import asks_for_subject, facts_read
from confpolicy.decide.conditions import part_holds, truth_of
from confpolicy.decide.decision import Outcome
from confpolicy.decide.environment import Environment, unknown_among
from confpolicy.decide.gaps import known_in_part
from confpolicy.decide.prepare import Part
from confpolicy.decide.stand_ins import by_themself, undecided
from confpolicy.facts.logic import Truth, negation


def kept_from_holding(parts: Iterable[Part], environment: Environment) -> tuple[Outcome, ...]:
    """The innermost conditions for which the parts do not all hold, each once, in the order of the clause.

    An outcome's value is the condition's own: one under `not` or `unless` kept the clause from holding by being true.
    """
    wanted = ((part, Truth.FALSE if part.negated else Truth.TRUE) for part in parts)
    found = (
        attrs.evolve(outcome, part=part.path)
        for part, want in wanted
        for outcome in _against(part.expression, part.path, want, environment)
    )
    return tuple(dict.fromkeys(found))


def left_unknown(parts: Iterable[Part], environment: Environment) -> tuple[Outcome, ...]:
    """The innermost unknown conditions of the parts that are unknown."""
    return tuple(
        outcome
        for outcome in kept_from_holding(
            [part for part in parts if part_holds(part, environment) is Truth.UNKNOWN], environment
        )
        if outcome.value is Truth.UNKNOWN
    )


def _against(node: Expression, path: str, want: Truth, env: Environment) -> Iterator[Outcome]:
    value = truth_of(node, path, env)
    if value is want:
        return
    match node:
        case Not(operand):
            yield from _against(operand, f"{path}/0", negation(want), env)
        case And(operands) | Or(operands):
            for place, operand in enumerate(operands):
                yield from _against(operand, f"{path}/{place}", want, env)
        case Defined(name):
            yield from _against(env.definitions[name], f"define.{name}", want, env)
        case _:
            yield Outcome(path=path, value=value, facts=_behind(node, value, env))


def _behind(node: Expression, value: Truth, env: Environment) -> tuple[str, ...]:
    """The facts that are unknown below the node, and where it is unknown itself those that are known in part.

    Where it asks who counts as the subject, those of the stand-ins that decide it are among them.
    """
    unknown = unknown_among(facts_read(node, env.definitions), env)
    if value is not Truth.UNKNOWN:
        return unknown
    found = {*unknown, *known_in_part(node, env)}
    if asks_for_subject(node, env.definitions):
        found |= {name for outcome in unknown_about_subject(env) for name in outcome.facts}
    return tuple(sorted(found))


def unknown_about_subject(environment: Environment) -> Iterator[Outcome]:
    """What is unknown about the stand-ins that decide whether the recipient counts as the subject."""
    for each in undecided(environment):
        yield from left_unknown(each.ready.parts, by_themself(environment))
