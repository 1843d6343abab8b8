"""Mistakes out of habit: signs of other languages, and what people write who know no programming language."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from confpolicy.diagnostics.diagnostic import Diagnostic, Fix
from confpolicy.source import Span
from confpolicy.syntax.characters import regions
from confpolicy.syntax.words import UNITS, reserved

_SIGNS: Mapping[str, str] = {
    "==": "=", "===": "=", "<>": "!=", "=<": "<=", "=>": ">=", "&": "and", "&&": "and", "|": "or", "||": "or",
    "!": "not", "'": '"', "//": "#", "[": "{", "]": "}",
}  # fmt: skip
_SIGN = re.compile(r"={2,3}|<>|=<|=>|&&?|\|\|?|!(?!=)|//|[\[\]']")
_LAST_NAME = re.compile(r"(?<![A-Za-z0-9_.])([a-z][a-z0-9_]*)[ \t]+$")
_LENGTH = re.compile(rf"\d+\s+(?:{'|'.join(sorted(UNITS))})\s+(?:and\s+)?$")
_HEAD = re.compile(r"[a-z\-]+(?:\s+prohibition)?\s+[a-z][a-z0-9_]*\s+$")


def habit(text: str, found: str, span: Span, expected: Collection[str]) -> Diagnostic | None:
    """The finding for such a mistake where the parser could not go on, or None where it is of another kind."""
    return (
        _quote_in_text(text, span)
        or _sign(text, span)
        or _sign_at_end(text, found, span)
        or _is_not(text, found, span)
        or _except_when(text, found, span)
        or _two_units(text, span)
        or _title(text, span, expected)
    )


def told(expected: str) -> dict[str, str]:
    """How what could stand somewhere is spoken of: as the only thing, or as one of several."""
    if " or " in expected or expected.startswith(("another", "nothing")):
        advice = "Look for a word that is misspelt, and for a comma or a little word that is missing before it."
        return {"could": "could", "advice": advice}
    return {"could": "has to", "advice": f"Write {expected} here."}


def side_by_side(text: str, found: str, span: Span) -> Diagnostic | None:
    """Two names with nothing between them: a comma or a little word is missing, or one name has a space."""
    before = _LAST_NAME.search(text[: span.start])
    if (
        before is None
        or before[1] in reserved()
        or found in reserved()
        or not re.fullmatch(r"[a-z][a-z0-9_]*", found)
    ):
        return None
    if before[1] == "all":
        place = Span("", before.start(1), before.end(1))
        facts = {"found": "`all`", "expected": "`any`", **told("`any`"), "suggestion": "any"}
        return Diagnostic("CP101", place, facts, fix=Fix(place, "any"))
    return Diagnostic("CP140", span, {"before": before[1], "name": found, "joined": f"{before[1]}_{found}"})


def _sign(text: str, span: Span) -> Diagnostic | None:
    for start in (span.start - 1, span.start):
        match = _SIGN.match(text, max(start, 0))
        if match and match.end() > span.start:
            place = Span("", match.start(), match.end())
            plain = _SIGNS[match[0]]
            fix = Fix(place, plain if plain != '"' else '"')
            if plain == '"' and (whole := re.compile(r"'([^'\"\n]*)'").match(text, match.start())):
                fix = Fix(Span("", whole.start(), whole.end()), f'"{whole[1]}"')
            return Diagnostic("CP141", place, {"found": match[0], "plain": plain}, fix=fix)
    return None


def _sign_at_end(text: str, found: str, span: Span) -> Diagnostic | None:
    rest = text[span.end :].split("\n", 1)[0].partition("#")[0]
    if found not in {".", ";", ":", "!", "?"} or rest.strip():
        return None
    return Diagnostic("CP142", span, {"found": found}, fix=Fix(span, ""))


def _is_not(text: str, found: str, span: Span) -> Diagnostic | None:
    before = text[: span.start].rstrip()
    if found != "not" or not re.search(r"\bis$", before):
        return None
    return Diagnostic("CP143", Span("", len(before) - 2, span.end))


def _except_when(text: str, found: str, span: Span) -> Diagnostic | None:
    before = text[: span.start].rstrip()
    if found not in {"when", "if", "where"} or not re.search(r"\bexcept$", before):
        return None
    place = Span("", len(before) - len("except"), span.end)
    facts = {"found": f"`except {found}`", "expected": "`unless`", **told("`unless`"), "suggestion": "unless"}
    return Diagnostic("CP101", place, facts, fix=Fix(place, "unless"))


def _two_units(text: str, span: Span) -> Diagnostic | None:
    before = _LENGTH.search(text[: span.start])
    after = re.compile(rf"(?:and\s+)?\d+\s+(?:{'|'.join(sorted(UNITS))})\b").match(text, span.start)
    if before is None or after is None:
        return None
    return Diagnostic("CP144", Span("", before.start(), after.end()))


def _title(text: str, span: Span, expected: Collection[str]) -> Diagnostic | None:
    """A word behind the name of a clause or of the policy, on its line: a title without its quotes."""
    if "STRING" not in expected or not _HEAD.fullmatch(text[: span.start]) or "\n" in text[: span.start]:
        return None
    end = text.find("\n", span.start)
    line = text[span.start : len(text) if end < 0 else end].partition("#")[0].rstrip()
    if '"' in line or not line[:1].isalpha() or set(line.split()) & reserved():
        return None
    place = Span("", span.start, span.start + len(line))
    return Diagnostic("CP145", place, fix=Fix(place, f'"{line}"'))


def _quote_in_text(text: str, span: Span) -> Diagnostic | None:
    if not text[span.start].isalnum():
        return None
    if not any(kind == "string" and end == span.start for _, end, kind in regions(text)):
        return None
    return Diagnostic("CP146", Span("", span.start - 1, span.start))
