"""An explanation as text for a person, at most 100 characters a line where words allow."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from confpolicy.explain.explanation import Explanation, RowGroup

WIDTH = 100


def explanation_text(explanation: Explanation) -> str:
    """The explanation to read or to file: plain text, ends in a line break."""
    lines = [f"{explanation.verdict.upper()}. {_stop(explanation.headline)}", ""]
    lines += _table(explanation.request.items())
    for number, group in enumerate(explanation.groups, 1):
        lines += ["", *_group(number, group)]
    lines += _section("What would change it", explanation.would_change or _nothing(explanation))
    lines += _section("What must be done", explanation.to_do)
    lines += _section("What the requester may be told, and nothing else", explanation.told)
    lines += _section("What this rests on", explanation.rests_on)
    lines += _section("In the policy's words", explanation.meanings)
    lines += _section("Duties that could not be met", explanation.conflicts)
    lines += _section("Errors in conditions", explanation.errors)
    return "\n".join(lines) + "\n"


def _nothing(explanation: Explanation) -> tuple[str, ...]:
    if all(group.verdict == "permit" for group in explanation.groups):
        return ()
    return ("nothing that is unknown or lacking: only other facts than those given, another purpose or recipient",)


def _stop(sentence: str) -> str:
    return sentence if sentence.endswith((".", '."', '?"', '!"')) else f"{sentence}."


def _table(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for label, words in rows:
        yield from textwrap.wrap(
            words,
            WIDTH,
            initial_indent=f"{label:<11}",
            subsequent_indent=" " * 11,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _bullet(words: str, *, indent: int = 2) -> list[str]:
    return textwrap.wrap(
        _stop(
            words[:1].upper() + words[1:] if not words[:1].isdigit() and "_" not in words.split(" ", 1)[0] else words
        ),
        WIDTH,
        initial_indent=" " * indent + "- ",
        subsequent_indent=" " * (indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _capital(words: str) -> str:
    """With a capital, unless it begins with a name of the policy's, which is written as it is."""
    first = words.split(" ", 1)[0]
    return words if "_" in first or "." in first else words[:1].upper() + words[1:]


def _section(title: str, entries: Iterable[str]) -> list[str]:
    every = list(entries)
    return ["", f"{title}:", *(line for entry in every for line in _bullet(entry))] if every else []


def _group(number: int, group: RowGroup) -> Iterator[str]:
    yield from textwrap.wrap(
        _stop(group.headline), WIDTH, initial_indent=f"{number}. ", subsequent_indent="   ", break_long_words=False
    )
    for title, entries in (("Why", group.why), ("Why not", group.why_not)):
        if entries:
            yield f"   {title}:"
            for entry in entries:
                yield from _bullet(entry, indent=3)
