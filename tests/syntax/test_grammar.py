"""The grammar itself: unambiguous, complete, and at one with the code around it."""

from __future__ import annotations

import logging

import lark.lexer
import pytest

from confpolicy.syntax.build import RULES
from confpolicy.syntax.grammar import build, parser
from confpolicy.syntax.words import STATEMENT_WORDS, keywords, reserved


def test_the_shipped_grammar_has_no_ambiguity() -> None:
    build(strict=True)


def test_every_rule_has_its_builder_and_no_builder_is_left_over() -> None:
    names = {str(rule.alias or rule.origin.name) for rule in parser().rules}
    passed_through = {name for name in names if name not in RULES and not name.startswith("_")}
    assert passed_through == {
        "statement",
        "note",
        "label",
        "condition",
        "conjunction",
        "negation",
        "comparison",
        "sum",
        "atom",
        "literal",
        "value",
    }
    assert set(RULES) <= names


def _excluded(pattern: str) -> set[str]:
    return set(pattern.split("(?!(?:", 1)[1].split(")", 1)[0].split("|"))


@pytest.mark.parametrize("token", ["NAME", "LABEL"])
def test_no_word_of_the_language_can_be_a_name_or_a_plain_label(token: str) -> None:
    pattern = next(terminal.pattern.value for terminal in parser().terminals if terminal.name == token)
    assert _excluded(pattern) == reserved()


def test_every_first_word_of_a_statement_is_a_word_of_the_language() -> None:
    assert set(STATEMENT_WORDS) <= set(keywords().values())


def test_a_grammar_with_a_collision_would_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from confpolicy import _resources

    shipped = _resources.grammar_text

    def loosened(name: str) -> str:
        text = shipped(name)
        return text.replace("NAME:  /(?!(?:", "NAME:  /(?!(?:zzz|qqq)[^A-Za-z0-9_])(?!(?:", 1).replace("|when|", "|")

    monkeypatch.setattr(_resources, "grammar_text", loosened)
    logging.getLogger("lark").setLevel(logging.CRITICAL)
    with pytest.raises(lark.exceptions.LexError, match="WHEN"):
        build(strict=True)


def test_the_strict_build_sees_every_token() -> None:
    """It compares regular expressions alone: a token that is a plain string could collide unseen."""
    assert {terminal.pattern.type for terminal in parser().terminals} == {"re"}
