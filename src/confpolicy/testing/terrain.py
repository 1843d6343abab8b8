"""What a checked policy offers to a random request: its grounds, its terms, and the edges in time and number.

Computed once for a policy, so that a request costs little.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping

import attrs

from confpolicy.core.clauses import Clause, Condition, Consent, NeedToKnow, Permission, Prohibition, StandIn
from confpolicy.core.expressions import Arithmetic, Expression, Literal, Within
from confpolicy.core.operators import order_key
from confpolicy.core.programs import Program
from confpolicy.core.reading import nodes
from confpolicy.core.scopes import leaves_in, purposes_in
from confpolicy.facts.calendar import DAY_SECONDS, Zone
from confpolicy.facts.schema import FactDeclaration, Vocabulary
from confpolicy.facts.values import Day, Duration, Instant, Value

SECOND = 1_000_000


@attrs.frozen(kw_only=True)
class Terrain:
    """The lie of one policy."""

    program: Program
    zone: Zone
    in_force: Day
    leaves: tuple[str, ...]
    terms: tuple[str, ...]
    """Data terms with a leaf at or below them."""
    plain_roles: tuple[str, ...]
    towards_roles: tuple[str, ...]
    purposes: tuple[str, ...]
    grounds: tuple[Consent | Permission, ...]
    consents: tuple[Consent, ...]
    needs: tuple[NeedToKnow, ...]
    prohibitions: tuple[Prohibition, ...]
    stand_ins: tuple[StandIn, ...]
    others: tuple[Clause, ...]
    """Clauses that neither permit nor forbid."""
    leaves_of: dict[str, tuple[str, ...]]
    """By clause: the leaves in its scope, sorted."""
    purposes_of: dict[str, tuple[str, ...]]
    facts: tuple[FactDeclaration, ...]
    literals: tuple[Value, ...]
    durations: tuple[Duration, ...]
    edge_days: tuple[Day, ...]
    """Days on which the clock is set, days that the policy names, the day it comes into force."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The policy's vocabulary."""
        return self.program.vocabulary

    @property
    def definitions(self) -> Mapping[str, Expression]:
        """Those of all policies, by name."""
        return {name: node for rules in self.program.policies for name, node in rules.definitions.items()}

    @classmethod
    def of(cls, program: Program) -> Terrain:
        """The lie of a program: the clauses of all its policies, the day of the own one."""
        rules = program.policies[0]
        vocabulary, clauses = program.vocabulary, _clauses(program)
        definitions = {name: node for each in program.policies for name, node in each.definitions.items()}
        zone, start = Zone(rules.header.timezone), rules.header.in_force_from
        literals, durations = _harvest(_expressions(clauses, definitions.values()))
        named = {day for day in (_day_of(value, zone) for value in literals) if day is not None}
        plain, towards = _roles(vocabulary)
        return cls(
            program=program,
            zone=zone,
            in_force=start,
            leaves=tuple(sorted(frozenset().union(*vocabulary.data.leaves.values()))),
            terms=tuple(sorted(term for term, leaves in vocabulary.data.leaves.items() if leaves)),
            plain_roles=plain,
            towards_roles=towards,
            purposes=tuple(sorted(vocabulary.purposes.above)),
            grounds=tuple(clause for clause in clauses if isinstance(clause, (Consent, Permission))),
            consents=tuple(clause for clause in clauses if isinstance(clause, Consent)),
            needs=tuple(clause for clause in clauses if isinstance(clause, NeedToKnow)),
            prohibitions=tuple(clause for clause in clauses if isinstance(clause, Prohibition)),
            stand_ins=tuple(clause for clause in clauses if isinstance(clause, StandIn)),
            others=tuple(
                c for c in clauses if not isinstance(c, (Consent, Permission, NeedToKnow, Prohibition, StandIn))
            ),
            leaves_of={clause.name: _leaves(clause, vocabulary) for clause in clauses},
            purposes_of={
                clause.name: tuple(sorted(purposes_in(clause.scope.for_, vocabulary.purposes))) for clause in clauses
            },
            facts=tuple(vocabulary.facts.values()),
            literals=literals,
            durations=durations or (Duration(months=12), Duration(seconds=30 * DAY_SECONDS)),
            edge_days=(start, *sorted(named), *_clock_changes(zone, start)),
        )


def _clauses(program: Program) -> tuple[Clause, ...]:
    """Each clause once, whatever policies share it."""
    return tuple({clause.name: clause for rules in program.policies for clause in rules.clauses}.values())


def _roles(vocabulary: Vocabulary) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = sorted(vocabulary.roles.above)
    towards = tuple(name for name in names if vocabulary.roles.above[name] & vocabulary.towards)
    return tuple(name for name in names if name not in towards), towards


def _leaves(clause: Clause, vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(sorted(leaves_in(clause.scope.of, vocabulary.data, forbids=isinstance(clause, Prohibition))))


def _expressions(clauses: Iterable[Clause], definitions: Iterable[Expression]) -> Iterator[Expression]:
    yield from definitions
    for clause in clauses:
        for condition in (clause.condition, *(reading.condition for reading in clause.readings)):
            yield from parts(condition)


def parts(condition: Condition) -> tuple[Expression, ...]:
    """`when` and every `unless`."""
    return (*(() if condition.when is None else (condition.when,)), *condition.unless)


def conditions(clause: Clause) -> tuple[Condition, ...]:
    """The clause's own condition, and that of the reading taken."""
    return (clause.condition, *(reading.condition for reading in clause.readings if reading.name == clause.taken))


def _harvest(expressions: Iterable[Expression]) -> tuple[tuple[Value, ...], tuple[Duration, ...]]:
    values: dict[Value, None] = {}
    durations: dict[Duration, None] = {}
    for expression in expressions:
        for node in nodes(expression):
            match node:
                case Arithmetic(_, _, Literal(Duration() as duration, _)) | Within(_, duration):
                    durations[duration] = None
                case Literal(frozenset() as several, _):
                    values |= dict.fromkeys(sorted(several, key=order_key))
                case Literal(value, _):
                    values[value] = None
                case _:
                    pass
    return tuple(values), tuple(durations)


def _day_of(value: Value, zone: Zone) -> Day | None:
    match value:
        case Day():
            return value
        case Instant():
            return zone.day_of(value)
        case _:
            return None


@functools.cache
def _clock_changes(zone: Zone, start: Day) -> tuple[Day, ...]:
    """The days within two years on which the zone's clock is set: they have not 24 hours."""
    starts = [zone.start_of(Day(start.number + offset)).micros for offset in range(731)]
    return tuple(
        Day(start.number + offset)
        for offset, (one, other) in enumerate(itertools.pairwise(starts))
        if other - one != DAY_SECONDS * SECOND
    )
