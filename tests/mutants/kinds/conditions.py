"""A condition left out, or turned into its opposite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from confpolicy.core.expressions import And, Defined, Expression, Known, Not, Or
from confpolicy.core.reading import nodes
from tests.mutants.editing import definitions_of, roots, spots
from tests.mutants.mutant import Change, Original


def dropped(original: Original) -> Iterator[Change]:
    """Each `when`, each `unless`, each operand of an `and` or an `or` left out."""
    for root in roots(original.program):
        if root.dropped is not None:
            place = root.spot.place
            yield Change(place=place, words=f"without `{original.text(place)}`", program=root.dropped)
    for spot in spots(original.program):
        if isinstance(spot.node, And | Or):
            for index in range(len(spot.node.operands)):
                place = f"{spot.place}/{index}"
                yield Change(
                    place=place,
                    words=f"without `{original.text(place)}`",
                    program=spot.put(_without(spot.node, index)),
                )


def _without(node: And | Or, index: int) -> Expression:
    left = node.operands[:index] + node.operands[index + 1 :]
    return left[0] if len(left) == 1 else type(node)(left)


def negated(original: Original) -> Iterator[Change]:
    """Each condition turned into its opposite; but none that asks what is known: that may count one way alone."""
    definitions = definitions_of(original.program)
    for spot in spots(original.program):
        if spot.is_condition and not _asks_what_is_known(spot.node, definitions):
            new = spot.node.operand if isinstance(spot.node, Not) else Not(spot.node)
            words = f"the opposite of `{original.text(spot.place)}`"
            yield Change(place=spot.place, words=words, program=spot.put(new))


def _asks_what_is_known(node: Expression, definitions: Mapping[str, Expression]) -> bool:
    return any(
        isinstance(each, Known)
        or (isinstance(each, Defined) and _asks_what_is_known(definitions[each.name], definitions))
        for each in nodes(node)
    )
