"""What can still be said of a statement that does not parse: its kind and the names that it declares."""

from __future__ import annotations

import re

from confpolicy.diagnostics.nearby import near
from confpolicy.syntax.words import STATEMENT_WORDS, reserved

_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*|[.,:]")
_STRING_OR_COMMENT = re.compile(r'"[^"\n]*"?|#[^\n]*')
_MANY = frozenset({"data", "role", "purpose", "notice", "giver", "register"})
_ONE = frozenset(STATEMENT_WORDS) - _MANY - {"use", "fact", "omits", "scenario", "absolute"}


def kind_and_names(text: str) -> tuple[str | None, tuple[str, ...]]:
    """The kind by its first words (also where they are nearly right), and the names that it declares.

    Names are those of the statement, and for a fact `holder.name`. `data … reveals …` declares none.
    """
    tokens = _TOKEN.findall(_STRING_OR_COMMENT.sub(" ", text))
    if not tokens:
        return None, ()
    kind, rest = first_words(tokens)
    if kind in _MANY:
        return kind, () if "reveals" in rest else _listed(rest)
    if kind == "fact":
        return kind, _facts(rest)
    if kind in _ONE or kind == "absolute prohibition":
        return kind, (_plain(rest[0]),) if rest and _is_name(rest[0]) else ()
    return kind, ()


def first_words(tokens: list[str]) -> tuple[str | None, list[str]]:
    """The kind that the tokens start with, and the tokens after it."""
    word: str | None = tokens[0].lower()
    if word not in STATEMENT_WORDS:
        word = near(tokens[0], STATEMENT_WORDS)
    if word == "absolute":
        return "absolute prohibition", tokens[2:]
    if tokens[:3] == ["need", "to", "know"]:
        return "need-to-know", tokens[3:]
    return word, tokens[1:]


def _is_name(word: str) -> bool:
    return word[0].isalpha() and word not in reserved()


def _plain(word: str) -> str:
    """The name that was meant: capital letters and hyphens are mistakes of their own."""
    return word.lower().replace("-", "_")


def _listed(tokens: list[str]) -> tuple[str, ...]:
    names: list[str] = []
    for word in tokens:
        if word == ",":
            continue
        if not _is_name(word):
            break
        names.append(_plain(word))
    return tuple(names)


def _facts(tokens: list[str]) -> tuple[str, ...]:
    names: list[str] = []
    for i in range(len(tokens) - 2):
        if tokens[i] == ":":
            break
        if tokens[i + 1] == ".":
            names.append(f"{tokens[i]}.{_plain(tokens[i + 2])}")
    return tuple(names)
