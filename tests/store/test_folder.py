"""The folder: what somebody else could have put there is not used, and nothing in it is ever half a file."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from confpolicy.store import folder as folders
from confpolicy.store.folder import Folder

NAME = f"{'0' * 64}.policy"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "kept")


def test_what_was_written_is_read_again(folder: Folder) -> None:
    assert folder.read(NAME) is None
    assert folder.write(NAME, b"one")
    assert folder.read(NAME) == b"one"
    assert folder.write(NAME, b"two")
    assert folder.read(NAME) == b"two"


def test_folders_and_files_are_made_for_the_user_alone(folder: Folder) -> None:
    deep = Folder(folder.path / "a" / "b")
    assert deep.write(NAME, b"x")
    for made in (folder.path, folder.path / "a", deep.path):
        assert made.stat().st_mode & 0o777 == 0o700
    assert (deep.path / NAME).stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_only_read_is_not_made(folder: Folder) -> None:
    assert folder.read(NAME) is None
    assert not folder.path.exists()


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o720, 0o702, 0o777, 0o1777])
def test_a_folder_that_others_can_write_is_not_used(folder: Folder, mode: int) -> None:
    assert folder.write(NAME, b"x")
    folder.path.chmod(mode)
    assert folder.read(NAME) is None
    assert not folder.write(NAME, b"y")
    folder.path.chmod(0o700)
    assert folder.read(NAME) == b"x"


@pytest.mark.parametrize(("mode", "used"), [(0o777, False), (0o770, False), (0o1777, True), (0o755, True)])
def test_so_it_is_of_every_folder_above_but_those_in_which_others_can_remove_nothing(
    tmp_path: Path, mode: int, used: bool
) -> None:
    folder = Folder(tmp_path / "above" / "kept")
    assert folder.write(NAME, b"x")
    folder.path.parent.chmod(mode)
    assert folder.read(NAME) == (b"x" if used else None)
    assert folder.write(NAME, b"y") is used


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_can_write_is_not_read(folder: Folder, mode: int) -> None:
    assert folder.write(NAME, b"x")
    (folder.path / NAME).chmod(mode)
    assert folder.read(NAME) is None


def test_a_folder_of_somebody_else_is_not_used(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder.write(NAME, b"x")
    monkeypatch.setattr(os, "geteuid", lambda: 4_711)
    assert folder.read(NAME) is None
    assert not folder.write(NAME, b"y")


def test_no_link_is_followed_neither_on_the_way_nor_at_the_end(tmp_path: Path, folder: Folder) -> None:
    assert folder.write(NAME, b"x")
    (tmp_path / "link").symlink_to(folder.path)
    assert Folder(tmp_path / "link").read(NAME) is None
    assert not Folder(tmp_path / "link").write(NAME, b"y")
    assert not Folder(tmp_path / "link" / "below").write(NAME, b"y")
    other = f"{'1' * 64}.policy"
    (folder.path / other).symlink_to(folder.path / NAME)
    assert folder.read(other) is None


def test_what_is_written_takes_the_place_of_a_link_and_spares_its_target(tmp_path: Path, folder: Folder) -> None:
    assert folder.write(NAME, b"x")
    (tmp_path / "mine").write_bytes(b"mine")
    (folder.path / NAME).unlink()
    (folder.path / NAME).symlink_to(tmp_path / "mine")
    assert folder.write(NAME, b"y")
    assert folder.read(NAME) == b"y"
    assert (tmp_path / "mine").read_bytes() == b"mine"


def test_only_a_file_is_read_and_nobody_waits_for_a_pipe(folder: Folder) -> None:
    assert folder.write(NAME, b"x")
    (folder.path / NAME).unlink()
    os.mkfifo(folder.path / NAME, 0o600)
    assert folder.read(NAME) is None
    (folder.path / NAME).unlink()
    (folder.path / NAME).mkdir()
    assert folder.read(NAME) is None
    assert not folder.write(NAME, b"y")


def test_a_relative_path_is_no_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert not Folder(Path("kept")).write(NAME, b"x")
    assert list(tmp_path.iterdir()) == []


def test_where_the_system_cannot_say_whose_a_folder_is_nothing_is_kept(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_SAFE", False)
    assert not folder.write(NAME, b"x")
    assert not folder.path.exists()


def test_a_write_that_fails_leaves_the_old_content_and_nothing_else(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder.write(NAME, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert not folder.write(NAME, b"new")
    assert folder.read(NAME) == b"old"
    assert [path.name for path in folder.path.iterdir()] == [NAME]


def test_many_who_write_and_read_at_once_see_whole_files(folder: Folder) -> None:
    contents = [bytes([letter]) * 200_000 for letter in b"abcd"]
    assert folder.write(NAME, contents[0])
    seen: list[bytes | None] = []
    writers = [
        threading.Thread(target=lambda each=each: [folder.write(NAME, each) for _ in range(20)]) for each in contents
    ]
    readers = [threading.Thread(target=lambda: [seen.append(folder.read(NAME)) for _ in range(50)]) for _ in range(3)]
    for thread in (*writers, *readers):
        thread.start()
    for thread in (*writers, *readers):
        thread.join()
    assert len(seen) == 150
    assert set(seen) <= set(contents)
    assert [path.name for path in folder.path.iterdir()] == [NAME]


def test_the_oldest_files_go_beyond_the_bound_and_never_another_s(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "MOST_FILES", 3)
    names = [f"{number:064x}.policy" for number in range(6)]
    for age, name in zip(range(600, 0, -100), names, strict=True):
        assert folder.write(name, b"x")
        then = time.time() - age
        os.utime(folder.path / name, (then, then))
    (folder.path / "notes.txt").write_text("mine", encoding="utf-8")
    os.utime(folder.path / "notes.txt", (0, 0))
    assert folder.write(names[0], b"y")
    assert sorted(path.name for path in folder.path.iterdir()) == [names[0], *names[4:], "notes.txt"]


def test_all_files_together_stay_within_a_bound(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MOST_BYTES", 100)
    names = [f"{number:064x}.policy" for number in range(3)]
    assert folder.write(names[0], b"x" * 60)
    os.utime(folder.path / names[0], (1_000, 1_000))
    assert folder.write(names[1], b"x" * 60)
    assert [path.name for path in folder.path.iterdir()] == [names[1]]
    assert not folder.write(names[2], b"x" * 101)


def test_what_was_left_half_written_goes_when_nobody_can_be_at_it(folder: Folder) -> None:
    assert folder.write(NAME, b"x")
    new, old = folder.path / ".confpolicy-new-1", folder.path / ".confpolicy-new-2"
    for path in (new, old):
        path.write_bytes(b"half")
    os.utime(old, (1_000, 1_000))
    assert folder.write(NAME, b"y")
    assert new.exists()
    assert not old.exists()
