"""The runner of examples finds what is wrong in an example: an example that cannot fail would promise nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.markdown.__main__ import main
from tests.markdown.blocks import blocks, replaced
from tests.markdown.run import run

POLICY = """```policy
policy example
    language 1
    in force from 2026-01-01
    timezone "Europe/London"

data notes
role doctor
purpose care
reply nothing
    to anyone
    say "No."

exception anyhow
    of notes to doctor for care
```
"""
SCENARIO = """```policy
scenario "A doctor asks"
    at 2026-03-02T10:00
    ask notes to doctor for care
    expect {verdict}
```
"""


def wrong(markdown: str) -> list[tuple[str, str]]:
    return [(each.block.kind, each.actual) for each in run(markdown) if each.actual != each.block.text]


def test_a_sound_example_has_nothing_wrong() -> None:
    assert wrong(POLICY + SCENARIO.format(verdict="permit notes because anyhow")) == []


def test_a_scenario_that_fails_is_told() -> None:
    assert wrong(POLICY + SCENARIO.format(verdict="deny")) == [
        ("scenarios", "A doctor asks: the verdict was permit\n")
    ]


def test_an_error_that_is_not_stated_is_told() -> None:
    assert wrong(POLICY + "```policy\nrole nurse under nobody\n```\n") == [("codes", "1 CP204\n")]


def test_an_error_that_is_stated_and_does_not_come_is_told() -> None:
    assert wrong(POLICY + "```policy\nrole nurse  # error: CP204\n```\n") == [("codes", "")]


def test_an_error_on_another_line_is_told() -> None:
    text = "```policy\nrole nurse      # error: CP204\nrole porter under nobody\n```\n"
    assert wrong(POLICY + text) == [("codes", "2 CP204\n")]


def test_a_scenario_beside_an_error_is_told_since_it_never_runs() -> None:
    text = SCENARIO.format(verdict="permit").replace(
        "```policy\n", "```policy\nrole nurse under nobody  # error: CP204\n"
    )
    assert [kind for kind, _ in wrong(POLICY + text)] == ["scenarios"]


def test_what_is_declared_again_is_a_mistake_in_the_example() -> None:
    assert wrong(POLICY + "```policy\nrole doctor  # error: CP201\n```\n") == []


def test_a_warning_of_what_is_left_out_counts_only_where_it_is_stated() -> None:
    assert wrong(POLICY + "```policy\nrole nurse\n```\n") == []
    assert wrong(POLICY + "```policy\nrole nurse  # warning: CP703\n```\n") == []


def test_a_block_goes_on_from_the_kept_ones_and_from_no_other() -> None:
    kept = POLICY + "```policy kept\nrole nurse\n```\n```policy\nrole porter\n```\n"
    assert wrong(kept + "```policy\nrole matron under nurse\n```\n") == []
    assert wrong(kept + "```policy\nrole matron under porter\n```\n") == [("codes", "1 CP204\n")]


def test_a_decision_that_is_not_the_stated_one_is_told_and_can_be_written_in(tmp_path: Path) -> None:
    text = POLICY + SCENARIO.format(verdict="permit") + "```decision verdict\n```\n"
    path = tmp_path / "example.md"
    path.write_text(text, encoding="utf-8")
    assert main([str(path)]) == 1
    assert main(["--update", str(path)]) == 0
    assert path.read_text(encoding="utf-8").endswith('```decision verdict\n{\n "verdict": "permit"\n}\n```\n')
    assert main([str(path)]) == 0


def test_no_update_hides_a_failing_scenario(tmp_path: Path) -> None:
    path = tmp_path / "example.md"
    path.write_text(POLICY + SCENARIO.format(verdict="deny"), encoding="utf-8")
    assert main(["--update", str(path)]) == 1


def test_a_change_of_a_request_puts_keys_in_place_of_those_of_the_last() -> None:
    request = """```request
{"time": "2026-03-02T10:00:00Z", "purpose": "care", "items": ["notes"], "discloser": {"id": "d", "roles": []},
 "recipient": {"id": "r", "roles": ["doctor"]}, "subject": {"id": "p", "roles": []}}
```
"""
    changed = '```request changed\n{"recipient": {"id": "r", "roles": []}}\n```\n'
    decision = '```decision verdict\n{\n "verdict": "%s"\n}\n```\n'
    assert wrong(POLICY + request + decision % "permit" + changed + decision % "deny") == []


def test_a_block_that_is_never_closed_is_an_error() -> None:
    with pytest.raises(ValueError, match="line 3 is never closed"):
        list(blocks("# A\n\n```policy\nrole nurse\n"))


def test_texts_are_put_into_their_blocks_and_nothing_else_changes() -> None:
    text = "a\n\n```decision\nold\n```\nb\n```trace\n```\nc\n"
    first, second = blocks(text)
    assert replaced(text, {first.first: "x\ny\n", second.first: "z\n"}) == (
        "a\n\n```decision\nx\ny\n```\nb\n```trace\nz\n```\nc\n"
    )
