"""What statements on file cover where a term lies below others than before: shown by requests, decided under both.

A grant or a refusal that names a term speaks of all that lies below it. So a term that is moved takes other
statements with it, those made before among them, though no clause changed.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import attrs

from confpolicy.core.programs import Program
from confpolicy.facts.schema import Hierarchy, Vocabulary
from confpolicy.prove.asked import SUBJECT_ID
from confpolicy.prove.compare.found import Cell3, Change
from confpolicy.prove.compare.moving import moved as asked_as
from confpolicy.prove.compare.questions import How
from confpolicy.prove.compare.replay import REFUSED, Decider
from confpolicy.prove.compare.shared import Shared
from confpolicy.prove.outcome import Budget
from confpolicy.prove.slices import cells_of
from confpolicy.prove.smaller import first_item

MOST_TRIED = 500
"""So many items, roles and purposes are tried for each term."""
_PART = {"data": "items", "role": "recipients", "purpose": "purposes"}
"""Where a statement names terms of each kind."""


@attrs.frozen
class Moved:
    """A term that lies below another one under one of the two policies, and not under the other."""

    kind: str
    name: str
    above: str
    which: int
    """The policy under which it does: the old (0) or the new (1)."""


def hierarchy(vocabulary: Vocabulary, kind: str) -> Hierarchy:
    """The terms of that kind."""
    return {"data": vocabulary.data, "role": vocabulary.roles, "purpose": vocabulary.purposes}[kind]


def moved_terms(shared: Shared) -> Iterator[Moved]:
    """Every term that both know with every other that it lies below under just one; in a fixed order.

    Of terms below one that was moved only that one: they went along.
    """
    for kind in _PART:
        sides = [hierarchy(each, kind).above for each in (shared.old, shared.new)]
        known = sides[0].keys() & sides[1].keys()
        for which, (here, there) in enumerate((sides, sides[::-1])):
            gained = {name: here[name] & known - there[name] for name in known}
            for name in sorted(known):
                along = frozenset().union(*(gained.get(up, ()) for up in here[name] - {name}))
                yield from (Moved(kind, name, each, which) for each in sorted(gained[name] - along))


def covered_otherwise(
    programs: tuple[Program, Program], deciders: tuple[Decider, Decider], shared: Shared, budget: Budget
) -> Iterator[Change]:
    """For each term that was moved at most one request that is permitted more for it, and one that is less.

    Raises what `chart` does.
    """
    for moved in moved_terms(shared):
        found: set[How] = set()
        for change in _tried(moved, programs[moved.which], deciders, shared, budget):
            if change.how not in found:
                found.add(change.how)
                yield change
            if len(found) > 1:
                break


def _tried(
    moved: Moved, program: Program, deciders: tuple[Decider, Decider], shared: Shared, budget: Budget
) -> Iterator[Change]:
    """Of each sort of statement the first request that shows it, with every cell that was tried and shows it too."""
    from confpolicy.prove.table import chart

    common = [cell for cell in cells_of(shared.vocabulary) if _concerns(moved, cell, program.vocabulary)]
    roles = frozenset({moved.name}) if moved.kind == "role" else None
    found: dict[tuple[How, str, str], Change] = {}
    asked = (
        (way.clause, way.witness, (leaf, role, for_))
        for entry in chart(program, budget, cells=common, roles=roles).entries
        for way in entry.ways
        if way.kind == "consent" and way.clause is not None
        for leaf, for_ in entry.cells
        for role in entry.roles
    )
    for clause, witness, cell in islice(asked, MOST_TRIED):
        _try(moved, clause, witness, cell, deciders, program.vocabulary, found)
    yield from found.values()


def _try(  # noqa: PLR0913, PLR0917 - what is found goes back by the last
    moved: Moved,
    clause: str,
    witness: Mapping[str, Any],
    cell: Cell3,
    deciders: tuple[Decider, Decider],
    vocabulary: Vocabulary,
    found: dict[tuple[How, str, str], Change],
) -> None:
    """Only where both read the request, and decide it alike while its statements name the term itself."""
    item, role, purpose = cell
    plain = asked_as(witness, vocabulary, (item, purpose), role)
    if {each.told(plain).verdict for each in deciders} != {"permit"}:
        return
    for request, words in _requests(moved, plain):
        old, new = (each.told(request) for each in deciders)
        if old.permits is new.permits or REFUSED in (old.verdict, new.verdict):
            continue
        key = (How.MORE if new.permits else How.LESS, clause, words)
        change = found.get(key) or Change(
            how=key[0],
            item=item,
            role=role,
            purpose=purpose,
            before=old.verdict,
            after=new.verdict,
            clauses=(clause,),
            detail=f"{words} {'now' if moved.which else 'no longer'} covers {moved.name}",
            witness=request,
        )
        found[key] = attrs.evolve(change, cells=(*change.cells, cell))


def _concerns(moved: Moved, cell: tuple[str, str], vocabulary: Vocabulary) -> bool:
    leaf, purpose = cell
    match moved.kind:
        case "data":
            return moved.name in vocabulary.data.above[leaf]
        case "purpose":
            return moved.name in vocabulary.purposes.above[purpose]
        case _:
            return True


def _requests(moved: Moved, witness: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """The request with its grants naming the other term instead; and with a refusal of that besides."""
    part = _PART[moved.kind]
    made = copy.deepcopy(dict(witness))
    for statement in made["consents"]:
        if part in statement:
            statement[part] = [moved.above]
    yield made, f"a consent on file naming {moved.above}"
    refused = copy.deepcopy(dict(witness))
    refused["consents"].append(
        {
            "id": "refused-too",
            "statement": "refusal",
            "subject": SUBJECT_ID,
            "given_by": {"id": SUBJECT_ID, "as": "subject"},
            "at": witness["time"],
            "items": [first_item(witness)],
            part: [moved.above],
        }
    )
    yield refused, f"a refusal on file naming {moved.above}"
