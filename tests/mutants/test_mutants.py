"""Mutants are many, stay what they are, and each changes something; a few of them are decided on random requests."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from confpolicy.core.clauses import Prohibition, Reply, Standing
from confpolicy.core.expressions import Known
from confpolicy.core.programs import Program
from confpolicy.decide.prepare import prepare
from confpolicy.facts.schema import Vocabulary
from tests.mutants.__main__ import main, table
from tests.mutants.catalogue import MADE, SHIPPED, mutants, original, spread
from tests.mutants.editing import clauses, spots
from tests.mutants.kinds import KINDS
from tests.mutants.mutant import Change, Mutant
from tests.mutants.record import APART, UNSEEN, Record, append, read
from tests.mutants.sampling import TOLD, Decider, differing, requests, sampled


def test_there_are_three_hundred_mutants_and_fifteen_of_each_kind() -> None:
    counts = Counter(mutant.kind for mutant in mutants())
    assert counts.keys() == KINDS.keys()
    assert min(counts.values()) >= 15
    assert sum(counts.values()) >= 300
    assert sum(mutant.policy in SHIPPED for mutant in mutants()) >= 300


def test_every_mutant_has_a_name_of_its_own_and_words() -> None:
    assert len({mutant.id for mutant in mutants()}) == len(mutants())
    assert all(mutant.change.words and "``" not in mutant.change.words for mutant in mutants())


def test_every_mutant_differs_from_its_original_and_from_every_other() -> None:
    for name in (*SHIPPED, *MADE):
        several = [mutant for mutant in mutants() if mutant.policy == name]
        assert [mutant.id for mutant in several if mutant.program == original(name).program] == []
        assert [(one.id, other.id) for one, other in combinations(several, 2) if one.program == other.program] == []


def test_every_mutant_can_be_made_ready_for_deciding() -> None:
    for mutant in mutants():
        assert prepare(mutant.program).program is mutant.program


def test_the_mutants_are_the_same_in_another_process() -> None:
    """Sets go through their members in an order that each process draws anew."""
    code = "from tests.mutants.catalogue import mutants; print('\\n'.join(mutant.id for mutant in mutants()))"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.splitlines() == [mutant.id for mutant in mutants()]


@pytest.mark.parametrize("kind", KINDS)
def test_mutants_of_a_kind_are_spread_over_the_policies_clauses(kind: str) -> None:
    """Nothing has a second change while another has none."""
    for name in SHIPPED:
        owners = {change.owner for change in KINDS[kind](original(name))}
        chosen = Counter(mutant.change.owner for mutant in mutants() if mutant.kind == kind and mutant.policy == name)
        assert set(chosen.values()) <= {1} or chosen.keys() == owners


def test_the_choice_of_changes_takes_a_second_of_a_clause_after_all_firsts() -> None:
    program = original("youth_clinic").program
    several = [
        Change(place=f"{owner}/when/{number}", words="a change", program=program)
        for owner in "abc"
        for number in range(3)
    ]
    assert [change.place for change in spread(several, 5)] == [
        "a/when/0",
        "b/when/1",
        "c/when/2",
        "a/when/1",
        "b/when/2",
    ]
    assert [change.owner for change in spread(several, 2)] == ["a", "b"]
    assert len(spread(several, 20)) == 9


def test_no_mutant_says_the_opposite_of_what_is_known() -> None:
    def known(mutant: Mutant) -> Counter[str]:
        return Counter(spot.node.fact for spot in spots(mutant.program) if isinstance(spot.node, Known))

    asked = [mutant for mutant in mutants() if mutant.kind == "condition negated"]
    before = {name: Counter(_known_in(name)) for name in (*SHIPPED, *MADE)}
    assert all(known(mutant) == before[mutant.policy] for mutant in asked)


def _known_in(name: str) -> list[str]:
    return [spot.node.fact for spot in spots(original(name).program) if isinstance(spot.node, Known)]


def test_what_is_revealed_stays_closed_in_every_mutant() -> None:
    def is_closed(vocabulary: Vocabulary) -> bool:
        return all(
            vocabulary.revealed(other) - {leaf} <= vocabulary.revealed(leaf)
            for leaf in vocabulary.reveals
            for other in vocabulary.revealed(leaf)
        )

    assert all(is_closed(mutant.program.vocabulary) for mutant in mutants() if mutant.kind == "reveals dropped")


def test_no_reply_is_dropped_and_nothing_absolute_is_overridden() -> None:
    def replies(program: Program) -> list[str]:
        return [clause.name for clause in clauses(program) if isinstance(clause, Reply)]

    for mutant in mutants():
        assert replies(mutant.program) == replies(original(mutant.policy).program)
        if mutant.kind == "override added":
            names = {each.name: each for each in clauses(mutant.program)}
            lifted = names[mutant.change.way]
            assert isinstance(lifted, Prohibition)
            assert not lifted.absolute


def test_every_node_of_a_condition_can_be_replaced_by_itself() -> None:
    program = original("youth_clinic").program
    assert all(repr(spot.put(spot.node)) == repr(program) for spot in spots(program))
    assert not any(isinstance(clause, Standing) for clause in clauses(program))


@pytest.mark.parametrize(
    "name",
    [
        "communities_1st:condition dropped:required_by_law/unless.0/1",
        "communities_1st:clause dropped:police_suspicion",
        "youth_clinic:reading swapped:protection_of_a_child:judged_or_known",
    ],
)
def test_random_requests_tell_a_mutant_apart(name: str) -> None:
    mutant = next(each for each in mutants() if each.id == name)
    program = original(mutant.policy).program
    found = sampled(program, mutant, 500)
    assert found.request is not None
    assert set(found.parts) & set(TOLD)
    again = differing(Decider.of(program).decide(found.request), Decider.of(mutant.program).decide(found.request))
    assert again == found.parts
    assert found.request == dict(requests(program, mutant, found.decided))[found.seed or ""]


def test_random_requests_do_not_tell_a_policy_from_itself() -> None:
    name = "youth_clinic"
    change = Change(place="entry", words="no change", program=original(name).program)
    found = sampled(original(name).program, Mutant(policy=name, kind="none", change=change), 200)
    assert (found.decided, found.request, found.beside) == (200, None, {})


def test_a_run_is_resumed_where_it_stopped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = tmp_path / "state.jsonl"
    first = next(mutant for mutant in mutants() if mutant.policy == "communities_1st")
    append(state, Record.of(first, APART, by="somebody who looked", parts=("verdicts",)))
    at = mutants().index(first)
    run = ["--sampling", "--requests", "300", "--state", str(state), "--range", f"{at}:{at + 2}"]
    assert main(run) == 0
    assert "somebody who looked" in capsys.readouterr().out
    assert list(read([state])) == [mutant.id for mutant in mutants()[at : at + 2]]
    assert main(["--table", str(state)]) == 0
    assert "| clause dropped | 2 | 2 |" in capsys.readouterr().out


def test_what_no_request_tells_apart_is_not_called_equal() -> None:
    mutant = mutants()[0]
    made = table([Record.of(mutant, UNSEEN), Record.of(mutants()[1], APART)])
    assert made.splitlines() == [
        "| kind | mutants | told apart | not seen to differ |",
        "|---|---:|---:|---:|",
        "| clause dropped | 2 | 1 | 1 |",
        "| all | 2 | 1 | 1 |",
    ]
