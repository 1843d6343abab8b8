"""Frozen values as JSON, and back. A text can spoil what is made of it, but it cannot run anything.

Equal parts are written once. Values stand in a table, each after those that it is made of, and those of one class in
one column for each field: so reading it back is a loop in C for each class, and nothing recurses.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby, repeat, starmap
from typing import Any

import attrs

from confpolicy.store.kinds import kind_named, kind_of


class UnwritableError(TypeError):
    """A value of a class that has no place in a compiled policy."""


def written(value: object) -> str:
    """The value as JSON on one line. Raises `UnwritableError` where something in it is none of what it may be."""
    table = _Table()
    root = table.number(value)
    order = sorted(range(len(table.rows)), key=lambda each: (table.levels[each], table.rows[each][0], each))
    places = {each: place for place, each in enumerate(order)}
    leaves = [table.leaves[each] for each in order if each in table.leaves]
    runs = [
        _run(kind, [[places[part] for part in table.rows[each][1]] for each in run])
        for (_, kind), run in groupby(
            order[len(leaves) :], key=lambda each: (table.levels[each], table.rows[each][0])
        )
    ]
    return json.dumps({"leaves": leaves, "runs": runs, "root": places[root]}, separators=(",", ":"))


def read(text: str | bytes) -> Any:
    """The value that `written` made a text of. Of any other text: another value, or some exception."""
    table = json.loads(text)
    values: list[Any] = table["leaves"]
    for kind, count, columns in table["runs"]:
        make = _SEQUENCES.get(kind)
        if make is None:
            values += _records(kind_named(kind).make, count, columns, values)
        else:
            values += [make(map(values.__getitem__, row)) for row in columns]
    return values[table["root"]]


def _records(
    make: Callable[..., Any], count: int, columns: Sequence[int | list[int]], values: list[Any]
) -> list[Any]:
    at = values.__getitem__
    if not columns:
        return [make() for _ in range(count)]
    parts = (repeat(at(each), count) if isinstance(each, int) else map(at, each) for each in columns)
    return list(starmap(make, zip(*parts, strict=True)))


def _run(kind: str, rows: Sequence[list[int]]) -> list[object]:
    """Values of one kind: sequences as they are; else a column for each field, where all are alike a number alone."""
    if kind in _SEQUENCES:
        return [kind, len(rows), rows]
    columns = [list(column) for column in zip(*rows, strict=True)]
    return [kind, len(rows), [each[0] if len(set(each)) == 1 else each for each in columns]]


def _mapping(values: Iterable[Any]) -> dict[Any, Any]:
    each = iter(values)
    return dict(zip(each, each, strict=True))


def _decimal(values: Iterable[Any]) -> Decimal:
    return Decimal(next(iter(values)))


_SEQUENCES: Mapping[str, Callable[[Iterable[Any]], Any]] = {
    "decimal": _decimal,
    "dict": _mapping,
    "frozenset": frozenset,
    "list": list,
    "tuple": tuple,
}
_MUTABLE = (dict, list)
"""Such are written once for each object, not for each value: whoever changes one must not change another."""


@attrs.define
class _Table:
    """The values met so far, each with its kind and the numbers of its parts."""

    rows: list[tuple[str, tuple[int, ...]]] = attrs.field(factory=list)
    levels: list[int] = attrs.field(factory=list)
    """0 of a leaf, else one more than the highest of its parts."""
    leaves: dict[int, object] = attrs.field(factory=dict)
    _known: dict[tuple[object, ...], int] = attrs.field(factory=dict)
    _met: dict[int, int] = attrs.field(factory=dict)
    """By identity, which holds as long as `_alive` does."""
    _alive: list[Sequence[object]] = attrs.field(factory=list)

    def number(self, value: object) -> int:
        """The number of a value, which is entered with all its parts."""
        waiting: list[tuple[object, str, Sequence[object]]] = [(value, *_parts(value))]
        while waiting:
            each, kind, parts = waiting[-1]
            if id(each) in self._met:
                waiting.pop()
                continue
            new = [part for part in parts if id(part) not in self._met]
            if new:
                waiting += [(part, *_parts(part)) for part in new]
                continue
            waiting.pop()
            self._alive.append(parts)
            self._met[id(each)] = self._entered(each, kind, tuple(self._met[id(part)] for part in parts))
        return self._met[id(value)]

    def _entered(self, value: object, kind: str, parts: tuple[int, ...]) -> int:
        leaf = kind == _LEAF
        key: tuple[object, ...] = (kind, type(value), value) if leaf else (kind, *parts)
        if isinstance(value, _MUTABLE) or key not in self._known:
            self._known[key] = len(self.rows)
            if leaf:
                self.leaves[len(self.rows)] = value
            self.rows.append((kind, parts))
            self.levels.append(0 if leaf else 1 + max((self.levels[part] for part in parts), default=0))
        return self._known[key]


_LEAF = ""


def _parts(value: object) -> tuple[str, Sequence[object]]:
    """The kind of a value, and what it is made of."""
    if value is None or type(value) in {bool, int, str}:
        return _LEAF, ()
    if isinstance(value, dict):
        return "dict", [part for pair in value.items() for part in pair]
    if isinstance(value, frozenset):
        return "frozenset", sorted(value, key=repr)
    if isinstance(value, tuple | list):
        return type(value).__name__, value
    if isinstance(value, Decimal):
        return "decimal", (str(value),)
    given: type = type(value)
    kind = kind_of(given)
    if kind is None:
        raise UnwritableError(f"no value of a compiled policy: {type(value).__qualname__}")
    return kind.name, [getattr(value, field) for field in kind.fields]
