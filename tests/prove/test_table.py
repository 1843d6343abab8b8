"""What can ever be received is found for each item, role and purpose, with its ground; all else never can."""

from __future__ import annotations

import pytest

from confpolicy.engine import Policy
from confpolicy.prove.compare.words import NO_ROLE, SUBJECT
from confpolicy.prove.outcome import Budget
from confpolicy.prove.table import Chart, Entry, chart
from tests.prove.test_difference import CLINIC

BUDGET = Budget(rlimit=10_000_000, timeout_seconds=None, solver="z3")


def charted(text: str) -> Chart:
    """The chart of a policy; each way is shown by a request that is permitted on its ground."""
    policy = Policy.parse(text)
    found = chart(policy.program, BUDGET)
    for entry in found.entries:
        assert not entry.undecided
        for way in entry.ways:
            (row,) = policy.decide(way.witness).rows
            assert row.verdict.value == "permit"
            assert way.clause in {ground.clause for ground in row.because}
    return found


def at(found: Chart, item: str, role: str, purpose: str) -> Entry:
    """The one entry for the cell."""
    (entry,) = (each for each in found.entries if (item, purpose) in each.cells and role in each.roles)
    return entry


def test_every_item_role_and_purpose_is_in_one_entry() -> None:
    found = charted(CLINIC)
    for item in ("notes", "address"):
        for role in ("nurse", "doctor", "police", SUBJECT, NO_ROLE):
            for purpose in ("care", "crime"):
                at(found, item, role, purpose)


@pytest.mark.parametrize(
    ("item", "role", "purpose", "access", "clauses"),
    [
        ("notes", "nurse", "care", ("consent",), ["sharing"]),
        ("notes", "police", "crime", ("exception",), ["danger"]),
        ("notes", "police", "care", ("never",), []),
        ("address", "doctor", "care", ("never",), []),
        ("address", SUBJECT, "care", ("never",), []),
    ],
)
def test_a_cell_has_the_grounds_by_which_it_can_be_permitted(
    item: str, role: str, purpose: str, access: tuple[str, ...], clauses: list[str]
) -> None:
    entry = at(charted(CLINIC), item, role, purpose)
    assert (entry.access, [way.clause for way in entry.ways]) == (access, clauses)


def test_what_is_prohibited_whatever_the_facts_is_never_permitted() -> None:
    closed = CLINIC.replace("prohibition keep_notes", "absolute prohibition keep_notes").replace(
        "    overrides keep_notes\n", ""
    )
    assert at(charted(closed), "notes", "police", "crime").access == ("never",)


def test_what_is_public_needs_no_ground() -> None:
    found = charted(CLINIC.replace("data notes reveals", "data leaflet under public\ndata notes reveals"))
    assert at(found, "leaflet", NO_ROLE, "crime").access == ("public",)


def test_a_condition_that_cannot_hold_permits_nobody() -> None:
    impossible = CLINIC.replace("subject.in_danger and item.agreed", "subject.in_danger and not subject.in_danger")
    assert at(charted(impossible), "notes", "police", "crime").access == ("never",)


def test_who_stands_in_for_the_subject_can_receive_what_the_subject_can() -> None:
    text = CLINIC.replace("role nurse, doctor, police", "role nurse, doctor, police\nrole parent towards subject")
    text += "\nstand-in parents\n    of confidential\n    to parent\n"
    text += "\nexception own_notes\n    of notes to subject for care\n"
    assert at(charted(text), "notes", "parent", "care").access == ("exception",)


def test_a_question_that_takes_too_much_is_undecided_and_never_never() -> None:
    scarce = Budget(rlimit=1, timeout_seconds=None, solver="z3")
    entry = at(chart(Policy.parse(CLINIC).program, scarce), "notes", "nurse", "care")
    assert (entry.access, [clause for clause, _ in entry.undecided]) == ((), ["sharing"])


ALARM = """
exception alarm
    of notes to police for crime
    when {condition}
    overrides keep_notes
"""


@pytest.mark.parametrize(
    ("condition", "behind"),
    [
        ("subject.in_danger", {"alarm": (), "danger": ("alarm",)}),
        ("subject.in_danger and item.agreed and context.asked_how = phone", {"alarm": ("danger",), "danger": ()}),
        ("item.agreed and subject.in_danger", {"alarm": (), "danger": ("alarm",)}),
        ("context.asked_how = letter", {"alarm": (), "danger": ()}),
    ],
)
def test_a_ground_is_behind_another_that_permits_wherever_it_does(
    condition: str, behind: dict[str, tuple[str, ...]]
) -> None:
    entry = at(charted(CLINIC + ALARM.format(condition=condition)), "notes", "police", "crime")
    assert {way.clause: way.weaker for way in entry.ways} == behind
