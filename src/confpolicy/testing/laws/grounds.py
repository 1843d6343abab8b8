"""Laws about what permits: a ground of section 4, by itself, and nothing beside it."""

from __future__ import annotations

import attrs

from confpolicy.core.clauses import Consent, Items, NeedToKnow, Permission, Prohibition, Scope
from confpolicy.core.programs import Program
from confpolicy.core.scopes import leaves_in
from confpolicy.decide.decision import Row, Verdict
from confpolicy.testing.edits import ADDED, clauses, forbids, overriding, replaced, with_clauses, without
from confpolicy.testing.laws.case import Case, Outcome, expect, mattered, permitted, same, verdicts

OTHER = f"{ADDED}_too"


def no_confidential_item_is_permitted_but_on_a_ground(case: Case) -> Outcome:
    """Without the very clauses that a permitted row names, it is not permitted."""
    rows = case.grounded_rows()
    if not rows:
        return Outcome.VACUOUS
    row = case.ch.pick(rows)
    expect(bool(row.because), f"{row.item} is permitted on no ground")
    named = [ground.clause for ground in row.because if ground.clause is not None]
    expect(len(named) == len(row.because), f"{row.item} is confidential and permitted as public")
    for name in named:
        clause = case.clause(name)
        expect(isinstance(clause, (Consent, Permission)), f"{name} is no ground")
        covered = leaves_in(clause.scope.of, case.vocabulary.data, forbids=False)
        expect(row.item in covered, f"{name} does not speak of {row.item}")
    after = case.again(without(case.program, named))
    expect((row.item, row.subject) not in permitted(after), f"{row.item} is permitted without {named}")
    return Outcome.MATTERED


def default_deny(case: Case) -> Outcome:
    """A policy without consents, exceptions and duties releases nothing that is confidential."""
    grounds = [clause.name for clause in case.terrain.grounds]
    after = case.again(without(case.program, grounds))
    released = [asked for asked in permitted(after, alone=True) if not case.vocabulary.is_public(asked[0])]
    expect(not released, f"permitted without any ground: {released}")
    return mattered(bool(case.grounded_rows()))


def prohibition_beats_a_ground_that_does_not_override_it(case: Case) -> Outcome:
    """One more prohibition, which nothing overrides, and the item is withheld."""
    if not case.decision.rows:
        return Outcome.VACUOUS
    rows = case.grounded_rows() or case.decision.rows
    row = case.ch.pick(rows)
    for ground in row.because:
        overrides = _overrides(case, ground.clause)
        expect(set(row.overridden) <= overrides, f"{ground.clause} does not override all of {row.overridden}")
    after = case.again(with_clauses(case.program, forbids([row.item])))
    expect((row.item, row.subject) not in permitted(after, alone=True), f"{row.item} is permitted though forbidden")
    return mattered(row.verdict is Verdict.PERMIT)


def overrides_of_different_grounds_do_not_add_up(case: Case) -> Outcome:
    """Two prohibitions stand, each overridden by a copy of the grounds, until one ground overrides both."""
    rows = case.grounded_rows()
    if not rows:
        return Outcome.VACUOUS
    row = case.ch.pick(rows)
    names = sorted({ground.clause for ground in row.because if ground.clause is not None})
    copies = [attrs.evolve(case.clause(name), name=f"{name}_{ADDED}") for name in names]
    forbidden = with_clauses(case.program, forbids([row.item]), forbids([row.item], name=OTHER), *copies)
    halves = overriding(overriding(forbidden, names, [ADDED]), [copy.name for copy in copies], [OTHER])
    asked = (row.item, row.subject)
    expect(asked not in permitted(case.again(halves), alone=True), "two grounds together override what neither does")
    whole = overriding(halves, names, [OTHER])
    expect(asked in permitted(case.again(whole), alone=True), "a ground that overrides everything does not permit")
    return Outcome.MATTERED


def nothing_lifts_an_absolute_prohibition(case: Case) -> Outcome:
    """An absolute prohibition holds though every ground names it."""
    if not case.decision.rows:
        return Outcome.VACUOUS
    row = case.ch.pick(case.grounded_rows() or case.decision.rows)
    lifted = [*(clause.name for clause in case.terrain.prohibitions), ADDED]
    grounds = [clause.name for clause in case.terrain.grounds]
    forbidden = with_clauses(case.program, forbids([row.item], absolute=True))
    after = case.again(overriding(forbidden, grounds, lifted))
    asked = (row.item, row.subject)
    expect(asked not in permitted(after, alone=True), f"{row.item} is permitted though absolutely forbidden")
    return mattered(row.verdict is Verdict.PERMIT)


def removing_a_permissive_clause_never_permits_more(case: Case) -> Outcome:
    """Neither a consent, nor an exception or duty, nor a need-to-know."""
    names = _named_grounds(case.decision.rows) or _permissive(case.program)
    if not names:
        return Outcome.VACUOUS
    return case.never_more(case.again(without(case.program, [case.ch.pick(names)])))


def exceptions_never_release_what_they_do_not_name(case: Case) -> Outcome:
    """With one exception or duty and no other ground, nothing else is released."""
    permissions = tuple(clause for clause in case.terrain.grounds if isinstance(clause, Permission))
    if not permissions:
        return Outcome.VACUOUS
    carrying = {ground.clause for row in case.decision.rows for ground in row.because}
    kept = case.ch.pick([one for one in permissions if one.name in carrying] or permissions)
    others = [clause.name for clause in case.terrain.grounds if clause.name != kept.name]
    after = case.again(without(case.program, others))
    named = leaves_in(kept.scope.of, case.vocabulary.data, forbids=False)
    released = {asked for asked in permitted(after, alone=True) if not case.vocabulary.is_public(asked[0])}
    expect(all(item in named for item, _ in released), f"{kept.name} releases {sorted(released)}")
    narrowed = _narrowed(case, kept, released)
    return mattered(narrowed)


def _narrowed(case: Case, kept: Permission, released: set[tuple[str, str]]) -> bool:
    """That one leaf named no longer is one leaf released no longer; whether there was one to try."""
    if not released:
        return False
    leaf = case.ch.pick(sorted({item for item, _ in released}))
    items = kept.scope.of or Items(frozenset({"confidential"}))
    scope: Scope = attrs.evolve(kept.scope, of=attrs.evolve(items, excepted=items.excepted | {leaf}))
    others = [clause.name for clause in case.terrain.grounds if clause.name != kept.name]
    after = case.again(replaced(without(case.program, others), attrs.evolve(kept, scope=scope)))
    expect(leaf not in {item for item, _ in permitted(after, alone=True)}, f"{leaf} is excepted and released")
    return True


def the_grounds_named_alone_give_the_same_verdict(case: Case) -> Outcome:
    """Of what permits, only the clauses that the decision names matter to what it permits."""
    rows = case.grounded_rows()
    if not rows:
        return Outcome.VACUOUS
    named = _named_grounds(case.decision.rows)
    others = [name for name in _permissive(case.program) if name not in named]
    after = case.again(without(case.program, others))
    same_permits = permitted(after) == permitted(case.decision)
    expect(same_permits, f"without {others} other items are permitted")
    return mattered(bool(others))


def a_clause_stated_again_changes_nothing(case: Case) -> Outcome:
    """Under another name; but for a prohibition that something overrides by name."""
    overridden = {name for clause in case.terrain.grounds for name in clause.overrides}
    copied = [
        attrs.evolve(clause, name=f"{clause.name}_{ADDED}")
        for clause in clauses(case.program)
        if not (isinstance(clause, Prohibition) and clause.name in overridden)
    ]
    after = case.again(with_clauses(case.program, *copied))
    same(case.decision, after)
    return mattered(
        len({verdict for verdict, _ in verdicts(case.decision).values()}) > 1 or bool(case.grounded_rows())
    )


def _overrides(case: Case, name: str | None) -> frozenset[str]:
    clause = None if name is None else case.clause(name)
    return clause.overrides if isinstance(clause, (Consent, Permission)) else frozenset()


def _permissive(program: Program) -> list[str]:
    return [clause.name for clause in clauses(program) if isinstance(clause, (Consent, Permission, NeedToKnow))]


def _named_grounds(rows: tuple[Row, ...]) -> list[str]:
    """The clauses named by what permits, the need-to-know among them."""
    named = {name for row in rows for ground in row.because for name in (ground.clause, ground.need_to_know)}
    return sorted(name for name in named if name is not None)
