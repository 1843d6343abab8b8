"""What is kept in the folder: lines of text under a key, with a digest by which damage is seen."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import attrs

from confpolicy.store.folder import Folder
from confpolicy.store.program import program

VARIABLE = "CONFPOLICY_CACHE"
"""The environment variable that names the folder by its absolute path, or says `off`."""
_FORM = "confpolicy kept 1"


@attrs.frozen
class Shelf:
    """A folder, and the program for which things are kept there: no other finds them."""

    folder: Folder
    program: str

    @classmethod
    def chosen(cls, cache: str | os.PathLike[str] | bool, *, version: str) -> Shelf | None:  # noqa: FBT001 - as `load` has it
        """The folder that is named; for True that of the environment, else the user's own; None where none is to be.

        The user's own is `confpolicy` in `$XDG_CACHE_HOME`, or in `~/.cache` (XDG Base Directory Specification 0.8).
        A relative path in the environment is none: it would lead elsewhere from another folder. `version` is that of
        this program.
        """
        folder = (_of_the_environment() if cache else None) if isinstance(cache, bool) else Path(cache).absolute()
        this = program(version) if folder is not None else None
        return None if folder is None or this is None else cls(Folder(folder), this)

    def get(self, kind: str, key: Sequence[str]) -> list[bytes] | None:
        """The lines kept under a key; None where there are none, or they are not what was put there."""
        name, digest = self._name(kind, key)
        content = self.folder.read(name)
        if content is None:
            return None
        head, _, body = content.partition(b"\n")
        return body.split(b"\n") if head == _head(digest, body) else None

    def put(self, kind: str, key: Sequence[str], lines: Sequence[str]) -> None:
        """Keeps lines (without line breaks in them) under a key. Where that cannot be done, nothing happens."""
        name, digest = self._name(kind, key)
        body = "\n".join(lines).encode("ascii")
        self.folder.write(name, _head(digest, body) + b"\n" + body)

    def _name(self, kind: str, key: Sequence[str]) -> tuple[str, str]:
        hashed = hashlib.sha256()
        for part in (_FORM, self.program, kind, *key):
            content = part.encode("utf-8", "surrogatepass")
            hashed.update(f"{len(content)}:".encode() + content)
        return f"{hashed.hexdigest()}.{kind}", hashed.hexdigest()


def _head(digest: str, body: bytes) -> bytes:
    """The first line of a file: its form, and the digest of its key and all that follows."""
    return f"{_FORM} {hashlib.sha256(digest.encode() + body).hexdigest()}".encode()


def _of_the_environment() -> Path | None:
    named = os.environ.get(VARIABLE, "")
    if named:
        return Path(named) if named != "off" and os.path.isabs(named) else None  # noqa: PTH117 - a text still
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        return (Path(base) if os.path.isabs(base) else Path.home() / ".cache") / "confpolicy"  # noqa: PTH117 - as above
    except RuntimeError:
        return None
