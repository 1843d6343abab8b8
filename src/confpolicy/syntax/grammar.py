"""The parser, built once from the shipped grammar."""

from __future__ import annotations

import functools
from types import SimpleNamespace

from lark import Lark

from confpolicy import _resources
from confpolicy.syntax.build import RULES


@functools.cache
def parser() -> Lark:
    """The parser of one statement. It builds the tree as it reads: nothing recurses, however deep the text is."""
    return build(strict=False, transformer=SimpleNamespace(**RULES))


def build(*, strict: bool, transformer: object | None = None) -> Lark:
    """The shipped grammar as a parser.

    With `strict` every ambiguity of rules or tokens raises (it needs `lark[interegular]`); the language is the same.
    """
    return Lark(
        _resources.grammar_text("policy.lark"),
        parser="lalr",
        lexer="contextual",
        start="start",
        import_paths=[_imported],
        strict=strict,
        transformer=transformer,
        maybe_placeholders=False,
    )


def _imported(_base: object, name: str) -> tuple[str, str]:
    """What lark asks for an `%import`: no path is given to it, since a zip has none."""
    return name, _resources.grammar_text(name)
