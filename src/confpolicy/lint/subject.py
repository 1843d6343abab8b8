"""What a lint looks at."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

import attrs

from confpolicy.core.clauses import Clause, Condition, Consent, NeedToKnow, Permission
from confpolicy.core.expressions import Defined, Expression, FactValue, Known
from confpolicy.core.programs import Program
from confpolicy.core.reading import nodes
from confpolicy.facts.schema import FactDeclaration
from confpolicy.facts.values import Day
from confpolicy.lint.reach import Reach, Reaches
from confpolicy.source import NOWHERE, Span
from confpolicy.syntax.statements import Load


@attrs.frozen(eq=False)
class Subject:
    """One loaded policy. `spans` by node id; `today` is None where nobody says what day it is."""

    load: Load
    program: Program
    spans: Mapping[str, Span]
    today: Day | None = None

    _facts: dict[str, frozenset[str]] = attrs.field(factory=dict, init=False, repr=False)

    def apart(self) -> tuple[Subject, ...]:
        """One for each policy."""
        several = self.program.policies
        if len(several) == 1:
            return (self,)
        return tuple(attrs.evolve(self, program=attrs.evolve(self.program, policies=(one,))) for one in several)

    @functools.cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses of all policies."""
        return tuple(clause for rules in self.program.policies for clause in rules.clauses)

    @functools.cached_property
    def grounds(self) -> tuple[Consent | Permission, ...]:
        """The clauses that can be grounds."""
        return tuple(clause for clause in self.clauses if isinstance(clause, Consent | Permission))

    @functools.cached_property
    def needs(self) -> tuple[NeedToKnow, ...]:
        """The need-to-know clauses."""
        return tuple(clause for clause in self.clauses if isinstance(clause, NeedToKnow))

    @functools.cached_property
    def definitions(self) -> Mapping[str, Expression]:
        """All definitions of all policies, by name."""
        return {name: node for rules in self.program.policies for name, node in rules.definitions.items()}

    @functools.cached_property
    def _reaches(self) -> Reaches:
        return Reaches(self.program.vocabulary)

    def reach(self, clause: Clause) -> Reach:
        """How far the clause's scope reaches."""
        return self._reaches.of(clause)

    def with_revealed(self, covered: Reach) -> Reach:
        """The same with all that its leaves reveal."""
        return self._reaches.with_revealed(covered)

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
        read: set[str] = set()
        for each in nodes(root):
            match each:
                case FactValue(fact) | Known(fact):
                    read.add(fact)
                case Defined(name):
                    if name not in self._facts:
                        self._facts[name] = self.names_read(self.definitions[name])
                    read |= self._facts[name]
                case _:
                    pass
        return frozenset(read)


def conditions(clause: Clause) -> tuple[Condition, ...]:
    """The clause's own condition and those of its readings."""
    return (clause.condition, *(reading.condition for reading in clause.readings))


def roots(condition: Condition) -> tuple[Expression, ...]:
    """The expressions after `when` and each `unless`."""
    return (*((condition.when,) if condition.when is not None else ()), *condition.unless)


def quoted(names: frozenset[str] | tuple[str, ...] | list[str]) -> str:
    """Names for a message: `a`, `b`, each in its signs."""
    return ", ".join(f"`{name}`" for name in sorted(names))
