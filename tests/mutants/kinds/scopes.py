"""A scope that covers more than it did."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from confpolicy.core.clauses import Clause, Items, Parties, Purposes, Scope, StandIn
from confpolicy.core.programs import Program
from confpolicy.facts.schema import Hierarchy
from tests.mutants.editing import clauses, with_clause
from tests.mutants.mutant import Change, Original


def widened(original: Original) -> Iterator[Change]:
    """Each part of each scope: a term's parent in its place, nobody excepted, anyone, for any purpose."""
    program = original.program
    for clause in clauses(program):
        for way, scope in _wider(clause, program):
            yield Change(
                place=f"{clause.name}/scope",
                way=way,
                words=f"{clause.name}: {way}",
                program=with_clause(program, attrs.evolve(clause, scope=scope)),
            )


def _wider(clause: Clause, program: Program) -> Iterator[tuple[str, Scope]]:
    scope, vocabulary = clause.scope, program.vocabulary
    if scope.of is not None:
        for way, of in _wider_items(scope.of, vocabulary.data):
            yield way, attrs.evolve(scope, of=of)
    if scope.to is not None:
        for way, to in _wider_parties("to", scope.to, vocabulary.roles):
            yield way, attrs.evolve(scope, to=to)
        if not scope.to.anyone and not isinstance(clause, StandIn):
            yield "to anyone", attrs.evolve(scope, to=attrs.evolve(_but_for_the_excepted(scope.to), anyone=True))
    if scope.from_ is not None:
        for way, from_ in _wider_parties("from", scope.from_, vocabulary.roles):
            yield way, attrs.evolve(scope, from_=from_)
        yield "from anybody", attrs.evolve(scope, from_=None)
    if scope.for_ is not None and not (scope.for_.any and not scope.for_.excepted):
        for way, for_ in _wider_purposes(scope.for_, vocabulary.purposes):
            yield way, attrs.evolve(scope, for_=for_)
        yield "for any purpose", attrs.evolve(scope, for_=Purposes(any=True))


def _but_for_the_excepted(parties: Parties) -> Parties:
    return Parties(except_subject=parties.except_subject, except_roles=parties.except_roles)


def _lifted(terms: frozenset[str], hierarchy: Hierarchy) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Each term, each of its parents that is not there yet, and the terms with the one in place of the other."""
    for term in sorted(terms):
        for parent in hierarchy.parents[term]:
            if not terms & hierarchy.above[parent]:
                yield term, parent, terms - {term} | {parent}


def _wider_items(items: Items, data: Hierarchy) -> Iterator[tuple[str, Items]]:
    for term, parent, terms in _lifted(items.terms, data):
        yield f"of {parent}, not {term}", attrs.evolve(items, terms=terms)
    for term in sorted(items.excepted):
        yield f"of {term} too", attrs.evolve(items, excepted=items.excepted - {term})


def _wider_parties(word: str, parties: Parties, hierarchy: Hierarchy) -> Iterator[tuple[str, Parties]]:
    for role, parent, roles in _lifted(parties.roles, hierarchy):
        yield f"{word} {parent}, not {role}", attrs.evolve(parties, roles=roles)
    for role in sorted(parties.except_roles):
        yield f"{word} {role} too", attrs.evolve(parties, except_roles=parties.except_roles - {role})
    if parties.except_subject:
        yield f"{word} subject too", attrs.evolve(parties, except_subject=False)


def _wider_purposes(purposes: Purposes, hierarchy: Hierarchy) -> Iterator[tuple[str, Purposes]]:
    for purpose, parent, terms in _lifted(purposes.terms, hierarchy):
        yield f"for {parent}, not {purpose}", attrs.evolve(purposes, terms=terms)
    for purpose in sorted(purposes.excepted):
        yield f"for {purpose} too", attrs.evolve(purposes, excepted=purposes.excepted - {purpose})
