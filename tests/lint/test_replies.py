"""CP501: a requester whom no reply is sure to answer is told nothing, and silence speaks."""

from __future__ import annotations

import pytest

from confpolicy.engine import check_sources

BASE = """\
policy base
    language 1
    in force from 2026-01-01
    timezone "Europe/London"

data notes
role staff, outsider
role manager under staff
purpose help
fact stated.urgent : bool

"""


def silences(replies: str) -> int:
    _, findings = check_sources({"base.policy": BASE + replies}, main="base.policy")
    return sum(finding.code == "CP501" for finding in findings)


def test_a_reply_to_anyone_covers_everybody() -> None:
    assert silences('reply all\n    to anyone\n    say "No."\n') == 0


@pytest.mark.parametrize("condition", ["when stated.urgent", "unless stated.urgent"])
def test_a_reply_with_a_condition_covers_nobody_for_sure(condition: str) -> None:
    assert silences(f'reply all\n    to anyone\n    {condition}\n    say "No."\n') == 1


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("anyone except staff", "staff", 0),
        ("anyone except staff", "manager", 1),
        ("outsider", "staff", 1),
        ("anyone except outsider", "anyone except staff", 1),
    ],
)
def test_several_replies_cover_together(first: str, second: str, found: int) -> None:
    assert silences(f'reply a\n    to {first}\n    say "No."\n\nreply b\n    to {second}\n    say "No."\n') == found
