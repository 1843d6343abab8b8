"""Where a node of a policy stands, as a person in the current folder would type it."""

from __future__ import annotations

import os
from pathlib import Path

from confpolicy.engine import Policy


def typed_path(folder: Path, below: str) -> str:
    """The path, from the current folder, of a file below the policy's; one of the shipped library keeps its own."""
    found = folder / below
    return Path(os.path.normpath(found)).as_posix() if below and found.exists() else below


def place_of(policy: Policy, node: str, *, folder: Path) -> tuple[str, int]:
    """The path and the line, from 1, at which the node stands; `folder`: that of the policy's first file."""
    span = policy.spans[node]
    line, _ = policy.texts.sources[span.path].position(span.start)
    return typed_path(folder, span.path), line
