"""A clause left out; another reading of one taken."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from confpolicy.core.clauses import Reply, kind_word
from tests.mutants.editing import clauses, with_clause, without
from tests.mutants.mutant import Change, Original


def dropped(original: Original) -> Iterator[Change]:
    """Each clause left out; but no reply: together they have to answer everybody."""
    for clause in clauses(original.program):
        if not isinstance(clause, Reply):
            words = f"without the {kind_word(clause)} {clause.name}"
            yield Change(place=clause.name, words=words, program=without(original.program, clause.name))


def swapped(original: Original) -> Iterator[Change]:
    """Each reading that is not taken, taken."""
    for clause in clauses(original.program):
        for reading in clause.readings:
            if reading.name != clause.taken:
                yield Change(
                    place=clause.name,
                    way=reading.name,
                    words=f"{clause.name} read as {reading.name}, not as {clause.taken}",
                    program=with_clause(original.program, attrs.evolve(clause, taken=reading.name)),
                )
