"""`confpolicy check --show-code`: the code that conditions become, beside the places where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import confpolicy

POLICY = """policy small "Small"
    language 1
    in force from 2026-01-01
    timezone "Europe/London"
data notes under confidential
role worker
purpose care
fact context.urgent : bool
exception in_a_hurry
    of notes to worker for care
    when context.urgent
reply never_said
    to anyone
    say "No."
"""
CODE = """# exception in_a_hurry                                        # small.policy:9:1
k0 = 'urgent'
def holds(e):
    t1 = e.of_context.get(k0)                                 # small.policy:11:10
    if t1 is not None: t1 = t1.value                          # small.policy:11:10
    t2 = t1                                                   # small.policy:9:1
    return t2                                                 # small.policy:9:1
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "small.policy"
    path.write_text(POLICY, encoding="utf-8")
    return path


def test_the_code_of_each_condition_is_shown_with_its_place(policy: Path) -> None:
    done = confpolicy("check", policy, "--show-code")
    assert (done.code, done.out) == (0, f"{policy}: nothing to report.\n{CODE}")


def test_a_policy_without_conditions_has_no_code_and_one_that_does_not_compile_neither(policy: Path) -> None:
    policy.write_text(POLICY.replace("    when context.urgent\n", ""), encoding="utf-8")
    assert "The policy has no conditions.\n" in confpolicy("check", policy, "--show-code").out
    policy.write_text("role x\n", encoding="utf-8")
    broken = confpolicy("check", policy, "--show-code")
    assert broken.code == 3
    assert "def holds" not in broken.out


def test_code_is_for_people_to_read(policy: Path) -> None:
    done = confpolicy("check", policy, "--show-code", "--format", "json")
    assert done.code == 2
    assert "--show-code" in done.err
