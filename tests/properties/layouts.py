"""Policy texts laid out at random, and texts damaged at random."""

from __future__ import annotations

import re

from confpolicy.testing.choices import Choices

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
