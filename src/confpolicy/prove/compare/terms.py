"""What two vocabularies do not share, and what can be received of it under the policy that knows it.

A consent on file to a term covers whatever comes to lie below it later: so a new item may be released on a statement
that was made before there was such an item.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from confpolicy.core.programs import Program
from confpolicy.core.scopes import all_leaves
from confpolicy.facts.schema import Hierarchy, Vocabulary
from confpolicy.prove.compare.found import Change, Term, Unsettled
from confpolicy.prove.compare.questions import How
from confpolicy.prove.compare.replay import REFUSED
from confpolicy.prove.compare.shared import Shared
from confpolicy.prove.outcome import Budget
from confpolicy.prove.slices import Cell, cells_of


def vocabulary_of(shared: Shared) -> tuple[Term, ...]:
    """Every word of requests that is new, gone, or declared otherwise; by kind, then name."""
    old, new = _words(shared.old), _words(shared.new)
    found = [Term(kind=kind, name=name, where="new") for kind, name in new.keys() - old.keys()]
    found += [Term(kind=kind, name=name, where="gone") for kind, name in old.keys() - new.keys()]
    common = [each for each in old if each in new and old[each] != new[each]]
    found += [Term(kind=kind, name=name, where="declared otherwise") for kind, name in common]
    return tuple(sorted(found, key=lambda each: (each.kind, each.name)))


def _words(vocabulary: Vocabulary) -> dict[tuple[str, str], object]:
    """Each word with what it must have in common for requests that use it to be read alike."""
    leaves = all_leaves(vocabulary.data)
    found: dict[tuple[str, str], object] = {("data", each): each in leaves for each in vocabulary.data.above}
    found |= {("role", each): each in vocabulary.towards for each in vocabulary.roles.above}
    found |= {("purpose", each): None for each in vocabulary.purposes.above}
    found |= {("notice", each): None for each in vocabulary.notices}
    found |= {("giver", each): None for each in vocabulary.givers}
    for name, fact in vocabulary.facts.items():
        found["fact", name] = (fact.type, fact.judged is None, vocabulary.structures if "structure" in str(fact.type)
                               else None)  # fmt: skip
    return found


def alone(shared: Shared, which: int) -> tuple[tuple[Cell, ...], frozenset[str]]:
    """The cells, and the roles, that only the old (0) or the new (1) vocabulary has."""
    vocabulary, common = (shared.old, shared.new)[which], shared.vocabulary
    known = {*cells_of(common)} if not shared.same else {*cells_of(vocabulary)}
    cells = tuple(cell for cell in cells_of(vocabulary) if cell not in known)
    return cells, frozenset(vocabulary.roles.above.keys() - common.roles.above.keys())


def released(
    program: Program, budget: Budget, *, how: How, cells: Iterable[Cell], roles: frozenset[str]
) -> Iterator[Change | Unsettled]:
    """What can be received in these cells by anybody, and in all cells by these roles; and what is not settled."""
    from confpolicy.prove.table import chart

    asked = tuple(cells)
    charts = [chart(program, budget, cells=asked)] if asked else []
    charts += [chart(program, budget, roles=roles)] if roles else []
    for found in charts:
        for entry in found.entries:
            item, purpose = entry.cells[0]
            for clause, reason in entry.undecided:
                why = f"{reason} (clause {clause})"
                yield Unsettled(item=item, purpose=purpose, how=how.value, reason=why)
            for way in entry.ways:
                yield Change(
                    how=how,
                    item=item,
                    role=entry.roles[0],
                    purpose=purpose,
                    before="permit" if how is How.LESS else REFUSED,
                    after=REFUSED if how is How.LESS else "permit",
                    clauses=() if way.clause is None else (way.clause,),
                    detail=_detail(program.vocabulary.data, item, way.kind, how),
                    witness=way.witness,
                    cells=tuple((leaf, role, for_) for leaf, for_ in entry.cells for role in entry.roles),
                )


def _detail(data: Hierarchy, item: str, kind: str, how: How) -> str:
    if how is How.LESS:
        return "the other policy does not know the item, the purpose or the role"
    above = sorted(data.above[item] - {item})
    covered = f"; consents on file to {', '.join(above)} cover it" if kind == "consent" and above else ""
    return f"the old policy did not know the item, the purpose or the role{covered}"
