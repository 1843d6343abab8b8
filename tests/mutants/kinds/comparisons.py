"""A comparison that holds a little earlier or later, or the other way round; a value beside another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from confpolicy.core.expressions import Compare, Comparison, Expression, Literal, Member
from confpolicy.core.operators import order_key
from confpolicy.facts.types import OneOf
from confpolicy.facts.values import Symbol
from tests.mutants.editing import Spot, spots
from tests.mutants.mutant import Change, Original

OTHERS: Mapping[Comparison, tuple[Comparison, ...]] = {
    Comparison.EQUAL: (Comparison.UNEQUAL,),
    Comparison.UNEQUAL: (Comparison.EQUAL,),
    Comparison.LESS: (Comparison.AT_MOST, Comparison.AT_LEAST),
    Comparison.AT_MOST: (Comparison.LESS, Comparison.GREATER),
    Comparison.GREATER: (Comparison.AT_LEAST, Comparison.AT_MOST),
    Comparison.AT_LEAST: (Comparison.GREATER, Comparison.LESS),
}
"""The same with its edge on the other side, and the opposite."""


def changed(original: Original) -> Iterator[Change]:
    """Each comparison by another operator; each value of an enumeration by the next one, or left out of a list."""
    for spot in spots(original.program):
        for way, new in _others(spot):
            words = f"`{original.text(spot.place)}` with {way}"
            yield Change(place=spot.place, way=way, words=words, program=spot.put(new))


def _others(spot: Spot) -> Iterator[tuple[str, Expression]]:
    match spot.node:
        case Compare(comparison, left, right):
            for other in OTHERS[comparison]:
                yield other.value, Compare(other, left, right)
            match right:
                case Literal(Symbol(name), OneOf(values) as of):
                    following = values[(values.index(name) + 1) % len(values)]
                    if following != name:
                        yield following, Compare(comparison, left, Literal(Symbol(following), of))
        case Member(element, Literal(frozenset() as members, of)) if len(members) > 1:
            for member in sorted(members, key=order_key):
                yield f"less {_word(member)}", Member(element, Literal(members - {member}, of))
        case _:
            pass


def _word(value: object) -> str:
    return value.name if isinstance(value, Symbol) else str(value)
