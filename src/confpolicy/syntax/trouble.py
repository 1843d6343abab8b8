"""Turns the parser's trouble into a finding in plain words."""

from __future__ import annotations

import re
from collections.abc import Collection

import attrs
from lark.exceptions import UnexpectedInput

from confpolicy.diagnostics.diagnostic import Diagnostic, Fix, Related
from confpolicy.diagnostics.habits import meant
from confpolicy.diagnostics.nearby import near
from confpolicy.source import Span
from confpolicy.syntax.characters import regions
from confpolicy.syntax.habits import habit, side_by_side, told
from confpolicy.syntax.words import STATEMENT_WORDS, UNITS, described, goes_on, keywords, reserved

_FOUND = re.compile(r'"[^"\n]*"?|[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*|[0-9][A-Za-z0-9_.:/\-]*|.', re.DOTALL)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DATE_LIKE = re.compile(
    r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?:[T ]?[0-9:.+\-Z]*)?"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?\.?[ ]{_MONTH}\.?,?[ ][0-9]{{4}}"
    rf"|{_MONTH}\.?[ ][0-9]{{1,2}}(?:st|nd|rd|th)?,?[ ][0-9]{{4}}"
)
_NAMING = frozenset({"NAME", "WORD"})
_NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"


def diagnosed(error: UnexpectedInput, text: str) -> Diagnostic:
    """The finding for the place at which the parser could not go on."""
    assert error.interactive_parser is not None, "the LALR parser of lark always gives one"
    expected = frozenset(error.interactive_parser.accepts())  # type: ignore[no-untyped-call] # lark has no types here
    at: int | None = error.pos_in_stream
    token = getattr(error, "token", None)
    if at is None or at >= len(text) or (token is not None and token.type == "$END"):
        return _ended(text, expected)
    match = _FOUND.match(text, at)
    assert match is not None
    found = match[0]
    span = Span("", at, at + len(found))
    particular = (
        _indented_statement(text, found, span, expected)
        or _first_word(text, found, span)
        or habit(text, found, span, expected)
        or _comma_too_many(text, found, span)
        or _word_for_name(text, found, span, expected)
        or _odd_name(text, span, expected)
        or _date(text, span, expected)
        or _is_for_equals(text, span, expected)
    )
    return particular or _anything(text, found, span, expected)


def _ended(text: str, expected: Collection[str]) -> Diagnostic:
    code = (end for start, end, kind in regions(text) if kind != "comment" and text[start:end].strip())
    last = len(text[: max(code, default=0)].rstrip())
    words = re.search(r"[A-Za-z0-9_\-]+$|.$", text[:last])
    start = words.start() if words else max(last - 1, 0)
    span = Span("", start, max(last, start + 1))
    related = _open_bracket(text) if {"CLOSE", "CLOSE_SET"} & set(expected) else None
    return Diagnostic("CP102", span, {"expected": described(expected)}, (related,) if related else ())


def _open_bracket(text: str) -> Related | None:
    """The last bracket that nothing closes."""
    still_open: list[int] = []
    for start, end, kind in regions(text):
        for at in range(start, end) if kind == "code" else ():
            if text[at] in "({":
                still_open.append(at)
            elif text[at] in ")}" and still_open:
                still_open.pop()
    return Related(Span("", still_open[-1], still_open[-1] + 1), "opened here") if still_open else None


def _indented_statement(text: str, found: str, span: Span, expected: Collection[str]) -> Diagnostic | None:
    line_start = text.rfind("\n", 0, span.start) + 1
    if line_start == 0 or text[line_start : span.start].strip() or not _starts_statement(text, found, span.end):
        return None
    if found in {"reply", "obligation"} and "_COMMA" in expected and text.startswith("scenario"):
        return None
    head = Span("", 0, len(text.split("\n", 1)[0].rstrip()))
    fix = Fix(Span("", line_start, span.start), "")
    return Diagnostic("CP104", span, {"word": found}, (Related(head, "inside this statement"),), fix)


def _starts_statement(text: str, word: str, end: int) -> bool:
    """Whether the word, and what follows it, look like the start of a statement (`purpose is …` does not)."""
    following = re.compile(r"\s*([A-Za-z0-9_\-]+|.)?").match(text, end)
    after = following[1] if following else None
    if word not in STATEMENT_WORDS or after is None:
        return False
    return after not in reserved() or (word, after) == ("absolute", "prohibition") or word == "fact"


def _first_word(text: str, found: str, span: Span) -> Diagnostic | None:
    if span.start:
        return None
    if spaced := re.match(r"[Nn]eed to know\b", text):
        return _with_suggestion("CP103", Span("", 0, spaced.end()), {"word": spaced[0]}, "need-to-know")
    if found.lower() in STATEMENT_WORDS:
        return Diagnostic("CP103", span, {"word": found, "suggestion": found.lower()}, fix=Fix(span, found.lower()))
    return _with_suggestion(
        "CP103", span, {"word": found}, near(found, STATEMENT_WORDS) or meant(found, STATEMENT_WORDS)
    )


def _with_suggestion(code: str, span: Span, facts: dict[str, str], suggestion: str | None) -> Diagnostic:
    if suggestion is None:
        return Diagnostic(code, span, facts)
    return Diagnostic(code, span, {**facts, "suggestion": suggestion}, fix=Fix(span, suggestion))


def _comma_too_many(text: str, found: str, span: Span) -> Diagnostic | None:
    """A word of the language behind a comma: the list was over, if it starts a line or a part."""
    before = text[: span.start].rstrip()
    between = text[len(before) : span.start]
    if found not in reserved() or not before.endswith(",") or "#" in between:
        return None
    if "\n" not in between and not goes_on(found):
        return None
    comma = Span("", len(before) - 1, len(before))
    return Diagnostic("CP129", comma, {"word": found}, (Related(span, "starts something else"),), Fix(comma, ""))


def _word_for_name(text: str, found: str, span: Span, expected: Collection[str]) -> Diagnostic | None:
    """A word of the language where a name is wanted and nothing else; where it starts a line, a name is missing."""
    line = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    if not line.strip() and not text[: span.start].rstrip().endswith(","):
        return None
    if found in reserved() and expected and set(expected) <= {"NAME", "SUBJECT", "ANYONE", "RECIPIENT", "DISCLOSER"}:
        return Diagnostic("CP105", span, {"word": found})
    return None


def _odd_name(text: str, span: Span, expected: Collection[str]) -> Diagnostic | None:
    """A capital letter or a hyphen in what would be a name; a hyphen is seen after the first part of it."""
    start = span.start
    if text[start] == "-":
        start -= len(text[:start]) - len(text[:start].rstrip(_NAME_CHARACTERS))
    elif not _NAMING & set(expected):
        return None
    match = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_\-]*").match(text, start)
    if match is None or match.end() <= span.start + 1 or match[0] in reserved() or match[0].isdigit():
        return None
    plain = match[0].lower().replace("-", "_").strip("_")
    if plain[:1].isdigit():
        plain = "" if "NUMBER" in expected or _DATE_LIKE.match(text, start) else f"the_{plain}"
    if plain == match[0] or not _NAME.fullmatch(plain):
        return None
    place = Span("", start, match.end())
    return Diagnostic("CP106", place, {"word": match[0], "plain": plain}, fix=Fix(place, plain))


def _date(text: str, span: Span, expected: Collection[str]) -> Diagnostic | None:
    """A date in another form; its first number may have been read already."""
    before = text[: span.start]
    start = len(
        before.rstrip(" ").rstrip("0123456789") if text[span.start].isalpha() else before.rstrip("0123456789")
    )
    if spaced := re.search(r"[0-9]{4}-[0-9]{2}-[0-9]{2} +$", before):
        start = spaced.start() if re.compile(r"[0-9]{1,2}:[0-9]{2}").match(text, span.start) else start
    match = _DATE_LIKE.match(text, start) or _DATE_LIKE.match(text, span.start)
    if match is None or not (start < span.start or {"DAY", "MOMENT"} & set(expected)):
        return None
    timed = ":" in match[0] or ("MOMENT" in expected and "DAY" not in expected)
    form = "2026-11-22T10:00" if timed else "2026-11-22"
    return Diagnostic("CP124", Span("", match.start(), match.end()), {"found": match[0], "form": form})


def _is_for_equals(text: str, span: Span, expected: Collection[str]) -> Diagnostic | None:
    """`subject.kind is person`: `is` asks for roles and terms, facts are compared."""
    before = text[: span.start].rstrip()
    if set(expected) != {"KNOWN"} or not before.endswith("is"):
        return None
    place = Span("", len(before) - 2, len(before))
    return Diagnostic("CP128", place, fix=Fix(place, "="))


def _anything(text: str, found: str, span: Span, expected: Collection[str]) -> Diagnostic:
    wanted = described(expected)
    facts = {"found": _shown(found), "expected": wanted, **told(wanted)}
    words = {keywords()[token] for token in expected if token in keywords()}
    words |= UNITS if "UNIT" in expected else frozenset()
    words |= {"=", "<", ">"} if "COMPARE" in expected else frozenset()
    word = _near_word(found, words | ({","} if "_COMMA" in expected else set()))
    finding = (None if word else side_by_side(text, found, span)) or _with_suggestion("CP101", span, facts, word)
    inside = _later_statement(text, span.end)
    if inside is None:
        return finding
    return attrs.evolve(finding, related=(inside,))


def _near_word(found: str, words: Collection[str]) -> str | None:
    """The word that was meant: a near one, or one with the same letters (`adn`)."""
    if found in words or not re.fullmatch(r"[A-Za-z\-]+", found):
        return None
    letters = sorted(found)
    return (
        meant(found, words)
        or near(found, words)
        or next((word for word in sorted(words) if sorted(word) == letters), None)
    )


def _shown(found: str) -> str:
    return "the end of the line" if found == "\n" else f"`{found[:60]}`"


def _later_statement(text: str, after: int) -> Related | None:
    """A line after the mistake that is indented and yet looks like the start of a statement."""
    for match in re.finditer(r"^[ \t]+([a-z\-]+)[ \t]+(?=[a-z\"])", text, re.MULTILINE):
        if match.start(1) >= after and _starts_statement(text, match[1], match.end(1)):
            return Related(Span("", match.start(1), match.end(1)), "this line looks like a statement of its own")
    return None
