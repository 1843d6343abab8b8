"""A file replaced whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Makes `text` the content of the file at `path`, which keeps its mode; a link stays a link.

    Whoever reads it meanwhile, and whatever ends the program, sees the old content or the new. Raises OSError.
    """
    target = path.resolve(strict=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fchmod(file.fileno(), stat.S_IMODE(target.stat().st_mode))
            os.fsync(file.fileno())
        os.replace(name, target)  # noqa: PTH105 - both names are plain strings here
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108 - as above
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """The new name reaches the disk too, where the system can open folders."""
    flags = getattr(os, "O_DIRECTORY", None)
    if flags is None:
        return
    descriptor = os.open(folder, os.O_RDONLY | flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
