"""What an expression reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from confpolicy.core.clauses import ClauseBase, Condition, StandIn
from confpolicy.core.expressions import (
    Defined,
    Expression,
    FactValue,
    IsSubject,
    Known,
    Member,
    Quantified,
    children,
)
from confpolicy.core.programs import Rules


def nodes(node: Expression) -> Iterator[Expression]:
    """The node and all below it; a definition is not entered."""
    yield node
    for child in children(node):
        yield from nodes(child)


def facts_read(node: Expression, definitions: Mapping[str, Expression]) -> frozenset[str]:
    """Full names of the facts that the expression reads, through definitions too."""
    read: set[str] = set()
    for each in nodes(node):
        match each:
            case FactValue(fact) | Known(fact):
                read.add(fact)
            case Defined(name):
                read |= facts_read(definitions[name], definitions)
            case _:
                pass
    return frozenset(read)


def asks_for_subject(node: Expression, definitions: Mapping[str, Expression]) -> bool:
    """Whether the expression asks if the recipient counts as the subject, through definitions too."""
    return any(
        isinstance(each, IsSubject)
        or (isinstance(each, Defined) and asks_for_subject(definitions[each.name], definitions))
        for each in nodes(node)
    )


def _weigh(node: Expression, definitions: Mapping[str, Expression], depth: int, found: Counter[int]) -> None:
    """Counts how many nodes are gone through under how many quantifiers (`in` goes through its set too)."""
    inner = depth + 1 if isinstance(node, Quantified | Member) else depth
    found[inner] += 1
    for child in (definitions[node.name],) if isinstance(node, Defined) else children(node):
        _weigh(child, definitions, inner, found)


def weights_of(rules: Rules) -> tuple[int, ...]:
    """The weights of all conditions of the policy together, by depth."""
    found: Counter[int] = Counter({0: 0})
    for condition in (*conditions_of(rules), *_asked_again(rules)):
        for expression in (condition.when, *condition.unless):
            if expression is not None:
                _weigh(expression, rules.definitions, 0, found)
    return tuple(found[depth] for depth in range(max(found) + 1))


def _asked_again(rules: Rules) -> Iterator[Condition]:
    """Those asked twice about one item: of stand-ins for what a refusal reaches, of `governs` as if nobody did."""
    if rules.governs is not None:
        yield rules.governs.condition
    for clause in rules.clauses:
        if isinstance(clause, StandIn):
            yield from _conditions_in(clause)


def conditions_of(rules: Rules) -> Iterator[Condition]:
    """Every condition of the policy: that of what it governs, those of its clauses and of all their readings."""
    if rules.governs is not None:
        yield rules.governs.condition
    for clause in rules.clauses:
        yield from _conditions_in(clause)


def _conditions_in(clause: ClauseBase) -> Iterator[Condition]:
    yield clause.condition
    yield from (reading.condition for reading in clause.readings)
