"""The commands on a policy that lies within another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import confpolicy
from tests.engine.test_layers import REQUEST, SOURCES


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    for path, text in SOURCES.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path / "own.policy"


def asked(**others: object) -> str:
    return json.dumps({**REQUEST, **others})


def test_decide_shows_what_each_policy_says(policy: Path) -> None:
    done = confpolicy("decide", policy, "-", stdin=asked())
    assert done.code == 0
    assert "  Within law.\n" in done.out
    assert "          own: permit\n          law: permit\n" in done.out
    outside = confpolicy("decide", policy, "-", stdin=asked(context={"urgent": True}))
    assert "law: does not speak about it\n" in outside.out
    unknown = confpolicy("decide", policy, "-", stdin=asked(context={}))
    assert "law: deny, if it speaks about it, which is not known\n" in unknown.out


def test_what_is_outside_fails_where_a_denial_does(policy: Path) -> None:
    law = policy.with_name("law.policy")
    law.write_text(law.read_text("utf-8") + '\nreply law_silence\n    to anyone\n    say "No."\n', encoding="utf-8")
    request = asked(context={"urgent": True})
    done = confpolicy("decide", law, "-", stdin=request)
    assert (done.code, done.out.split("\n")[0]) == (0, "OUTSIDE")
    for bound in ("partial", "refer", "deny"):
        assert confpolicy("decide", "--fail-on", bound, law, "-", stdin=request).code == 4
    assert "does not speak about what was asked for" in confpolicy("explain", law, "-", stdin=request).out


def test_check_test_and_fmt_take_every_file(policy: Path) -> None:
    assert confpolicy("test", policy.with_name("test.policy")).code == 0
    assert confpolicy("check", policy).code == 0
    assert confpolicy("fmt", "--check", policy, policy.with_name("law.policy")).code == 0
    policy.with_name("law.policy").write_text("role x\n", encoding="utf-8")
    done = confpolicy("check", policy)
    assert done.code == 3
    assert "CP139" in done.out


def test_sources_lists_the_outline_of_each(policy: Path) -> None:
    assert confpolicy("sources", policy).out == "own:\nA1  own_care\nlaw:\nL1  law_care\n"
    paragraphs = json.loads(confpolicy("sources", "--format", "json", policy).out)["paragraphs"]
    assert [each["policy"] for each in paragraphs] == ["own", "law"]
