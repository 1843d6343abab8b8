"""Texts and places in them: what a message points at."""

from __future__ import annotations

import attrs


@attrs.frozen
class Source:
    """One text that was loaded.

    `path` is relative to the root that it was loaded from, with forward slashes (`policies/x.policy`);
    `text` is normalised: no byte order mark, line breaks are `\\n`.
    """

    path: str
    text: str = attrs.field(repr=False)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character offset."""
        before = self.text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), empty past the end."""
        lines = self.text.split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else ""


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
