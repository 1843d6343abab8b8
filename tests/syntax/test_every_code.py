"""Each code for how a text is written, with a text that has that mistake, where it points, and what mends it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from confpolicy.diagnostics.catalogue.syntax import ENTRIES
from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.diagnostics.render.text import render_text
from confpolicy.syntax import load as loading
from confpolicy.syntax import parse as parsing
from confpolicy.syntax.load import Loaded, load, load_sources
from tests.syntax.reading import marked, mended, mistake, read, rendered

DEEP = "define a as " + "not " * 64 + "b"

WRITTEN: Mapping[str, tuple[str, str]] = {
    "CP101": ("prohibition a of b exept c", "exept"),
    "CP102": ("define a as b and", "and"),
    "CP103": ("prohibiton a of b", "prohibiton"),
    "CP104": ("data a\n    role b", "role"),
    "CP105": ("define date as b", "date"),
    "CP106": ("role third-party", "third-party"),
    "CP107": ("define a as b and c or d", "b and c or d"),
    "CP108": ("define a as 1 < b < 3", "1 < b < 3"),
    "CP109": ('use "a', '"a'),
    "CP110": ("use “a”", "“"),
    "CP111": ('use "a\u200bb"', "\u200b"),
    "CP112": ("data a 日", "日"),
    "CP113": ("data \u0440", "\u0440"),
    "CP114": ("data a\n\tunder b", "\t"),
    "CP115": ("data a # \ufffd", "\ufffd"),
    "CP118": ("  data a", "d"),
    "CP119": ("exception a for b of c", "of c"),
    "CP120": ("exception a\n    reading r\n    unless b", "unless"),
    "CP121": (DEEP, DEEP.removeprefix("define a as ")),
    "CP122": ("define a as " + "1" * 41, "1" * 41),
    "CP123": ("policy a language 1.5", "1.5"),
    "CP124": ("define a as b < 2026-1-2", "2026-1-2"),
    "CP125": ("fact subject.a : bool protected protected", "protected"),
    "CP126": (
        'scenario "s"\n    with consent by subject to b for c on file since 2026-01-01',
        "with consent by subject",
    ),
    "CP127": ('scenario "s"\n    with refusal by subject told a on file since 2026-01-01', "told a"),
    "CP149": (
        'scenario "s"\n    with offer to a of b to c for d express on file since 2026-01-01',
        "express",
    ),
    "CP128": ("define a as subject.kind is person", "is"),
    "CP129": ("exception a of b,\n    to c", ","),
    "CP140": ("exception a of b to c d for e", "d"),
    "CP141": ("define a as b == c", "=="),
    "CP142": ("role a under b;", ";"),
    "CP143": ("define a as recipient is not b", "is not"),
    "CP144": ("consent a of b to c given by subject lasts 1 year 6 months", "1 year 6 months"),
    "CP145": ("exception a The title\n    of b to c", "The title"),
    "CP147": ("exception a\n    reading r\n        when b\n        cites X\n        unless c", "unless"),
    "CP146": ('reply a say "the "b" c"', '"'),
}


@pytest.mark.parametrize("code", WRITTEN)
def test_each_mistake_is_found_by_its_code_at_its_place(code: str) -> None:
    text, place = WRITTEN[code]
    assert marked(text) == (code, place)


@pytest.mark.parametrize("code", WRITTEN)
def test_each_message_finds_its_facts_and_ends_with_what_to_do(code: str) -> None:
    text, _ = WRITTEN[code]
    finding = mistake(text)
    entry = next(entry for entry in ENTRIES if entry.code == code)
    message, help_ = (part.format(**finding.facts) for part in (entry.message, entry.help))
    shown = rendered(read(text)).splitlines()
    assert shown[0] == f"error {code} ({entry.slug}): {message}"
    assert shown[-1].strip() == f"= {help_}"


MENDED: Mapping[str, str] = {
    "CP101": "prohibition a of b except c",
    "CP103": "prohibition a of b",
    "CP104": "data a\nrole b",
    "CP106": "role third_party",
    "CP110": 'use "a"',
    "CP111": 'use "ab"',
    "CP113": "data p",
    "CP114": "data a\n    under b",
    "CP118": "data a",
    "CP128": "define a as subject.kind = person",
    "CP129": "exception a of b\n    to c",
    "CP141": "define a as b = c",
    "CP142": "role a under b",
    "CP145": 'exception a "The title"\n    of b to c',
}


@pytest.mark.parametrize("code", MENDED)
def test_a_fix_mends_the_mistake(code: str) -> None:
    text = mended(WRITTEN[code][0])
    assert text == MENDED[code]
    assert read(text).diagnostics == ()


def test_only_what_can_be_mended_by_a_program_has_a_fix() -> None:
    fixed = {code for code, (text, _) in WRITTEN.items() if mistake(text).fix is not None}
    assert fixed == set(MENDED)


def test_a_file_over_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "FILE_BYTES", 20)
    assert read("data a" + " " * 14).diagnostics == ()
    assert mistake("data a" + " " * 15).code == "CP116"
    assert mistake("data é" + " " * 14).code == "CP116"


def test_more_statements_than_the_limit_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "STATEMENTS", 2)
    assert read("data a\ndata b").diagnostics == ()
    assert mistake("data a\ndata b\ndata c").code == "CP117"


HEADER = 'policy p "P"\n    language 1\n'


def _codes(loaded: Loaded) -> list[str]:
    return [finding.code for finding in loaded.diagnostics]


LOADED: Mapping[str, dict[str, str]] = {
    "CP130": {"main.policy": HEADER + 'use "../a.policy"\n'},
    "CP131": {"main.policy": HEADER + 'use "a.policy"\n'},
    "CP132": {"main.policy": HEADER + 'use "A.policy"\n', "a.policy": "data a\n"},
    "CP133": {"main.policy": HEADER + 'use "a"\n', "a/b.policy": "data a\n"},
    "CP135": {"main.policy": "data a\n"},
    "CP136": {"main.policy": HEADER + 'use "a.policy"\n', "a.policy": HEADER},
    "CP139": {"main.policy": HEADER + '    within "a.policy"\n', "a.policy": "role a\n"},
    "CP148": {
        "main.policy": HEADER + '    within "a.policy"\n',
        "a.policy": HEADER.replace("policy p", "policy q") + '    within "main.policy"\n',
    },
    "CP137": {"main.policy": HEADER + '    source "a.md"\n', "a.md": "- A1: one\n- A1: two\n"},
}


@pytest.mark.parametrize("code", LOADED)
def test_each_mistake_in_a_set_of_files_is_found_by_its_code(code: str) -> None:
    loaded = load_sources(LOADED[code], main="main.policy")
    assert _codes(loaded) == [code]
    assert render_text(loaded.diagnostics, loaded.sources).startswith(f"error {code}")


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "main.policy").write_text(HEADER + 'use "loop.policy"\n')
    (tmp_path / "loop.policy").symlink_to(tmp_path / "loop.policy")
    assert _codes(load(tmp_path / "main.policy")) == ["CP134"]


def test_too_many_files_are_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "FILES", 2)
    files = {"main.policy": HEADER + 'use "a.policy"\nuse "b.policy"\n', "a.policy": "", "b.policy": ""}
    assert _codes(load_sources(files, main="main.policy")) == ["CP138"]


def test_too_much_text_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "TOTAL_BYTES", 100)
    files = {"main.policy": HEADER + 'use "a.policy"\n', "a.policy": "# " + "x" * 100}
    assert _codes(load_sources(files, main="main.policy")) == ["CP138"]


def test_every_code_has_an_example_here() -> None:
    elsewhere = {"CP116", "CP117", "CP134", "CP138"}
    assert set(WRITTEN) | set(LOADED) | elsewhere == {entry.code for entry in ENTRIES}


def test_a_finding_is_plain_data() -> None:
    found = mistake("prohibiton a of b")
    assert isinstance(found, Diagnostic)
    assert found.facts["suggestion"] == "prohibition"
