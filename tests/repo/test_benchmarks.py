"""The benchmarks run, and check every answer before they time it."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import attrs
import pytest

from benchmarks import growth, policies, workload
from benchmarks.peers import by_hand
from benchmarks.peers.peer import Peer

peers = import_module("benchmarks.peers.__main__")
QUICK = ["--sizes", "10", "--requests", "20", "--seconds", "0.1"]


def test_growth_is_printed_for_each_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert growth.main(["--sizes", "10", "--requests", "20"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("| 10 | ")


def test_a_wrong_answer_is_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = list(workload.requests(10, count=20))
    wrong = [attrs.evolve(each, permitted=not each.permitted) for each in right]
    monkeypatch.setattr(growth, "requests", lambda _size, *, count: wrong[:count])
    with pytest.raises(SystemExit, match="20 wrong answers"):
        growth.main(["--sizes", "10", "--requests", "20"])


def test_this_program_is_measured_beside_a_function_written_by_hand(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "PEERS", by_hand.PEERS)
    assert peers.main([*QUICK, "--json", str(tmp_path / "figures.json")]) == 0
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))["figures"]
    assert [figure["engine"] for figure in figures] == [
        peers.OURS,
        f"{peers.OURS}, request read",
        by_hand.PEERS[0].name,
    ]
    assert all(figure["rules"] == 10 and 0 < figure["median"] <= figure["p99"] for figure in figures)
    assert f"| {by_hand.PEERS[0].name} |" in capsys.readouterr().out


def test_a_peer_that_is_not_installed_is_named_and_left_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "PEERS", (Peer("nobody", "confpolicy-no-such-peer", lambda size: lambda facts: True),))
    assert peers.main(QUICK) == 0
    told = capsys.readouterr().out
    assert "Left out, not installed: nobody (confpolicy-no-such-peer)" in told
    assert "| nobody |" not in told


def test_a_peer_that_answers_wrongly_is_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "PEERS", (Peer("yes to all", None, lambda size: lambda facts: True),))
    with pytest.raises(SystemExit, match=r"yes to all: [0-9]+ wrong answers of 20"):
        peers.main([*QUICK[:-1], "100"])


def test_the_facts_for_peers_say_what_the_request_says() -> None:
    decide = by_hand.PEERS[0].build(10)
    asked = list(workload.requests(10, count=200))
    assert [decide(peers.plain(each.request)) for each in asked] == [each.permitted for each in asked]


def test_the_shipped_policies_are_measured_side_by_side(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = {"Caldicott": ("policies/uk_caldicott.policy", "policies/uk_caldicott_test.policy")}
    monkeypatch.setattr(policies, "SHIPPED", small)
    assert policies.main(["--rounds", "1", "--loads", "1"]) == 0
    assert "| withheld, request read: median (p99) |" in capsys.readouterr().out
