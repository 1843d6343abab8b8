"""What every part of reading shares: the vocabulary, and the mistakes found so far."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import attrs

from confpolicy.diagnostics.nearby import near
from confpolicy.facts.faults import Fault
from confpolicy.facts.read.limits import NEARBY_BOUND
from confpolicy.facts.read.words import kind_of, pointer, shown
from confpolicy.facts.schema import Vocabulary

Place: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the document's root; a pointer is made of it only where there is a fault."""
Found: TypeAlias = tuple[str, Place, dict[str, str]]
"""A mistake: its code, its place, and what fills the templates."""


@attrs.frozen(eq=False)
class Collector:
    """Lives for one reading. Readers give back a value, or None once they have put at least one mistake here."""

    vocabulary: Vocabulary
    found: list[Found] = attrs.field(factory=list)
    lookups: list[str] = attrs.field(factory=list)

    def add(self, code: str, place: Place, /, **facts: str) -> None:
        """One mistake; `facts` fill the templates of the code's entry."""
        self.found.append((code, place, facts))

    def add_near(self, code: str, place: Place, candidates: Iterable[str], /, *, given: str, **facts: str) -> None:
        """One mistake about the name `given`, with the nearest of `candidates` as its suggestion, if one is near."""
        if len(self.lookups) < NEARBY_BOUND:
            self.lookups.append(given)
            suggestion = near(given, candidates)
            if suggestion is not None:
                facts["suggestion"] = suggestion
        self.add(code, place, **facts)

    def wrong(self, place: Place, expected: str, value: object) -> None:
        """`value` is not what was expected; a null has a code of its own."""
        if value is None:
            self.add("CP819", place)
        else:
            self.add("CP810", place, expected=expected, found=kind_of(value))

    def fields(self, value: object, place: Place, holder: str) -> dict[str, object] | None:
        """An own copy of a JSON object. Only exact texts are keys: one of another type could answer as it likes."""
        if type(value) is not dict:
            self.wrong(place, "an object", value)
            return None
        for key in value:
            if type(key) is not str:
                return self._texts(value, place, holder)
        return value.copy()

    def _texts(self, value: dict[object, object], place: Place, holder: str) -> dict[str, object]:
        """What stands under keys that are texts; each other key is a mistake."""
        pairs = list(value.items())
        for key, _ in pairs:
            if type(key) is not str:
                self.add("CP816", place, holder=holder, found=kind_of(key))
        return {key: each for key, each in pairs if type(key) is str}

    def elements(self, value: object, place: Place, bound: int, what: str) -> list[object] | None:
        """An own copy of a JSON list of at most `bound` elements."""
        if type(value) is not list:
            self.wrong(place, "a list", value)
            return None
        if len(value) > bound:
            self.add("CP806", place, bound=f"{bound:,}", what=what)
            return None
        return list(value)

    def unknown(self, fields: dict[str, object], known: frozenset[str], place: Place, holder: str) -> None:
        """A mistake for every key of `fields` that is not `known`."""
        if not fields.keys() <= known:
            for key in fields:
                if key not in known:
                    self.add_near("CP812", (*place, key), known, given=key, name=shown(key), holder=holder)

    def missing(self, fields: dict[str, object], required: Iterable[str], place: Place) -> None:
        """A mistake at the object itself for every required key that it lacks."""
        for key in required:
            if key not in fields:
                self.add("CP811", place, name=key)

    def faults(self, document: object) -> tuple[Fault, ...]:
        """Every mistake, in the order of the document."""
        return in_order(self.found, document)


def in_order(found: Iterable[Found], document: object) -> tuple[Fault, ...]:
    """The mistakes in the order of the document; at one place, as they were found."""
    children: dict[Place, dict[str | int, tuple[int, object]]] = {}

    def order(entry: Found) -> tuple[int, ...]:
        place = entry[1]
        at = document
        numbers: list[int] = []
        for depth, part in enumerate(place):
            here = place[:depth]
            if here not in children:
                children[here] = _children(at)
            number, at = children[here].get(part, (0, None))
            numbers.append(number)
        return tuple(numbers)

    return tuple(Fault(code, pointer(place), facts) for code, place, facts in sorted(found, key=order))


def _children(value: object) -> dict[str | int, tuple[int, object]]:
    """What lies directly in an object or list, each with its number there."""
    if type(value) is dict:
        return {key: (number, child) for number, (key, child) in enumerate(list(value.items())) if type(key) is str}
    return {number: (number, child) for number, child in enumerate(value if type(value) is list else ())}
