"""Every code has a page, every page a program that fails, the message that comes out, and a program that is right.

What the blocks of the pages say is run by `tests/markdown`; here stands what a page must have.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from confpolicy.diagnostics.catalogue import CATALOGUE
from confpolicy.diagnostics.diagnostic import Severity
from confpolicy.diagnostics.page import page
from tests.markdown.blocks import PAGES, Block, blocks
from tests.markdown.signs import spelled_out

ROOT = Path(__file__).parents[2]
CODES = sorted(CATALOGUE)
OF_POLICIES = [code for code in CODES if not code.startswith("CP8")]
OF_REQUESTS = [code for code in CODES if code.startswith("CP8")]
WARNINGS = [code for code in CODES if CATALOGUE[code].severity is Severity.WARNING]
OF_BUILT_TREES = {"CP325", "CP327"}
"""The grammar lets no text have these; their pages show the message that the text gets."""
SAID_OTHERWISE = {"CP602"}
"""In an outline no `allow` can stand, and `omits` is what allows it."""


def of(code: str, *kinds: str) -> list[Block]:
    return [block for block in blocks(page(code)) if block.kind in kinds]


def test_there_is_a_page_for_each_code_and_no_other() -> None:
    assert sorted(path.stem for path in (ROOT / PAGES).glob("CP*.md")) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_page_starts_with_its_code_and_says_what_it_means(code: str) -> None:
    title, _, after = page(code).partition("\n\n")
    assert re.fullmatch(rf"# {code}: [a-z0-9][a-z0-9 -]+", title)
    prose = after.partition("```")[0]
    assert len(prose.split()) >= 7, "what it means, and why it matters"


@pytest.mark.parametrize("code", OF_POLICIES)
def test_the_first_program_fails_with_the_code_and_the_last_is_right(code: str) -> None:
    policies_and_messages = of(code, "policy", "messages")
    kinds = [block.kind for block in policies_and_messages]
    assert kinds[:2] == ["policy", "messages"]
    assert kinds[-1] == "policy"
    message = policies_and_messages[1].text
    entry = CATALOGUE[code]
    if code not in OF_BUILT_TREES:
        assert f"{entry.severity.value} {code} ({entry.slug}): " in message
    found = re.findall(r"^(?:error|warning) (CP\d{3}) ", message, re.MULTILINE)
    assert set(found) <= {code} or code in OF_BUILT_TREES, "nothing else is wrong with it"


@pytest.mark.parametrize("code", OF_REQUESTS)
def test_the_first_request_is_refused_with_the_code_and_the_last_is_not(code: str) -> None:
    found = of(code, "request", "decision")
    assert [block.kind for block in found] == ["request", "decision", "request"]
    assert re.findall(r'"code": "(CP\d{3})"', found[1].text) == [code]


@pytest.mark.parametrize("code", sorted(set(WARNINGS) - SAID_OTHERWISE))
def test_the_page_of_a_warning_says_when_it_is_right_to_allow_it(code: str) -> None:
    assert re.search(r"^Allow it ", page(code), re.MULTILINE)
    assert any(f"allow {code} because" in block.text for block in of(code, "policy"))


def test_there_is_no_page_of_an_unknown_code() -> None:
    for code in ("CP000", "README", "../page"):
        with pytest.raises(KeyError):
            page(code)


@pytest.mark.parametrize("code", CODES)
def test_a_page_is_plain_to_read(code: str) -> None:
    text = page(code)
    assert max(len(line) for line in text.partition("```")[0].splitlines()) <= 120
    for jargon in ("token", "parser", "lexer", "AST", "parse"):
        assert not re.search(rf"\b{jargon}\b", text), jargon


@pytest.mark.parametrize("code", CODES)
def test_signs_that_stand_for_something_else_are_explained(code: str) -> None:
    before, _, after = page(code).partition("```")
    first = after.partition("```")[0]
    if spelled_out(first) != first or "<0x" in first:
        assert "stands for" in before
