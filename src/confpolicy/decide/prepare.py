"""A program made ready for deciding: scopes as sets, the zone loaded, conditions with the reading that is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

import attrs

from confpolicy.core.clauses import (
    Clause,
    ClauseBase,
    Condition,
    Consent,
    Items,
    NeedToKnow,
    Obligation,
    Permission,
    Prohibition,
    Purposes,
    Reading,
    Referral,
    Reply,
    Scope,
    StandIn,
    Standing,
    kind_word,
)
from confpolicy.core.expressions import Expression
from confpolicy.core.operators import Domain
from confpolicy.core.programs import Header, Program, Rules
from confpolicy.core.reading import facts_read, weights_of
from confpolicy.core.scopes import leaves_in, purposes_in
from confpolicy.facts.calendar import Zone
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.values import Instant

C = TypeVar("C", bound=Clause)


@attrs.frozen
class Part:
    """One part of a clause's condition: it holds where the expression is true, or false where it is `negated`."""

    path: str
    expression: Expression
    negated: bool


@attrs.frozen(kw_only=True)
class Ready(Generic[C]):
    """A clause with its scope resolved and its effective condition, all parts of which must hold."""

    clause: C
    kind: str
    leaves: frozenset[str]
    purposes: frozenset[str]
    parts: tuple[Part, ...]
    presumed: tuple[str, ...]
    """The facts taken as no if absent that its condition reads."""

    @property
    def name(self) -> str:
        """The clause's name."""
        return self.clause.name

    @property
    def forbids(self) -> bool:
        """Whether `except` frees only what falls under it wholly."""
        return isinstance(self.clause, Prohibition)


@attrs.frozen(kw_only=True)
class Governed:
    """What a policy speaks about. `leaves_perhaps`, where the two rules for `except` differ, has the wider ones."""

    scope: Scope
    leaves: frozenset[str]
    leaves_perhaps: frozenset[str]
    purposes: frozenset[str]
    every_purpose: bool
    """Whether it is so for every purpose there is."""
    parts: tuple[Part, ...]


@attrs.frozen(kw_only=True)
class Policy:
    """One policy, its clauses apart by kind and in the order of their names."""

    header: Header
    governs: Governed | None
    """None: it speaks about everything."""
    domain: Domain
    definitions: Mapping[str, Expression]
    in_force_from: Instant
    clauses: Mapping[str, Clause]
    """By name."""
    weights: tuple[int, ...]
    """How many nodes all conditions have under no quantifier, under one, and so on; definitions written out."""
    consents: tuple[Ready[Consent], ...]
    needs: tuple[Ready[NeedToKnow], ...]
    permissions: tuple[Ready[Permission], ...]
    prohibitions: tuple[Ready[Prohibition], ...]
    referrals: tuple[Ready[Referral], ...]
    obligations: tuple[Ready[Obligation], ...]
    replies: tuple[Ready[Reply], ...]
    stand_ins: tuple[Ready[StandIn], ...]


@attrs.frozen
class Variant:
    """One policy, the one at `place`, with another reading of a clause in place of the one that is taken."""

    clause: Ready[Clause]
    taken: str
    other: str
    place: int
    policy: Policy


@attrs.frozen
class Prepared:
    """A program ready for deciding; immutable, and picklable."""

    program: Program
    policies: tuple[Policy, ...]
    variants: tuple[Variant, ...]

    @property
    def own(self) -> Policy:
        """The policy itself: it alone answers the requester; those above it only decide."""
        return self.policies[0]

    @property
    def layered(self) -> bool:
        """Whether there is more to say of a row than one policy does: several, or one that does not govern all."""
        return len(self.policies) > 1 or any(policy.governs is not None for policy in self.policies)

    @property
    def vocabulary(self) -> Vocabulary:
        """What the policies and their requests may speak of."""
        return self.program.vocabulary


def prepare(program: Program) -> Prepared:
    """The program with everything looked up that does not depend on a request.

    Raises `UnknownZoneError` where the tzdata package lacks a policy's zone (the checker lets none through).
    """
    covered = _Covered(program.vocabulary)
    policies = tuple(_policy(rules, covered) for rules in program.policies)
    return Prepared(program, policies, tuple(_variants(program, policies, covered)))


def _variants(program: Program, policies: tuple[Policy, ...], covered: _Covered) -> Iterator[Variant]:
    """One for each reading that is not taken, of the clauses that bear on a verdict.

    A variant shares all other clauses with its policy: else many readings would take the square of their number.
    """
    for place, (rules, policy) in enumerate(zip(program.policies, policies, strict=True)):
        for clause in sorted(rules.clauses, key=lambda clause: clause.name):
            if isinstance(clause, Obligation | Reply | Standing) or clause.taken is None:
                continue
            for reading in clause.untaken:
                ready: Ready[Clause] = _ready(clause, covered, rules.definitions, reading.name)
                yield Variant(ready, clause.taken, reading.name, place, _with(policy, ready))


def _with(policy: Policy, other: Ready[Clause]) -> Policy:
    """The policy with the one clause in that reading."""
    changed: dict[str, Any] = {
        field: tuple(other if each.clause.name == other.clause.name else each for each in getattr(policy, field))
        for field in ("consents", "needs", "permissions", "prohibitions", "referrals", "stand_ins")
        if any(each.clause.name == other.clause.name for each in getattr(policy, field))
    }
    return attrs.evolve(policy, **changed)


def _policy(rules: Rules, covered: _Covered) -> Policy:
    domain = Domain(covered.vocabulary, Zone(rules.header.timezone))

    def ready(kind: Callable[[Clause], C | None]) -> tuple[Ready[C], ...]:
        found = [clause for clause in map(kind, rules.clauses) if clause is not None]
        found.sort(key=lambda clause: clause.name)
        return tuple(_ready(clause, covered, rules.definitions, clause.taken) for clause in found)

    return Policy(
        header=rules.header,
        governs=_governed(rules, covered),
        domain=domain,
        definitions=rules.definitions,
        in_force_from=domain.zone.start_of(rules.header.in_force_from),
        clauses={clause.name: clause for clause in rules.clauses},
        weights=weights_of(rules),
        consents=ready(lambda clause: clause if isinstance(clause, Consent) else None),
        needs=ready(lambda clause: clause if isinstance(clause, NeedToKnow) else None),
        permissions=ready(lambda clause: clause if isinstance(clause, Permission) else None),
        prohibitions=ready(lambda clause: clause if isinstance(clause, Prohibition) else None),
        referrals=ready(lambda clause: clause if isinstance(clause, Referral) else None),
        obligations=ready(lambda clause: clause if isinstance(clause, Obligation) else None),
        replies=ready(lambda clause: clause if isinstance(clause, Reply) else None),
        stand_ins=ready(lambda clause: clause if isinstance(clause, StandIn) else None),
    )


def _governed(rules: Rules, covered: _Covered) -> Governed | None:
    if rules.governs is None:
        return None
    scope = rules.governs.scope
    purposes = covered.purposes(scope.for_)
    return Governed(
        scope=scope,
        leaves=covered.leaves(scope.of, forbids=False),
        leaves_perhaps=covered.leaves(scope.of, forbids=True),
        purposes=purposes,
        every_purpose=purposes == covered.purposes(None),
        parts=tuple(_parts(governs_path(rules.header), rules.governs.condition)),
    )


def governs_path(header: Header) -> str:
    """The id of what a policy governs, where its conditions begin."""
    return f"governs.{header.name}"


@attrs.frozen
class _Covered:
    """What parts of scopes cover. Clauses with the same part share it: a policy may have many clauses and terms."""

    vocabulary: Vocabulary
    _leaves: dict[tuple[Items | None, bool], frozenset[str]] = attrs.field(factory=dict, init=False)
    _purposes: dict[Purposes | None, frozenset[str]] = attrs.field(factory=dict, init=False)

    def leaves(self, items: Items | None, *, forbids: bool) -> frozenset[str]:
        """The leaves that the part `of …` covers; `forbids` in a prohibition."""
        if (items, forbids) not in self._leaves:
            self._leaves[items, forbids] = leaves_in(items, self.vocabulary.data, forbids=forbids)
        return self._leaves[items, forbids]

    def purposes(self, purposes: Purposes | None) -> frozenset[str]:
        """The purposes that the part `for …` covers."""
        if purposes not in self._purposes:
            self._purposes[purposes] = purposes_in(purposes, self.vocabulary.purposes)
        return self._purposes[purposes]


def _ready(clause: C, covered: _Covered, definitions: Mapping[str, Expression], taken: str | None) -> Ready[C]:
    vocabulary = covered.vocabulary
    parts = parts_of(clause, taken)
    read = frozenset().union(*(facts_read(part.expression, definitions) for part in parts))
    return Ready(
        clause=clause,
        kind=kind_word(clause),
        leaves=covered.leaves(clause.scope.of, forbids=isinstance(clause, Prohibition)),
        purposes=covered.purposes(clause.scope.for_),
        parts=parts,
        presumed=tuple(sorted(name for name in read if vocabulary.facts[name].presumed is not None)),
    )


def parts_of(clause: ClauseBase, taken: str | None) -> tuple[Part, ...]:
    """The parts of the clause's condition, and of the reading `taken`; each path is its root's id.

    `clause/when`, `clause/unless.0`, `clause/reading.NAME/when`, `clause/reading.NAME/unless.0`, counted from 0.
    """
    readings: list[Reading] = [reading for reading in clause.readings if reading.name == taken]
    parts = list(_parts(clause.name, clause.condition))
    for reading in readings:
        parts += _parts(f"{clause.name}/reading.{reading.name}", reading.condition)
    return tuple(parts)


def _parts(prefix: str, condition: Condition) -> Iterator[Part]:
    if condition.when is not None:
        yield Part(f"{prefix}/when", condition.when, negated=False)
    for number, unless in enumerate(condition.unless):
        yield Part(f"{prefix}/unless.{number}", unless, negated=True)
