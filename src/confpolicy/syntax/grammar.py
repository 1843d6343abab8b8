"""The parser, built once from the shipped grammar."""

from __future__ import annotations

import copy
import functools
from collections.abc import Collection
from types import SimpleNamespace

from lark import Lark
from lark.common import LexerConf
from lark.lexer import ContextualLexer

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
        _plugins={} if strict else {"ContextualLexer": _CheckedLexer},
    )


class _CheckedLexer(ContextualLexer):
    """Compares no tokens with each other: the strict build did, and where `interegular` is there it takes seconds."""

    def __init__(
        self, conf: LexerConf, states: dict[int, Collection[str]], always_accept: Collection[str] = ()
    ) -> None:
        conf = copy.copy(conf)
        conf.skip_validation = True
        super().__init__(conf, states, always_accept=always_accept)


def _imported(_base: object, name: str) -> tuple[str, str]:
    """What lark asks for an `%import`: no path is given to it, since a zip has none."""
    return name, _resources.grammar_text(name)
