"""Programs: the policies of a checked text with all that they state, over one vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from confpolicy.core.clauses import Assertion, Clause, Condition
from confpolicy.core.expressions import Expression
from confpolicy.core.parts import Scope
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.values import Day, Duration


@attrs.frozen(kw_only=True)
class Header:
    """The policy's own statement about itself."""

    name: str
    title: str | None
    language: int
    version: str | None
    in_force_from: Day
    timezone: str
    """An IANA name; the tzdata package has it."""
    source: str | None = None
    reviewed_on: Day | None = None
    review_every: Duration | None = None
    review_by: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Governs:
    """What a policy speaks about: where this is false it neither permits nor denies."""

    scope: Scope
    condition: Condition = attrs.field(factory=Condition)


@attrs.frozen(kw_only=True)
class Rules:
    """One policy: a header and what it states. `governs` None: it speaks about everything."""

    header: Header
    governs: Governs | None = None
    clauses: tuple[Clause, ...]
    definitions: Mapping[str, Expression]
    assertions: tuple[Assertion, ...] = ()


@attrs.frozen(kw_only=True)
class Program:
    """Policies over one vocabulary: the own one first, then those above it; each that governs must permit."""

    vocabulary: Vocabulary
    policies: tuple[Rules, ...]
    sha256: str
    """Of every file's path and normalised text, the outline included, in hexadecimal."""

    def with_readings(self, readings: Mapping[str, str]) -> Program:
        """The program with these readings taken, by clause."""

        def taking(clause: Clause) -> Clause:
            return attrs.evolve(clause, taken=readings[clause.name]) if clause.name in readings else clause

        policies = (attrs.evolve(rules, clauses=tuple(map(taking, rules.clauses))) for rules in self.policies)
        return attrs.evolve(self, policies=tuple(policies))
