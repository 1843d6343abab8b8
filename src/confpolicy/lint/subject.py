"""What a lint looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from confpolicy.core.clauses import Clause, Condition, Consent, Permission, Program
from confpolicy.core.expressions import Defined, Expression, FactValue, Known, children
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

    def span(self, node: str) -> Span:
        """The place of a node, or of the nearest node above it that stands in a text."""
        while node not in self.spans and "/" in node:
            node = node.rsplit("/", 1)[0]
        return self.spans.get(node, NOWHERE)

    def definition(self, name: str) -> Expression:
        """The condition that `name` is defined as."""
        return next(rules.definitions[name] for rules in self.program.policies if name in rules.definitions)

    def facts_read(self, clause: Clause) -> Iterator[FactDeclaration]:
        """Every declared fact that the clause's conditions read, in any reading, also through definitions."""
        names = {
            node.fact
            for part in conditions(clause)
            for root in roots(part)
            for node in self.nodes(root)
            if isinstance(node, FactValue | Known)
        }
        return (self.program.vocabulary.facts[name] for name in sorted(names))

    def nodes(self, root: Expression) -> Iterator[Expression]:
        """`root` and every node below it, through definitions."""
        waiting = [root]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(children(node))
            if isinstance(node, Defined):
                waiting.append(self.definition(node.name))


def conditions(clause: Clause) -> tuple[Condition, ...]:
    """The clause's own condition and those of its readings."""
    return (clause.condition, *(reading.condition for reading in clause.readings))


def roots(condition: Condition) -> tuple[Expression, ...]:
    """The expressions after `when` and each `unless`."""
    return (*((condition.when,) if condition.when is not None else ()), *condition.unless)
