"""What a lint looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from confpolicy.core.clauses import Clause, Condition, Consent, NeedToKnow, Permission, Program
from confpolicy.core.expressions import Expression
from confpolicy.core.reading import facts_read
from confpolicy.facts.schema import FactDeclaration
from confpolicy.facts.values import Day
from confpolicy.source import NOWHERE, Span
from confpolicy.syntax.statements import Load


@attrs.frozen
class Subject:
    """One loaded policy. `spans` by node id; `today` is None where nobody says what day it is."""

    load: Load
    program: Program
    spans: Mapping[str, Span]
    today: Day | None = None

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses of all policies."""
        return tuple(clause for rules in self.program.policies for clause in rules.clauses)

    @property
    def grounds(self) -> tuple[Consent | Permission, ...]:
        """The clauses that can be grounds."""
        return tuple(clause for clause in self.clauses if isinstance(clause, Consent | Permission))

    @property
    def needs(self) -> tuple[NeedToKnow, ...]:
        """The need-to-know clauses."""
        return tuple(clause for clause in self.clauses if isinstance(clause, NeedToKnow))

    @property
    def definitions(self) -> Mapping[str, Expression]:
        """All definitions of all policies, by name."""
        return {name: node for rules in self.program.policies for name, node in rules.definitions.items()}

    def span(self, node: str) -> Span:
        """The place of a node, or of the nearest node above it that stands in a text."""
        while node not in self.spans and "/" in node:
            node = node.rsplit("/", 1)[0]
        return self.spans.get(node, NOWHERE)

    def facts_read(self, clause: Clause) -> Iterator[FactDeclaration]:
        """Every declared fact that the clause's conditions read, in any reading, also through definitions."""
        read = (self.names_read(root) for part in conditions(clause) for root in roots(part))
        names = frozenset[str]().union(*read)
        return (self.program.vocabulary.facts[name] for name in sorted(names))

    def names_read(self, root: Expression) -> frozenset[str]:
        """Full names of the facts that a condition reads, also through definitions."""
        return facts_read(root, self.definitions)


def conditions(clause: Clause) -> tuple[Condition, ...]:
    """The clause's own condition and those of its readings."""
    return (clause.condition, *(reading.condition for reading in clause.readings))


def roots(condition: Condition) -> tuple[Expression, ...]:
    """The expressions after `when` and each `unless`."""
    return (*((condition.when,) if condition.when is not None else ()), *condition.unless)


def quoted(names: frozenset[str] | tuple[str, ...] | list[str]) -> str:
    """Names for a message: `a`, `b`, each in its signs."""
    return ", ".join(f"`{name}`" for name in sorted(names))
