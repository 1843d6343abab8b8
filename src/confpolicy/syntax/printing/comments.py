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

    One that stands alone goes above the word that came next; another behind the word that came before, if that has
    none yet, and behind the whole part where that was the last word of it that has a place. Only words that have a
    place of their own count, so that the result is read in the same way again.
    """
    words = [word for line in lines for word in line.words]
    before: dict[int, list[str]] = {}
    after: dict[int, str] = {}
    rest: list[str] = []
    for comment in comments:
        at = None if comment.alone else _last_of_part(lines, _previous(words, comment.start))
        if at is not None and at not in after:
            after[at] = comment.text
            continue
        above = _next(words, comment.start) if at is None else _placed(words, at + 1)
        if above is None:
            rest.append(comment.text)
        else:
            before.setdefault(above, []).append(comment.text)
    return Comments(before, after), tuple(rest)


def _last_of_part(lines: Sequence[Line], index: int) -> int:
    """The last word of the word's part, where none after it in that part has a place; else the word itself."""
    end = 0
    for line in lines:
        start, end = end, end + len(line.words)
        if index < end:
            later = line.words[index + 1 - start :]
            return index if any(word.span.end for word in later) else end - 1
    return index


def _placed(words: Sequence[Word], least: int) -> int | None:
    """The first word (of a unit) from that index on that has a place of its own."""
    for i in range(least, len(words)):
        if words[i].span.end:
            return _unit_start(words, i)
    return None


def _unit_start(words: Sequence[Word], index: int) -> int:
    while index and words[index].glued:
        index -= 1
    return index


def _next(words: Sequence[Word], offset: int) -> int | None:
    """The first word (of a unit) that stood after the offset."""
    later = [(word.span.start, i) for i, word in enumerate(words) if word.span.end and word.span.start >= offset]
    if not later:
        return None
    return _unit_start(words, min(later)[1])


def _previous(words: Sequence[Word], offset: int) -> int:
    """The last word (of a unit) that stood before the offset: at least the first of the statement did."""
    earlier = [(word.span.end, i) for i, word in enumerate(words) if word.span.end and word.span.end <= offset]
    index = max(earlier, default=(0, 0))[1]
    while index + 1 < len(words) and words[index + 1].glued:
        index += 1
    return index
