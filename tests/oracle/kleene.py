"""Three-valued logic: True, False, and None for unknown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Kleene: TypeAlias = bool | None


WORDS: dict[Kleene, str] = {True: "true", False: "false", None: "unknown"}


def both(values: Iterable[Kleene]) -> Kleene:
    """False where one is false, else unknown where one is unknown, else true."""
    seen = set(values)
    return False if False in seen else None if None in seen else True


def either(values: Iterable[Kleene]) -> Kleene:
    """True where one is true, else unknown where one is unknown, else false."""
    seen = set(values)
    return True if True in seen else None if None in seen else False


def negated(value: Kleene) -> Kleene:
    """The opposite; unknown stays unknown."""
    return None if value is None else not value
