"""The clauses of a program, resolved for encoding: scopes as sets, conditions with the reading that is taken.

Done from the core, apart from what `decide` prepares for itself: a mistake there is not repeated here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeAlias, TypeVar

import attrs

from confpolicy.core.clauses import (
    Clause,
    Condition,
    Consent,
    NeedToKnow,
    Obligation,
    Permission,
    Prohibition,
    Referral,
    Reply,
    StandIn,
    Standing,
)
from confpolicy.core.expressions import Defined, Expression, FactValue, Member, Quantified, children
from confpolicy.core.programs import Governs, Program, Rules
from confpolicy.core.reading import facts_read
from confpolicy.core.scopes import leaves_in, purposes_in
from confpolicy.facts.calendar import Zone
from confpolicy.facts.schema import Holder, Vocabulary
from confpolicy.facts.types import OneOf, SetOf, StructureType, TermType

C = TypeVar("C", bound=Clause)
Parts: TypeAlias = tuple[tuple[Expression, bool], ...]
"""Each part of a condition, and whether it must be false (`unless`)."""


@attrs.frozen(eq=False)
class Resolved(Generic[C]):
    """A clause with the leaves and purposes that its scope covers, and all parts that must hold."""

    clause: C
    leaves: frozenset[str]
    purposes: frozenset[str]
    parts: Parts

    @property
    def name(self) -> str:
        """The clause's name."""
        return self.clause.name


@attrs.frozen(eq=False)
class Governed:
    """What a policy speaks about; `perhaps` has the leaves that the wider rule for `except` covers."""

    governs: Governs
    leaves: frozenset[str]
    perhaps: frozenset[str]
    purposes: frozenset[str]
    parts: Parts


@attrs.frozen(kw_only=True, eq=False)
class Ruled:
    """One policy: its clauses by kind, each in the order of names."""

    rules: Rules
    zone: Zone
    in_force: int
    """From this instant on, in microseconds."""
    governed: Governed | None
    consents: tuple[Resolved[Consent], ...]
    needs: tuple[Resolved[NeedToKnow], ...]
    permissions: tuple[Resolved[Permission], ...]
    prohibitions: tuple[Resolved[Prohibition], ...]
    referrals: tuple[Resolved[Referral], ...]
    obligations: tuple[Resolved[Obligation], ...]
    replies: tuple[Resolved[Reply], ...]
    stand_ins: tuple[Resolved[StandIn], ...]
    by_item: frozenset[str]
    """The leaves at which what stands against an item, or what the policy governs, turns on facts of items."""

    @property
    def clauses(self) -> tuple[Resolved[Any], ...]:
        """All of them but standing duties, which bear on no request."""
        return (
            *self.consents, *self.needs, *self.permissions, *self.prohibitions,
            *self.referrals, *self.obligations, *self.replies, *self.stand_ins,
        )  # fmt: skip

    def beside(self, leaf: str, vocabulary: Vocabulary) -> frozenset[str]:
        """The leaves that this one reveals and that, asked for too, may stand against it by facts of their own."""
        revealed = vocabulary.revealed(leaf) - {leaf}
        return frozenset(
            other for other in revealed if not self.by_item.isdisjoint({other, *vocabulary.revealed(other)})
        )


@attrs.frozen(eq=False)
class Theory:
    """A program, resolved."""

    program: Program
    policies: tuple[Ruled, ...]
    places: Mapping[str, int]
    """How many questions the assertions ask about the set of a fact; all others are counted as they are asked."""
    bounded: tuple[str, ...]
    """The facts with sets of which no number of places is enough: those asked about inside another question about the
    same set (see `world`)."""

    @property
    def vocabulary(self) -> Vocabulary:
        """What the policies speak of."""
        return self.program.vocabulary

    def beside(self, leaf: str) -> frozenset[str]:
        """The leaves that may tell on this one where they are asked for beside it (see `Ruled.beside`)."""
        return frozenset().union(*(policy.beside(leaf, self.vocabulary) for policy in self.policies))

    @classmethod
    def of(cls, program: Program) -> Theory:
        """The program, with the readings that it takes."""
        policies = tuple(_ruled(rules, program.vocabulary) for rules in program.policies)
        places, bounded = _places(program)
        return cls(program, policies, places, bounded)


def beside(theories: Iterable[Theory], leaf: str) -> frozenset[str]:
    """The leaves that may tell on this one under any of the programs."""
    return frozenset().union(*(theory.beside(leaf) for theory in theories))


def _ruled(rules: Rules, vocabulary: Vocabulary) -> Ruled:
    zone = Zone(rules.header.timezone)

    def of(kind: type[C]) -> tuple[Resolved[C], ...]:
        found = [clause for clause in rules.clauses if isinstance(clause, kind)]
        return tuple(_resolved(clause, vocabulary) for clause in sorted(found, key=lambda each: each.name))

    governed = None if rules.governs is None else _governed(rules.governs, vocabulary)
    prohibitions, stand_ins = of(Prohibition), of(StandIn)
    return Ruled(
        rules=rules,
        zone=zone,
        in_force=zone.start_of(rules.header.in_force_from).micros,
        governed=governed,
        consents=of(Consent),
        needs=of(NeedToKnow),
        permissions=of(Permission),
        prohibitions=prohibitions,
        referrals=of(Referral),
        obligations=of(Obligation),
        replies=of(Reply),
        stand_ins=stand_ins,
        by_item=frozenset(_by_item(rules, (*prohibitions, *stand_ins), governed)),
    )


def _resolved(clause: C, vocabulary: Vocabulary) -> Resolved[C]:
    conditions = [clause.condition, *(each.condition for each in clause.readings if each.name == clause.taken)]
    return Resolved(
        clause,
        leaves_in(clause.scope.of, vocabulary.data, forbids=isinstance(clause, Prohibition)),
        purposes_in(clause.scope.for_, vocabulary.purposes),
        tuple(part for condition in conditions for part in parts_of(condition)),
    )


def _governed(governs: Governs, vocabulary: Vocabulary) -> Governed:
    return Governed(
        governs,
        leaves_in(governs.scope.of, vocabulary.data, forbids=False),
        leaves_in(governs.scope.of, vocabulary.data, forbids=True),
        purposes_in(governs.scope.for_, vocabulary.purposes),
        tuple(parts_of(governs.condition)),
    )


def parts_of(condition: Condition) -> Iterator[tuple[Expression, bool]]:
    """Each part of the condition."""
    if condition.when is not None:
        yield condition.when, False
    for unless in condition.unless:
        yield unless, True


def _by_item(rules: Rules, clauses: Iterable[Resolved[Any]], governed: Governed | None) -> Iterator[str]:
    def of_items(parts: Parts) -> bool:
        read = {fact for part, _ in parts for fact in facts_read(part, rules.definitions)}
        return any(fact.startswith(f"{Holder.ITEM.value}.") for fact in read)

    for each in clauses:
        if of_items(each.parts):
            yield from each.leaves
    if governed is not None and of_items(governed.parts):
        yield from governed.leaves | governed.perhaps


# --- what conditions ask of sets, items and purposes ----------------------------------------------------------------


def _places(program: Program) -> tuple[dict[str, int], tuple[str, ...]]:
    nested: set[str] = set()
    for rules in program.policies:
        for expression in expressions_of(rules):
            _ask(expression, {}, nested, inside=frozenset())
    questions: dict[str, set[Expression]] = {}
    for rules in program.policies:
        for assertion in rules.assertions:
            for expression, _ in parts_of(assertion.condition):
                _ask(expression, questions, set(), inside=frozenset(), definitions=rules.definitions)
    placed = {fact for fact in (*questions, *nested) if _needs_places(fact, program.vocabulary)}
    return {fact: len(questions[fact]) for fact in sorted(placed & questions.keys())}, tuple(sorted(nested & placed))


def _needs_places(fact: str, vocabulary: Vocabulary) -> bool:
    """Whether the fact is a set of what is not one of finitely many names, or a record, which may have such sets."""
    match vocabulary.facts[fact].type:
        case SetOf(element):
            return not isinstance(element, OneOf | TermType)
        case type_:
            return isinstance(type_, StructureType)


def _ask(
    node: Expression,
    questions: dict[str, set[Expression]],
    nested: set[str],
    *,
    inside: frozenset[str],
    definitions: Mapping[str, Expression] | None = None,
) -> None:
    match node:
        case Quantified(_, _, FactValue(fact), body):
            questions.setdefault(fact, set()).add(node)
            if fact in inside:
                nested.add(fact)
            _ask(body, questions, nested, inside=inside | {fact}, definitions=definitions)
        case Member(element, FactValue(fact)):
            questions.setdefault(fact, set()).add(node)
            if fact in inside:
                nested.add(fact)
            _ask(element, questions, nested, inside=inside, definitions=definitions)
        case FactValue(fact):
            # Read as a whole: a set that is compared. Of anything but a set nobody asks for places.
            questions.setdefault(fact, set()).add(node)
        case Defined(name) if definitions is not None:
            _ask(definitions[name], questions, nested, inside=inside, definitions=definitions)
        case _:
            for child in children(node):
                _ask(child, questions, nested, inside=inside, definitions=definitions)


def expressions_of(rules: Rules) -> Iterator[Expression]:
    """Every condition of the policy: of what it governs, clauses, all readings, definitions and assertions."""
    conditions = [clause.condition for clause in rules.clauses if not isinstance(clause, Standing)]
    conditions += [reading.condition for clause in rules.clauses for reading in clause.readings]
    conditions += [assertion.condition for assertion in rules.assertions]
    if rules.governs is not None:
        conditions.append(rules.governs.condition)
    for condition in conditions:
        for expression, _ in parts_of(condition):
            yield expression
    yield from rules.definitions.values()
