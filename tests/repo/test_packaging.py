"""What is built installs by itself in a new environment and decides there: from a wheel, an sdist, a checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

from tests.repo.tree import PACKAGE, ROOT, runtime_pins

DECIDE = """
import json, sys
from importlib.metadata import version
from importlib.resources import files
import confpolicy
assert version("confpolicy") == confpolicy.__version__
request = json.loads(sys.stdin.read())
policy = confpolicy.Policy.load(sys.argv[1])
print(policy.decide(request).to_json())
"""
SAFE: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""The first releases of Python 3.11 cannot filter what they unpack."""
REQUEST = ROOT / "examples" / "front_desk" / "police.json"


NEW = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
"""What a new environment sees: nothing of this checkout, whatever path this one was told."""


def run(*command: str | Path, folder: Path = ROOT, stdin: str | None = None) -> str:
    """The command's output; the test fails, and shows all that it said, if the command does."""
    done = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env=None if command[0] == sys.executable else NEW,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that is built from that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder)
    return folder


@pytest.fixture(scope="module")
def expected() -> str:
    """The decision that this environment makes."""
    policy = ROOT / "policies" / "communities_1st.policy"
    return run(sys.executable, "-c", DECIDE, policy, stdin=REQUEST.read_text(encoding="utf-8"))


def environment(folder: Path) -> Path:
    """A new environment with what the library needs, and nothing else; its Python."""
    run(sys.executable, "-m", "venv", folder / "venv")
    python = folder / "venv" / "bin" / "python"
    pins = folder / "pins.txt"
    pins.write_text(runtime_pins(), encoding="utf-8")
    run(python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", pins)
    return python


def decided(python: Path, folder: Path) -> str:
    """What the installed package decides, by the policy that it ships with."""
    run(python, "-m", "pip", "check")
    where = (
        'from importlib.resources import files; print(files("confpolicy") / "policies" / "communities_1st.policy")'
    )
    policy = run(python, "-c", where, folder=folder).strip()
    return run(python, "-c", DECIDE, policy, folder=folder, stdin=REQUEST.read_text(encoding="utf-8"))


def test_a_wheel_decides_in_a_new_environment(built: Path, expected: str, tmp_path: Path) -> None:
    python = environment(tmp_path)
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", *built.glob("*.whl"))
    assert decided(python, tmp_path) == expected


def test_without_the_cli_extra_the_command_says_what_to_install(built: Path, tmp_path: Path) -> None:
    python = environment(tmp_path)
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", *built.glob("*.whl"))
    command = python.with_name("confpolicy")
    done = subprocess.run([command, "--help"], capture_output=True, text=True, check=False, env=NEW)
    assert done.returncode == 2
    assert "pip install 'confpolicy[cli]'" in done.stderr
    assert done.stdout == ""


def test_an_sdist_decides_in_a_new_environment(built: Path, expected: str, tmp_path: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path, **SAFE)
    (unpacked,) = tmp_path.glob("confpolicy-*")
    python = environment(tmp_path)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path / "again", folder=unpacked)
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", *(tmp_path / "again").glob("*.whl"))
    assert decided(python, tmp_path) == expected


def test_a_checkout_installed_for_editing_decides(expected: str, tmp_path: Path) -> None:
    policy = ROOT / "policies" / "communities_1st.policy"
    origin = json.loads(distribution("confpolicy").read_text("direct_url.json") or "{}")
    assert origin["dir_info"] == {"editable": True}
    request = REQUEST.read_text(encoding="utf-8")
    assert run(sys.executable, "-c", DECIDE, policy, folder=tmp_path, stdin=request) == expected


def test_the_wheel_holds_the_package_its_grammar_and_its_policies_and_nothing_else(built: Path) -> None:
    names = zipfile.ZipFile(next(built.glob("*.whl"))).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"confpolicy"}
    for module in PACKAGE.rglob("*.py"):
        assert f"confpolicy/{module.relative_to(PACKAGE).as_posix()}" in names
    for folder in ("grammar", "policies"):
        for path in (ROOT / folder).rglob("*.*"):
            assert f"confpolicy/{path.relative_to(ROOT).as_posix()}" in names


def test_the_sdist_holds_what_its_tests_need(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    needed = {"README.md", "ARCHITECTURE.md", "LICENSE", "requirements-dev.lock", "test", "demo", ".ci/setup.sh"}
    needed |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py")}
    assert needed <= names
