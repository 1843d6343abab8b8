"""A prohibition that a ground no longer overrides, or that it overrides now."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from confpolicy.core.clauses import Clause, Consent, Permission, Prohibition
from confpolicy.core.programs import Program
from confpolicy.core.reading import facts_read
from confpolicy.core.scopes import leaves_in, purposes_in
from confpolicy.facts.schema import Holder
from confpolicy.testing.terrain import conditions, parts
from tests.mutants.editing import clauses, definitions_of, with_clause
from tests.mutants.mutant import Change, Original


def removed(original: Original) -> Iterator[Change]:
    """Each prohibition that a ground overrides, no longer overridden by it."""
    for ground in clauses(original.program):
        if isinstance(ground, Consent | Permission):
            for name in sorted(ground.overrides):
                new = attrs.evolve(ground, overrides=ground.overrides - {name})
                yield _change(original, ground, new, name, f"{ground.name} does not override {name}")


def added(original: Original) -> Iterator[Change]:
    """Each prohibition that meets a ground, overridden by it; but none by what the requester states."""
    program = original.program
    for ground in clauses(program):
        if not isinstance(ground, Consent | Permission) or _reads_what_is_stated(ground, program):
            continue
        for prohibition in clauses(program):
            fits = isinstance(prohibition, Prohibition) and not prohibition.absolute
            if fits and prohibition.name not in ground.overrides and _meets(ground, prohibition, program):
                name = prohibition.name
                new = attrs.evolve(ground, overrides=ground.overrides | {name})
                yield _change(original, ground, new, name, f"{ground.name} overrides {name}")


def _change(original: Original, ground: Clause, new: Clause, name: str, words: str) -> Change:
    return Change(place=ground.name, way=name, words=words, program=with_clause(original.program, new))


def _reads_what_is_stated(clause: Clause, program: Program) -> bool:
    definitions = definitions_of(program)
    read = (
        fact
        for condition in conditions(clause)
        for node in parts(condition)
        for fact in facts_read(node, definitions)
    )
    return any(program.vocabulary.facts[fact].holder is Holder.STATED for fact in read)


def _meets(ground: Clause, prohibition: Clause, program: Program) -> bool:
    """Whether some item (or what it reveals) and some purpose are in both scopes, and both are of one policy."""
    vocabulary = program.vocabulary
    permitted = leaves_in(ground.scope.of, vocabulary.data, forbids=False)
    learnt = permitted.union(*(vocabulary.revealed(leaf) for leaf in permitted))
    purposes = purposes_in(ground.scope.for_, vocabulary.purposes)
    together = any(
        {ground.name, prohibition.name} <= {clause.name for clause in rules.clauses} for rules in program.policies
    )
    return (
        together
        and not learnt.isdisjoint(leaves_in(prohibition.scope.of, vocabulary.data, forbids=True))
        and not purposes.isdisjoint(purposes_in(prohibition.scope.for_, vocabulary.purposes))
    )
