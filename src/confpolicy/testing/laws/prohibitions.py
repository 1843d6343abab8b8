"""Laws about what forbids."""

from __future__ import annotations

from typing import Any

import attrs

from confpolicy.core.clauses import Condition, Parties, Prohibition
from confpolicy.decide.decision import Judged
from confpolicy.decide.prepare import prepare
from confpolicy.facts.schema import Holder
from confpolicy.testing import composing
from confpolicy.testing.edits import (
    ADDED,
    clauses,
    copied,
    forbids,
    revealing,
    spread,
    subjects,
    with_clauses,
    with_vocabulary,
)
from confpolicy.testing.laws.case import Case, Outcome, decided, expect, mattered, never_more, permitted

BYSTANDER = "bystander_of_the_law"


def adding_a_prohibition_never_permits_more(case: Case) -> Outcome:
    """Whatever its scope and its condition."""
    leaf = case.ch.pick([row.item for row in case.grounded_rows()] or list(case.terrain.leaves))
    conditions = [Condition(), *(one.condition for one in clauses(case.program) if one.condition.when is not None)]
    added = attrs.evolve(forbids([leaf]), condition=case.ch.pick(conditions), absolute=case.ch.chance(30))
    return case.never_more(case.again(with_clauses(case.program, added)))


def whether_a_prohibition_applies_never_depends_on_what_is_stated(case: Case) -> Outcome:
    """Nobody talks a prohibition away."""
    made = spread(case.mapping)
    for subject in subjects(made):
        other = composing.facts_of(case.ch, case.terrain, case.now, Holder.STATED)
        subject.pop("stated", None)
        subject.update({"stated": other} if other and case.ch.chance(60) else {})
    if made == spread(case.mapping):
        return Outcome.VACUOUS
    standing = _standing(case.decision)
    expect(_standing(case.again(mapping=made)) == standing, "other prohibitions stand once other things are stated")
    return mattered(any(standing.values()))


def _standing(decision: Judged) -> dict[tuple[str, str], Any]:
    return {
        (row.item, row.subject): [(one.clause, one.certainly, one.through) for one in row.standing]
        for row in decision.rows
    }


def what_reveals_a_forbidden_item_is_forbidden(case: Case) -> Outcome:
    """A prohibition of what an item reveals is one of the item."""
    rows = case.grounded_rows()
    if not rows:
        return Outcome.VACUOUS
    row = case.ch.pick(rows)
    others = [leaf for leaf in case.terrain.leaves if leaf != row.item and not case.vocabulary.is_public(leaf)]
    if not others:
        return Outcome.VACUOUS
    learnt = case.ch.pick(others)
    revealed = revealing(case.program, row.item, learnt)
    if (row.item, row.subject) not in permitted(case.again(revealed), alone=True):
        return Outcome.HELD
    after = case.again(with_clauses(revealed, forbids([learnt])))
    expect((row.item, row.subject) not in permitted(after, alone=True), f"{row.item} gives {learnt} away")
    return Outcome.MATTERED


def adding_a_role_that_nothing_names_never_permits_more(case: Case) -> Outcome:
    """It may forbid: who has one role more is no longer freed by an `except` from a prohibition."""
    roles = case.vocabulary.roles
    parents = {**roles.parents, BYSTANDER: ()}
    widened = with_vocabulary(case.program, attrs.evolve(case.vocabulary, roles=type(roles).of(parents)))
    program = with_clauses(widened, *_sparing(case))
    before = decided(prepare(program), case.mapping)
    made = copied(case.mapping)
    made["recipient"]["roles"] = [*made["recipient"]["roles"], BYSTANDER]
    return never_more(before, case.again(program, made))


def _sparing(case: Case) -> tuple[Prohibition, ...]:
    """Often a prohibition that spares whoever has the roles of the request and no others."""
    held = {
        role for subject in subjects(spread(case.mapping)) for role in subject.get("relation", {}).get("roles", [])
    }
    held |= set(case.mapping["recipient"]["roles"])
    if not held or case.ch.chance(30):
        return ()
    leaves = [row.item for row in case.decision.rows]
    added = forbids(leaves)
    spared = Parties(anyone=True, except_subject=True, except_roles=frozenset(held))
    return (attrs.evolve(added, name=ADDED, scope=attrs.evolve(added.scope, to=spared)),)
