"""A file replaced whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import tempfile
from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Makes `text` the content of the file at `path`, which keeps its mode and owner; a link stays a link.

    Whoever reads it meanwhile, and whatever ends the program, sees the old content or the new. A file that may not be
    written is not replaced either, though its folder would allow that. Raises OSError.
    """
    target = path.resolve(strict=True)
    before = target.stat()
    if not before.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    handle, name = tempfile.mkstemp(prefix=".confpolicy-", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(OSError):
            shutil.chown(name, before.st_uid, before.st_gid)
        Path(name).chmod(stat.S_IMODE(before.st_mode))
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
