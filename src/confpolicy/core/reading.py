"""What an expression reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from confpolicy.core.expressions import Defined, Expression, FactValue, Known, children


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
