"""Which program it is that compiles: whatever of it could make something else of the same text."""

from __future__ import annotations

import functools
import importlib.util
import os
import platform
import re
import sys
from pathlib import Path

from confpolicy.facts.calendar import TZDATA_VERSION

_ROOMS = ("core", "facts", "diagnostics", "syntax", "check", "lower", "lint", "decide", "engine", "store")
"""The folders of this package that compiling goes through."""
_LARK_VERSION = re.compile(r'^__version__\b[^"\n]*"([^"\n]+)"', re.MULTILINE)


@functools.cache
def program(version: str) -> str | None:
    """The versions of this program, which is `version`, of Python, of the parser library and of the time zones.

    And the names, sizes and times of this program's own files, so that whoever edits it never meets what it was
    before. None where that cannot be said: then nothing is to be kept.
    """
    lark = _lark_version()
    files = _own_files(Path(__file__).parents[1])
    if lark is None or files is None:
        return None
    python = f"{platform.python_implementation()} {sys.version}"
    return "\n".join((f"confpolicy {version}", python, f"lark {lark}", f"tzdata {TZDATA_VERSION}", *files))


def _lark_version() -> str | None:
    """Read from its file: importing it is what is to be saved, and so is asking for the metadata of packages."""
    spec = importlib.util.find_spec("lark")
    if spec is None or spec.origin is None:
        return None
    try:
        with Path(spec.origin).open(encoding="utf-8") as file:
            found = _LARK_VERSION.search(file.read())
    except (OSError, UnicodeDecodeError):
        return None
    return found and found[1]


def _own_files(package: Path) -> list[str] | None:
    """A line for each file, or None where the package lies in no folder (in a zip, it has no times of its own)."""
    found: list[str] = []
    folders = [package / room for room in _ROOMS]
    grammar = next((each for each in (package / "grammar", package.parents[1] / "grammar") if each.is_dir()), None)
    if grammar is None:
        return None
    try:
        for folder in (*folders, grammar):
            found += _files(folder, folder.name)
    except OSError:
        return None
    return sorted(found)


def _files(folder: Path, shown: str) -> list[str]:
    found: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    found += _files(Path(entry.path), f"{shown}/{entry.name}")
            elif entry.name.endswith((".py", ".lark")):
                status = entry.stat()
                found.append(f"{shown}/{entry.name} {status.st_size} {status.st_mtime_ns}")
    return found
