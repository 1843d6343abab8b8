"""What is expected not to come of a request is told as surely as what is expected to come."""

from __future__ import annotations

from pathlib import Path

import pytest

from confpolicy.engine import Policy
from confpolicy.testing.scenarios import run_scenario

POLICY = """\
policy small "Small"
    language 1
    in force from 2026-01-01
    timezone "Europe/London"

data note, chart under confidential
role nurse
purpose care
register logbook
fact context.asked, subject.at_risk : bool

duty owed
    of note to nurse for care
    when context.asked
    then record in logbook

exception free
    of chart to nurse for care
    when context.asked
    then do "Count it."

prohibition of_those_at_risk
    of note to nurse
    when subject.at_risk

obligation marked
    on exception or duty
    then do "Mark it."

reply sorry
    to anyone
    say "We cannot say."
"""


def refused(content: bytes, folder: Path) -> list[str]:
    """What is told of a scenario whose request stands in a file with that content."""
    (folder / "request.json").write_bytes(content)
    (folder / "p.policy").write_text(POLICY + '\nscenario "s"\n    request "request.json"\n    expect deny\n')
    policy = Policy.load(folder / "p.policy")
    return [each.message for each in run_scenario(policy, policy.scenarios[0], read=policy.read).failures]


def missed(given: str, expected: str) -> list[str]:
    """What is told of one scenario that asks for both items."""
    scenario = (
        f'scenario "s"\n    at 2026-11-22T10:00\n    given {given}\n    ask note, chart to nurse for care\n'
        f"    expect {expected}\n"
    )
    policy = Policy.parse(POLICY + "\n" + scenario)
    return [each.message for each in run_scenario(policy, policy.scenarios[0], read=lambda _path: "").failures]


@pytest.mark.parametrize(
    ("given", "expected", "said"),
    [
        ("context.asked", "no conflict", []),
        ("context.asked, subject.at_risk", "conflict", []),
        ("context.asked, subject.at_risk", "no conflict", ["owed could not be met"]),
        ("context.asked = no", "no obligation owed and free and marked, no conflict", []),
        ("context.asked, subject.at_risk", "no obligation owed, obligation free and marked", []),
        (
            "context.asked, subject.at_risk = no",
            "no obligation owed and free",
            ["an obligation of owed arose", "an obligation of free arose"],
        ),
    ],
)
def test_what_is_expected_not_to_come_is_compared(given: str, expected: str, said: list[str]) -> None:
    assert missed(given, expected) == said


REQUEST = (
    '{"time": "2026-11-22T10:00:00Z", "purpose": "care", "items": ["note"], "discloser": {"id": "d", "roles": []}, '
    '"recipient": {"id": "n", "roles": ["nurse"]}, "subject": {"id": "p", "roles": []}}'
)


def test_a_request_in_a_file_is_decided(tmp_path: Path) -> None:
    assert refused(REQUEST.encode(), tmp_path) == []


@pytest.mark.parametrize(
    "content",
    [
        REQUEST.replace('"purpose": "care"', '"purpose": "care", "purpose": "care"').encode(),
        REQUEST.replace("}}", ', "at_risk": NaN}}').encode(),
        b"\xff\xfe",
        b"",
    ],
    ids=["a key twice", "no number", "no text", "nothing"],
)
def test_a_request_in_a_file_is_read_as_strictly_as_any_other(content: bytes, tmp_path: Path) -> None:
    (said,) = refused(content, tmp_path)
    assert said.startswith("the request was refused: ")


def test_a_request_that_is_not_there_fails_its_scenario(tmp_path: Path) -> None:
    policy = Policy.parse(POLICY + '\nscenario "s"\n    request "../request.json"\n    expect deny\n')
    assert not run_scenario(policy, policy.scenarios[0], read=policy.read).passed
