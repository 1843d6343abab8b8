"""JSON, strictly: RFC 8259 and, of RFC 7493, unique keys and exact numbers. Nothing that could be read in two ways.

The parser is Python's; what it lets pass is left in the tree as a mark, and the tree is searched for marks only
where one was left.
"""

from __future__ import annotations

import json
import re

import attrs

from confpolicy.facts.faults import Fault
from confpolicy.facts.read.collector import Found, Place
from confpolicy.facts.read.limits import DEPTH_BOUND, DOCUMENT_BOUND
from confpolicy.facts.read.words import kind_of, pointer, shown
from confpolicy.facts.values import INT_BOUND

_INT_DIGITS = len(str(INT_BOUND))
_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[{]|[\]}]', re.DOTALL)
_BOM = "\ufeff"


@attrs.frozen
class _Mark:
    """A value that has no place in a request."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class _Repeating:
    """An object in which a key stands more than once."""

    pairs: tuple[tuple[str, object], ...]


@attrs.frozen(eq=False)
class _Hooks:
    """What the parser asks for every object and number; `marks` holds whatever was marked."""

    marks: list[_Mark | _Repeating] = attrs.field(factory=list)

    def together(self, pairs: list[tuple[str, object]]) -> object:
        fields = dict(pairs)
        if len(fields) == len(pairs):
            return fields
        self.marks.append(_Repeating(tuple(pairs)))
        return self.marks[-1]

    def whole(self, digits: str) -> object:
        if len(digits) <= _INT_DIGITS + 1:
            number = int(digits)
            if -INT_BOUND <= number <= INT_BOUND:
                return number
        return self._mark("CP813", ("bound", f"whole numbers from -{INT_BOUND} to {INT_BOUND}"))

    def fraction(self, _digits: str) -> object:
        return self._mark("CP804")

    def constant(self, name: str) -> object:
        return self._mark("CP803", ("found", name))

    def _mark(self, code: str, *facts: tuple[str, str]) -> _Mark:
        mark = _Mark(code, facts)
        self.marks.append(mark)
        return mark


@attrs.frozen
class Salvaged:
    """What a JSON text gives, mistaken or not.

    `value`: the document; where a value has no place in a request, or a key stands twice, something stands there that
    fits nowhere. None where the text cannot be read at all. `found`: the mistakes of the text, in its order.
    """

    value: object
    found: tuple[Found, ...] = ()


def parse_json(text: str | bytes) -> object | tuple[Fault, ...]:
    """The value that a JSON text stands for, or its faults, in the order of the text; JSON has no tuples.

    A leading byte order mark is passed over. Whole numbers are ints within `INT_BOUND`; there are no floats. Raises
    nothing.
    """
    salvaged = salvage_json(text)
    if salvaged.found:
        return tuple(Fault(code, pointer(place), facts) for code, place, facts in salvaged.found)
    return salvaged.value


def salvage_json(text: str | bytes) -> Salvaged:
    """The same, with as much of a mistaken document as can be read. Raises nothing."""
    decoded = _decode(text)
    if isinstance(decoded, Salvaged):
        return decoded
    if _too_deep(decoded):
        return _nothing("CP805", bound=str(DEPTH_BOUND))
    hooks = _Hooks()
    try:
        value: object = json.loads(
            decoded,
            object_pairs_hook=hooks.together,
            parse_int=hooks.whole,
            parse_float=hooks.fraction,
            parse_constant=hooks.constant,
        )
    except json.JSONDecodeError as error:
        return _nothing("CP801", line=str(error.lineno), column=str(error.colno))
    if not hooks.marks and "\\u" not in decoded and _whole_characters(decoded):
        return Salvaged(value)
    found: list[Found] = []
    value = _search(value, (), found)
    return Salvaged(value, tuple(found))


def _nothing(code: str, **facts: str) -> Salvaged:
    return Salvaged(None, ((code, (), facts),))


def _decode(text: object) -> str | Salvaged:
    if type(text) is not bytes and type(text) is not str:
        return _nothing("CP810", expected="a JSON text", found=kind_of(text))
    if len(text) > DOCUMENT_BOUND:
        what = "bytes" if isinstance(text, bytes) else "characters"
        return _nothing("CP806", bound=f"{DOCUMENT_BOUND:,}", what=what)
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            return _nothing("CP807", byte=str(error.start + 1))
    return text.removeprefix(_BOM)


def _too_deep(text: str) -> bool:
    """Counted before parsing, so that no text reaches the end of the stack."""
    if text.count("[") + text.count("{") <= DEPTH_BOUND:
        return False
    depth = 0
    for token in _BRACKETS.finditer(text):
        first = token[0][0]
        if first in "[{":
            depth += 1
            if depth > DEPTH_BOUND:
                return True
        elif first != '"':
            depth -= 1
    return False


def _whole_characters(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _search(value: object, place: Place, found: list[Found]) -> object:
    """The value with every object made one again; puts down every mark, repetition and half of a surrogate pair."""
    if isinstance(value, _Mark):
        found.append((value.code, place, dict(value.facts)))
    elif isinstance(value, str):
        if not _whole_characters(value):
            found.append(("CP808", place, {}))
    elif isinstance(value, list):
        return [_search(each, (*place, number), found) for number, each in enumerate(value)]
    elif isinstance(value, dict | _Repeating):
        fields: dict[str, object] = {}
        for key, each in value.items() if isinstance(value, dict) else value.pairs:
            here = (*place, key)
            repeated = key in fields
            if repeated:
                found.append(("CP802", here, {"name": shown(key)}))
            if not _whole_characters(key):
                found.append(("CP808", here, {}))
            read = _search(each, here, found)
            fields[key] = _Mark("CP802") if repeated else read
        return fields
    return value
