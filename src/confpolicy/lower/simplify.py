"""What is written in several ways is one thing in the core: no `and` within an `and`, no double negation.

Both hold in Kleene's logic too: there a conjunction is a minimum, and negation twice is nothing (see `facts.logic`).
Nothing else is simplified: a condition that is always true is for a lint to tell, and a trace shows what was written.
"""

from __future__ import annotations

import attrs

from confpolicy.core.expressions import (
    And,
    Arithmetic,
    Compare,
    Expression,
    Member,
    Not,
    Or,
    Quantified,
    Within,
)
from confpolicy.lower.placed import Placed


def simplify(placed: Placed) -> Placed:
    """The same meaning, with nested `and`, nested `or` and double negations flattened; nodes keep their places."""
    parts = tuple(simplify(part) for part in placed.parts)
    match placed.node:
        case Not():
            (inner,) = parts
            return inner.parts[0] if isinstance(inner.node, Not) else _rebuilt(placed, parts)
        case And():
            return _rebuilt(placed, _flat(And, parts))
        case Or():
            return _rebuilt(placed, _flat(Or, parts))
        case _:
            return _rebuilt(placed, parts)


def _flat(kind: type[And | Or], parts: tuple[Placed, ...]) -> tuple[Placed, ...]:
    return tuple(one for part in parts for one in (part.parts if isinstance(part.node, kind) else (part,)))


def _rebuilt(placed: Placed, parts: tuple[Placed, ...]) -> Placed:
    if len(parts) == len(placed.parts) and all(new is old for new, old in zip(parts, placed.parts, strict=True)):
        return placed
    nodes = tuple(part.node for part in parts)
    return attrs.evolve(placed, node=with_children(placed.node, nodes), parts=parts)


def with_children(  # noqa: PLR0911 - one return for each kind of node
    node: Expression, nodes: tuple[Expression, ...]
) -> Expression:
    """The same node over other children, which stand in the order of `core.expressions.children`."""
    match node, nodes:
        case Not(), (operand,):
            return Not(operand)
        case And() | Or(), _:
            return type(node)(nodes)
        case Compare() | Arithmetic(), (left, right):
            return attrs.evolve(node, left=left, right=right)
        case Member(), (element, collection):
            return Member(element, collection)
        case Within(), (moment,):
            return attrs.evolve(node, moment=moment)
        case Quantified(), (collection, body):
            return attrs.evolve(node, collection=collection, body=body)
        case _:
            assert not nodes, "a leaf has no children"
            return node
