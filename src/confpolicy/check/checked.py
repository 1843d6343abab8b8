"""A checked policy: the tree as it was loaded, and beside it all that the checker found out about its nodes."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from confpolicy.check.definitions import Definitions
from confpolicy.check.facts import Facts
from confpolicy.check.hierarchies import Terms
from confpolicy.check.reads import Reader
from confpolicy.check.symbols import Symbols
from confpolicy.check.tables import Meaning
from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.facts.calendar import Zone
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.types import Type
from confpolicy.source import Span
from confpolicy.syntax.expressions import Name
from confpolicy.syntax.parts import AllowPart
from confpolicy.syntax.statements import ClauseNode, HeaderNode, Load, Statement


@attrs.frozen(kw_only=True)
class Checked:
    """A load without errors. Side tables are keyed by `id` of the node, which `load` keeps alive.

    `statements` are those of all files in one row; a statement's index in it is its number in `allows`.
    """

    load: Load
    headers: tuple[HeaderNode, ...]
    """Of each policy, as `load.layers` has them: the own one first."""
    zone: Zone
    symbols: Symbols
    terms: Terms
    facts: Facts
    vocabulary: Vocabulary
    definitions: Definitions
    """Each after all those that it uses."""
    clauses: Mapping[str, ClauseNode]
    groups: Mapping[str, tuple[Name, ...]]
    """The members of each group of clauses."""
    statements: tuple[Statement, ...]
    allows: Mapping[int, tuple[AllowPart, ...]]
    """By the statement's index; a statement that allows nothing is not there."""
    types: Mapping[int, Type] = attrs.field(repr=False)
    """The type of each expression."""
    meanings: Mapping[int, Meaning] = attrs.field(repr=False)
    """What each bare name in a condition is."""
    reader: Reader = attrs.field(repr=False)
    """Tells what a condition reads, through its definitions too."""
    warnings: tuple[Diagnostic, ...] = ()

    def statement_at(self, span: Span) -> int | None:
        """The index of the statement in which a place lies, or None."""
        for index, statement in enumerate(self.statements):
            place = statement.span
            if place.path == span.path and place.start <= span.start <= place.end:
                return index
        return None
