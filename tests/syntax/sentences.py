"""Random sentences of the grammar: whatever the rules allow, and so what nobody thought of."""

from __future__ import annotations

import functools
import random
from collections.abc import Mapping

from lark.grammar import Rule

from confpolicy.syntax.grammar import parser
from confpolicy.syntax.words import keywords

_SAMPLES: Mapping[str, tuple[str, ...]] = {
    "NAME": ("a", "b", "c", "third_party", "recent_contact", "a_rather_long_name_for_an_item", "x1"),
    "WORD": ("all_three", "each_alone", "when", "1a", "No"),
    "LABEL": ("X6", "O-c.ii", "M1.1", "GAP-1", "164.512(f)(1)(ii)(A)"),
    "CODE": ("CP701",),
    "STRING": ('"a text"', '""', '"é § 日本"', '"' + "a longer text, which goes on for some words " * 3 + '"', '"#"'),
    "NUMBER": ("0", "1", "16", "12.50"),
    "DAY": ("2011-05-04",),
    "MOMENT": ("2026-11-22T10:00", "2026-11-22T10:00:30+01:00"),
    "UNIT": ("day", "days", "month", "years"),
    "COMPARE": ("!=", "<", "<=", ">", ">="),
    "EQUALS": ("=",),
    "PLUS": ("+",),
    "MINUS": ("-",),
    "OPEN": ("(",),
    "CLOSE": (")",),
    "OPEN_SET": ("{",),
    "CLOSE_SET": ("}",),
    "_COMMA": (",",),
    "_COLON": (":",),
    "_DOT": (".",),
    "PERSON": ("person",),
}


@functools.cache
def _expansions() -> Mapping[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for rule in parser().rules:
        found.setdefault(str(rule.origin.name), []).append(rule)
    return {name: tuple(rules) for name, rules in found.items()}


@functools.cache
def _heights() -> Mapping[str, int]:
    """How many levels a rule needs at least, so that a sentence can be brought to an end."""
    heights: dict[str, int] = {}
    while len(heights) < len(_expansions()):
        for name, rules in _expansions().items():
            known = [_height(rule, heights) for rule in rules]
            if name not in heights and any(height is not None for height in known):
                heights[name] = 1 + min(height for height in known if height is not None)
    return heights


def _height(rule: Rule, heights: Mapping[str, int]) -> int | None:
    inner = [0 if symbol.is_term else heights.get(str(symbol.name)) for symbol in rule.expansion]
    return None if None in inner else max((height for height in inner if height is not None), default=0)


def sentence(random_: random.Random, *, levels: int = 25) -> list[str]:
    """The tokens of one statement; below `levels` rules the shortest way out is taken."""
    tokens: list[str] = []
    stack: list[tuple[str, bool, int]] = [("start", False, 0)]
    while stack:
        name, is_token, level = stack.pop()
        if is_token:
            tokens.append(random_.choice(_SAMPLES[name]) if name in _SAMPLES else keywords()[name])
            continue
        rules = _expansions()[name]
        if level > levels:
            least = min(_height(rule, _heights()) or 0 for rule in rules)
            rules = tuple(rule for rule in rules if (_height(rule, _heights()) or 0) == least)
        rule = random_.choice(rules)
        stack.extend((str(symbol.name), symbol.is_term, level + 1) for symbol in reversed(rule.expansion))
    return tokens


def laid_out(tokens: list[str], random_: random.Random, *, comments: bool) -> str:
    """The tokens as a statement: spaces, line breaks and, if wanted, comments between them."""
    text = tokens[0]
    for number, token in enumerate(tokens[1:]):
        roll = random_.random()
        if comments and roll < 0.05:
            text += f"  # comment {number}\n    {token}"
        elif comments and roll < 0.1:
            indent = random_.choice(("", "    ", "            "))
            text += f"\n{indent}# comment {number}\n    {token}"
        elif roll < 0.2:
            text += f"\n        {token}"
        elif token in {",", ".", ":"} or text[-1] == ".":
            text += token
        else:
            text += f" {token}"
    return text
