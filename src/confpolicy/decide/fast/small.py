"""Whether a request is certainly decided within the bound on its work, seen from its mere sizes.

Where that cannot be seen, `decide/limits.py` looks at all that is in it.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar, cast

from confpolicy.decide import limits
from confpolicy.decide.limits import FACTS, again, most_pairs, nodes
from confpolicy.decide.prepare import Prepared
from confpolicy.facts.read.limits import SET_BOUND
from confpolicy.facts.request import Facts, Request
from confpolicy.facts.schema import FactDeclaration, Holder, Vocabulary
from confpolicy.facts.types import SetOf, StructureType
from confpolicy.facts.values import Value

A = TypeVar("A")
FEW, ROWS = 8, 64
"""So few statements and rows are common: for them it is known beforehand how large sets may be."""


def small_enough(prepared: Prepared) -> Callable[[Request], bool]:
    """What tells of a request whether it certainly takes no more than `STEPS_BOUND` steps.

    It counts every statement with every other, or once every yes with every no where these are too many; and sets as
    large as they may be, or as one can see at a glance that they are not: never less than `most_steps`.
    """
    leaves = prepared.vocabulary.data.leaves
    consents = again(prepared) * sum(len(policy.consents) for policy in prepared.policies)
    known, largest = enough(prepared), glance(prepared.vocabulary, FACTS)

    def fits(request: Request) -> bool:
        rows = 0
        for entry in request.entries:
            rows += len(leaves[entry.item]) * len(entry.about)
        number = len(request.statements)
        if number <= FEW and rows <= ROWS:
            size = known[rows]
            if size == SET_BOUND or largest(request) <= size:
                return True
        most = _nodes(prepared, largest(request))
        return (
            rows * (most + consents * number * (1 + number)) <= limits.STEPS_BOUND
            or rows * (most + consents * request.once(most_pairs)) <= limits.STEPS_BOUND
        )

    return fits


def enough(prepared: Prepared) -> tuple[int, ...]:
    """For each number of rows up to `ROWS` how large sets may be, with `FEW` statements; -1: not even empty ones."""
    few = FEW * (1 + FEW) * again(prepared) * sum(len(policy.consents) for policy in prepared.policies)
    steps = functools.cache(lambda size: _nodes(prepared, size) + few)
    most = [limits.STEPS_BOUND // max(rows, 1) for rows in range(ROWS + 1)]
    return tuple(bisect_right(range(SET_BOUND + 1), each, key=steps) - 1 for each in most)


def _nodes(prepared: Prepared, size: int) -> int:
    """Nodes of all policies that one row may take, where no set has more than `size` elements."""
    return again(prepared) * sum(nodes(policy, size) for policy in prepared.policies)


def glance(vocabulary: Vocabulary, facts: Mapping[Holder, Callable[[A], Iterable[Facts]]]) -> Callable[[A], int]:
    """What tells at least the size of the largest set in something, as large as may be where records are in it.

    `facts`: how to get at the facts in it, by whom they are about.
    """
    several = [
        (facts[holder], sets, records)
        for holder in Holder
        for sets, records in [_collections(fact for fact in vocabulary.facts.values() if fact.holder is holder)]
        if sets or records
    ]

    def largest(given_in: A) -> int:
        found = 1
        for facts_of, sets, records in several:
            for each in facts_of(given_in):
                for name in sets:
                    given = each.get(name)
                    if given is not None and len(cast("frozenset[Value]", given.value)) > found:
                        found = len(cast("frozenset[Value]", given.value))
                for name in records:
                    if name in each:
                        return SET_BOUND
        return found

    return largest


def _collections(facts: Iterable[FactDeclaration]) -> tuple[list[str], list[str]]:
    """The names of the facts that are sets of plain values, and of those that are or have records."""
    sets, records = [], []
    for fact in facts:
        if isinstance(fact.type, SetOf) and not isinstance(fact.type.element, StructureType):
            sets.append(fact.name)
        elif isinstance(fact.type, SetOf | StructureType):
            records.append(fact.name)
    return sets, records
