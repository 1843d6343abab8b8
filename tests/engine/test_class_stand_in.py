"""Who stands in for a class of people may be more to some of them than is known."""

from __future__ import annotations

from confpolicy import Policy, Verdict

POLICY = """policy p "P"
    language 1
    in force from 2020-01-01
    timezone "Europe/London"
data notes under confidential
purpose care
role rep towards subject
role enemy towards subject
stand-in reps "Reps"
    of notes to rep
exception open
    of notes to anyone for care
prohibition others
    of notes to anyone except subject
reply nothing
    to anyone
    say "No."
"""


def verdict(*, people: bool) -> Verdict:
    request = {
        "time": "2024-01-01T00:00:00+00:00",
        "purpose": "care",
        "items": ["notes"],
        "discloser": {"id": "d", "roles": []},
        "recipient": {"id": "r", "roles": []},
        "subject": {"id": "s", "roles": [], "class": people},
        "relation": {"roles": ["rep"]},
    }
    return Policy.parse(POLICY).decide(request).verdict


def test_a_stand_in_is_freed_with_the_one_subject_and_not_with_a_class_in_which_they_may_be_more_to_some() -> None:
    assert verdict(people=False) is Verdict.PERMIT
    assert verdict(people=True) is Verdict.DENY
