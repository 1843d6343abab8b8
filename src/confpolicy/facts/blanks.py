"""Frozen values filled in directly: a blank has the slots of a class, and is made one of it by its `__class__`.

The constructor of a frozen class sets each part by a call of its own, which takes longer than all else about it.
"""

from __future__ import annotations

import functools
from typing import Any

from confpolicy.facts.python import Lines


@functools.cache
def blank(class_: type[Any]) -> type[Any]:
    """The class of blanks for a frozen class with slots and without one for weak references."""
    return type(f"Blank{class_.__name__}", (), {"__slots__": class_.__slots__})


def write_made(lines: Lines, class_: type[Any], into: str, **parts: str) -> None:
    """Writes what makes such a value; `parts` are names of what stands in the source already."""
    of_slots: type[Any] = blank(class_)  # type: ignore[arg-type] # a class can be hashed
    lines.line(f"{into} = {lines.constant(of_slots)}()")
    for part, name in parts.items():
        lines.line(f"{into}.{part} = {name}")
    lines.line(f"{into}.__class__ = {lines.constant(class_)}")
