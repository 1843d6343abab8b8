"""Each theorem is refuted where a policy breaks it; what the checker lets no text say is put in by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs
import pytest

from confpolicy import Policy
from confpolicy.core.clauses import Clause, Condition, Permission, Prohibition
from confpolicy.core.expressions import FactValue, Known, Not
from confpolicy.core.programs import Program
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.outcome import Budget, Outcome, Status
from confpolicy.prove.prover import Work, outcomes, studied
from confpolicy.prove.slices import slices
from confpolicy.prove.study import Findings

BUDGET = Budget(rlimit=10_000_000, timeout_seconds=None, solver="z3")

HEAD = """
policy small "A small policy"
    language 1
    in force from 2026-01-01
    timezone "Europe/London"

data address, notes, whereabouts
data address reveals whereabouts
role nurse, police
purpose care, crime
fact subject.missing, stated.missing, context.urgent, relation.friend : bool
fact subject.religion : text protected
fact context.agreed : bool judged by nurse
fact subject.born : date

reply silence
    to anyone
    say "Nothing can be said."
"""


def proved(body: str) -> dict[str, Outcome]:
    return {each.name: each for each in outcomes(Policy.parse(HEAD + body), BUDGET)}


def refuted(body: str) -> dict[str, Outcome]:
    return {name: each for name, each in proved(body).items() if each.status is Status.REFUTED}


def test_a_plain_policy_keeps_every_theorem() -> None:
    found = proved(
        """
exception in_need
    of address to nurse for care
    when context.urgent

prohibition never_to_the_police
    of address to police
    unless context.agreed
"""
    )
    assert {each.status for each in found.values()} == {Status.PROVED}
    assert len(found) == 12


def test_a_duty_that_a_prohibition_forbids_is_told_with_both() -> None:
    found = refuted(
        """
duty tell_the_police
    of address to police for crime
    when context.urgent

prohibition not_of_the_missing
    of whereabouts to police
    when subject.missing
"""
    )["no_duty_is_forbidden"]
    assert found.clauses == ("tell_the_police", "not_of_the_missing")
    assert found.counterexample is not None
    assert found.counterexample.request["subject"]["missing"] is True
    assert "expect deny address blocked by not_of_the_missing" in found.counterexample.scenario


def test_a_clause_that_another_does_the_work_of_is_shadowed_by_it() -> None:
    found = refuted(
        """
exception in_need
    of address to nurse for care
    when context.urgent

exception in_great_need
    of address to nurse for care
    when context.urgent and subject.missing
"""
    )["every_clause_can_take_effect"]
    assert found.clauses == ("in_great_need",)
    assert found.detail == "`in_great_need` applies, but never matters: `in_need` does all that it does."


def test_a_clause_whose_condition_cannot_hold_takes_no_effect() -> None:
    found = refuted(
        """
exception impossible
    of address to nurse for care
    when subject.born < 2000-01-01 and subject.born + 1 month > 2001-01-01
"""
    )["every_clause_can_take_effect"]
    assert found.detail == "`impossible` can never take effect."


def test_a_consent_that_no_need_to_know_meets_is_in_vain() -> None:
    found = refuted(
        """
consent to_nurses
    of address to nurse
    given by subject in writing
    when subject.born > 2000-01-01

need-to-know nurses_need
    of address to nurse for care
    when subject.born < 2000-01-01
"""
    )
    assert found["no_consent_is_in_vain"].clauses == ("to_nurses",)


def test_a_release_that_tells_what_the_register_says_is_shown_by_two_requests() -> None:
    body = """
exception for_friends
    of address to anyone for care
    when relation.friend
    allow CP503 because "Friends know."
"""
    assert refuted(body) == {}
    accepted = proved(body)["existence_is_not_revealed"].accepted
    assert accepted == (("for_friends", "Friends know."),)
    found = refuted(body.replace('    allow CP503 because "Friends know."\n', ""))["existence_is_not_revealed"]
    assert found.counterexample is not None
    assert found.beside is not None
    assert (found.counterexample.verdict, found.beside.verdict) == ("permit", "deny")


def test_a_reading_that_decides_nothing_otherwise_is_dead() -> None:
    found = refuted(
        """
exception in_need
    of address to nurse for care
    reading strict "all of it"
        when context.urgent and context.agreed
    reading loose "the same in other words"
        when not (not context.urgent or not context.agreed)
    read as strict
"""
    )["no_reading_is_dead"]
    assert found.detail == "Reading `loose` of `in_need` decides nothing otherwise."


ASSERTED = """
exception in_need
    of address to nurse for care
    when context.urgent

consent to_police
    of notes to police for crime
    given by subject in writing or speech
    without need-to-know because "They ask in public."
"""


@pytest.mark.parametrize(
    ("assertion", "status"),
    [
        ("never of notes to nurse", Status.REFUTED),  # somebody may be a nurse and of the police
        ("never of notes to nurse unless recipient is police", Status.PROVED),
        ("never of whereabouts to nurse", Status.REFUTED),
        ("never of whereabouts to nurse unless context.urgent", Status.PROVED),
        ("always of address to nurse for care when context.urgent", Status.PROVED),
        ("always of address to anyone for care when context.urgent", Status.REFUTED),
        ("only with consent of notes to anyone", Status.PROVED),
        ("only with consent of confidential to anyone except nurse", Status.REFUTED),  # as above
        ("only with consent of confidential to anyone unless recipient is nurse", Status.PROVED),
        ("only with consent of confidential to anyone", Status.REFUTED),
    ],
)
def test_an_assertion_is_proved_or_refuted_by_a_request(assertion: str, status: Status) -> None:
    found = proved(f"{ASSERTED}\nassert claimed\n    {assertion}\n")["claimed"]
    assert found.status is status
    assert (found.counterexample is not None) is (status is Status.REFUTED)


def test_an_assertion_that_speaks_of_nothing_is_vacuous() -> None:
    contradiction = "of notes to nurse when context.urgent and not context.urgent"
    # Where it is unknown whether it is urgent, `never` still speaks.
    assert "nothing_asserted_is_vacuous" not in refuted(f"{ASSERTED}\nassert empty\n    never {contradiction}\n")
    found = refuted(f"{ASSERTED}\nassert empty\n    always {contradiction}\n")
    assert found["nothing_asserted_is_vacuous"].clauses == ("empty",)


def test_a_policy_that_is_the_same_as_another_is_proved_so() -> None:
    body = f'{HEAD}{ASSERTED}\nassert as_before\n    same as "old.policy" of confidential to anyone\n'

    def compared(old: str) -> Outcome:
        policy = Policy.from_sources({"new.policy": body, "old.policy": old}, main="new.policy")
        return next(each for each in outcomes(policy, BUDGET) if each.name == "as_before")

    assert compared(HEAD + ASSERTED).status is Status.PROVED
    changed = compared((HEAD + ASSERTED).replace("when context.urgent", "when context.urgent or subject.missing"))
    assert changed.status is Status.REFUTED
    assert changed.counterexample is not None


# --- what the checker lets no text say ------------------------------------------------------------------------------


def found_in(body: str, change: Callable[[Clause], Clause]) -> Findings:
    program = Policy.parse(HEAD + body).program
    (rules,) = program.policies
    changed: Program = attrs.evolve(
        program, policies=(attrs.evolve(rules, clauses=tuple(change(clause) for clause in rules.clauses)),)
    )
    theory = Theory.of(changed)
    others: Mapping[str, Any] = {}
    return studied(Work(theory=theory, slices=tuple(enumerate(slices(theory))), budget=BUDGET, others=others))


SOUND = """
exception in_need
    of address to nurse for care
    when context.urgent

prohibition not_of_the_missing
    of address to nurse
    when subject.missing
"""


def test_a_permit_on_what_is_not_known_is_found() -> None:
    def change(clause: Clause) -> Clause:
        if isinstance(clause, Permission):
            return attrs.evolve(clause, condition=Condition(Not(Known("context.urgent"))))
        return clause

    assert ("absence_never_permits", "") in found_in(SOUND, change).violations
    assert ("absence_never_permits", "") not in found_in(SOUND, lambda clause: clause).violations


def test_a_prohibition_that_is_talked_away_is_found() -> None:
    def change(clause: Clause) -> Clause:
        if isinstance(clause, Prohibition):
            return attrs.evolve(clause, condition=Condition(FactValue("stated.missing")))
        return clause

    found = found_in(SOUND, change).violations
    assert ("prohibitions_ignore_what_is_stated", "not_of_the_missing") in found


def test_a_protected_fact_that_no_clause_says_it_relies_on_is_found() -> None:
    body = SOUND.replace(
        "when context.urgent", 'when subject.religion = "none"\n    relying on subject.religion because "A trial."'
    )

    def change(clause: Clause) -> Clause:
        return attrs.evolve(clause, relies_on={})

    assert ("no_protected_fact_matters", "subject.religion") in found_in(body, change).violations
    assert not any(
        claim == "no_protected_fact_matters" for claim, _ in found_in(body, lambda clause: clause).violations
    )


def test_a_reply_that_reads_the_register_is_found() -> None:
    def change(clause: Clause) -> Clause:
        if clause.name == "silence":
            return attrs.evolve(clause, condition=Condition(FactValue("subject.missing")))
        return clause

    found = found_in(SOUND, change).violations
    assert ("the_outward_answer_is_stated_and_released", "silence") in found


def test_any_number_of_processes_finds_the_same() -> None:
    policy = Policy.parse(HEAD + ASSERTED + "\nassert a\n    never of address to nurse\n")
    assert outcomes(policy, BUDGET, jobs=2) == outcomes(policy, BUDGET)


def test_both_solvers_together_find_what_one_does() -> None:
    policy = Policy.parse(HEAD + ASSERTED)
    statuses = [
        [each.status for each in outcomes(policy, attrs.evolve(BUDGET, solver=name))] for name in ("z3", "both")
    ]
    assert statuses[0] == statuses[1]


def test_what_takes_too_much_work_is_undecided_and_says_what_to_try() -> None:
    found = outcomes(Policy.parse(HEAD + SOUND), attrs.evolve(BUDGET, rlimit=1))
    undecided = [each for each in found if each.status is Status.UNDECIDED]
    assert undecided
    assert all(each.detail and "--effort" in each.detail for each in undecided)
