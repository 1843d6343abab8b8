"""Kleene's strong three-valued logic (S. C. Kleene, Introduction to Metamathematics, 1952, paragraph 64)."""

from __future__ import annotations

import enum
from collections.abc import Iterable


class Truth(enum.Enum):
    """A truth value; `UNKNOWN` is neither of the others, and never counts as `FALSE`."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __bool__(self) -> bool:
        raise TypeError("a three-valued truth is not a bool: compare it with Truth.TRUE or Truth.FALSE")


_FALSE, _UNKNOWN, _TRUE = Truth


def truth(value: bool, /) -> Truth:  # noqa: FBT001 - a conversion from bool takes a bool
    """`TRUE` for True, `FALSE` for False."""
    return _TRUE if value else _FALSE


def negation(value: Truth) -> Truth:
    """`TRUE` and `FALSE` change places; `UNKNOWN` stays."""
    if value is _UNKNOWN:
        return value
    return _FALSE if value is _TRUE else _TRUE


def conjunction(values: Iterable[Truth]) -> Truth:
    """`FALSE` where one is, else `UNKNOWN` where one is, else `TRUE` (also of none)."""
    found = _TRUE
    for value in values:
        if value is _FALSE or found is _TRUE:
            found = value
    return found


def disjunction(values: Iterable[Truth]) -> Truth:
    """`TRUE` where one is, else `UNKNOWN` where one is, else `FALSE` (also of none)."""
    found = _FALSE
    for value in values:
        if value is _TRUE or found is _FALSE:
            found = value
    return found
