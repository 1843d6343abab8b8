"""A core expression with the places of its nodes, until every node has its path."""

from __future__ import annotations

import attrs

from confpolicy.core.expressions import Expression
from confpolicy.source import Span


@attrs.frozen
class Placed:
    """A node, its place in the text, and its children likewise, in the order of `core.expressions.children`."""

    node: Expression
    span: Span
    parts: tuple[Placed, ...] = ()

    def paths(self, path: str) -> dict[str, Span]:
        """The place of each node by its path, where `path` is this one's."""
        found = {path: self.span}
        for index, part in enumerate(self.parts):
            found |= part.paths(f"{path}/{index}")
        return found
