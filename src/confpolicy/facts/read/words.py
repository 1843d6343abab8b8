"""How what was found in a document is named in a fault: short, printable, and never a fact's value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,59}")
_LONGEST = 200

_KINDS: tuple[tuple[type, str], ...] = (
    (dict, "an object"),
    (list, "a list"),
    (str, "a text"),
    (bool, "true or false"),
    (int, "a whole number"),
    (float, "a floating-point number"),
    (type(None), "null"),
    (bytes, "bytes"),
    (tuple, "a tuple"),
    (set, "a set"),
    (Decimal, "a Decimal"),
)


def kind_of(value: object) -> str:
    """What `value` is, in a few words; only the exact types of JSON, and a few that are mistaken for them."""
    for kind, words in _KINDS:
        if type(value) is kind:
            return words
    return "a value that JSON does not have"


def shown(text: str) -> str:
    """A key or an id, made printable and cut to a bound."""
    cut = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    if cut.isascii() and cut.isprintable():
        return cut
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)


def named(text: str) -> str:
    """A text that stands where a declared name should: quoted if it looks like a name, else not repeated."""
    return f"`{text}`" if _NAME.fullmatch(text) else "The text here"


def pointer(place: Sequence[str | int]) -> str:
    """The JSON pointer of a place (RFC 6901); what cannot be written as UTF-8 is escaped."""
    return "".join("/" + (str(part) if isinstance(part, int) else _token(part)) for part in place)


def _token(key: str) -> str:
    cut = key if len(key) <= _LONGEST else key[:_LONGEST] + "…"
    return cut.encode("utf-8", "backslashreplace").decode("utf-8").replace("~", "~0").replace("/", "~1")
