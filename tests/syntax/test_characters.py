"""Which characters may stand where."""

from __future__ import annotations

import unicodedata

import pytest

from confpolicy.syntax.characters import CONFUSABLE, looks_like, regions
from tests.syntax.reading import marked, mended, mistake, read, rendered


@pytest.mark.parametrize(
    "character", ["\u202e", "\u2066", "\u200b", "\u00ad", "\u2060", "\x00", "\x1b", "\x0b", "\u2028"]
)
@pytest.mark.parametrize("text", ["data a{}b", 'use "a{}b"', "data a # {}", "# {}\ndata a", "data a\n\n# {}"])
def test_what_cannot_be_seen_stands_nowhere(character: str, text: str) -> None:
    assert marked(text.format(character)) == ("CP111", character)


@pytest.mark.parametrize("character", ["\ud800", "\U000e0041", "\ufe0f", "\u3164", "\ue000", "\uffff"])
def test_what_is_no_letter_stands_nowhere(character: str) -> None:
    assert mistake(f'use "a{character}b"').code == "CP111"


@pytest.mark.parametrize(
    "inside", ["“quoted”", "l\u2019été \u2013 enfin…", "日本語", "100 €", "a\u00a0b", "don't", "\t"]
)
def test_quotes_and_comments_may_say_anything_that_can_be_seen(inside: str) -> None:
    assert read(f'use "{inside}" # {inside}').diagnostics == ()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("use “a b”", 'use "a b"'),
        ("use «a»", 'use "a"'),
        ("use “a", 'use "a'),
        ("data\u00a0a", "data a"),
        ("define a as b \u2013 c", "define a as b - c"),
        ("define a as b \u2264 c", "define a as b <= c"),
        ("define a as b \u2260 c", "define a as b != c"),
        ("need\u2011to\u2011know a", "need-to\u2011know a"),
        ('use "a b”', 'use "a b"'),
    ],
)
def test_what_a_word_processor_made_of_plain_characters_is_mended(text: str, plain: str) -> None:
    assert mended(text) == plain


def test_a_quote_that_opens_plain_and_closes_curled_is_an_open_text() -> None:
    assert marked('use "a b”') == ("CP109", '"a b”')


@pytest.mark.parametrize(("character", "plain"), sorted(CONFUSABLE.items()))
def test_a_letter_that_only_looks_plain_is_named(character: str, plain: str) -> None:
    finding = mistake(f"data a{character}")
    assert finding.code == "CP113"
    assert finding.facts["plain"] == plain
    assert unicodedata.name(character) in rendered(read(f"data a{character}"))


@pytest.mark.parametrize(
    ("character", "plain"), [("é", "e"), ("\uff53", "s"), ("\U0001d41a", "a"), ("ﬁ", "f"), ("日", None), ("€", None)]
)
def test_accents_and_styles_are_seen_through(character: str, plain: str | None) -> None:
    assert looks_like(character) == plain


def test_a_tab_is_a_space_but_not_at_the_margin() -> None:
    assert read("data a,\tb\t\n").diagnostics == ()
    assert mended("data a\n \t under b") == "data a\n     under b"
    assert mistake("data a\n\t# comment\n    under b").code == "CP114"


def test_a_text_in_quotes_ends_on_its_line() -> None:
    assert marked('use "a\n    b"') == ("CP109", '"a')


def test_what_cannot_be_seen_is_the_reason_why_a_text_is_not_closed() -> None:
    assert marked('use "a\u200b') == ("CP111", "\u200b")
    assert marked('use "a\t') == ("CP109", '"a\t')


def test_a_text_is_cut_into_code_texts_and_comments() -> None:
    text = 'a "b" # "c"\nd "e'
    assert [(text[start:end], kind) for start, end, kind in regions(text)] == [
        ("a ", "code"),
        ('"b"', "string"),
        (" ", "code"),
        ('# "c"', "comment"),
        ("\nd ", "code"),
        ('"e', "open string"),
    ]


def test_a_mark_of_a_comment_in_a_text_is_text() -> None:
    assert read('use "a # b"').diagnostics == ()
    assert mistake('use "a" # " \n    "b').code == "CP109"


def test_bytes_that_are_no_utf8_are_found_where_they_stand() -> None:
    finding = mistake(b"data a\ndata b # caf\xe9\n")
    assert finding.code == "CP115"
    assert finding.span.start == len("data a\ndata b # caf")


def test_the_first_mistake_of_a_statement_is_the_one_reported() -> None:
    assert mistake("data a (\n    under \u0431").code == "CP101"
    assert mistake("data \u0431\n    under (").code in {"CP112", "CP113"}
