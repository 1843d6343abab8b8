"""Texts and places in them: what a message points at."""

from __future__ import annotations

import functools
from bisect import bisect_right

import attrs


@attrs.frozen
class Source:
    """One text that was loaded.

    `path` is relative to the root that it was loaded from, with forward slashes (`policies/x.policy`);
    `text` is normalised: no byte order mark, line breaks are `\\n`.
    """

    path: str
    text: str = attrs.field(repr=False)

    @functools.cached_property
    def _starts(self) -> tuple[int, ...]:
        """Where each line starts: many findings in a long text must not each look through the whole of it."""
        starts = [0]
        for line in self.text.split("\n")[:-1]:
            starts.append(starts[-1] + len(line) + 1)
        return tuple(starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character offset."""
        line = bisect_right(self._starts, max(offset, 0))
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), empty past the end."""
        if not 0 < number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]


@attrs.frozen
class Span:
    """The characters from `start` to before `end` of the text at `path`."""

    path: str
    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The span from the start of this one to the end of `other`."""
        return Span(self.path, self.start, max(self.end, other.end))


NOWHERE = Span("", 0, 0)
"""The span of what was made by a program and stands in no text."""
