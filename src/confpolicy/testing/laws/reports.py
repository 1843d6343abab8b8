"""Laws about what a decision says besides its verdicts: what is missing, what was taken as no, other readings."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from confpolicy.core.clauses import Obligation, Reply
from confpolicy.core.expressions import Known
from confpolicy.decide.decision import Judged, NeedFact, NeedJudgement, Verdict
from confpolicy.decide.prepare import prepare
from confpolicy.facts.schema import Holder
from confpolicy.testing.edits import changed, clauses, copied, fact_places, with_vocabulary
from confpolicy.testing.laws.case import (
    Asked,
    Case,
    Outcome,
    decided,
    expect,
    mattered,
    permitted,
    verdicts,
)
from confpolicy.testing.laws.facts import given_facts, nodes_of, telling


def the_fact_that_is_missing_is_among_the_needs(case: Case) -> Outcome:
    """Where leaving out one fact withholds something, that fact is named as missing."""
    made = copied(case.mapping)
    nodes = nodes_of(case)
    given = [
        declared
        for declared, _ in given_facts(case, made)
        if declared.holder is not Holder.STATEMENT and Known(declared.full_name) not in nodes
    ]
    if not given:
        return Outcome.VACUOUS
    declared = case.ch.pick(telling(case, given))
    for place in fact_places(made)[declared.holder.value]:
        place.pop(declared.name, None)
    after = case.again(mapping=made)
    lost = permitted(case.decision, alone=True) - permitted(after, alone=True)
    if not lost:
        return Outcome.VACUOUS
    named = {need.name for need in after.needs if isinstance(need, NeedFact | NeedJudgement)}
    expect(
        declared.full_name in named, f"{declared.full_name} would permit {sorted(lost)}; needed are {sorted(named)}"
    )
    return Outcome.MATTERED


def what_rests_on_a_fact_taken_as_no_says_so(case: Case) -> Outcome:
    """Where a verdict would be another if the absent fact were unknown, it is among the presumed."""
    presumed = [fact for fact in case.terrain.facts if fact.presumed is not None]
    if not presumed:
        return Outcome.VACUOUS
    declared = case.ch.pick(telling(case, presumed))
    made = copied(case.mapping)
    for place in fact_places(made)[declared.holder.value]:
        place.pop(declared.name, None)
    told = case.again(mapping=made)
    facts = {**case.vocabulary.facts, declared.full_name: attrs.evolve(declared, presumed=None)}
    program = with_vocabulary(case.program, attrs.evolve(case.vocabulary, facts=facts))
    unknown = decided(prepare(program), made)
    rests = verdicts(told) != verdicts(unknown)
    named = {each.name for each in told.presumed}
    if not rests and case.ch.chance(88):
        return Outcome.VACUOUS
    expect(not rests or declared.full_name in named, f"a verdict rests on {declared.full_name} and does not say so")
    return mattered(rests)


def a_reading_that_would_change_a_row_is_told(case: Case) -> Outcome:
    """Each reading not taken, taken: the rows that come out otherwise are those that the decision tells of."""
    choices = [
        (clause.name, reading.name)
        for clause in clauses(case.program)
        for reading in clause.untaken
        if not isinstance(clause, Obligation | Reply)
    ]
    if not choices:
        return Outcome.VACUOUS
    name, other = case.ch.pick(choices)
    program = changed(case.program, lambda one: attrs.evolve(one, taken=other) if one.name == name else one)
    before, after = _joint(case.decision), _joint(case.again(program))
    found = {asked: verdict for asked, verdict in after.items() if verdict is not before[asked]}
    told = {
        (item, subject): verdict
        for reading in case.decision.readings
        if (reading.clause, reading.other) == (name, other)
        for item, subject, verdict in reading.rows
    }
    if not found and not told and case.ch.chance(93):
        return Outcome.VACUOUS
    expect(found == told, f"read as {other}, {name} changes {found}; told was {told}")
    return mattered(bool(found))


def _joint(decision: Judged) -> Mapping[Asked, Verdict]:
    return {(row.item, row.subject): row.verdict for row in decision.rows}
