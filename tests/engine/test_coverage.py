"""A clause counts as taken where it applied to somebody, and not where only its condition held."""

from __future__ import annotations

from confpolicy.engine import Policy
from confpolicy.testing.coverage import coverage
from confpolicy.testing.scenarios import run_scenario

POLICY = """\
policy covered
    language 1
    in force from 2026-01-01
    timezone "Europe/London"

data chart
role nurse
role guardian towards subject
purpose care
giver attorney

stand-in guardians
    of chart to guardian

stand-in attorneys
    of chart
    given by attorney

exception own
    of chart to subject for care

referral asked
    of chart to subject for care
    decided by nurse

reply nothing
    to anyone
    say "We cannot say."

scenario "Somebody else"
    at 2026-03-02T10:00
    ask chart to nurse for care
    expect deny
"""
BY_A_GUARDIAN = """
scenario "A guardian"
    at 2026-03-02T10:00
    ask chart to guardian for care
    expect permit chart because own and guardians
"""
ABOUT_A_CLASS = """
scenario "Many at once"
    at 2026-03-02T10:00
    given subject is a class
    ask chart to nurse for care
    expect refer
"""


def held(text: str) -> set[str]:
    """The clauses that the scenarios of the policy were seen to apply."""
    policy = Policy.parse(POLICY + text)
    results = [run_scenario(policy, scenario, read=str) for scenario in policy.scenarios]
    assert all(result.passed for result in results)
    decisions = [result.decision for result in results if result.decision is not None]
    return {each.id for each in coverage(policy.program, decisions).taken if each.kind == "clause" and each.held}


def test_a_stand_in_is_taken_where_somebody_stands_in_or_could_have_consented() -> None:
    assert held("") == {"attorneys", "nothing"}
    assert held(BY_A_GUARDIAN) == {"attorneys", "nothing", "guardians", "own", "asked"}


def test_what_would_go_to_one_of_a_class_is_not_taken_but_a_person_may_have_to_decide() -> None:
    assert held(ABOUT_A_CLASS) == {"attorneys", "nothing", "asked"}


def test_a_definition_that_only_assertions_read_is_no_condition_of_a_decision() -> None:
    text = """
fact subject.known_here, subject.away : bool
define here as subject.known_here and not away
define away as subject.away

exception while_away
    of chart to nurse for care
    when away

assert only_here
    never of chart to nurse
    unless here
"""
    found = {each.id for each in coverage(Policy.parse(POLICY + text).program, ()).taken if each.kind == "condition"}
    assert {path.split("/")[0] for path in found if path.startswith("define.")} == {"define.away"}
