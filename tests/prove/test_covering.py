"""Terms that are moved: what is told of statements on file is so, of each cell, and for the reason that is given."""

from __future__ import annotations

import pytest

from confpolicy import Policy
from confpolicy.prove.difference import Change, Difference, How, compare
from confpolicy.prove.outcome import Budget

BUDGET = Budget(rlimit=10_000_000, timeout_seconds=None, solver="z3")
HEAD = """
policy files "Files"
    language 1
    in force from 2026-01-01
    timezone "Europe/London"

role doctor
purpose care
reply silence
    to anyone
    say "Nothing can be said."
"""
CONSENT = """
consent agreed
    of confidential to anyone
    given by subject in writing
    without need-to-know because "so"
"""
SIDE = "data grp, place\ndata other under grp\ndata {both} under place, grp\ndata m_town under place\n"
BELOW = SIDE.replace("data grp, place\n", "data grp\ndata place under grp\n")


def between(old: str, new: str) -> Difference:
    return compare(Policy.parse(HEAD + old).program, Policy.parse(HEAD + new).program, BUDGET)


def covered(found: Difference) -> list[Change]:
    return [each for each in found.changes if "naming" in each.detail]


@pytest.mark.parametrize("both", ["a_street", "z_street"])
def test_only_what_was_not_covered_before_is_told_whatever_it_is_called(both: str) -> None:
    found = covered(between(SIDE.format(both=both) + CONSENT, BELOW.format(both=both) + CONSENT))
    assert {each.how for each in found} == {How.MORE, How.LESS}
    assert {item for each in found for item, _, _ in each.cells} == {"m_town"}


@pytest.mark.parametrize(
    "other",
    [
        "",
        "fact subject.ok : bool\n" + CONSENT.replace("    without", "    when subject.ok\n    without"),
        "notice why\n" + CONSENT.replace("    without", "    told why\n    without"),
    ],
)
def test_what_another_change_is_the_reason_of_is_not_told_of_the_term(other: str) -> None:
    side, below = SIDE.format(both="z_street"), BELOW.format(both="z_street")
    for old, new in ((side + other, below + CONSENT), (side + CONSENT, below + other)):
        found = covered(between(old, new))
        for change in found:
            verdicts = [Policy.parse(HEAD + each).decide(change.witness).verdict.value for each in (old, new)]
            assert verdicts == [change.before, change.after]
        assert not other or {each.before for each in found} | {each.after for each in found} <= {"permit", "deny"}
        assert other or not found


def test_an_item_that_has_others_below_it_now_is_no_less_permitted_where_they_all_are() -> None:
    old, new = "data address\n" + CONSENT, "data address\ndata street, town under address\n" + CONSENT
    for found in (between(old, new), between(new, old)):
        assert not found.equivalent
        assert not [each for each in found.changes if each.item == "address"]
