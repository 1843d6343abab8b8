"""Cuts a text at its left margin into statements, so that each can be read, and be wrong, by itself."""

from __future__ import annotations

import attrs


@attrs.frozen
class Piece:
    """The text of one statement, from its first line to its last that is neither empty nor a comment alone."""

    start: int
    text: str
    indented: bool = False
    """Whether it starts in no column 1: only what stands before the first statement can."""


def normalised(text: str) -> str:
    """Without the one leading byte order mark; line breaks are `\\n`."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def split(text: str) -> tuple[Piece, ...]:
    """The statements of a normalised text, in order."""
    bounds: list[tuple[int, int, bool]] = []
    offset = 0
    for line in text.split("\n"):
        end = offset + len(line)
        stripped = line.lstrip(" \t")
        if stripped and not stripped.startswith("#"):
            at_margin = len(stripped) == len(line)
            if at_margin or not bounds:
                bounds.append((offset, end, not at_margin))
            else:
                start, _, indented = bounds[-1]
                bounds[-1] = (start, end, indented)
        offset += len(line) + 1
    return tuple(Piece(start, text[start:end], indented) for start, end, indented in bounds)
