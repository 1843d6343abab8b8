"""Policy texts laid out at random, and texts damaged at random."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from confpolicy.testing.choices import Choices
from confpolicy.testing.sketch import ClauseSketch, Sketch

_PIECES = re.compile(r'"[^"\n]*"|,|\n|[ ]+|[^", \n]+')
COMMENTS = ("# why", "# of all to anyone", '# "quoted', "#")
SPLINTERS = ('"', "#", "\n", "\n    ", "\t", "\r", " ", ",", "(", ")", "-", "é", "\u202e", "\u200b", "\ufeff", "\x00")


def relaid(ch: Choices, text: str) -> str:
    """The same policy with other spaces, breaks after commas, comments, perhaps CRLF and a mark at its start."""
    pieces = [_relaid(ch, piece) for piece in _PIECES.findall(text)]
    laid = "".join(pieces)
    if ch.chance(30):
        laid = laid.replace("\n", "\r\n")
    return f"\ufeff{laid}" if ch.chance(20) else laid


def _relaid(ch: Choices, piece: str) -> str:
    if piece == "," and ch.chance(20):
        return ch.pick((" ,", ",\n        ", f", {ch.pick(COMMENTS)}\n        "))
    if piece == "\n" and ch.chance(10):
        return f" {ch.pick(COMMENTS)}\n"
    if piece.isspace() and piece != "\n" and len(piece) == 1 and ch.chance(10):
        return "  "
    return piece


def damaged(ch: Choices, text: str) -> bytes:
    """The text with a few things cut, doubled, moved or put in, as bytes that may be no text at all."""
    for _ in range(ch.integer(1, 2)):
        at, to = sorted((ch.integer(0, len(text)), ch.integer(0, len(text))))
        to = min(to, at + ch.integer(0, 40))
        part = text[at:to]
        put = ch.pick(("", part * 2, ch.pick(SPLINTERS), part[::-1], "x" * ch.integer(0, 300)))
        text = text[:at] + put + text[to:]
    data = bytearray(text.encode())
    for _ in range(ch.weighted(((3, 0), (1, 3)))):
        data[ch.integer(0, len(data) - 1)] = ch.integer(0, 255)
    return bytes(data)


def written_out(sketch: Sketch) -> Sketch:
    """The same policy without groups and without `yields to`: each clause names itself what it overrides."""
    members = {one.name: one.parts[0].removeprefix("has ").split(", ") for one in sketch.groups}
    lifted: dict[str, list[str]] = {}
    for clause in sketch.clauses:
        for name in _listed(clause, "yields to ", members):
            lifted.setdefault(name, []).append(clause.name)
    clauses = tuple(_with_lists(one, members, lifted.get(one.name, [])) for one in sketch.clauses)
    return attrs.evolve(sketch, clauses=clauses, groups=())


def _listed(clause: ClauseSketch, words: str, members: Mapping[str, list[str]]) -> list[str]:
    lists = [part.removeprefix(words).split(", ") for part in clause.parts if part.startswith(words)]
    return [member for names in lists for name in names for member in members.get(name, [name])]


def _with_lists(clause: ClauseSketch, members: Mapping[str, list[str]], lifted: list[str]) -> ClauseSketch:
    """Behind the scope, so that `overrides` is never read as a part of the effects."""
    overridden = sorted({*_listed(clause, "overrides ", members), *lifted})
    parts = [_spread(part, members) for part in clause.parts if not part.startswith(("overrides ", "yields to "))]
    parts[1:1] = [f"overrides {', '.join(overridden)}"] if overridden else []
    return attrs.evolve(clause, parts=tuple(parts))


def _spread(part: str, members: Mapping[str, list[str]]) -> str:
    """`on GROUP, …` with the clauses of the group in its place; groups are named nowhere else."""
    for group, listed in members.items():
        part = re.sub(rf"\b{group}\b", ", ".join(listed), part)
    return part
