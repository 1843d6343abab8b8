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


def truth(value: bool, /) -> Truth:  # noqa: FBT001 - a conversion from bool takes a bool
    """`TRUE` for True, `FALSE` for False."""
    return Truth.TRUE if value else Truth.FALSE


def negation(value: Truth) -> Truth:
    """`TRUE` and `FALSE` change places; `UNKNOWN` stays."""
    return Truth(2 - value.value)


def conjunction(values: Iterable[Truth]) -> Truth:
    """`FALSE` where one is, else `UNKNOWN` where one is, else `TRUE` (also of none)."""
    return Truth(min((value.value for value in values), default=2))


def disjunction(values: Iterable[Truth]) -> Truth:
    """`TRUE` where one is, else `UNKNOWN` where one is, else `FALSE` (also of none)."""
    return Truth(max((value.value for value in values), default=0))
