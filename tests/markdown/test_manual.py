"""The manual knows every word of the language, and every part of a clause."""

from __future__ import annotations

import re
from pathlib import Path

from confpolicy.check.parts import WORDS

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "grammar" / "README.md").read_text(encoding="utf-8")
TERMINALS = (ROOT / "grammar" / "terminals.lark").read_text(encoding="utf-8")
_WORD = re.compile(r"^[A-Z_]+:\s+/([a-z-]+)\(\?!\[A-Za-z0-9_\]\)/$", re.MULTILINE)
_UNITS = re.compile(r"^UNIT:\s+/\(([a-z|]+)\)s\?", re.MULTILINE)


def _section(title: str) -> str:
    found = re.search(rf"^### {title}\n(.*?)^##", MANUAL, re.MULTILINE | re.DOTALL)
    assert found, f"the manual has a section {title!r}"
    return found[1]


def _words() -> set[str]:
    units = _UNITS.search(TERMINALS)
    assert units, "the grammar has units"
    names = units[1].split("|")
    return {*_WORD.findall(TERMINALS), *names, *(f"{name}s" for name in names)}


def test_the_manual_lists_every_word_of_the_language_and_no_other() -> None:
    listed = {
        word
        for line in _section("All words").split("\n")
        if line.startswith("| ")
        for word in re.findall(r"`([a-z-]+)`", line)
    }
    assert len(_words()) >= 150
    assert listed == _words()


def test_the_manual_explains_every_word_outside_that_list() -> None:
    rest = MANUAL.replace(_section("All words"), "")
    spoken = set(re.findall(r"[a-z][a-z-]*", rest))
    assert {word for word in _words() if not {word, f"{word}s"} & spoken} == set()


def test_the_manual_shows_every_part_of_a_statement() -> None:
    for words in WORDS.values():
        for word in words.replace("…", " ").replace('"event"', " ").replace(" or ", " ").split():
            assert f"`{word}" in MANUAL or f" {word} " in MANUAL, words


def test_every_entry_of_the_table_of_contents_leads_to_a_heading() -> None:
    headings = {
        re.sub(r"[^a-z0-9 -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in MANUAL.split("\n")
        if line.startswith("#")
    }
    for anchor in re.findall(r"\]\(#([^)]+)\)", MANUAL):
        assert anchor in headings, anchor
