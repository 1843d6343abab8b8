"""Whatever the text, there is a tree, there are findings inside the text, and there is no exception."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from confpolicy.diagnostics.render.text import render_text
from confpolicy.syntax.parse import Parsed, parse_text
from confpolicy.syntax.split import split
from confpolicy.syntax.statements import BrokenNode
from confpolicy.syntax.words import keywords
from tests.syntax.sentences import laid_out, sentence

ODD = list('“”« \u200b\u202e\u0430é日\t\r\n\x00\x1b"#(){},.:=<>!+-_ABZ09\ufffd\ud800\ufeff\U000e0041')


def check(parsed: Parsed) -> None:
    text = parsed.file.source.text
    for finding in parsed.diagnostics:
        spans = [finding.span, *(related.span for related in finding.related)]
        spans += [finding.fix.span] if finding.fix else []
        assert all(0 <= span.start <= span.end <= len(text) for span in spans)
        assert render_text([finding], {"x": parsed.file.source}).encode()
    assert sum(isinstance(node, BrokenNode) for node in parsed.file.statements) <= len(parsed.diagnostics)
    assert len(parsed.file.statements) == len(split(text))


@settings(max_examples=200, deadline=None)
@given(st.text() | st.binary())
@example("\ud800")
@example("(" * 100_000)
@example("define a as " + "not " * 50_000)
@example("define a as " + "b and " * 50_000)
@example("define a as b" + " + b" * 50_000)
@example("define a as " + "{" * 50_000)
@example('scenario "t" given item.a = ' + "{(a = " * 20_000)
@example("fact item.a : " + "set of " * 50_000 + "int")
@example("data " + "a" * 500_000)
@example("data " + "a-" * 200_000)
@example('use "' + "x" * 500_000)
@example("a\n" * 9_000)
def test_any_text_gives_a_tree_or_findings(text: str | bytes) -> None:
    check(parse_text(text, "x"))


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=0))
def test_a_text_that_is_nearly_right_gives_a_tree_or_findings(seed: int) -> None:
    check(parse_text(_spoilt(random.Random(seed)), "x"))


def _spoilt(random_: random.Random) -> str | bytes:
    pieces = []
    for _ in range(random_.randint(1, 3)):
        tokens = sentence(random_, levels=15)
        for _ in range(random_.randint(0, 3)):
            at = random_.randrange(len(tokens))
            match random_.randrange(4):
                case 0 if len(tokens) > 1:
                    tokens.pop(at)
                case 1:
                    tokens.insert(at, random_.choice(list(keywords().values())))
                case 2:
                    other = random_.randrange(len(tokens))
                    tokens[at], tokens[other] = tokens[other], tokens[at]
                case _:
                    tokens.insert(at, random_.choice(tokens))
        pieces.append(laid_out(tokens, random_, comments=random_.random() < 0.3))
    text = "\n".join(pieces)
    for _ in range(random_.choice((0, 0, 1, 2, 5))):
        at = random_.randrange(len(text) + 1)
        text = text[:at] + random_.choice(ODD) + text[at + random_.randint(0, 1) :]
    if random_.random() < 0.7:
        return text
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    data[random_.randrange(len(data))] = random_.randrange(256)
    return bytes(data)


@pytest.mark.parametrize("levels", [63, 64])
def test_conditions_may_be_nested_to_a_stated_depth_and_no_deeper(levels: int) -> None:
    text = "define a as " + "not " * levels + "b"
    assert [finding.code for finding in parse_text(text, "x").diagnostics] == (["CP121"] if levels > 63 else [])


@pytest.mark.parametrize("brackets", [64, 65])
def test_brackets_may_be_nested_to_a_stated_depth_and_no_deeper(brackets: int) -> None:
    text = "define a as " + "(" * brackets + "b" + ")" * brackets
    assert [finding.code for finding in parse_text(text, "x").diagnostics] == (["CP121"] if brackets > 64 else [])


def test_a_long_list_is_not_a_deep_one() -> None:
    text = "define a as " + " and ".join(["b"] * 5_000) + "\ndata " + ", ".join(["c"] * 5_000)
    assert parse_text(text, "x").diagnostics == ()


def test_the_longest_file_is_read_in_a_moment() -> None:
    clause = 'exception a "t"\n    of b to c for d\n    when e and (f or g)\n\n'
    start = time.perf_counter()
    parsed = parse_text(clause * 5_000, "x")
    assert parsed.diagnostics == ()
    assert time.perf_counter() - start < 60


@pytest.mark.parametrize(
    "text",
    ["data a" + "\t" * 300_000, "data a" + " \t" * 150_000, "\t" * 300_000 + "data a", "data a # " + "\t" * 300_000],
)
def test_a_line_of_tabs_is_read_in_a_moment(text: str) -> None:
    start = time.process_time()
    parse_text(text, "x")
    assert time.process_time() - start < 5


def test_many_findings_in_a_long_text_are_shown_in_a_moment() -> None:
    parsed = parse_text("exception\n" * 9_000 + "# " + "x" * 500_000, "x")
    start = time.process_time()
    shown = render_text(parsed.diagnostics, {"x": parsed.file.source})
    assert time.process_time() - start < 5
    assert "--> x:9000:1" in shown
