"""Where random requests have to go so that one change in a large policy can matter to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from confpolicy.core.clauses import (
    Clause,
    Consent,
    NeedToKnow,
    Obligation,
    Permission,
    Prohibition,
    Referral,
    StandIn,
)
from confpolicy.core.expressions import Actor, Defined, Expression, HasRole
from confpolicy.core.programs import Program
from confpolicy.core.reading import facts_read, nodes
from confpolicy.testing.terrain import Terrain, parts
from tests.mutants.editing import clauses, definitions_of

WIDE = 3
"""A term that stands for more leaves is not asked for: its rows take time, and one of them tells as much."""


def terrains(old: Program, new: Program, place: str) -> tuple[Terrain, ...]:
    """The lie of both programs: around each clause that the change bears on, unless it is on all; and at large."""
    found: list[Terrain] = []
    for program in (old, new):
        at_large = narrow(Terrain.of(program))
        leaf = place.removeprefix("reveals.")
        found += [_of_leaf(at_large, leaf)] if leaf in at_large.leaves else []
        near = (_around(at_large, name) for name in sorted(_touched(old, place) | _touched(new, place)))
        found += [*(each for each in near if each is not None), at_large]
    return tuple(found)


def _of_leaf(terrain: Terrain, leaf: str) -> Terrain:
    """The same with the grounds alone that permit the leaf, and for them nothing but it."""
    grounds = tuple(each for each in terrain.grounds if leaf in terrain.leaves_of[each.name])
    leaves_of = {
        name: (leaf,) if leaf in leaves and any(name == each.name for each in (*grounds, *terrain.needs)) else leaves
        for name, leaves in terrain.leaves_of.items()
    }
    return attrs.evolve(terrain, grounds=grounds or terrain.grounds, leaves=(leaf,), leaves_of=leaves_of)


def asked_of_discloser(old: Program, new: Program, place: str) -> tuple[str, ...]:
    """The roles that what the change bears on asks the discloser for; plans heed those of recipients alone."""
    found: set[str] = set()
    for program in (old, new):
        definitions = definitions_of(program)
        for clause in clauses(program):
            if clause.name in _touched(old, place) | _touched(new, place):
                asked = (each for node in _conditions(clause) for each in _written_out(node, definitions))
                found |= {each.role for each in asked if isinstance(each, HasRole) and each.actor is Actor.DISCLOSER}
    return tuple(sorted(found))


def _written_out(node: Expression, definitions: Mapping[str, Expression]) -> Iterator[Expression]:
    """The node and all below it, through definitions too."""
    for each in nodes(node):
        yield each
        if isinstance(each, Defined):
            yield from _written_out(definitions[each.name], definitions)


def narrow(terrain: Terrain) -> Terrain:
    """The same, but for the terms that stand for many leaves."""
    leaves = terrain.vocabulary.data.leaves
    return attrs.evolve(terrain, terms=tuple(term for term in terrain.terms if len(leaves[term]) <= WIDE))


def _touched(program: Program, place: str) -> frozenset[str]:
    """The clauses that a change at that place can bear on, where it is not on all: at most a few."""
    start = place.partition("/")[0]
    kind, _, name = start.partition(".")
    match kind:
        case "define":
            return frozenset(clause.name for clause in clauses(program) if _uses(clause, name, program))
        case "facts":
            return frozenset(clause.name for clause in clauses(program) if name in _facts(clause, program))
        case _:
            return frozenset({start})


def _conditions(clause: Clause) -> Iterator[Expression]:
    yield from parts(clause.condition)
    for reading in clause.readings:
        yield from parts(reading.condition)


def _uses(clause: Clause, name: str, program: Program) -> bool:
    definitions = definitions_of(program)
    written = (each for node in _conditions(clause) for each in _written_out(node, definitions))
    return any(isinstance(each, Defined) and each.name == name for each in written)


def _facts(clause: Clause, program: Program) -> frozenset[str]:
    definitions = definitions_of(program)
    return frozenset().union(*(facts_read(node, definitions) for node in _conditions(clause)))


def _around(terrain: Terrain, name: str) -> Terrain | None:
    """The same with the grounds alone to which the clause of that name matters; None where it has none."""
    clause = next((each for each in clauses(terrain.program) if each.name == name), None)
    match clause:
        case None:
            return None
        case Consent() | Permission():
            return attrs.evolve(terrain, grounds=(clause,))
        case NeedToKnow():
            asking = tuple(
                each
                for each in _meeting(terrain, clause)
                if (isinstance(each, Consent) and each.without_need_to_know is None)
                or (isinstance(each, Permission) and each.limited_to_need_to_know)
            )
            return attrs.evolve(terrain, grounds=asking, needs=(clause,)) if asking else None
        case Prohibition() | Referral() | StandIn():
            near = _meeting(terrain, clause)
            # Of those that it stands against, the plan tries to keep it away; here it shall come as often as not.
            prohibitions = tuple(each for each in terrain.prohibitions if each.name != name)
            others = terrain.others if isinstance(clause, StandIn) else (*terrain.others, clause)
            leaves = terrain.leaves_of[name] or terrain.leaves
            return attrs.evolve(
                terrain,
                grounds=near or terrain.grounds,
                prohibitions=prohibitions,
                others=others,
                leaves=leaves,
                purposes=terrain.purposes_of[name] or terrain.purposes,
            )
        case Obligation(on=frozenset() as on):
            named = tuple(each for each in terrain.grounds if each.name in on)
            needed = any(each.name in on for each in terrain.needs)
            return attrs.evolve(terrain, grounds=named) if named and not needed else None
        case _:
            return None


def _meeting(terrain: Terrain, clause: Clause) -> tuple[Consent | Permission, ...]:
    """The grounds that share an item (or what it reveals) and a purpose with the clause."""
    leaves, purposes = set(terrain.leaves_of[clause.name]), set(terrain.purposes_of[clause.name])

    def learnt(name: str) -> set[str]:
        own = terrain.leaves_of[name]
        return {*own}.union(*(terrain.vocabulary.revealed(leaf) for leaf in own))

    return tuple(
        ground
        for ground in terrain.grounds
        if leaves & learnt(ground.name) and purposes & set(terrain.purposes_of[ground.name])
    )
