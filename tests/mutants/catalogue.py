"""The policies that are mutated, and which of all possible changes are made to them."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from confpolicy.engine import Policy
from tests.mutants.kinds import KINDS
from tests.mutants.mutant import Change, Mutant, Original

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = {
    "communities_1st": ROOT / "policies" / "communities_1st.policy",
    "hipaa": ROOT / "policies" / "hipaa" / "hipaa.policy",
}
MADE = {"youth_clinic": Path(__file__).parent / "youth_clinic.policy"}
"""Made for its mutants; it serves where those that ship have too little of a kind."""
OF_A_POLICY = 16
"""So many mutants of each kind are made of each policy that ships, if it has so many."""
OF_A_KIND = 20
"""Where those that ship give fewer of a kind, the policy made for it gives the rest, as far as it has them."""


@functools.cache
def original(name: str) -> Original:
    """The policy of that name, loaded once."""
    return Original(name, Policy.load({**SHIPPED, **MADE}[name]))


@functools.cache
def mutants() -> tuple[Mutant, ...]:
    """Every mutant, by kind, then policy, in an order that is always the same."""
    return tuple(mutant for kind in KINDS for mutant in _of_kind(kind))


def _of_kind(kind: str) -> list[Mutant]:
    found: list[Mutant] = []
    for name in SHIPPED:
        found += _of_policy(kind, name, OF_A_POLICY)
    for name in MADE:
        found += _of_policy(kind, name, max(0, OF_A_KIND - len(found)))
    return found


def _of_policy(kind: str, name: str, count: int) -> list[Mutant]:
    changes = spread(KINDS[kind](original(name)), count)
    return [Mutant(policy=name, kind=kind, change=change) for change in changes]


def spread(changes: Iterable[Change], count: int) -> list[Change]:
    """At most `count` of the changes, over as many clauses as there are: a second one of a clause after all firsts.

    Where a round has more than are wanted, they are taken at even distances; a clause's own are, too.
    """
    by_owner: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_owner[change.owner].append(change)
    chosen: list[Change] = []
    turned = [_turned(several, number) for number, several in enumerate(by_owner.values())]
    for turn in itertools.zip_longest(*turned):
        together = [change for change in turn if change is not None]
        chosen += _evenly(together, count - len(chosen))
    return chosen


def _turned(several: list[Change], number: int) -> list[Change]:
    """Begun elsewhere for each clause: else all firsts would be of one sort."""
    start = number % len(several)
    return several[start:] + several[:start]


def _evenly(changes: list[Change], count: int) -> list[Change]:
    if len(changes) <= count:
        return changes
    return [changes[index * len(changes) // count] for index in range(count)]
