"""The lines of a condition that is being written: truth values, loops, and calls in which an error may happen."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from confpolicy.core.operators import OperandError
from confpolicy.facts import python

MOST_LOOPS = 12
MOST_LEVELS = 80
"""How deep loops and blocks may stand in each other: Python itself allows 20 and 100."""


class TooDeepError(Exception):
    """A condition is nested too deeply to be written as one function."""


@attrs.define(eq=False)
class Lines(python.Lines):
    """Lines of the body of a function. Truth values in it are True, False and None."""

    can_fail: bool = False
    """Whether an error can happen in what was written so far."""
    at: str = ""
    """The id of the node that is being written."""
    _loops: int = 0

    def let(self, text: str) -> str:
        """Writes that a new name has this value; gives the name."""
        name = self.fresh()
        self.line(f"{name} = {text}")
        return name

    @contextlib.contextmanager
    def block(self, head: str) -> Iterator[None]:
        """What is written inside stands under `head`. Raises `TooDeepError`."""
        if self._level >= MOST_LEVELS:
            raise TooDeepError
        with python.Lines.block(self, head):
            yield

    @contextlib.contextmanager
    def loop(self, head: str) -> Iterator[None]:
        """The same for a loop. Raises `TooDeepError`."""
        if self._loops >= MOST_LOOPS:
            raise TooDeepError
        self._loops += 1
        with self.block(head):
            yield
        self._loops -= 1

    def joined(self, operands: Iterable[Callable[[], str]], *, neutral: bool) -> str:
        """Kleene's conjunction (`neutral` True) or disjunction of what is written; of nothing, `neutral`."""
        found = ""
        for write in operands:
            if found:
                self.join(found, write, neutral=neutral)
            else:
                found = self.let(write())
        return found or f"{neutral}"

    def join(self, found: str, write: Callable[[], str], *, neutral: bool) -> None:
        """Joins one more operand to `found`: left out where that is settled, but where an error can happen in it."""
        before, failed = self.text, self.can_fail
        self.text, self.can_fail = [], False
        with self.block(f"if {found} is not {not neutral}:"):
            name = write()
        if self.can_fail:
            self.text = [line.removeprefix("    ") for line in self.text[1:]]
            self.line(f"if {found} is not {not neutral} and {name} is not {neutral}: {found} = {name}")
        else:
            self.line(f"    if {name} is not {neutral}: {found} = {name}")
        self.text = before + self.text
        self.can_fail |= failed

    def called(self, function: object, operands: Sequence[str], path: str, *more: str) -> str:
        """A call in which an error may happen: it is noted, and what was asked is unknown."""
        self.can_fail = True
        found = self.let("None")
        with self.block(f"if not ({missing(operands)}):"):
            call = f"{self.constant(function)}({', '.join((*operands, *more))})"
            self.line(f"try: {found} = {call}")
            self.line(f"except {self.constant(OperandError)} as error: e.note({self.constant(path)}, error)")
        return found


def missing(names: Iterable[str]) -> str:
    """The test whether one of the names has no value; constants always have one."""
    return " or ".join(f"{name} is None" for name in names if not name.startswith("k")) or "False"
