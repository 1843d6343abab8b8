"""Every example of the manual, of the language suite and of the pages of codes says what really comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.markdown.blocks import base_of, markdown_files
from tests.markdown.run import run

ROOT = Path(__file__).parents[2]
FILES = markdown_files(ROOT)


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_each_example_says_what_comes_out(path: Path) -> None:
    checked = list(run(path.read_text(encoding="utf-8"), base=base_of(path)))
    assert checked, "a file of examples has examples"
    for each in checked:
        assert each.actual == each.block.text, f"line {each.block.first + 1}, {each.block.heading}"
