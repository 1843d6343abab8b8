"""An explanation as text for a person, at most 100 characters a line where words allow."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from confpolicy.explain.explanation import Explanation
from confpolicy.explain.groups import RowGroup

WIDTH = 100
_LABEL = 11


def explanation_text(explanation: Explanation) -> str:
    """The explanation to read or to file: plain text, ends in a line break."""
    lines = [*textwrap.wrap(f"{explanation.verdict.upper()}. {_stop(explanation.headline)}", WIDTH), ""]
    lines += ["For the file: all but what the requester may be told is inward.", ""]
    lines += _table(explanation.request.items())
    for number, group in enumerate(explanation.groups, 1):
        lines += ["", *_group(number, group)]
    lines += section("What must be done", explanation.to_do)
    lines += section("What the requester may be told, and nothing else", explanation.told)
    lines += section("The facts read above, as they were given", explanation.facts)
    lines += section("What this rests on", explanation.rests_on)
    lines += section("In the policy's words", explanation.meanings)
    lines += section("The paragraphs of the source, as its outline has them", explanation.paragraphs)
    lines += section("Duties that could not be met", explanation.conflicts)
    lines += section("Errors in conditions", explanation.errors)
    return "\n".join(lines) + "\n"


def section(title: str, entries: Iterable[str]) -> list[str]:
    """A title with its entries, after an empty line; nothing where there is no entry."""
    every = list(entries)
    return ["", f"{title}:", *(line for entry in every for line in bullet(entry))] if every else []


def bullet(words: str, *, indent: int = 2) -> list[str]:
    """The lines of one entry: a sentence with its capital and its stop."""
    return textwrap.wrap(
        _stop(_capital(words)),
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


def _stop(sentence: str) -> str:
    return sentence if sentence.endswith((".", '."', '?"', '!"')) else f"{sentence}."


def _table(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for label, words in rows:
        yield from textwrap.wrap(
            words,
            WIDTH,
            initial_indent=f"{label:<{_LABEL}}",
            subsequent_indent=" " * _LABEL,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _group(number: int, group: RowGroup) -> Iterator[str]:
    yield from textwrap.wrap(
        _stop(group.headline), WIDTH, initial_indent=f"{number}. ", subsequent_indent="   ", break_long_words=False
    )
    parts = (
        ("Why", group.why),
        ("Why not", group.why_not),
        ("What could change it, perhaps not alone", group.would_change),
    )
    for title, entries in parts:
        if entries:
            yield f"   {title}:"
            for entry in entries:
                yield from bullet(entry, indent=3)
