"""What a text may be made of. Each function gives the first mistake of one statement, or None."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from confpolicy.diagnostics.diagnostic import Diagnostic, Fix
from confpolicy.source import Span

PASTED: Mapping[str, str] = {
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u2032", "'"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    "\u2264": "<=",
    "\u2265": ">=",
    "\u2260": "!=",
    "\uff0c": ",",
    "\uff1a": ":",
    "\uff08": "(",
    "\uff09": ")",
    "\uff1d": "=",
}
"""What word processors put in place of plain characters, with the plain ones."""

_CYRILLIC = dict(
    zip(
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d", "aeopcyxijsdqw", strict=True
    )
)
_GREEK = dict(zip("\u03bf\u03b1\u03c1\u03bd\u03b9\u03ba\u03c5\u03c4", "oapvikut", strict=True))
_OTHERS = dict(zip("\u0261\u0131\u0578\u057d\u0570", "ginuh", strict=True))
CONFUSABLE: Mapping[str, str] = {**_CYRILLIC, **_GREEK, **_OTHERS}
"""Letters of other alphabets that look like a plain one (a few of Unicode's confusables.txt, UTS 39)."""

_BLANK = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U0001d159")
_VARIATION = frozenset(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


_PLAIN = re.compile(r"[ -~\n]*")
_REGION = re.compile(r"""(?P<code>[^"#]+)|(?P<comment>#[^\n]*)|(?P<string>"[^"\n]*")|(?P<open_string>"[^"\n]*)""")


def first_character_mistake(text: str) -> Diagnostic | None:
    """The first character that may not stand where it stands, or the first string that is not closed."""
    plain = _PLAIN.fullmatch(text) is not None
    if plain and '"' not in text:
        return None
    for start, end, kind in regions(text):
        if kind == "open string":
            return _unclosed(text, start, end)
        for at in range(start, end) if not plain else ():
            character = text[at]
            if " " <= character <= "~" or character == "\n":
                continue
            if found := _mistake(text, at, outside=kind == "code"):
                return found
    return None


def regions(text: str) -> Iterator[tuple[int, int, str]]:
    """The text cut into `code`, `string` (with its quotes), `comment`, and `open string` up to its line's end."""
    for found in _REGION.finditer(text):
        kind = found.lastgroup
        assert kind is not None, "each way of the pattern has a name"
        yield found.start(), found.end(), kind.replace("_", " ")
        if kind == "open_string":
            return


def _mistake(text: str, at: int, *, outside: bool) -> Diagnostic | None:
    character = text[at]
    span = Span("", at, at + 1)
    facts = {"character": _named(character)}
    if character == "\t":
        return _tab(text, at) if outside else None
    if character == "\ufffd":
        return Diagnostic("CP115", span)
    if is_invisible(character):
        return Diagnostic("CP111", span, facts, fix=Fix(span, ""))
    return _not_plain(text, at, facts) if outside else None


def _not_plain(text: str, at: int, facts: dict[str, str]) -> Diagnostic:
    character, span = text[at], Span("", at, at + 1)
    if character in PASTED:
        return Diagnostic("CP110", span, {**facts, "plain": PASTED[character]}, fix=_pasted_fix(text, at))
    plain = looks_like(character)
    if plain is None or len(unicodedata.normalize("NFKD", character)) > 1:
        return Diagnostic("CP112", span, facts, fix=None if plain is None else Fix(span, plain))
    return Diagnostic("CP113", span, {**facts, "plain": plain}, fix=Fix(span, plain))


def is_invisible(character: str) -> bool:
    """Whether the character shows nothing, or changes how others are shown, or is no character at all."""
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return True
    return character in _BLANK or character in _VARIATION


def looks_like(character: str) -> str | None:
    """The plain letter or digit that somebody who reads the text would take the character for."""
    if character in CONFUSABLE:
        return CONFUSABLE[character]
    base = unicodedata.normalize("NFKD", character)[:1]
    return base if base.isascii() and base.isalnum() else None


def _named(character: str) -> str:
    number = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    return f"{name} ({number})" if name else number


def _tab(text: str, at: int) -> Diagnostic | None:
    """A tab is a space, but not at the margin, where it would hide how deep a line is indented.

    The first tab at a margin ends the search, so that before `at` there are only spaces if it stands at one.
    """
    line_start = at
    while line_start and text[line_start - 1] == " ":
        line_start -= 1
    if line_start and text[line_start - 1] != "\n":
        return None
    end = at
    while end < len(text) and text[end] in " \t":
        end += 1
    span = Span("", line_start, end)
    return Diagnostic("CP114", span, fix=Fix(span, text[line_start:end].expandtabs(4)))


def _pasted_fix(text: str, at: int) -> Fix:
    """A quote is mended together with the one that closes it on the same line, any other character alone."""
    span = Span("", at, at + 1)
    if PASTED[text[at]] != '"':
        return Fix(span, PASTED[text[at]])
    line_end = text.find("\n", at)
    line = text[at + 1 : len(text) if line_end < 0 else line_end]
    for index, character in enumerate(line):
        if PASTED.get(character, character) == '"':
            return Fix(Span("", at, at + index + 2), f'"{line[:index]}"')
    return Fix(span, '"')


def _unclosed(text: str, start: int, end: int) -> Diagnostic:
    for at in range(end - 1, start, -1):
        if PASTED.get(text[at]) == '"':
            return Diagnostic("CP109", Span("", start, end), fix=Fix(Span("", at, at + 1), '"'))
    for at in range(start, end):
        if text[at] != "\t" and is_invisible(text[at]):
            return _mistake(text, at, outside=False) or Diagnostic("CP109", Span("", start, end))
    return Diagnostic("CP109", Span("", start, end))
