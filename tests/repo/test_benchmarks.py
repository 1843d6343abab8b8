"""The benchmarks run, and check every answer before they time it."""

from __future__ import annotations

import attrs
import pytest

from benchmarks import growth, workload


def test_growth_is_printed_for_each_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert growth.main(["--sizes", "10", "--requests", "20"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("| 10 | ")


def test_a_wrong_answer_is_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = list(workload.requests(10, count=20))
    wrong = [attrs.evolve(each, permitted=not each.permitted) for each in right]
    monkeypatch.setattr(growth, "requests", lambda _size, *, count: wrong[:count])
    with pytest.raises(SystemExit, match="20 wrong answers"):
        growth.main(["--sizes", "10", "--requests", "20"])
