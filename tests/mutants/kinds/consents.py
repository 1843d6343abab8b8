"""A notice that nobody need be given any more."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from confpolicy.core.clauses import Consent
from tests.mutants.editing import clauses, with_clause
from tests.mutants.mutant import Change, Original


def dropped(original: Original) -> Iterator[Change]:
    """Each notice that makes a consent informed, left out."""
    for clause in clauses(original.program):
        if isinstance(clause, Consent):
            for notice in sorted(clause.told):
                new = attrs.evolve(clause, told=clause.told - {notice})
                yield Change(
                    place=clause.name,
                    way=notice,
                    words=f"{clause.name}: nobody need be told {notice}",
                    program=with_clause(original.program, new),
                )
