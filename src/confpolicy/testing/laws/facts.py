"""Laws about facts: not knowing, judging, protecting them, and errors in conditions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import attrs

from confpolicy.core.clauses import Clause
from confpolicy.core.expressions import And, Compare, Comparison, Expression, Known, Literal, Not, Or
from confpolicy.core.reading import facts_read, nodes
from confpolicy.facts.schema import FactDeclaration
from confpolicy.facts.types import Primitive
from confpolicy.facts.values import Duration
from confpolicy.testing import values
from confpolicy.testing.edits import Mapped, clauses, copied, fact_places, replaced
from confpolicy.testing.laws.case import Case, Outcome, findings, mattered, never_more, same
from confpolicy.testing.terrain import conditions, parts
from confpolicy.testing.values import Scene

Place: TypeAlias = tuple[FactDeclaration, Mapped]
"""A fact and an object of the request in which it is given."""

ERROR = Compare(
    Comparison.LESS,
    Literal(Duration(months=1), Primitive.DURATION),
    Literal(Duration(seconds=1), Primitive.DURATION),
)
"""A condition that is an error, whatever the request: months beside seconds."""


def not_knowing_never_permits(case: Case) -> Outcome:
    """Leaving a fact out never permits more; one that is taken as no where absent cannot be unknown."""
    made = copied(case.mapping)
    given = given_facts(case, made)
    if not given:
        return Outcome.VACUOUS
    declared = case.ch.pick(telling(case, [declared for declared, _ in given]))
    _left_out(declared, given)
    return case.never_more(case.again(mapping=made))


def knowing_nothing_permits_least(case: Case) -> Outcome:
    """Leaving out every fact that is then unknown never permits more."""
    made = copied(case.mapping)
    for declared, place in given_facts(case, made):
        place.pop(declared.name, None)
    return case.never_more(case.again(mapping=made))


def a_fact_taken_as_no_behaves_as_no(case: Case) -> Outcome:
    """Absent it permits no more than where it is no; and no less, where no condition asks whether it is known."""
    read = _facts_read(clauses(case.program), case)
    presumed = [fact for fact in case.terrain.facts if fact.presumed is not None and fact.full_name in read]
    if not presumed:
        return Outcome.VACUOUS
    declared = case.ch.pick(telling(case, presumed))
    places = fact_places(copied(case.mapping))[declared.holder.value]
    if not places:
        return Outcome.VACUOUS
    no, absent, yes = (copied(case.mapping) for _ in range(3))
    for mapping, value in ((no, False), (absent, None), (yes, True)):
        for place in fact_places(mapping)[declared.holder.value]:
            place.pop(declared.name, None)
            place.update({} if value is None else {declared.name: value})
    as_no, as_absent = case.again(mapping=no), case.again(mapping=absent)
    never_more(as_no, as_absent)
    if Known(declared.full_name) not in nodes_of(case):
        same(as_no, as_absent)
    return mattered(findings(as_no) != findings(case.again(mapping=yes)))


def judgements_of_the_future_do_not_count(case: Case) -> Outcome:
    """A judgement dated after the request is as if it had not been given."""
    made = copied(case.mapping)
    given = [(declared, place) for declared, place in given_facts(case, made) if declared.judged is not None]
    if not given:
        return Outcome.VACUOUS
    declared = case.ch.pick(telling(case, [declared for declared, _ in given]))
    places = [place for one, place in given if one is declared]
    for place in places:
        place[declared.name]["at"] = case.moment(1)
    later = case.again(mapping=made)
    for place in places:
        del place[declared.name]
    same(later, case.again(mapping=made))
    return mattered(findings(later) != findings(case.decision))


def an_error_in_a_condition_never_permits(case: Case) -> Outcome:
    """A part of a condition that is an error is unknown, and so never permits more."""
    named = {ground.clause for row in case.decision.rows for ground in row.because}
    conditioned = [clause for clause in clauses(case.program) if parts(clause.condition)]
    if not conditioned:
        return Outcome.VACUOUS
    clause = case.ch.pick([one for one in conditioned if one.name in named] or conditioned)
    return case.never_more(case.again(replaced(case.program, _spoiled(case, clause))))


def protected_facts_do_not_matter_where_nothing_relies_on_them(case: Case) -> Outcome:
    """Another value, or none, changes no verdict."""
    read = _facts_read(clauses(case.program), case)
    free = [fact for fact in case.terrain.facts if fact.protected and fact.full_name not in read]
    if not free:
        return Outcome.VACUOUS
    declared = case.ch.pick(free)
    scene = Scene(case.ch, case.terrain, case.now)
    made = copied(case.mapping)
    places = fact_places(made)[declared.holder.value]
    before = [place.get(declared.name) for place in places]
    for place in places:
        plain = values.value(scene, declared.type)
        parties = {"discloser": made["discloser"]["id"], "recipient": made["recipient"]["id"]}
        place[declared.name] = plain if declared.judged is None else values.judged(scene, declared, plain, parties)
    same(case.decision, case.again(mapping=made))
    return mattered(before != [place.get(declared.name) for place in places])


def _facts_read(several: Iterable[Clause], case: Case) -> frozenset[str]:
    """What the conditions of the clauses read, those of readings not taken too."""
    definitions = case.program.policies[0].definitions
    return frozenset().union(
        *(
            facts_read(part, definitions)
            for clause in several
            for condition in (clause.condition, *(reading.condition for reading in clause.readings))
            for part in parts(condition)
        )
    )


def nodes_of(case: Case) -> frozenset[Expression]:
    """Every part of every condition and definition."""
    written = [part for clause in clauses(case.program) for one in conditions(clause) for part in parts(one)]
    written += case.program.policies[0].definitions.values()
    return frozenset(node for part in written for node in nodes(part))


def telling(case: Case, given: list[FactDeclaration]) -> list[FactDeclaration]:
    """Of these facts those that what permits relies on, or else those that any clause reads, or else all."""
    named = {name for row in case.decision.rows for g in row.because for name in (g.clause, g.need_to_know)}
    relied = _facts_read((clause for clause in clauses(case.program) if clause.name in named), case)
    read = _facts_read(clauses(case.program), case)
    ranked = ([one for one in given if one.full_name in names] for names in (relied, read))
    return next((some for some in ranked if some), given)


def given_facts(case: Case, mapping: Mapped) -> list[Place]:
    """Every fact given that would be unknown if it were not, with each place where it is; to change is to edit."""
    places = fact_places(mapping)
    return [
        (declared, place)
        for declared in case.terrain.facts
        if declared.presumed is None
        for place in places[declared.holder.value]
        if declared.name in place
    ]


def _left_out(declared: FactDeclaration, given: list[Place]) -> None:
    """Everywhere: an item's facts must be the same in all entries that cover it."""
    for one, place in given:
        if one is declared:
            place.pop(declared.name, None)


def _spoiled(case: Case, clause: Clause) -> Clause:
    """The clause with one part of its condition made an error."""
    condition = clause.condition
    sides = [*(() if condition.when is None else (-1,)), *range(len(condition.unless))]
    side = case.ch.pick(sides)
    if side == -1:
        assert condition.when is not None
        return attrs.evolve(clause, condition=attrs.evolve(condition, when=_with_error(case, condition.when)))
    unless = list(condition.unless)
    unless[side] = _with_error(case, unless[side])
    return attrs.evolve(clause, condition=attrs.evolve(condition, unless=tuple(unless)))


def _with_error(case: Case, node: Expression) -> Expression:
    """The condition with an error somewhere in place of a part of it."""
    if not case.ch.chance(50):
        return ERROR
    match node:
        case Not(operand):
            return Not(_with_error(case, operand))
        case And(operands) | Or(operands):
            spoiled = case.ch.integer(0, len(operands) - 1)
            made = tuple(
                _with_error(case, operand) if index == spoiled else operand for index, operand in enumerate(operands)
            )
            return attrs.evolve(node, operands=made)
        case _:
            return ERROR
