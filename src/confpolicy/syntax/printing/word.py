"""What is printed, before it is set in lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from confpolicy.source import NOWHERE, Span
from confpolicy.syntax.expressions import DurationLiteral, Name, TextLiteral


@attrs.frozen
class Word:
    """What no line break comes into.

    `glued`: nothing stands between it and the word before. `leads`: a phrase starts here, which is kept on one line
    where it fits on one.
    """

    text: str
    span: Span = NOWHERE
    """Where it stood in the text that was read; NOWHERE for what has no place of its own, such as a comma."""
    glued: bool = False
    leads: bool = False


@attrs.frozen
class Line:
    """The words of one part. Where they do not fit on one line, they go on below, indented deeper."""

    indent: int
    words: tuple[Word, ...]


def in_a_row(words: Iterable[Word]) -> str:
    """The words on one line."""
    return "".join(word.text if word.glued or not i else f" {word.text}" for i, word in enumerate(words))


def glued(words: Sequence[Word]) -> list[Word]:
    """The same words, the first of them close to whatever comes before."""
    return [attrs.evolve(words[0], glued=True), *words[1:]] if words else []


def phrase(words: Sequence[Word]) -> list[Word]:
    """The same words, as a phrase."""
    return [attrs.evolve(words[0], leads=True), *words[1:]] if words else []


def keyword(text: str, span: Span) -> list[Word]:
    """The words that a node at `span` starts with; only the first of them has a place."""
    first, *rest = text.split(" ")
    place = Span(span.path, span.start, span.start + len(first)) if span.end else NOWHERE
    return [Word(first, place), *map(Word, rest)]


def plain(text: str) -> list[Word]:
    """Words without a place of their own."""
    return [Word(word) for word in text.split(" ")]


def comma_separated(items: Iterable[Sequence[Word]]) -> list[Word]:
    """The items with a comma after each but the last."""
    found: list[Word] = []
    for item in items:
        if found:
            found.append(Word(",", glued=True))
        found.extend(item)
    return found


def joined_by(between: str, items: Iterable[Sequence[Word]]) -> list[Word]:
    """The items with a word between them that starts a phrase with the item after it."""
    found: list[Word] = []
    for item in items:
        if found:
            found.append(Word(between, leads=True))
        found.extend(item)
    return found


def enclosed(opening: str, inner: Sequence[Word], closing: str) -> list[Word]:
    """The words in brackets, which make one phrase of them."""
    together = [attrs.evolve(word, leads=False) if word.leads else word for word in inner]
    return [Word(opening), *glued(together), Word(closing, glued=True)]


def name(node: Name) -> list[Word]:
    """A name."""
    return [Word(node.text, node.span)]


def names(nodes: Iterable[Name]) -> list[Word]:
    """`a, b`"""
    return comma_separated(name(node) for node in nodes)


def name_chain(nodes: Iterable[Name]) -> list[Word]:
    """`a and b`"""
    return joined_by("and", (name(node) for node in nodes))


def text(node: TextLiteral) -> list[Word]:
    """A text in quotes."""
    return [Word(f'"{node.value}"', node.span)]


def duration(node: DurationLiteral) -> list[Word]:
    """`1 month`, `30 days`"""
    return keyword(f"{node.count} {node.unit}{'' if node.count == 1 else 's'}", node.span)
