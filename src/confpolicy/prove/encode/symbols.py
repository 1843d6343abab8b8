"""Values made of symbols: what a fact may be, for each type.

Text is a number for each text: only `=`, `!=` and `in` are asked of it, so that which text it is does not matter but
for being one of the policy's own (0, 1, …) or another. Decimals are rationals, of which the decimals are some: what
is impossible for all rationals is for all decimals. A set of terms, of an enumeration or of bools has a symbol for
each value; any other set has as many places as there are questions about it (see `world`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import attrs

from confpolicy.prove.encode.calendar import Clock
from confpolicy.prove.encode.three import Three
from confpolicy.prove.logic.terms import FALSE, TRUE, Formula, Number, both


@attrs.frozen
class Scalar:
    """A number, a text, or a date (days)."""

    known: Formula
    number: Number


@attrs.frozen
class Moment:
    """An instant."""

    known: Formula
    clock: Clock


@attrs.frozen
class Length:
    """A duration."""

    known: Formula
    months: Number
    seconds: Number


@attrs.frozen
class Choice:
    """One of several names: exactly one holds where it is known; a name that is not there never does."""

    known: Formula
    options: Mapping[str, Formula]

    def is_(self, name: str) -> Formula:
        """Where it is that name."""
        return self.options.get(name, FALSE)


@attrs.frozen
class Fields:
    """A record."""

    known: Formula
    fields: Mapping[str, Symbolic]


@attrs.frozen
class Members:
    """A set: each element is in it where its formula holds. `name`: of one with places, as its symbols have it."""

    known: Formula
    elements: tuple[tuple[Formula, Symbolic], ...]
    name: str = ""


Symbolic: TypeAlias = Three | Scalar | Moment | Length | Choice | Fields | Members


def limited(value: Symbolic, to: Formula) -> Symbolic:
    """The same where that holds, and unknown elsewhere."""
    if to is TRUE:
        return value
    match value:
        case Three():
            return value.where(to)
        case _:
            return attrs.evolve(value, known=both(value.known, to))
