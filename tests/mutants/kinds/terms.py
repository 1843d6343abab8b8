"""Something that is no longer taken to reveal something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from tests.mutants.mutant import Change, Original


def dropped(original: Original) -> Iterator[Change]:
    """Each leaf that reveals another, revealing it no longer; then all at once that reveal the same, if several do.

    What is revealed stays closed: a leaf that leads to the other by way of a third goes on revealing it.
    """
    reveals = original.program.vocabulary.reveals
    for leaf, learnt in sorted(reveals.items()):
        for other in sorted(learnt):
            if not any(other in reveals.get(between, frozenset()) for between in learnt):
                new = {**reveals, leaf: learnt - {other}}
                yield _change(original, f"reveals.{leaf}", other, f"{leaf} does not reveal {other}", new)
    for other in sorted(frozenset().union(*reveals.values())):
        if sum(other in learnt for learnt in reveals.values()) > 1:
            new = {leaf: learnt - {other} for leaf, learnt in reveals.items()}
            yield _change(original, f"reveals/{other}", "all", f"nothing reveals {other}", new)


def _change(original: Original, place: str, way: str, words: str, reveals: Mapping[str, frozenset[str]]) -> Change:
    vocabulary = attrs.evolve(original.program.vocabulary, reveals=reveals)
    return Change(place=place, way=way, words=words, program=attrs.evolve(original.program, vocabulary=vocabulary))
