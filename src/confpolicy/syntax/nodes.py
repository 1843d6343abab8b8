"""Trees of any class gone through, whatever fields their nodes have."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import attrs

from confpolicy.source import Span
from confpolicy.syntax.statements import FactNode, Statement

PLAIN = frozenset({str, int, bool, type(None), Span})
"""What no node is; by far the most of what stands in fields."""


def noted(statement: Statement) -> tuple[object, ...]:
    """The parts that stand under a statement itself, `cites` and `allow` among them: nothing deeper has any."""
    parts: tuple[object, ...] = getattr(statement, "parts", ())
    notes: tuple[object, ...] = getattr(statement, "notes", ())
    return (*parts, *notes)


@functools.cache
def fields_of(kind: type) -> tuple[str, ...] | None:
    """The names of the fields of a class of nodes, in order; None of any other class."""
    return tuple(field.name for field in attrs.fields(kind)) if attrs.has(kind) else None


def nodes_of(root: object) -> Iterator[Any]:
    """Every node of a tree, `root` first; of a declaration not the names that it declares."""
    waiting: list[Any] = [root]
    while waiting:
        node = waiting.pop()
        kind: type = type(node)
        if kind in PLAIN:
            continue
        if kind is tuple:
            waiting.extend(node)
        elif kind is FactNode:
            yield node
            waiting += (node.type, node.judged, node.notes)
        elif (fields := fields_of(kind)) is not None:
            yield node
            waiting += [getattr(node, name) for name in fields]
