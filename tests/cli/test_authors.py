"""The commands of a policy's author: `check`, `fmt`, `test`, `duties`, `sources`, `rule`."""

from __future__ import annotations

import json
import stat
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from confpolicy.diagnostics.catalogue import CATALOGUE
from tests.cli.command import POLICY, SMALL, confpolicy

SCENARIOS = """
scenario "A nurse asks"
    at 2026-11-22T10:00
    given context.asked
    ask note to nurse for care
    expect permit note because on_request
"""
FALSE = """
scenario "A nurse asks and is wrongly expected to be refused"
    at 2026-11-22T10:00
    given context.asked
    ask note to nurse for care
    expect deny
"""
UNUSED = SMALL + "\nnotice never_told\n"
BROKEN = SMALL.replace("to nurse", "to doctor")
FORMATS = ["text", "json", "json-lines", "github", "gitlab", "junit", "sarif"]


def written(folder: Path, text: str, name: str = "small.policy") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# --- check


def test_a_policy_with_nothing_to_report_exits_with_0(tmp_path: Path) -> None:
    done = confpolicy("check", written(tmp_path, SMALL))
    assert done.code == 0
    assert done.out.endswith("nothing to report.\n")


def test_a_warning_exits_with_1_and_an_allowed_one_with_0(tmp_path: Path) -> None:
    done = confpolicy("check", written(tmp_path, UNUSED))
    assert done.code == 1
    assert done.out.startswith("warning CP703")
    allowed = UNUSED.rstrip() + '\n    allow CP703 because "It is told from next year on."\n'
    assert confpolicy("check", written(tmp_path, allowed)).code == 0


def test_an_error_exits_with_3_and_its_last_line_says_what_to_do(tmp_path: Path) -> None:
    done = confpolicy("check", written(tmp_path, BROKEN))
    assert done.code == 3
    assert "CP204" in done.out
    assert "small.policy:12:" in done.out
    assert done.out.strip().splitlines()[-1].lstrip().startswith("= Declare it")


def test_findings_name_files_as_seen_from_the_folder_of_the_caller(tmp_path: Path) -> None:
    written(tmp_path, BROKEN)
    assert "--> small.policy:" in confpolicy("check", "small.policy", cwd=tmp_path).out
    below = tmp_path.name + "/small.policy"
    assert f"--> {below}:" in confpolicy("check", below, cwd=tmp_path.parent).out


def test_an_overdue_review_depends_on_the_day_that_is_said() -> None:
    assert confpolicy("check", "--today", "2026-11-23", POLICY).code == 0
    done = confpolicy("check", "--today", "2036-11-23", POLICY)
    assert done.code == 1
    assert "CP704" in done.out


@pytest.mark.parametrize("form", FORMATS)
def test_findings_are_written_in_every_format(tmp_path: Path, form: str) -> None:
    good, bad = written(tmp_path, SMALL), written(tmp_path, BROKEN, "bad.policy")
    done = confpolicy("check", "--format", form, good, bad)
    assert done.code == 3
    assert "CP204" in done.out
    assert parsed(form, done.out)
    assert confpolicy("check", "--format", form, good).code == 0


def parsed(form: str, text: str) -> object:
    match form:
        case "json" | "gitlab" | "sarif":
            return json.loads(text)
        case "json-lines":
            return [json.loads(line) for line in text.splitlines()]
        case "junit":
            return ET.fromstring(text).tag == "testsuites"
        case "github":
            return all(line.startswith("::") for line in text.splitlines())
        case _:
            return text


# --- fmt


def test_fmt_lays_a_file_out_in_place_and_then_has_nothing_to_do(tmp_path: Path) -> None:
    path = written(
        tmp_path, SMALL.replace("    of note to nurse for care\n", "      of note\n   to nurse   for care\n")
    )
    path.chmod(0o640)
    assert confpolicy("fmt", "--check", path).code == 1
    assert confpolicy("fmt", path).code == 0
    assert confpolicy("fmt", "--check", path).code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_fmt_keeps_a_link_a_link(tmp_path: Path) -> None:
    path = written(tmp_path, SMALL.replace("to nurse for care", "to nurse   for care"))
    link = tmp_path / "link.policy"
    link.symlink_to(path)
    assert confpolicy("fmt", link).code == 0
    assert link.is_symlink()
    assert "to nurse for care" in path.read_text(encoding="utf-8")


def test_fmt_check_and_diff_change_nothing(tmp_path: Path) -> None:
    text = SMALL.replace("to nurse for care", "to nurse   for care")
    path = written(tmp_path, text)
    done = confpolicy("fmt", "--diff", path)
    assert done.code == 1
    assert "+    of note to nurse for care\n" in done.out
    assert confpolicy("fmt", "--check", path).code == 1
    assert path.read_text(encoding="utf-8") == text


def test_fmt_reads_standard_input_and_writes_standard_output() -> None:
    done = confpolicy("fmt", "-", stdin=SMALL.replace("to nurse for care", "to nurse   for care"))
    assert done.code == 0
    again = confpolicy("fmt", "-", stdin=done.out)
    assert again.out == done.out
    assert "to nurse for care" in done.out


def test_fmt_leaves_a_file_that_does_not_parse_as_it_is_and_goes_on_with_the_others(tmp_path: Path) -> None:
    broken = written(tmp_path, SMALL + "\nexception ?\n", "broken.policy")
    other = written(tmp_path, SMALL.replace("to nurse for care", "to nurse   for care"))
    before = broken.read_text(encoding="utf-8")
    done = confpolicy("fmt", broken, other)
    assert done.code == 3
    assert broken.read_text(encoding="utf-8") == before
    assert "to nurse for care" in other.read_text(encoding="utf-8")


def test_the_policies_that_ship_are_laid_out_and_have_nothing_to_report() -> None:
    shipped = sorted(POLICY.parent.rglob("*.policy"))
    assert len(shipped) >= 3
    assert confpolicy("fmt", "--check", *shipped).code == 0
    assert (
        confpolicy("check", "--today", "2026-11-23", POLICY, POLICY.with_name("communities_1st_test.policy")).code
        == 0
    )


# --- test


def test_scenarios_that_hold_exit_with_0(tmp_path: Path) -> None:
    done = confpolicy("test", written(tmp_path, SMALL + SCENARIOS))
    assert done.code == 0
    assert done.out == "1 passed, 0 failed\n"


def test_a_scenario_that_fails_exits_with_1_and_says_what_came_out(tmp_path: Path) -> None:
    done = confpolicy("test", written(tmp_path, SMALL + SCENARIOS + FALSE))
    assert done.code == 1
    assert "FAILED" in done.out
    assert "the verdict was permit" in done.out
    assert done.out.endswith("1 passed, 1 failed\n")


def test_a_file_of_tests_uses_the_policy_that_it_tests(tmp_path: Path) -> None:
    written(tmp_path, SMALL)
    tests = written(tmp_path, f'use "small.policy"\n{SCENARIOS}', "small_test.policy")
    assert confpolicy("test", tests).code == 0


def test_no_scenario_at_all_is_no_success(tmp_path: Path) -> None:
    done = confpolicy("test", written(tmp_path, SMALL))
    assert done.code == 1
    assert "no scenario" in done.err


def test_a_policy_that_does_not_compile_runs_no_scenario(tmp_path: Path) -> None:
    assert confpolicy("test", written(tmp_path, BROKEN + SCENARIOS)).code == 3


@pytest.mark.parametrize("form", FORMATS)
def test_results_are_written_in_every_format(tmp_path: Path, form: str) -> None:
    done = confpolicy("test", "--format", form, written(tmp_path, SMALL + SCENARIOS + FALSE))
    assert done.code == 1
    assert "the verdict was permit" in done.out
    assert parsed(form, done.out)
    assert confpolicy("test", "--format", form, written(tmp_path, SMALL + SCENARIOS)).code == 0


def test_too_little_coverage_exits_with_5_and_says_what_went_one_way_only(tmp_path: Path) -> None:
    path = written(tmp_path, SMALL + SCENARIOS)
    done = confpolicy("test", "--fail-under", "100", path)
    assert done.code == 5
    assert "on_request" in done.out
    assert confpolicy("test", "--fail-under", "0", path).code == 0


def test_a_reply_to_anyone_went_both_ways_where_something_was_released_and_where_nothing_was() -> None:
    assert confpolicy("test", "--fail-under", "100", POLICY.with_name("uk_caldicott_test.policy")).code == 0


def test_a_failing_scenario_outweighs_too_little_coverage(tmp_path: Path) -> None:
    assert confpolicy("test", "--fail-under", "100", written(tmp_path, SMALL + FALSE)).code == 1


def test_scenarios_are_chosen_by_their_titles(tmp_path: Path) -> None:
    path = written(tmp_path, SMALL + SCENARIOS + FALSE)
    assert confpolicy("test", "-k", "wrongly", path).out.endswith("0 passed, 1 failed\n")
    done = confpolicy("test", "-k", "nowhere", path)
    assert done.code == 1
    assert "nowhere" in done.err


def test_the_scenarios_of_communities_1st_hold() -> None:
    done = confpolicy("test", POLICY.with_name("communities_1st_test.policy"))
    assert done.code == 0
    assert done.out.endswith(" 0 failed\n")


# --- duties


SITUATION = {
    "time": "2026-11-24T10:00:00+00:00",
    "subject": {"id": "p1", "roles": []},
    "stated": {"date_of_birth": "2011-05-04", "reported_missing": True},
}


def test_duties_that_are_owed_are_listed() -> None:
    done = confpolicy("duties", POLICY, "-", stdin=json.dumps(SITUATION))
    assert done.code == 0
    assert "missing_child_to_police" in done.out


def test_a_duty_that_hangs_on_what_is_not_known_is_owed_perhaps() -> None:
    unknown = {**SITUATION, "stated": {"reported_missing": True}}
    done = confpolicy("duties", "--format", "json", POLICY, "-", stdin=json.dumps(unknown))
    found = {duty["clause"]: duty for duty in json.loads(done.out)["duties"]}
    assert found["missing_child_to_police"]["certainly"] is False
    assert "stated.date_of_birth" in json.dumps(found["missing_child_to_police"]["unknown"])


def test_facts_that_do_not_fit_exit_with_2() -> None:
    done = confpolicy("duties", POLICY, "-", stdin=json.dumps({**SITUATION, "time": "now"}))
    assert (done.code, done.out) == (2, "")
    assert "at /time" in done.err


# --- sources and rule


def test_every_paragraph_of_communities_1st_is_carried_or_left_out_for_a_reason() -> None:
    document = json.loads(confpolicy("sources", "--format", "json", POLICY).out)
    assert document["paragraphs"]
    assert [
        each["label"] for each in document["paragraphs"] if not (each["carried_by"] or each["omitted_because"])
    ] == []


def test_sources_of_a_policy_without_an_outline_says_so(tmp_path: Path) -> None:
    assert "names no outline" in confpolicy("sources", written(tmp_path, SMALL)).out


def test_a_code_is_shown_with_an_example_and_what_to_do() -> None:
    done = confpolicy("rule", "CP204")
    assert done.code == 0
    assert done.out.startswith("# CP204")
    assert "```policy" in done.out


def test_a_code_is_found_in_small_letters_and_a_near_one_is_suggested() -> None:
    assert confpolicy("rule", "cp204").out == confpolicy("rule", "CP204").out
    done = confpolicy("rule", "CP2044")
    assert done.code == 2
    assert "Did you mean CP204?" in done.err


def test_without_a_code_every_code_is_listed() -> None:
    done = confpolicy("rule")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()] == sorted(CATALOGUE)
    listed = json.loads(confpolicy("rule", "--format", "json").out)["rules"]
    assert [each["code"] for each in listed] == sorted(CATALOGUE)
    assert {each["severity"] for each in listed} == {"error", "warning"}


def test_a_finding_in_a_file_that_two_policies_share_is_told_once(tmp_path: Path) -> None:
    written(tmp_path, "data lone\n", "shared.policy")
    policies = [written(tmp_path, SMALL + '\nuse "shared.policy"\n', name) for name in ("one.policy", "other.policy")]
    found = json.loads(confpolicy("check", "--format", "json", *policies).out)["findings"]
    assert [(each["code"], Path(each["path"]).name) for each in found] == [("CP703", "shared.policy")]


def test_results_of_a_file_with_an_odd_name_stay_well_formed(tmp_path: Path) -> None:
    path = written(tmp_path, SMALL + FALSE + FALSE, "a bé.policy")
    sarif = json.loads(confpolicy("test", path, "--format", "sarif").out)
    (run,) = sarif["runs"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith(
        "/a%20b%C3%A9.policy"
    )
    assert len(ET.fromstring(confpolicy("test", path, "--format", "junit").out).findall(".//failure")) == 2
    issues = json.loads(confpolicy("test", path, "--format", "gitlab").out)
    assert len({issue["fingerprint"] for issue in issues}) == 2
