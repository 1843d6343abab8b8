"""Whoever types what a README says sees what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples.console import FILES, ROOT, run


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_each_command_prints_what_the_readme_shows(path: Path) -> None:
    for each in run(path.read_text(encoding="utf-8")):
        assert each.actual == each.block.text, f"line {each.block.first + 1}"
