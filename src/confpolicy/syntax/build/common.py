"""What the builders of all rules share. A builder gets the children of a rule and gives what stands for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import attrs
from lark import Token

from confpolicy.source import Span
from confpolicy.syntax.expressions import DurationLiteral, Name, TextLiteral
from confpolicy.syntax.mistake import mistake

Children: TypeAlias = Sequence[Any]
"""Tokens, nodes and the small classes below; which of them, the rule in the grammar says."""
Rules: TypeAlias = Mapping[str, Callable[[list[Any]], object]]
T = TypeVar("T")

DIGITS = 40
"""A number of more digits is refused before it is read: its reading alone would take long."""


@attrs.frozen
class Names:
    """A list of names, as one child."""

    items: tuple[Name, ...]
    span: Span


def span_of(child: Any) -> Span:
    """The place of a token or of a node."""
    if isinstance(child, Token):
        start = child.start_pos or 0
        return Span("", start, start + len(child))
    place: Span = child.span
    return place


def over(children: Children) -> Span:
    """From the first child to the last."""
    start, end = _bounds(children[0])
    return Span("", start, max(end, _bounds(children[-1])[1]))


def _bounds(child: Any) -> tuple[int, int]:
    if isinstance(child, Token):
        start = child.start_pos or 0
        return start, start + len(child)
    place: Span = child.span
    return place.start, place.end


def one(kind: type[T], children: Children) -> T | None:
    """The child of that class, if there is one."""
    return next((child for child in children if isinstance(child, kind)), None)


def all_of(kind: type[T], children: Children) -> tuple[T, ...]:
    """The children of that class, in order."""
    return tuple(child for child in children if isinstance(child, kind))


def names_in(children: Children) -> tuple[Name, ...]:
    """The names of the one list of names among the children; none where there is no list."""
    found = one(Names, children)
    return found.items if found else ()


def name(token: Token) -> Name:
    """A token that stands as a name: NAME, or one of the words that may (`subject`, `recipient`)."""
    return Name(str(token), span=span_of(token))


def name_list(children: Children) -> Names:
    """Every token a name, but for the `and` between them."""
    return Names(tuple(name(child) for child in children if child.type != "AND"), over(children))


def whole_number(token: Token) -> int:
    """The value of a NUMBER that has no point."""
    if "." in token:
        raise mistake("CP123", span_of(token), {"number": str(token)})
    return int(short_enough(token))


def short_enough(token: Token) -> str:
    """The text of a NUMBER that is not too long to be read."""
    if len(token) > DIGITS:
        raise mistake("CP122", span_of(token), {"limit": str(DIGITS)})
    return str(token)


def duration(children: Children) -> DurationLiteral:
    """`30 days`"""
    number, unit = children
    return DurationLiteral(whole_number(number), str(unit).removesuffix("s"), span=over(children))


def at_once(children: Children) -> DurationLiteral:
    """`at once`"""
    return DurationLiteral(0, "second", span=over(children))


def text(children: Children) -> TextLiteral:
    """Adjacent strings, joined."""
    return TextLiteral("".join(child[1:-1] for child in children), span=over(children))
