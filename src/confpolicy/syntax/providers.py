"""Where files come from: a folder, or a set of texts. Nothing that a path says leads out of either."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

from confpolicy import _resources
from confpolicy.diagnostics.nearby import near

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FILE_BYTES = 1024 * 1024
"""A file is at most this long."""

LIBRARY = "std/"
"""Paths that start with this are those of the library that ships with the package.

A set of texts may hold another edition of it: that is how an old policy is loaded again as it was.
"""


class Problem(enum.Enum):
    """Why a file could not be had."""

    ELSEWHERE = "leads elsewhere"
    MISSING = "there is none"
    CASE = "is named in other letters"
    NOT_A_FILE = "is not a file"
    UNREADABLE = "cannot be read"


class ReadError(Exception):
    """A path that gives no file. `why` says more in words, where there is more; `suggestion` is a near path."""

    def __init__(self, problem: Problem, path: str, *, why: str = "", suggestion: str | None = None) -> None:
        super().__init__(f"{path}: {why or problem.value}")
        self.problem = problem
        self.path = path
        self.why = why
        self.suggestion = suggestion


class Provider(Protocol):
    """Gives the bytes of files by path (`/` between the parts, relative to the provider's root)."""

    def read(self, path: str) -> bytes:
        """The content of a file below the root, or a little more than the limit of it; raises `ReadError`."""
        ...

    def read_library(self, path: str) -> bytes:
        """The content of a file of the library (`std/…`); raises `ReadError`."""
        ...


def unfit(path: str) -> str | None:
    """Why the path can name no file below a root, in words; None where it can."""
    parts = path.split("/")
    reasons = {
        "it is empty": not path,
        "it has a `\\`": "\\" in path,
        "it starts at the root of the disk": path.startswith("/"),
        "it has a character that paths here cannot have": ":" in path or not path.isprintable(),
        "it goes up with `..`": ".." in parts,
        "it has a part that names nothing": "" in parts or "." in parts,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


@attrs.frozen
class FileSystem:
    """The folder `root` and all below it; symbolic links may not lead out of it."""

    root: Path

    def read(self, path: str) -> bytes:
        """The content of a file below the root; raises `ReadError`.

        A path that starts with `std/` reads as the library's, so that a file there must say what the library says.
        """
        content = _content(_walk(self.root, path, self._stay_inside), path)
        if path.startswith(LIBRARY) and not _is_shipped(path, content):
            why = "what starts with `std/` is the library's, and the folder has something else there"
            raise ReadError(Problem.ELSEWHERE, path, why=why)
        return content

    def _stay_inside(self, found: Traversable, path: str) -> None:
        assert isinstance(found, Path)
        try:
            inside = found.resolve(strict=True).is_relative_to(self.root.resolve())
        except (OSError, RuntimeError) as error:
            why = "its symbolic links lead in a circle, or nowhere"
            raise ReadError(Problem.UNREADABLE, path, why=why) from error
        if not inside:
            raise ReadError(Problem.ELSEWHERE, path, why="a symbolic link leads out of the folder")

    def read_library(self, path: str) -> bytes:
        """The content of a file of the library that ships with the package; raises `ReadError`."""
        return _read_shipped(path)


@attrs.frozen
class Memory:
    """Texts by path; no file system is touched, but for the library where it is not among them."""

    texts: Mapping[str, str]

    def read(self, path: str) -> bytes:
        """The content of one of the texts; raises `ReadError`."""
        if (why := unfit(path)) is not None:
            raise ReadError(Problem.ELSEWHERE, path, why=why)
        if path not in self.texts:
            if any(name.startswith(f"{path}/") for name in self.texts):
                raise ReadError(Problem.NOT_A_FILE, path)
            raise _missing(path, path, self.texts)
        return self.texts[path].encode("utf-8", "surrogatepass")

    def read_library(self, path: str) -> bytes:
        """The text at that path where there is one, else the file that ships with the package; raises `ReadError`."""
        return self.read(path) if path in self.texts else _read_shipped(path)


def _read_shipped(path: str) -> bytes:
    return _content(_walk(_resources.folder("policies"), path), path)


def _is_shipped(path: str, content: bytes) -> bool:
    try:
        shipped = _read_shipped(path)
    except ReadError:
        return False
    return content.replace(b"\r\n", b"\n") == shipped.replace(b"\r\n", b"\n")


def _walk(
    root: Traversable, path: str, check: Callable[[Traversable, str], None] = lambda _found, _path: None
) -> Traversable:
    """The file or folder at the path, each part of it compared with the names that really stand there.

    `check` sees each part before what is in it is listed: names outside the folder are no suggestions.
    """
    if (why := unfit(path)) is not None:
        raise ReadError(Problem.ELSEWHERE, path, why=why)
    here = root
    before = ""
    for part in path.split("/"):
        try:
            names = {entry.name for entry in here.iterdir()} if here.is_dir() else set()
        except OSError as error:
            raise ReadError(Problem.UNREADABLE, path, why=error.strerror or str(error)) from error
        if part not in names:
            raise _missing(path, before + part, (before + name for name in names))
        here = here.joinpath(part)
        check(here, path)
        before += f"{part}/"
    return here


def _missing(path: str, so_far: str, candidates: Iterable[str]) -> ReadError:
    """Missing, or named in other letters: on some file systems those are not the same."""
    names = sorted(candidates)
    rest = path[len(so_far) :]
    for name in names:
        if name.casefold() == so_far.casefold():
            return ReadError(Problem.CASE, path, suggestion=name + rest)
    nearest = near(so_far, names)
    return ReadError(Problem.MISSING, path, suggestion=None if nearest is None else nearest + rest)


def _content(file: Traversable, path: str) -> bytes:
    try:
        if not file.is_file():
            raise ReadError(Problem.NOT_A_FILE, path)
        with file.open("rb") as stream:
            return stream.read(FILE_BYTES + 1)
    except OSError as error:
        raise ReadError(Problem.UNREADABLE, path, why=error.strerror or str(error)) from error
