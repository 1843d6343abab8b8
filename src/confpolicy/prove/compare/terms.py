"""What two vocabularies do not share, and what can be received of it under the policy that knows it.

A consent on file to a term covers whatever comes to lie below it later: so a new item may be released on a statement
that was made before there was such an item.
"""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.core.programs import Program
from confpolicy.core.scopes import all_leaves
from confpolicy.facts.schema import Hierarchy, Vocabulary
from confpolicy.facts.types import SetOf, StructureType, Type
from confpolicy.prove.compare.covering import hierarchy
from confpolicy.prove.compare.found import Change, Term, Unsettled
from confpolicy.prove.compare.questions import How
from confpolicy.prove.compare.replay import REFUSED, Decider
from confpolicy.prove.compare.shared import Shared
from confpolicy.prove.outcome import Budget
from confpolicy.prove.slices import Cell, cells_of


def vocabulary_of(shared: Shared) -> tuple[Term, ...]:
    """Every word of requests that is new, gone, or declared otherwise; by kind, then name.

    A term that lies below others than before is declared otherwise: a consent on file, for one, may cover it under
    the one policy and not under the other.
    """
    old, new = _words(shared.old, shared.new), _words(shared.new, shared.old)
    found = [Term(kind=kind, name=name, where="new") for kind, name in new.keys() - old.keys()]
    found += [Term(kind=kind, name=name, where="gone") for kind, name in old.keys() - new.keys()]
    for kind, name in old.keys() & new.keys():
        if old[kind, name] != new[kind, name]:
            found.append(Term(kind=kind, name=name, where="declared otherwise", detail=_moved(shared, kind, name)))
    return tuple(sorted(found, key=lambda each: (each.kind, each.name)))


_COVERING = {
    "data": "consents on file to",
    "role": "consents to and judgements of",
    "purpose": "consents on file for",
}


def _moved(shared: Shared, kind: str, name: str) -> str:
    """What a term lies below now, or no longer, of what both vocabularies know; nothing of what is no such term."""
    if kind not in _COVERING:
        return ""
    old, new = (hierarchy(each, kind).above for each in (shared.old, shared.new))
    known = old.keys() & new.keys()
    moved = {"now": (new[name] - old[name]) & known, "no longer": (old[name] - new[name]) & known}
    told = " and ".join(f"{word} below {', '.join(sorted(terms))}" for word, terms in moved.items() if terms)
    return f"{told}, so that {_COVERING[kind]} these may cover it under one policy alone" if told else ""


def _words(vocabulary: Vocabulary, other: Vocabulary) -> dict[tuple[str, str], object]:
    """Each word with what it must have in common with the other for requests that use it to be read alike."""
    leaves = all_leaves(vocabulary.data)
    found: dict[tuple[str, str], object] = {}
    for each, above in vocabulary.data.above.items():
        found["data", each] = (each in leaves, above & other.data.above.keys())
    for each, above in vocabulary.roles.above.items():
        found["role", each] = (each in vocabulary.towards, above & other.roles.above.keys())
    for each, above in vocabulary.purposes.above.items():
        found["purpose", each] = above & other.purposes.above.keys()
    found |= {("notice", each): None for each in vocabulary.notices}
    found |= {("giver", each): None for each in vocabulary.givers}
    for name, fact in vocabulary.facts.items():
        structures = vocabulary.structures if _has_records(fact.type) else None
        found["fact", name] = (fact.type, fact.judged is None, structures)
    return found


def _has_records(type_: Type) -> bool:
    return isinstance(type_, StructureType) or (isinstance(type_, SetOf) and _has_records(type_.element))


def _alone(shared: Shared, which: int) -> tuple[tuple[Cell, ...], frozenset[str]]:
    """The cells, and the roles, that only the old (0) or the new (1) vocabulary has."""
    vocabulary, common = (shared.old, shared.new)[which], shared.vocabulary
    known = {*cells_of(common)} if not shared.same else {*cells_of(vocabulary)}
    cells = tuple(cell for cell in cells_of(vocabulary) if cell not in known)
    return cells, frozenset(vocabulary.roles.above.keys() - common.roles.above.keys())


def released(
    program: Program, other: Decider, budget: Budget, *, how: How, shared: Shared
) -> Iterator[Change | Unsettled]:
    """What only this program can be asked and permits, and what of that is not settled.

    Each with a request that the other one refuses, or withholds: it may know the item as one with others below it.
    """
    from confpolicy.prove.table import chart

    asked, roles = _alone(shared, 0 if how is How.LESS else 1)
    charts = [chart(program, budget, cells=asked)] if asked else []
    charts += [chart(program, budget, roles=roles)] if roles else []
    for found in charts:
        for entry in found.entries:
            item, purpose = entry.cells[0]
            for clause, reason in entry.undecided:
                why = f"{reason} (clause {clause})"
                yield Unsettled(item=item, purpose=purpose, how=how.value, reason=why)
            for way in entry.ways:
                verdict = other.verdict(way.witness)
                if verdict in ("permit", "partial"):
                    continue
                words = _detail(program.vocabulary.data, item, way.kind, how)
                yield Change(
                    how=how,
                    item=item,
                    role=entry.roles[0],
                    purpose=purpose,
                    before="permit" if how is How.LESS else verdict,
                    after=verdict if how is How.LESS else "permit",
                    clauses=() if way.clause is None else (way.clause,),
                    detail=words
                    if verdict == REFUSED
                    else "the other policy knows the item as one with others below it",
                    witness=way.witness,
                    cells=tuple((leaf, role, for_) for leaf, for_ in entry.cells for role in entry.roles),
                )


def _detail(data: Hierarchy, item: str, kind: str, how: How) -> str:
    if how is How.LESS:
        return "the other policy does not know the item, the purpose or the role"
    above = sorted(data.above[item] - {item})
    covered = f"; consents on file to {', '.join(above)} cover it" if kind == "consent" and above else ""
    return f"the old policy did not know the item, the purpose or the role{covered}"
