"""The shelf: which folder it is, and that what comes from it is what was put there by this very program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import confpolicy
from confpolicy.store import program as programs
from confpolicy.store.program import program
from confpolicy.store.shelf import VARIABLE, Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    found = chosen(tmp_path / "kept")
    assert found is not None
    return found


def chosen(cache: str | os.PathLike[str] | bool = True) -> Shelf | None:
    return Shelf.chosen(cache, version="1")


def folder_of(shelf: Shelf | None) -> Path | None:
    return None if shelf is None else shelf.folder.path


def test_what_was_put_is_there_under_its_kind_and_key_alone(shelf: Shelf) -> None:
    shelf.put("policy", ("a", "b"), ["one", "two"])
    assert shelf.get("policy", ("a", "b")) == [b"one", b"two"]
    assert shelf.get("policy", ("ab", "")) is None
    assert shelf.get("policy", ("a",)) is None
    assert shelf.get("files", ("a", "b")) is None


def test_another_program_finds_nothing(shelf: Shelf) -> None:
    shelf.put("policy", ("a",), ["one"])
    other = attrs.evolve(shelf, program=shelf.program.replace("confpolicy ", "confpolicy 9."))
    assert other.get("policy", ("a",)) is None


def test_one_wrong_byte_anywhere_and_nothing_is_there(shelf: Shelf) -> None:
    shelf.put("policy", ("a",), ["one", "two"])
    (path,) = shelf.folder.path.iterdir()
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert shelf.get("policy", ("a",)) is None
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert shelf.get("policy", ("a",)) is None
    path.write_bytes(whole)
    assert shelf.get("policy", ("a",)) == [b"one", b"two"]


def test_a_file_under_another_name_is_not_what_that_name_says(shelf: Shelf) -> None:
    shelf.put("policy", ("a",), ["one"])
    (first,) = shelf.folder.path.iterdir()
    shelf.put("policy", ("b",), ["two"])
    (second,) = set(shelf.folder.path.iterdir()) - {first}
    shutil.copy(first, second)
    assert shelf.get("policy", ("b",)) is None


def test_the_environment_names_the_folder_or_says_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "x"))
    assert folder_of(chosen()) == tmp_path / "x"
    assert chosen(False) is None
    assert folder_of(chosen(tmp_path / "y")) == tmp_path / "y"
    monkeypatch.setenv(VARIABLE, "off")
    assert chosen() is None
    assert folder_of(chosen(str(tmp_path / "y"))) == tmp_path / "y"


def test_without_it_the_folder_is_where_users_keep_such_things(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert folder_of(chosen()) == tmp_path / "confpolicy"
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    for unset in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", unset)
        assert folder_of(chosen()) == tmp_path / "me" / ".cache" / "confpolicy"


def test_a_relative_path_in_the_environment_is_no_folder_and_one_of_the_caller_s_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(VARIABLE, "x")
    assert chosen() is None
    monkeypatch.chdir(tmp_path)
    assert folder_of(chosen("x")) == tmp_path / "x"


def test_the_program_is_known_by_its_versions_and_by_its_own_files() -> None:
    found = program("1")
    assert found is not None
    assert "confpolicy 1\n" in found
    assert sys.version in found
    assert "lark 1." in found
    assert "tzdata 20" in found
    named = {line.split(" ")[0] for line in found.split("\n")}
    assert {"check/run.py", "syntax/build/parts.py", "grammar/policy.lark", "decide/prepare.py"} <= named


def test_whoever_edits_the_program_does_not_meet_what_it_was_before(tmp_path: Path) -> None:
    package = tmp_path / "confpolicy"
    shutil.copytree(Path(confpolicy.__file__).parent, package)
    shutil.copytree(Path(__file__).parents[2] / "grammar", package / "grammar", dirs_exist_ok=True)
    code = "from confpolicy.store.program import program; print(program('1'))"

    def described() -> str:
        env = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
        return done.stdout

    before = described()
    assert described() == before
    with (package / "lower" / "clauses.py").open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    assert described() != before


def test_where_the_program_cannot_be_told_apart_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(programs, "_lark_version", lambda: None)
        program.cache_clear()
        assert chosen(tmp_path / "kept") is None
    program.cache_clear()
    assert chosen(tmp_path / "kept") is not None
    assert programs._own_files(tmp_path / "no" / "such") is None
