"""A finding in words: the catalogue's templates, filled, with nothing in them that cannot be seen."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import attrs

from confpolicy.diagnostics.catalogue import CATALOGUE
from confpolicy.diagnostics.diagnostic import Diagnostic, Entry, Severity
from confpolicy.source import Source, Span

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@attrs.frozen
class Wording:
    """What a finding says. `suggestion` is a near name, where there is one."""

    entry: Entry
    message: str
    label: str
    help: str
    suggestion: str | None

    @property
    def is_error(self) -> bool:
        """Whether it keeps a policy from compiling."""
        return self.entry.severity is Severity.ERROR


class _Facts(dict[str, str]):
    """A fact that a finding does not bring is shown as missing, rather than losing the whole message."""

    def __missing__(self, key: str) -> str:
        return "…"


def worded(diagnostic: Diagnostic) -> Wording:
    """The finding's message, label and help; raises `KeyError` for a code that is not in the catalogue."""
    entry = CATALOGUE[diagnostic.code]
    facts = _Facts({name: visible(value) for name, value in diagnostic.facts.items()})
    return Wording(
        entry,
        entry.message.format_map(facts),
        entry.label.format_map(facts),
        entry.help.format_map(facts),
        facts.get("suggestion"),
    )


def visible(text: str) -> str:
    """The text with each character that cannot be seen, or that would steer a terminal, written as `<U+202E>`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(seen(character) for character in text)


def seen(character: str) -> str:
    """One character, so that it can be seen; a tab as spaces."""
    if character == "\t":
        return "    "
    return f"<U+{ord(character):04X}>" if unicodedata.category(character) in _UNSEEN else character


def whole(text: str) -> str:
    """The text without lone surrogates, which no file can hold."""
    return text.encode("utf-8", "replace").decode()


@attrs.frozen
class Place:
    """Lines and columns of a span, from 1; the end is the column after the last character."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


def place(span: Span, sources: Mapping[str, Source]) -> Place:
    """Where a span stands; the start of its file, where the text is not among the sources."""
    source = sources.get(span.path)
    if source is None:
        return Place(span.path, 1, 1, 1, 1)
    return Place(span.path, *source.position(span.start), *source.position(max(span.start, span.end)))
