"""No reading is dead: each reading that is not taken decides something otherwise than the one that is."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.core.clauses import Standing
from confpolicy.prove.encode.arising import arises
from confpolicy.prove.encode.held import Verdicts, speaks
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.logic.session import Found
from confpolicy.prove.logic.terms import Formula, both, differ, some
from confpolicy.prove.study import Study

NO_DEAD_READING = "no_reading_is_dead"


def readings_of(theory: Theory) -> Iterator[tuple[str, str]]:
    """Each clause with each reading that it has and does not take."""
    for policy in theory.policies:
        for clause in sorted(policy.rules.clauses, key=lambda each: each.name):
            if not isinstance(clause, Standing):
                yield from ((clause.name, reading.name) for reading in clause.untaken)


def no_reading_is_dead(study: Study) -> None:
    """Shows for each reading that is not taken a request that it would decide, or answer, otherwise."""
    for clause, reading in readings_of(study.theory):
        key = f"{clause} {reading}"
        study.found.asked[NO_DEAD_READING, key] = None
        if study.settled(NO_DEAD_READING, key) or clause not in study.slice_.clauses:
            continue
        other = Theory.of(study.theory.program.with_readings({clause: reading}))
        bench = study.another(other, grants=2 * len(study.theory.policies))
        run = bench.run()
        ours, theirs = run.verdicts
        changes = [differ(ours.permit, theirs.permit), differ(ours.refer, theirs.refer)]
        changes += [differ(_told(ours, clause), _told(theirs, clause))]
        answer = bench.ask(both(some(changes), run.in_force))
        if answer.found is Found.YES:
            study.found.shown.add((NO_DEAD_READING, key))
        elif answer.found is Found.UNDECIDED:
            study.found.undecided.setdefault((NO_DEAD_READING, key), answer.reason)


def _told(verdicts: Verdicts, name: str) -> Formula:
    """Where the obligation of that name arises, or the reply would be given."""
    found = []
    for held in verdicts.held:
        found += [arises(held, verdicts, each) for each in held.policy.obligations if each.name == name]
        found += [speaks(each, held.spot.place).possible for each in held.policy.replies if each.name == name]
    return some(found)
