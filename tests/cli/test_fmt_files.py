"""`confpolicy fmt` and the files on a disk: whatever goes wrong, nothing is lost and nothing is half written."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from confpolicy.cli.atomic import replace_text
from tests.cli.command import SMALL, confpolicy

LOOSE = SMALL.replace("to nurse for care", "to nurse   for care  # why")


def _loose(folder: Path, text: str = LOOSE) -> Path:
    path = folder / "p.policy"
    path.write_bytes(text.encode("utf-8"))
    return path


def test_a_file_that_may_not_be_written_is_left_and_the_others_are_laid_out(tmp_path: Path) -> None:
    path, other = _loose(tmp_path), tmp_path / "other.policy"
    other.write_text(LOOSE, encoding="utf-8")
    path.chmod(0o444)
    done = confpolicy("fmt", path, tmp_path / "none.policy", tmp_path, other)
    assert done.code == 2
    assert f"cannot use {path}: Permission denied" in done.err
    assert "none.policy: No such file" in done.err
    assert f"cannot use {tmp_path}: Is a directory" in done.err
    assert path.read_text(encoding="utf-8") == LOOSE
    assert other.read_text(encoding="utf-8") != LOOSE


def test_a_file_that_is_not_utf8_is_left_and_the_others_are_laid_out(tmp_path: Path) -> None:
    path, other = tmp_path / "latin.policy", _loose(tmp_path)
    path.write_bytes(b"data caf\xe9\n")
    assert confpolicy("fmt", path, other).code == 2
    assert path.read_bytes() == b"data caf\xe9\n"
    assert other.read_text(encoding="utf-8") != LOOSE


@pytest.mark.parametrize(
    "text",
    [LOOSE.replace("\n", "\r\n"), f"\ufeff{LOOSE}", LOOSE.rstrip("\n")],
    ids=["other line breaks", "a mark at its start", "no break at its end"],
)
def test_a_text_from_elsewhere_is_laid_out_as_any_other(tmp_path: Path, text: str) -> None:
    path, plain = _loose(tmp_path, text), tmp_path / "plain.policy"
    plain.write_text(LOOSE, encoding="utf-8")
    assert confpolicy("fmt", "--check", path).code == 1
    assert confpolicy("fmt", path, plain).code == 0
    assert path.read_bytes() == plain.read_bytes()
    assert b"# why" in path.read_bytes()


def test_a_disk_that_is_full_leaves_the_old_file(tmp_path: Path) -> None:
    path = _loose(tmp_path, LOOSE + "# " + "x" * 5_000 + "\n")
    before = path.read_bytes()
    limited = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); "
        "from confpolicy.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-B", "-c", limited, "fmt", str(path)], capture_output=True, check=False)
    assert done.returncode == 2, done.stderr
    assert b"cannot use" in done.stderr
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_whatever_fails_on_the_way_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path = _loose(tmp_path)

    def fail(*_arguments: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(OSError, match="rror"):
        replace_text(path, SMALL)
    assert path.read_text(encoding="utf-8") == LOOSE
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_keeps_its_mode_and_its_owner(tmp_path: Path) -> None:
    path = _loose(tmp_path)
    path.chmod(0o664)
    before = path.stat()
    replace_text(path, SMALL)
    after = path.stat()
    assert path.read_text(encoding="utf-8") == SMALL
    assert stat.S_IMODE(after.st_mode) == 0o664
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)


def test_a_closed_output_does_not_keep_a_file_from_being_laid_out(tmp_path: Path) -> None:
    path = _loose(tmp_path)
    done = subprocess.run(["sh", "-c", f'"{sys.executable}" -m confpolicy.cli fmt "{path}" >&-'], check=False)
    assert done.returncode == 0
    assert path.read_text(encoding="utf-8") != LOOSE
