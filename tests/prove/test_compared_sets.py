"""Sets that are held against each other have elements enough for everything that is asked of any of them."""

from __future__ import annotations

import pytest

from confpolicy.engine import Policy
from confpolicy.prove.difference import compare
from confpolicy.prove.outcome import Budget, Outcome, Status
from confpolicy.prove.prover import outcomes
from confpolicy.prove.table import chart

BUDGET = Budget(rlimit=20_000_000, timeout_seconds=None, solver="z3")
HEAD = """policy sets "Sets"
    language 1
    in force from 2026-01-01
    timezone "Europe/London"

structure paper
    n : int
    m : set of int

data notes under confidential
role nurse
purpose care
fact recipient.ours, context.theirs : set of int
fact recipient.papers, context.kept : set of paper

exception open
    of notes to nurse for care
    when {condition}

assert closed
    never of notes to nurse

reply nothing
    to anyone
    say "We cannot say."
"""
EQUAL = {
    "sets": "recipient.ours = context.theirs and 1 in recipient.ours and 2 in recipient.ours",
    "sets, asked of both": "recipient.ours = context.theirs and 1 in recipient.ours and 2 in context.theirs",
    "sets that differ": "recipient.ours != context.theirs and 1 in recipient.ours and 2 in context.theirs",
    "with one that is written down": "recipient.ours = {1, 2, 3}",
    "sets of records": "recipient.papers = context.kept and some p in recipient.papers has (p.n = 1)"
    " and some p in recipient.papers has (p.n = 2)",
    "a field with a set": "some p in recipient.papers has (p.m = recipient.ours and 1 in p.m and 2 in p.m)",
    "a field with a field": "some p in recipient.papers has (some q in context.kept has"
    " (p.m = q.m and 1 in p.m and 2 in q.m))",
    "three in a row": "recipient.ours = context.theirs and some p in context.kept has (p.m = context.theirs"
    " and 1 in p.m and 2 in context.theirs and 3 in recipient.ours)",
}


def proved(condition: str) -> dict[str, Outcome]:
    return {each.name: each for each in outcomes(Policy.parse(HEAD.format(condition=condition)), BUDGET)}


@pytest.mark.parametrize("name", EQUAL)
def test_what_such_sets_permit_is_found(name: str) -> None:
    found = proved(EQUAL[name])
    assert found["closed"].status is Status.REFUTED
    assert found["every_clause_can_take_effect"].status is Status.PROVED
    assert found["absence_never_permits"].status is Status.PROVED


@pytest.mark.parametrize("name", EQUAL)
def test_who_can_receive_by_them_is_charted(name: str) -> None:
    found = chart(Policy.parse(HEAD.format(condition=EQUAL[name])).program, BUDGET)
    assert {way.clause for entry in found.entries for way in entry.ways} == {"open"}


def test_a_change_to_what_is_asked_of_them_is_told() -> None:
    old, new = (HEAD.format(condition=EQUAL["sets"].replace("2 in", f"{number} in")) for number in (2, 3))
    found = compare(Policy.parse(old).program, Policy.parse(new).program, BUDGET)
    assert {change.how.value for change in found.changes} == {"more", "less"}


NINE = " and ".join(f"{number} in recipient.ours" for number in range(1, 10))


def test_where_more_is_asked_of_a_set_than_it_has_elements_the_result_says_so() -> None:
    found = proved(NINE)
    told = "For sets of at most 8 elements in `recipient.ours`."
    assert found["closed"].detail == told
    assert told in (found["every_clause_can_take_effect"].detail or "")
    assert chart(Policy.parse(HEAD.format(condition=NINE)).program, BUDGET).bounded == ("recipient.ours",)


def test_of_sets_of_records_that_are_compared_the_result_says_how_large_they_were() -> None:
    found = proved(EQUAL["sets of records"] + " and some p in context.kept has (p.n < 1 and p.n > 1)")
    assert found["closed"].detail == "For sets of at most 8 elements in `context.kept`, `recipient.papers`."
    assert (
        proved("recipient.ours = context.theirs and 1 in recipient.ours and not (1 in context.theirs)")[
            "closed"
        ].detail
        is None
    )
