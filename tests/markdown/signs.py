"""What a page cannot well show: characters that cannot be seen, bytes that are no text, and very much of the same.

`<U+200B>`               that character
`<0xFF>`                 that byte, in a request
`«65 times: role r{n}↵»`  the text so many times: `{n}` counts from 1, `{n-1}` from 0, `↵` is a line break
"""

from __future__ import annotations

import re

_CHARACTER = re.compile(r"<U\+([0-9A-F]{4,6})>")
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")
_REPEATED = re.compile(r"«([0-9]+) times: ([^»]*)»")


def spelled_out(text: str) -> str:
    """The text with all that the signs for characters and for repetition stand for."""
    text = _REPEATED.sub(lambda found: "".join(_once(found[2], time) for time in range(1, int(found[1]) + 1)), text)
    return _CHARACTER.sub(lambda found: chr(int(found[1], 16)), text)


def _once(text: str, time: int) -> str:
    return text.replace("{n-1}", str(time - 1)).replace("{n}", str(time)).replace("↵", "\n")


def in_bytes(text: str) -> bytes:
    """The text with all that the signs stand for, in UTF-8 but for single bytes."""
    parts = _BYTE.split(spelled_out(text))
    return b"".join(bytes.fromhex(part) if number % 2 else part.encode("utf-8") for number, part in enumerate(parts))
