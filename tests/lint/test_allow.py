"""`allow` answers a warning; once there is none, it is an error. No day makes an error of it by itself."""

from __future__ import annotations

import pytest

from confpolicy.engine import Policy, check_sources
from confpolicy.errors import PolicyError
from confpolicy.facts.calendar import day_from_text

POLICY = """policy example
    language 1
    in force from 2026-01-01
    timezone "Europe/London"
    reviewed on 2026-01-01
    review every 12 months by nurse
    allow CP704 because "The trustees meet in March."

data notes
role nurse
purpose care

exception nurses
    of notes to nurse for care

reply nothing
    to anyone
    say "We cannot say."
"""


def codes(text: str, day: str | None = None) -> list[str]:
    today = day_from_text(day) if day else None
    policy, findings = check_sources({"a.policy": text}, main="a.policy", today=today)
    assert (policy is None) == ("CP790" in {finding.code for finding in findings})
    return [finding.code for finding in findings]


def test_what_is_overdue_is_allowed() -> None:
    assert codes(POLICY, "2027-02-01") == []


def test_what_is_not_overdue_yet_may_be_allowed_beforehand() -> None:
    assert codes(POLICY, "2026-02-01") == []


def test_where_nobody_says_what_day_it_is_nothing_is_missed() -> None:
    assert codes(POLICY) == []


def test_a_policy_with_an_allow_that_silences_nothing_does_not_compile() -> None:
    text = POLICY.replace("role nurse\n", 'role nurse\n    allow CP703 because "It was unused once."\n')
    assert codes(text) == ["CP790"]
    with pytest.raises(PolicyError):
        Policy.parse(text)
