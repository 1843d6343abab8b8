"""The files of a policy as such: how long they may be, by which rules they are had, and the hash of their texts."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import attrs

from confpolicy.source import Source
from confpolicy.syntax.providers import FILE_BYTES, LIBRARY, FileSystem, Problem, Provider, ReadError

__all__ = ["FILES", "FILE_BYTES", "TOTAL_BYTES", "Place", "digest", "located"]

FILES = 200
"""A policy is made of at most as many files."""
TOTAL_BYTES = 8 * 1024 * 1024
"""They are together at most as long."""


@attrs.frozen
class Place:
    """Where a policy's files come from. `folder`: of the first one, with a `/` at its end; empty at the root."""

    provider: Provider = attrs.field(repr=False)
    folder: str = ""

    def read(self, path: str) -> bytes:
        """A file that a scenario names (`request "…"`), by the rules that hold for `use`; raises `ReadError`."""
        return self.provider.read(self.folder + path)

    def read_named(self, path: str) -> tuple[bytes, str]:
        """The content of a file that a policy names, and the path by which it is known; raises `ReadError`.

        What starts with `std/` and lies in the folder is read from there, else from the library.
        """
        try:
            return self.provider.read(self.folder + path), self.folder + path
        except ReadError as error:
            if error.problem is not Problem.MISSING or not path.startswith(LIBRARY):
                raise
            return self.provider.read_library(path), path


def located(path: str | os.PathLike[str]) -> tuple[FileSystem, str]:
    """The folder of the file at `path`, links followed, and the name that the file has there. Raises nothing."""
    try:
        file = Path(path).resolve()
    except (OSError, RuntimeError, ValueError):
        file = Path(path)
    return FileSystem(file.parent), file.name


def digest(sources: Iterable[Source], folder: str) -> str:
    """SHA-256 over paths and texts, each with its length, sorted by path: layout of folders above does not matter."""
    hashed = hashlib.sha256()
    for path, text in sorted((source.path.removeprefix(folder), source.text) for source in sources):
        for part in (path.encode("utf-8", "surrogatepass"), text.encode("utf-8", "surrogatepass")):
            hashed.update(f"{len(part)}:".encode() + part)
    return hashed.hexdigest()
