"""Random requests go where a change can matter, and what they show of two programs does not hang on names."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from confpolicy.core.clauses import Obligation
from confpolicy.facts.read import read_request
from tests.mutants.catalogue import mutants, original
from tests.mutants.editing import clauses, with_policies, without
from tests.mutants.focus import WIDE, terrains
from tests.mutants.mutant import Change, Mutant, Original
from tests.mutants.sampling import Decider, RefusedError, alone, differing, requests

CLINIC = "youth_clinic"
ASKED: dict[str, Any] = {
    "time": "2026-05-01T10:00:00+00:00",
    "purpose": "care",
    "discloser": {"id": "d", "roles": ["clinic"]},
    "recipient": {"id": "r", "roles": ["nurse"]},
    "subject": {"id": "p", "roles": []},
    "items": ["dose"],
    "context": {"emergency": True},
    "consents": [],
}


def decided(changed: Mutant | None, mapping: dict[str, Any]) -> Any:
    program = original(CLINIC).program if changed is None else changed.program
    return Decider.of(program).decide(mapping)


def mutant(place: str, program: Any) -> Mutant:
    return Mutant(policy=CLINIC, kind="made here", change=Change(place=place, words="a change", program=program))


def test_an_obligation_under_another_name_is_no_difference_and_a_later_one_is() -> None:
    program = original(CLINIC).program
    entry = next(each for each in clauses(program) if isinstance(each, Obligation))
    noted = attrs.evolve(entry, name="noted")
    renamed = with_policies(
        without(program, "entry"), lambda rules: attrs.evolve(rules, clauses=(*rules.clauses, noted))
    )
    as_it_was = decided(None, ASKED)
    assert as_it_was.obligations
    assert differing(as_it_was, decided(mutant("entry", renamed), ASKED)) == ("the report",)
    dropped = decided(mutant("entry", without(program, "entry")), ASKED)
    assert differing(as_it_was, dropped) == ("obligations",)


def test_a_clause_that_permits_no_more_changes_verdict_obligations_and_answer() -> None:
    gone = decided(mutant("emergency", without(original(CLINIC).program, "emergency")), ASKED)
    assert set(differing(decided(None, ASKED), gone)) >= {"verdicts", "obligations", "answers", "needs", "grounds"}


def test_a_request_that_does_not_fit_is_a_mistake_of_the_generator() -> None:
    with pytest.raises(RefusedError):
        decided(None, {**ASKED, "purpose": "unheard_of"})


def test_of_several_items_and_people_the_first_are_kept_with_what_is_on_file_about_them() -> None:
    grant = {"id": "c1", "statement": "refusal", "subject": "p", "given_by": {"id": "p", "as": "subject"}}
    several = {key: value for key, value in ASKED.items() if key != "subject"} | {
        "subjects": [{"id": "p", "roles": []}, {"id": "q", "roles": []}],
        "items": [{"item": "dose", "about": ["q"], "old_enough_to_forget": True}, "appointment"],
        "consents": [grant | {"at": ASKED["time"]}, grant | {"id": "c2", "subject": "q", "at": ASKED["time"]}],
    }
    kept = alone(several)
    assert kept["items"] == [{"item": "dose", "old_enough_to_forget": True}]
    assert [each["id"] for each in kept["subjects"]] == ["p"]
    assert [each["id"] for each in kept["consents"]] == ["c1"]
    assert len(several["items"]) == 2


@pytest.mark.parametrize("policy", ["communities_1st", "hipaa"])
def test_random_requests_fit_the_policy_and_its_mutants(policy: str) -> None:
    for each in [one for one in mutants() if one.policy == policy][::40]:
        for _, mapping in requests(original(policy).program, each, 12):
            for program in (original(policy).program, each.program):
                assert not isinstance(read_request(mapping, program.vocabulary), tuple)


def focused(name: str) -> tuple[Original, Mutant]:
    chosen = next(each for each in mutants() if each.id == name)
    return original(chosen.policy), chosen


def test_requests_about_a_ground_are_after_that_ground() -> None:
    whole, chosen = focused(
        "hipaa:scope widened:firearms_ban_is_reported/scope:of identifying_information, not place_of_birth"
    )
    near, at_large, *_ = terrains(whole.program, chosen.program, chosen.change.place)
    assert [each.name for each in near.grounds] == ["firearms_ban_is_reported"]
    assert len(at_large.grounds) > 100
    asked = [mapping for _, mapping in requests(whole.program, chosen, 60)]
    disclosing = [mapping for mapping in asked if "background_check_reporter" in mapping["discloser"]["roles"]]
    assert len(disclosing) >= 6


def test_requests_ask_for_no_term_that_stands_for_much() -> None:
    whole, chosen = focused("communities_1st:clause dropped:police_suspicion")
    for lie in terrains(whole.program, chosen.program, chosen.change.place):
        leaves = lie.vocabulary.data.leaves
        assert all(len(leaves[term]) <= WIDE for term in lie.terms)
        assert set(lie.leaves) <= set(lie.terms)


def test_requests_about_what_reveals_something_are_about_that_leaf() -> None:
    whole, chosen = focused("youth_clinic:reveals dropped:reveals.medicine:takes_medicine")
    near = terrains(whole.program, chosen.program, chosen.change.place)[0]
    assert near.leaves == ("medicine",)
    assert all(near.leaves_of[each.name] == ("medicine",) for each in near.grounds)
