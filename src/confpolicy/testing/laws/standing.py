"""Laws about who counts as the subject: standing in for them, and classes of people."""

from __future__ import annotations

import attrs

from confpolicy.core.clauses import (
    Clause,
    Condition,
    Consent,
    Items,
    NeedToKnow,
    Parties,
    Permission,
    Prohibition,
    Scope,
    StandIn,
)
from confpolicy.core.expressions import Expression, Literal
from confpolicy.core.programs import Program
from confpolicy.core.reading import asks_for_subject
from confpolicy.decide.prepare import prepare
from confpolicy.facts.types import Primitive
from confpolicy.testing.edits import (
    Mapped,
    clauses,
    copied,
    forbids,
    spread,
    statements,
    subjects,
    with_clauses,
    without,
)
from confpolicy.testing.laws.case import (
    Case,
    Outcome,
    decided,
    expect,
    mattered,
    never_more,
    permitted,
    same,
    verdicts,
)
from confpolicy.testing.laws.facts import ERROR
from confpolicy.testing.terrain import parts

STANDING = "stands_in_by_the_law"
_YES, _NO = Literal(value=True, type=Primitive.BOOL), Literal(value=False, type=Primitive.BOOL)


def a_stand_in_that_does_not_hold_changes_nothing(case: Case) -> Outcome:
    """Neither on the recipient's side nor on that of whoever consents."""
    made = _with_a_role(case)
    if made is None:
        return Outcome.VACUOUS
    before = case.again(mapping=made)
    same(before, case.again(_standing(case, _NO), made))
    return mattered(verdicts(before) != verdicts(case.again(_standing(case, _YES), made)))


def not_knowing_whether_somebody_stands_in_permits_least(case: Case) -> Outcome:
    """No more than if it were certain that they do, and no more than if it were certain that they do not."""
    made = _with_a_role(case)
    if made is None:
        return Outcome.VACUOUS
    unknown = case.again(_standing(case, ERROR), made)
    certain = [never_more(case.again(_standing(case, known), made), unknown) for known in (_YES, _NO)]
    return mattered(Outcome.MATTERED in certain)


def a_stand_in_is_not_freed_of_another_role(case: Case) -> Outcome:
    """What is forbidden to all but the subject is so to whoever stands in and is something else besides."""
    made = _with_a_role(case)
    if made is None:
        return Outcome.VACUOUS
    forbidding = forbids([row.item for row in case.decision.rows])
    spared = attrs.evolve(forbidding.scope, to=Parties(anyone=True, except_subject=True))
    program = with_clauses(_standing(case, _YES), attrs.evolve(forbidding, scope=spared))
    made["recipient"]["roles"] = []
    before = case.again(program, made)
    made["recipient"]["roles"] = [case.ch.pick(case.terrain.plain_roles)]
    themself = {one["id"] for one in subjects(made)} & {made["recipient"]["id"]}
    after = permitted(case.again(program, made), alone=True)
    expect(all(subject in themself for _, subject in after), f"a stand-in is freed of a role: {sorted(after)}")
    return mattered(bool(permitted(before, alone=True)))


def removing_a_stand_in_never_permits_more_where_nothing_is_kept_from_the_subject(case: Case) -> Outcome:
    """Where no clause takes anything away from whoever counts as the subject, and none of the givers refuses."""
    made = _with_a_role(case)
    if made is None:
        return Outcome.VACUOUS
    made["consents"] = [one for one in statements(made) if not _vetoes(one)]
    generous = without(case.program, [one.name for one in clauses(case.program) if _keeps_back(one, case.program)])
    standing = [one.name for one in clauses(generous) if isinstance(one, StandIn)]
    program = with_clauses(generous, *_added(case, _YES)) if not standing or case.ch.chance(70) else generous
    before = decided(prepare(program), made)
    if not permitted(before, alone=True) and case.ch.chance(85):
        return Outcome.VACUOUS
    return never_more(before, decided(prepare(without(program, [*standing, STANDING])), made))


def asking_about_a_class_never_permits_more_than_asking_about_one(case: Case) -> Outcome:
    """With the same facts, the same roles of the recipient, and no consent on file."""
    made = spread(case.mapping)
    made["consents"] = []
    for subject in subjects(made):
        subject.pop("class", None)
        if subject["id"] in {made["recipient"]["id"], made["discloser"]["id"]}:
            return Outcome.VACUOUS
    before = case.again(mapping=made)
    if not permitted(before, alone=True) and case.ch.chance(90):
        return Outcome.VACUOUS
    for subject in subjects(made):
        subject["class"] = True
    return never_more(before, case.again(mapping=made))


# --- stand-ins of the laws' own -----------------------------------------------------------------------------------


def _standing(case: Case, when: Expression) -> Program:
    return with_clauses(case.program, *_added(case, when))


def _added(case: Case, when: Expression) -> tuple[StandIn, ...]:
    """Everybody with a role towards the subject, and every giver, on one condition."""
    everything = Scope(
        of=Items(frozenset({"confidential", "public"})), to=Parties(roles=frozenset(case.terrain.towards_roles))
    )
    return (StandIn(name=STANDING, scope=everything, condition=Condition(when), givers=case.vocabulary.givers),)


def _with_a_role(case: Case) -> Mapped | None:
    """The request with a role towards each subject; None where there is none, or where they ask about themself."""
    made = spread(case.mapping)
    about = subjects(made)
    if not case.terrain.towards_roles or made["recipient"]["id"] in {subject["id"] for subject in about}:
        return None
    if not _goes_to_subject(case.program) and case.ch.chance(90):
        return None
    made = copied(made)
    for subject in subjects(made):
        subject.setdefault("relation", {})["roles"] = [case.ch.pick(case.terrain.towards_roles)]
    return made


def _goes_to_subject(program: Program) -> bool:
    permitting = (one for one in clauses(program) if isinstance(one, Consent | NeedToKnow | Permission))
    return any(one.scope.to is not None and one.scope.to.subject for one in permitting)


def _keeps_back(clause: Clause, program: Program) -> bool:
    """Whether the clause can keep something from whoever counts as the subject."""
    to = clause.scope.to
    reads = any(
        asks_for_subject(root, program.policies[0].definitions)
        for condition in (clause.condition, *(reading.condition for reading in clause.readings))
        for root in parts(condition)
    )
    if isinstance(clause, Prohibition):
        return reads or (to is not None and to.subject)
    if isinstance(clause, Consent | NeedToKnow | Permission):
        return reads or (to is not None and to.except_subject)
    return False


def _vetoes(statement: Mapped) -> bool:
    """Whether somebody else than the subject says no, which a stand-in can make count."""
    says_no = statement["statement"] == "refusal" or statement.get("withdrawn_at") is not None
    return says_no and statement["given_by"]["as"] != "subject"
