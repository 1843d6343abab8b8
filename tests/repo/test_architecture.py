"""The page about the architecture says what is there."""

from __future__ import annotations

import re
from importlib import import_module

from tests.repo.tree import PACKAGE, ROOT, pyproject

PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_its_layers_are_those_that_the_linter_holds() -> None:
    (block,) = (block for block in re.findall(r"```\n(.*?)```", PAGE, flags=re.DOTALL) if block.startswith("cli"))
    drawn = [re.split(r"\s{2,}", line)[0] for line in block.strip().split("\n")]
    held = pyproject()["tool"]["importlinter"]["contracts"][0]["layers"]
    assert drawn == held


def test_every_file_that_it_names_exists() -> None:
    named = set(re.findall(r"`([a-z_]+(?:/[a-z_]+)+(?:\.[a-z]+|/))`", PAGE))
    assert len(named) > 20
    assert sorted(name for name in named if not (PACKAGE / name).exists() and not (ROOT / name).exists()) == []


def test_every_class_in_its_vocabulary_exists() -> None:
    table = PAGE[PAGE.index("| word |") : PAGE.index("## The way")]
    named = re.findall(r"`([a-z]+(?:\.[a-z]+)*)\.([A-Z]\w+)`", table)
    assert len(named) > 15
    missing = [
        f"{module}.{name}" for module, name in named if not hasattr(import_module(f"confpolicy.{module}"), name)
    ]
    assert missing == []
