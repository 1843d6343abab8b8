"""A folder that only its user can write: what lies in it was put there by them, or it is not used at all.

Every folder on the way to it is looked at through its own descriptor, so that nothing can be changed in between.
Access lists cannot widen what is seen here: with them, the bits of the group bound what anybody else is granted.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import attrs

MOST_FILES = 200
"""How many files are kept; the oldest go first."""
MOST_BYTES = 256 * 1024 * 1024
"""A file is at most this long, and so are all of them together."""
STALE_SECONDS = 3600
"""A file that is being written is not older; one that is was left by a program that was ended."""

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_TEMPORARY = ".confpolicy-new-"
_OURS = re.compile(r"[0-9a-f]{64}\.[a-z]+")
"""The names of files that this program keeps. A folder may be one that has others, which are never touched."""
_SAFE = all(hasattr(os, name) for name in ("geteuid", "O_NOFOLLOW", "O_DIRECTORY")) and os.open in os.supports_dir_fd
"""Whether this system can say who owns a folder, and open what lies in one without following links."""


class UnsafeError(OSError):
    """A folder or file that somebody else could have written."""


@attrs.frozen
class Folder:
    """The folder at an absolute path, each part of which must be a real folder of the user's or of the system's."""

    path: Path

    def read(self, name: str) -> bytes | None:
        """The content of a file in it; None where there is none, or anybody else could have written it."""
        with contextlib.suppress(OSError), self._opened(create=False) as folder:
            return _content(folder, name)
        return None

    def write(self, name: str, content: bytes) -> bool:
        """Makes `content` the content of a file in it, whole or not at all; whether that was done.

        Whoever reads it meanwhile sees the old content or the new, and of several who write, one of theirs.
        """
        if len(content) > MOST_BYTES:
            return False
        with contextlib.suppress(OSError), self._opened(create=True) as folder:
            _replace(folder, name, content)
            _tidy(folder, keep=name)
            return True
        return False

    @contextlib.contextmanager
    def _opened(self, *, create: bool) -> Iterator[int]:
        if not _SAFE or not self.path.is_absolute():
            raise UnsafeError("nothing is kept here")
        descriptor = os.open("/", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            _checked(descriptor)
            for part in self.path.parts[1:]:
                below = _below(descriptor, part, create=create)
                os.close(descriptor)
                descriptor = below
                _checked(descriptor)
            _checked(descriptor, own=True)
            yield descriptor
        finally:
            os.close(descriptor)


def _below(folder: int, name: str, *, create: bool) -> int:
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        return os.open(name, flags, dir_fd=folder)
    except FileNotFoundError:
        if not create:
            raise
    with contextlib.suppress(FileExistsError):
        os.mkdir(name, 0o700, dir_fd=folder)
    return os.open(name, flags, dir_fd=folder)


def _checked(descriptor: int, *, own: bool = False) -> None:
    """Raises `UnsafeError` where somebody else could put something there, or `own` and it is not the user's.

    In a folder with the sticky bit (`/tmp`) others can write, but neither remove nor rename what is not theirs.
    """
    found = os.fstat(descriptor)
    others_write = found.st_mode & _OTHERS_WRITE and (own or not found.st_mode & stat.S_ISVTX)
    if others_write or found.st_uid not in ({os.geteuid()} if own else {0, os.geteuid()}):
        raise UnsafeError("somebody else can write there")


def _content(folder: int, name: str) -> bytes:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    with open(os.open(name, flags, dir_fd=folder), "rb") as file:  # noqa: PTH123 - a descriptor, not a path
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
            raise UnsafeError("not a file of this program's")
        _checked(file.fileno(), own=True)
        return file.read()


def _replace(folder: int, name: str, content: bytes) -> None:
    temporary = f"{_TEMPORARY}{os.urandom(8).hex()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(temporary, flags, 0o600, dir_fd=folder)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary, dir_fd=folder)
        raise
    os.fsync(folder)


def _tidy(folder: int, *, keep: str) -> None:
    """Takes away what was left half-written, and the oldest files beyond the bounds; never the one just written."""
    ages: list[tuple[float, int, str]] = []
    for name in os.listdir(folder):
        with contextlib.suppress(FileNotFoundError):
            found = os.stat(name, dir_fd=folder, follow_symlinks=False)
            if _OURS.fullmatch(name):
                ages.append((found.st_mtime, found.st_size, name))
            elif name.startswith(_TEMPORARY) and found.st_mtime < time.time() - STALE_SECONDS:
                os.unlink(name, dir_fd=folder)
    ages.sort(reverse=True)
    size = 0
    for number, (_, length, name) in enumerate(ages):
        size += length
        if name != keep and (number >= MOST_FILES or size > MOST_BYTES):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name, dir_fd=folder)
