"""The language's words, and plain words for what the parser expects."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping

from confpolicy.syntax.grammar import parser

STATEMENT_WORDS = (
    "policy", "use", "data", "role", "purpose", "notice", "giver", "register", "fact", "structure", "define",
    "consent", "need-to-know", "exception", "duty", "absolute", "prohibition", "referral", "obligation", "reply",
    "standing", "stand-in", "group", "omits", "assert", "scenario",
)  # fmt: skip
"""What a statement can start with."""

_UNITS = "second minute hour day week month year"
UNITS = frozenset(_UNITS.split()) | {f"{unit}s" for unit in _UNITS.split()}

_CONTEXTUAL = frozenset({"person", "a", "class", "offer", "silence", "only", "same"})
"""Words in one place alone, where no name can stand."""
_KEYWORD = re.compile(r"([a-z]+(?:-[a-z]+)*)\(\?!\[A-Za-z0-9_\]\)")
_CATEGORIES: Mapping[str, str] = {
    "NAME": "a name",
    "WORD": "a name",
    "LABEL": "a label",
    "CODE": "a code such as `CP503`",
    "STRING": "a text in quotes",
    "NUMBER": "a number",
    "DAY": "a date",
    "MOMENT": "a date and time",
    "UNIT": "a unit of time such as `days`",
    "EQUALS": "`=`",
    "COMPARE": "another comparison such as `<`",
    "PLUS": "`+`",
    "MINUS": "`-`",
    "OPEN": "`(`",
    "CLOSE": "`)`",
    "OPEN_SET": "`{`",
    "CLOSE_SET": "`}`",
    "_COMMA": "`,`",
    "_COLON": "`:`",
    "_DOT": "`.` with the name of a fact",
}


def _tokens(words: str) -> frozenset[str]:
    return frozenset(words.upper().split())


_HOLDERS = _tokens("subject stated recipient relation discloser context item statement")
_CONDITION = _HOLDERS | _tokens("not name now number open open_set purpose string day moment yes no minus some every")
_TYPES = _tokens("bool int decimal text date datetime duration one set data role purpose name")
_CLAUSE = _tokens(
    "cites allow of to from for when unless given express accepts told lasts requested naming without limited"
    " overrides yields relying reading read first then on decided by every do say"
)
_GROUP = _tokens("has cites allow")
_HEADER = _tokens("language source version in timezone reviewed review within governs cites allow")
_SCENARIO = _tokens("at given with ask request expect cites allow")
_EXPECTATIONS = _tokens(
    "permit partial refer deny outside reply no required needs obligation says conflict presumed reading"
)
_STATEMENTS = _tokens(" ".join(STATEMENT_WORDS).replace("-", "_"))

_GOES_ON = _CLAUSE | _GROUP | _HEADER | _SCENARIO | _tokens("under towards reveals except because")
"""Words with which a statement goes on behind a list."""

_GROUPS: tuple[tuple[frozenset[str], frozenset[str], str], ...] = (
    (_STATEMENTS, _STATEMENTS, "the first word of a statement"),
    (_tokens("not name now number open"), _CONDITION, "a condition"),
    (_tokens("name number day string yes open_set"), _CONDITION | {"OPEN"}, "a value"),
    (_HOLDERS, _HOLDERS, "a fact such as `subject.kind`"),
    (_tokens("bool int decimal name"), _TYPES, "a type"),
    (_tokens("equals compare"), _tokens("equals compare plus minus in within is _dot"), "a comparison"),
    (_tokens("when unless given overrides first decided"), _CLAUSE, "another part of the clause"),
    (_tokens("language version timezone"), _HEADER, "another part of the header"),
    (_tokens("given ask expect"), _SCENARIO, "another part of the scenario"),
    (_tokens("permit deny reply"), _EXPECTATIONS, "a result such as `permit` or `deny`"),
)
"""Where all of the first stand, all of the second are said in these words."""
_SHOWN = 6


@functools.cache
def keywords() -> Mapping[str, str]:
    """Every word of the language by the name of its token; units of time are not among them."""
    found: dict[str, str] = {}
    for terminal in parser().terminals:
        if match := _KEYWORD.fullmatch(terminal.pattern.value):
            found[terminal.name] = match[1]
    return found


@functools.cache
def reserved() -> frozenset[str]:
    """The words that no name can be."""
    return frozenset(keywords().values()) - _CONTEXTUAL | UNITS


def described(tokens: Collection[str]) -> str:
    """`a name, `to` or another part of the clause`: what the parser would take, in words."""
    remaining = set(tokens)
    first: list[str] = []
    last: list[str] = []
    for needed, members, words in _GROUPS:
        if needed <= remaining:
            remaining -= members
            (last if words.startswith("another") else first).append(words)
    first += [words for token, words in _CATEGORIES.items() if token in remaining]
    first += [f"`{keywords()[token]}`" for token in sorted(remaining & keywords().keys())]
    listed = list(dict.fromkeys(first))
    if len(listed) > _SHOWN:
        listed, last = listed[:_SHOWN], last or ["another word"]
    listed += last
    if not listed:
        return "nothing more"
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"


def goes_on(word: str) -> bool:
    """Whether a statement can go on with this word where a list has ended."""
    return word.upper().replace("-", "_") in _GOES_ON
