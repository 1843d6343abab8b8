"""The benchmarks run, and check every answer before they time it."""

from __future__ import annotations

import functools
import json
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree as ET

import attrs
import pytest

from benchmarks import loading, mixes, page, plot, policies, proofs, rules, shapes, workload
from benchmarks.figure import BY_HAND, OURS, READ
from benchmarks.peers import by_hand
from benchmarks.peers.peer import Built, Peer, plain
from tests.repo.tree import ROOT

command = import_module("benchmarks.__main__")
QUICK = ["--quick", "--requests", "10", "--seconds", "0.02"]
SMALL = {"Caldicott": ("policies/uk_caldicott.policy", "policies/uk_caldicott_test.policy")}
COUNTS = functools.partial(rules.figures, 10, count=20, seconds=0.02)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (policies, mixes, command, import_module("benchmarks.parts")):
        monkeypatch.setattr(module, "SHIPPED", SMALL)
    monkeypatch.setattr(rules, "PEERS", by_hand.PEERS)
    monkeypatch.setattr(shapes, "SIZES", {shape: sizes[:1] for shape, sizes in shapes.SIZES.items()})


def test_one_command_measures_everything_prints_it_and_writes_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    files = {"--json": tmp_path / "figures.json", "--svg": tmp_path / "growth.svg"}
    assert command.main([*QUICK, "--sizes", "10", *(str(part) for pair in files.items() for part in pair)]) == 0
    told = capsys.readouterr().out
    measured = json.loads(files["--json"].read_text(encoding="utf-8"))
    works = {figure["work"]: figure["engine"] for figure in measured["figures"]}
    assert works.keys() == {"rules", "Caldicott", *(shape.work for shape in shapes.SIZES)}
    assert [one["engine"] for one in measured["figures"] if one["work"] == "rules"] == [OURS, READ, BY_HAND]
    assert all(0 < one["micros"]["both"]["median"] <= one["micros"]["both"]["p99"] for one in measured["figures"])
    assert files["--svg"].read_text(encoding="utf-8") == plot.plot(measured)
    for title in ("### rules: 10", "### Ratios and growth", "### Loading", "with the trace"):
        assert title in told


def test_loading_starting_and_memory_are_measured_beside_what_they_need_at_least(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "loading.json"
    assert loading.main(["--sizes", "10", "10", "--runs", "1", "--loads", "1", "--json", str(file)]) == 0
    told, measured = capsys.readouterr().out, json.loads(file.read_text(encoding="utf-8"))
    assert [each["clauses"] for each in measured["loads"]] == [10, 10]
    assert all(each["memory"] > 0 for each in measured["loads"])
    assert measured["starts"].keys() == loading.STARTED.keys()
    assert "From 10 to 10 clauses loading takes" in told
    assert "| `confpolicy decide` |" in told


def test_a_wrong_answer_of_this_program_is_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = list(workload.requests(10, count=20))
    for wrong in (
        [attrs.evolve(each, permitted=not each.permitted) for each in right],
        [attrs.evolve(each, rule=(each.rule or 0) + 1) for each in right],
    ):
        monkeypatch.setattr(rules, "requests", lambda _size, *, count, wrong=wrong: wrong[:count])
        with pytest.raises(SystemExit, match=r"confpolicy, rules 10: a wrong answer: to q[01]:"):
            COUNTS()


def test_a_peer_that_answers_wrongly_is_not_timed() -> None:
    yes = Peer("yes to all", None, lambda size: Built(lambda facts: True))
    hand = by_hand.PEERS[0].build(10).decide
    other = Peer("another rule", None, lambda size: Built(hand, lambda facts: 1))
    for peer in (yes, other):
        with pytest.raises(SystemExit, match=rf"{peer.name}, rules 10: a wrong answer: to q[0-9]+: \w+ by rule"):
            COUNTS(peers=[peer])


def test_a_peer_that_is_not_installed_is_named_and_left_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = Peer("nobody", "confpolicy-no-such-peer", lambda size: Built(lambda facts: True))
    monkeypatch.setattr(rules, "PEERS", (nobody,))
    monkeypatch.setattr(rules.figures, "__kwdefaults__", {"peers": (nobody,)})
    assert command.main([*QUICK, "--sizes", "10", "--only", "rules"]) == 0
    told = capsys.readouterr()
    assert "left out, not installed: nobody (confpolicy-no-such-peer)" in told.err
    assert "| nobody |" not in told.out


def test_the_facts_for_peers_say_what_the_request_says() -> None:
    decide = by_hand.PEERS[0].build(10).decide
    asked = list(workload.requests(10, count=200))
    assert [decide(plain(each.request)) for each in asked] == [each.permitted for each in asked]


def test_the_requests_of_a_policy_that_ships_are_all_about_other_people() -> None:
    _, asked = mixes.asked("Caldicott", count=300)
    made = [json.dumps(each.request, sort_keys=True) for each in asked]
    assert len(set(made)) == len(made) == 300


def test_the_picture_is_that_of_the_figures_that_are_kept_and_can_be_read() -> None:
    folder = ROOT / "benchmarks"
    drawn = (folder / "growth.svg").read_text(encoding="utf-8")
    measured = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    assert drawn == plot.plot(measured)
    told = "".join(ET.fromstring(drawn).itertext())
    assert "rules in the policy (logarithmic)" in told
    assert "median time of a decision (logarithmic)" in told
    assert "prefers-color-scheme: dark" in told
    assert measured["machine"] in told


def test_the_page_says_what_the_figures_that_are_kept_say() -> None:
    folder = ROOT / "benchmarks"
    readme = (folder / "README.md").read_text(encoding="utf-8")
    measured = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    assert page.written(readme, measured) == readme
    assert readme.count("| confpolicy, request read |") == 1


def test_the_shipped_policies_are_measured_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    assert policies.main(["--rounds", "1", "--loads", "1"]) == 0
    assert "| withheld, request read: median (p99) |" in capsys.readouterr().out


def test_proofs_are_timed_only_where_everything_is_decided(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert proofs.main(["--sizes", "10", "--no-shipped", "--json", str(tmp_path / "proofs.json")]) == 0
    told = capsys.readouterr().out
    assert "| prove 10 clauses |" in told
    assert "12 proved" in told
    measured = json.loads((tmp_path / "proofs.json").read_text(encoding="utf-8"))
    assert [one["work"] for one in measured] == ["prove 10 clauses", "diff 10 clauses, one changed"]
