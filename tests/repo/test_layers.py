"""The layers are held by a linter, and the linter bites: each rule is broken once in a copy and found broken."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repo.tree import PACKAGE, ROOT, pyproject

CONTRACTS = pyproject()["tool"]["importlinter"]["contracts"]
LAYERS = [name.strip() for line in CONTRACTS[0]["layers"] for name in line.split("|")]

BREACHES = [
    ("facts", "import confpolicy.core.clauses", "Each layer imports only what is below it"),
    ("decide", "import confpolicy.explain", "Each layer imports only what is below it"),
    ("core", "import lark", "What decides and explains never meets the text of a policy"),
    ("explain", "import confpolicy.check", "What decides and explains never meets the text of a policy"),
    ("check", "import lark", "Only the syntax knows the parser library"),
    (
        "lower",
        "import click",
        "Only the command line knows the terminal libraries, only the testing tools know theirs",
    ),
    ("testing", "import z3", "Only the proofs know the solvers"),
    ("prove.encode", "import confpolicy.decide", "Formulas are made from the core, by nothing that decides"),
    ("decide", "import os", "What decides reads no file, clock, environment or network, and draws no random number"),
    ("facts", "import time", "What decides reads no file, clock, environment or network, and draws no random number"),
    ("new_room", "", "Each layer imports only what is below it"),
]


def lint(source: Path) -> subprocess.CompletedProcess[str]:
    linter = str(Path(sys.executable).with_name("lint-imports"))
    command = [linter, "--no-cache", "--config", str(ROOT / "pyproject.toml")]
    env = os.environ | {"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"}
    return subprocess.run(command, cwd=source, env=env, capture_output=True, text=True, check=False)


def test_every_room_is_a_layer() -> None:
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert rooms - {"__init__"} == set(LAYERS)


def test_every_rule_on_imports_holds() -> None:
    done = lint(ROOT / "src")
    assert done.returncode == 0, done.stdout


def test_every_rule_is_broken_below() -> None:
    assert {contract["name"] for contract in CONTRACTS} == {rule for _, _, rule in BREACHES}


@pytest.mark.parametrize(("room", "line", "rule"), BREACHES)
def test_a_broken_rule_is_found(tmp_path: Path, room: str, line: str, rule: str) -> None:
    copy = tmp_path / "confpolicy"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    folder = copy.joinpath(*room.split("."))
    folder.mkdir(exist_ok=True)
    with (folder / "__init__.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = lint(tmp_path)
    assert done.returncode != 0
    assert rule in done.stdout
