"""Sets words in lines of at most 100 columns, with the comments between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from confpolicy.syntax.printing.word import Line, Word

WIDTH = 100
_LEAST_FOR_STRINGS = 30
"""A long text in quotes starts on a line only where at least as many columns are left; else on the next."""


@attrs.frozen
class Comments:
    """The comments of a statement, by the index of a word in it (counted over all its lines)."""

    before: Mapping[int, Sequence[str]]
    """On lines of their own above that word."""
    after: Mapping[int, str]
    """At the end of the line, behind that word."""


def set_lines(lines: Sequence[Line], comments: Comments) -> list[str]:
    """The printed lines of one statement."""
    setter = _Setter(comments)
    for line in lines:
        setter.set(line)
    return setter.done


@attrs.define
class _Setter:
    comments: Comments
    done: list[str] = attrs.field(factory=list)
    current: str = ""
    index: int = 0

    def set(self, line: Line) -> None:
        """Sets the words of one line and whatever they need below it."""
        further = max(line.indent + 4, 8)
        indent = line.indent
        units = _units(line.words)
        for i, unit in enumerate(units):
            above = self.comments.before.get(self.index, ())
            if above:
                self._end_line()
                self.done.extend(" " * indent + comment for comment in above)
            if unit[0].leads and self.current and not self._fits(units[i:], further):
                self._end_line()
                indent = further
            self._place(unit, indent, further)
            indent = further
            self.index += len(unit)
            behind = self.comments.after.get(self.index - 1)
            if behind is not None:
                self.current += f"  {behind}"
                self._end_line()
        self._end_line()

    def _fits(self, units: Sequence[Sequence[Word]], further: int) -> bool:
        """Whether the phrase that starts here may start on this line: it fits, or would fit on no line."""
        width = -1
        for i, unit in enumerate(units):
            if i and unit[0].leads:
                break
            width += 1 + sum(len(word.text) for word in unit)
        return len(self.current) + 1 + width <= WIDTH or further + width > WIDTH

    def _end_line(self) -> None:
        if self.current:
            self.done.append(self.current)
            self.current = ""

    def _place(self, unit: Sequence[Word], indent: int, further: int) -> None:
        text = "".join(word.text for word in unit)
        if self.current and len(self.current) + 1 + len(text) <= WIDTH:
            self.current += f" {text}"
            return
        if not self.current:
            self.current = " " * indent
        elif text.startswith('"') and further + len(text) > WIDTH and len(self.current) < WIDTH - _LEAST_FOR_STRINGS:
            self.current += " "
        else:
            self._end_line()
            self.current = " " * further
        if text.startswith('"') and len(self.current) + len(text) > WIDTH:
            self._place_string(unit, further)
        else:
            self.current += text

    def _place_string(self, unit: Sequence[Word], further: int) -> None:
        """A text too long for a line, as texts that follow each other; it is cut after a space."""
        rest = unit[0].text[1:-1]
        behind = "".join(word.text for word in unit[1:])
        while True:
            room = WIDTH - len(self.current) - 2 - len(behind)
            cut = rest.rfind(" ", 0, max(room, 1)) + 1 if len(rest) > room else 0
            if len(rest) > room and not cut:
                cut = rest.find(" ") + 1
            if not cut or cut == len(rest):
                self.current += f'"{rest}"{behind}'
                return
            self.current += f'"{rest[:cut]}"'
            rest = rest[cut:]
            self._end_line()
            self.current = " " * further


def _units(words: Sequence[Word]) -> list[list[Word]]:
    """Words with those glued to them: no line ends inside a unit."""
    units: list[list[Word]] = []
    for word in words:
        if word.glued and units:
            units[-1].append(word)
        else:
            units.append([word])
    return units
