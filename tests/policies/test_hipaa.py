"""HIPAA's rules on disclosure: every scenario holds, and the pages beside the policy say what it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from confpolicy import Decision, Verdict
from confpolicy.core.scenarios import Scenario
from confpolicy.engine import check_file
from confpolicy.testing.coverage import coverage
from confpolicy.testing.scenarios import ScenarioResult, run_scenario
from tests.policies import hipaa
from tests.policies.pages import names, rows, typed
from tests.policies.readme import parts, stated

PAGE = hipaa.VOCABULARY.read_text(encoding="utf-8")
SCENARIOS = hipaa.with_scenarios().scenarios


def outcome(scenario: Scenario) -> ScenarioResult:
    """What comes of one scenario."""
    policy = hipaa.with_scenarios()
    return run_scenario(policy, scenario, read=policy.read)


@pytest.fixture(scope="module")
def outcomes() -> tuple[ScenarioResult, ...]:
    """What comes of all of them."""
    return tuple(outcome(scenario) for scenario in SCENARIOS)


def test_every_scenario_gives_what_it_expects(outcomes: tuple[ScenarioResult, ...]) -> None:
    missed = {each.scenario.title: [one.message for one in each.failures] for each in outcomes if each.failures}
    assert missed == {}


def test_the_scenarios_take_every_clause_condition_and_reading_both_ways(
    outcomes: tuple[ScenarioResult, ...],
) -> None:
    decisions = [each.decision for each in outcomes if each.decision is not None]
    found = coverage(hipaa.with_scenarios().program, decisions)
    assert [each.id for each in found.taken if not each.both_ways] == []


@pytest.mark.parametrize("path", sorted(hipaa.FOLDER.glob("tests/*_test.policy")), ids=lambda path: path.name)
def test_every_file_of_scenarios_is_among_those_that_run(path: Path) -> None:
    assert f"tests/{path.name}" in hipaa.with_scenarios().sources()


def test_each_fact_is_on_the_page_with_its_type_and_who_judges_it() -> None:
    listed = rows(PAGE)
    for name, fact in hipaa.policy().program.vocabulary.facts.items():
        types = [row.cells[0] for row in listed if name in row.names]
        assert types, name
        assert set(types) == {typed(fact)}, name


def test_the_case_on_the_page_is_decided_as_the_page_says() -> None:
    case = PAGE.split("```json\n")[1].split("```")[0]
    decision = hipaa.policy().decide_json(case)
    assert isinstance(decision, Decision)
    (row,) = decision.rows
    assert (row.verdict, [ground.clause for ground in row.because]) == (Verdict.PERMIT, ["involved_and_absent"])


def test_each_fact_on_the_page_is_one_of_the_policy() -> None:
    facts = hipaa.policy().program.vocabulary.facts
    holders = {name.split(".")[0] for name in facts}
    spoken_of = {name for name in names(PAGE) if name.split(".")[0] in holders and not name.endswith(".")}
    assert {name for name in spoken_of if "." in name} - set(facts) == set()


def test_each_term_is_on_the_page() -> None:
    vocabulary = hipaa.policy().program.vocabulary
    terms = {
        *(term for term, above in vocabulary.data.parents.items() if above),
        *vocabulary.roles.parents,
        *vocabulary.purposes.parents,
        *vocabulary.notices,
        *vocabulary.givers,
        *vocabulary.registers,
    }
    assert terms - names(PAGE) == set()


def test_at_most_one_paragraph_in_twenty_is_left_out() -> None:
    paragraphs = hipaa.policy().paragraphs()
    omitted = [paragraph.label for paragraph in paragraphs if paragraph.omitted_because is not None]
    assert 20 * len(omitted) <= len(paragraphs)


def test_nothing_is_found_wrong_with_the_policy() -> None:
    _, findings, _ = check_file(hipaa.FOLDER / "hipaa.policy")
    assert [(finding.code, finding.facts) for finding in findings] == []


def test_the_readme_has_the_figures_and_paragraphs_of_the_policy() -> None:
    text = hipaa.README.read_text(encoding="utf-8")
    assert stated(text) == parts(hipaa.policy(), hipaa.with_scenarios())
