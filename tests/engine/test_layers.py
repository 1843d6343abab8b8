"""Policies within others, from their files: loaded, handed out, cited, tested, covered."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from confpolicy.decide.decision import Verdict
from confpolicy.engine import Policy, check_sources
from confpolicy.testing.coverage import coverage
from confpolicy.testing.scenarios import run_scenario

WORDS = """
data notes
role nurse
purpose care
fact context.urgent : bool

define pressing as context.urgent
"""
LAW = """policy law
    language 1
    version "7"
    in force from 2026-01-01
    timezone "Europe/London"
    source "law.md"
    governs of notes to anyone
        unless context.urgent

use "words.policy"

exception law_care
    cites L1
    of notes to nurse for care
    when not pressing

scenario "This one is the law's"
    at 2026-03-01T10:00
    ask notes to nurse for care
    expect permit
"""
OWN = """policy own
    language 1
    in force from 2026-01-01
    timezone "Europe/London"
    source "own.md"
    within "law.policy"

use "words.policy"

exception own_care
    cites A1
    of notes to nurse for care

reply silence
    to anyone
    say "We cannot say."
"""
TEST = """use "own.policy"

scenario "This one is of the policy that is tested"
    at 2026-03-01T10:00
    given context.urgent = no
    ask notes to nurse for care
    expect permit because own_care and law_care
"""
SOURCES = {
    "test.policy": TEST,
    "own.policy": OWN,
    "law.policy": LAW,
    "words.policy": WORDS,
    "own.md": "- A1: own words\n",
    "law.md": "- L1: words of the law\n",
}
REQUEST = {
    "time": "2026-03-01T10:00:00+00:00",
    "purpose": "care",
    "discloser": {"id": "d", "roles": []},
    "recipient": {"id": "r", "roles": ["nurse"]},
    "subject": {"id": "s", "roles": []},
    "items": ["notes"],
    "context": {"urgent": False},
}


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy.from_sources(SOURCES)


def test_the_own_policy_comes_first(policy: Policy) -> None:
    assert [rules.header.name for rules in policy.program.policies] == ["own", "law"]
    assert policy.name == "own"
    assert policy.program.policies[0].governs is None
    assert policy.program.policies[1].governs is not None
    assert [sorted(clause.name for clause in rules.clauses) for rules in policy.program.policies] == [
        ["own_care", "silence"],
        ["law_care"],
    ]


def test_files_and_texts_make_the_same_policy(policy: Policy, tmp_path: Path) -> None:
    for path, text in SOURCES.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert Policy.load(tmp_path / "test.policy") == policy


def test_a_policy_is_handed_out_and_pickled_with_all_above_it(policy: Policy) -> None:
    assert dict(policy.sources()) == SOURCES
    for again in (Policy.from_sources(policy.sources()), pickle.loads(pickle.dumps(policy))):
        assert again == policy
        assert again.decide(REQUEST).to_json() == policy.decide(REQUEST).to_json()


def test_one_letter_of_the_law_makes_another_policy(policy: Policy) -> None:
    assert Policy.from_sources({**SOURCES, "law.policy": LAW.replace('"7"', '"8"')}) != policy


def test_a_law_is_a_policy_of_its_own_once_it_answers_every_requester() -> None:
    law, findings = check_sources(SOURCES, main="law.policy")
    assert law is None
    assert [finding.code for finding in findings] == ["CP501"]
    answering = LAW + 'reply law_silence\n    to anyone\n    say "We cannot say."\n'
    alone = Policy.from_sources({**SOURCES, "law.policy": answering}, main="law.policy")
    assert [rules.header.name for rules in alone.program.policies] == ["law"]
    assert alone.decide({**REQUEST, "context": {"urgent": True}}).verdict is Verdict.OUTSIDE


def test_scenarios_and_coverage_are_those_of_the_policy_that_is_tested(policy: Policy) -> None:
    assert [scenario.title for scenario in policy.scenarios] == ["This one is of the policy that is tested"]
    results = [run_scenario(policy, scenario, read=policy.read) for scenario in policy.scenarios]
    assert [result.failures for result in results] == [()]
    covered = coverage(policy.program, [each.decision for each in results if each.decision is not None])
    assert "law_care" not in repr(covered)


def test_each_policy_carries_its_own_outline(policy: Policy) -> None:
    assert [(each.policy, each.label, each.carried_by) for each in policy.paragraphs()] == [
        ("own", "A1", ("own_care",)),
        ("law", "L1", ("law_care",)),
    ]
    assert "L1 of law: words of the law" in policy.decide(REQUEST).explain()


def test_a_label_of_another_outline_is_not_known() -> None:
    _, findings = check_sources({**SOURCES, "own.policy": OWN.replace("cites A1", "cites L1")}, main="test.policy")
    assert {finding.code for finding in findings} == {"CP601", "CP602"}


def test_a_policy_reached_in_two_ways_is_there_once() -> None:
    def header(name: str, *above: str) -> str:
        lines = "".join(f'    within "{each}.policy"\n' for each in above)
        return f'policy {name}\n    language 1\n    in force from 2026-01-01\n    timezone "Europe/London"\n{lines}'

    sources = {
        "a.policy": header("a", "b", "c") + 'reply silence\n    to anyone\n    say "No."\n',
        "b.policy": header("b", "d"),
        "c.policy": header("c", "d"),
        "d.policy": header("d"),
    }
    found = Policy.from_sources(sources)
    assert [rules.header.name for rules in found.program.policies] == ["a", "b", "c", "d"]


def test_only_one_of_the_own_files_has_a_header() -> None:
    twice = {**SOURCES, "test.policy": 'use "law.policy"\n' + TEST}
    _, findings = check_sources(twice, main="test.policy")
    assert "CP136" in {finding.code for finding in findings}


def test_what_a_law_names_and_is_not_there_is_a_finding() -> None:
    without = {path: text for path, text in SOURCES.items() if path != "law.policy"}
    _, findings = check_sources(without, main="test.policy")
    assert [finding.code for finding in findings] == ["CP131"]
