"""Three truth values as two formulas: where it is certainly true, and where it is certainly false.

Sound since the two never hold together (by construction: each operator below keeps that), and Kleene's tables are
minima and maxima: a conjunction is true where all are true, and false where one is false.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from confpolicy.facts.logic import Truth
from confpolicy.prove.logic.terms import FALSE, TRUE, Formula, both, either, every, negation, some


@attrs.frozen
class Three:
    """A truth value of Kleene's logic; unknown where neither formula holds."""

    true: Formula
    false: Formula

    @property
    def known(self) -> Formula:
        """Where it is true or false."""
        return either(self.true, self.false)

    @property
    def unknown(self) -> Formula:
        """Where it is neither."""
        return negation(self.known)

    @property
    def possible(self) -> Formula:
        """Where it is not false."""
        return negation(self.false)

    def negated(self) -> Three:
        """True and false change places."""
        return Three(self.false, self.true)

    def where(self, known: Formula) -> Three:
        """The same where that holds, unknown elsewhere."""
        return Three(both(known, self.true), both(known, self.false))


def certain(value: Formula) -> Three:
    """One that is never unknown."""
    return Three(value, negation(value))


YES, NO, DONT_KNOW = Three(TRUE, FALSE), Three(FALSE, TRUE), Three(FALSE, FALSE)


def of_truth(value: Truth) -> Three:
    """The value that is fixed."""
    return {Truth.TRUE: YES, Truth.FALSE: NO, Truth.UNKNOWN: DONT_KNOW}[value]


def conjunction(values: Iterable[Three]) -> Three:
    """False where one is, true where all are."""
    listed = list(values)
    return Three(every(each.true for each in listed), some(each.false for each in listed))


def disjunction(values: Iterable[Three]) -> Three:
    """True where one is, false where all are."""
    listed = list(values)
    return Three(some(each.true for each in listed), every(each.false for each in listed))
