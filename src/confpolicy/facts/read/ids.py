"""Ids: compared exactly as they are given, so no two of them may look the same and differ."""

from __future__ import annotations

import unicodedata

from confpolicy.facts.read.collector import Collector, Place
from confpolicy.facts.read.limits import ID_BOUND

_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0") | frozenset(
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
)
"""Fillers, joiners and variation selectors, which belong to categories of visible characters."""
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def id_problem(text: str) -> str | None:
    """Why `text` cannot be an id, in a few words, or None where it can."""
    problem = None
    if not text:
        problem = "it is empty"
    elif len(text) > ID_BOUND:
        problem = f"it is longer than {ID_BOUND} characters"
    elif text[0].isspace() or text[-1].isspace():
        problem = "it begins or ends with a space"
    elif text.isascii():
        if not text.isprintable():
            problem = "it holds a control character"
    elif any(unicodedata.category(c) in _HIDDEN or c in _INVISIBLE for c in text):
        problem = "it holds a control, bidirectional or invisible character"
    elif any(unicodedata.category(c) == "Zs" and c != " " for c in text):
        problem = "it holds a space that is not the plain one"
    elif not unicodedata.is_normalized("NFC", text):
        problem = "it is not in NFC"
    return problem


def read_id(collector: Collector, value: object, place: Place) -> str | None:
    """An id, exactly as given."""
    if type(value) is not str:
        collector.wrong(place, "an id as a text", value)
        return None
    problem = id_problem(value)
    if problem is not None:
        collector.add("CP818", place, problem=problem)
        return None
    return value
