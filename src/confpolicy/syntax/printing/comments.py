"""Finds the comments of a text, and the words that each of them stands beside."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from confpolicy.syntax.characters import regions
from confpolicy.syntax.printing.lines import Comments
from confpolicy.syntax.printing.word import Line, Word


@attrs.frozen
class Comment:
    """A comment as it was written, from its `#`; `alone` where nothing stands before it on its line."""

    start: int
    text: str
    alone: bool


def comments_in(text: str, offset: int) -> tuple[Comment, ...]:
    """The comments of a piece of text that starts at `offset`."""
    found: list[Comment] = []
    for start, end, kind in regions(text):
        if kind == "comment":
            line_start = text.rfind("\n", 0, start) + 1
            alone = not text[line_start:start].strip()
            found.append(Comment(offset + start, text[start:end].rstrip(), alone))
    return tuple(found)


def attached(lines: Sequence[Line], comments: Sequence[Comment]) -> tuple[Comments, tuple[str, ...]]:
    """The comments by the words that they stand beside, and those for which no word is left after the statement.

    One that stands alone goes above the word that came next; another behind the word that came before.
    """
    words = [word for line in lines for word in line.words]
    before: dict[int, list[str]] = {}
    after: dict[int, str] = {}
    rest: list[str] = []
    for comment in comments:
        at = _next(words, comment.start) if comment.alone else _previous(words, comment.start)
        if comment.alone and at is not None:
            before.setdefault(at, []).append(comment.text)
        elif at is not None and at not in after:
            after[at] = comment.text
        elif at is None or at + 1 == len(words):
            rest.append(comment.text)
        else:
            before.setdefault(at + 1, []).append(comment.text)
    return Comments(before, after), tuple(rest)


def _next(words: Sequence[Word], offset: int) -> int | None:
    """The first word (of a unit) that stood after the offset."""
    later = [(word.span.start, i) for i, word in enumerate(words) if word.span.end and word.span.start >= offset]
    if not later:
        return None
    index = min(later)[1]
    while index and words[index].glued:
        index -= 1
    return index


def _previous(words: Sequence[Word], offset: int) -> int | None:
    """The last word (of a unit) that stood before the offset."""
    earlier = [(word.span.end, i) for i, word in enumerate(words) if word.span.end and word.span.end <= offset]
    if not earlier:
        return None
    index = max(earlier)[1]
    while index + 1 < len(words) and words[index + 1].glued:
        index += 1
    return index
