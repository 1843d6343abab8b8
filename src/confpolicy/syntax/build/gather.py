"""Gathers the pieces that the grammar leaves apart: those of a scope, and the conditions of a reading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from confpolicy.diagnostics.diagnostic import Related
from confpolicy.source import Span
from confpolicy.syntax.mistake import mistake
from confpolicy.syntax.parts import ReadingPart, ScopePart, Selection, UnlessPart, WhenPart

ORDER = ("of", "to", "from", "for")


@attrs.frozen
class ScopePiece:
    """`to RECIPIENTS`, with the word that it starts with."""

    word: str
    selection: Selection
    span: Span


def gather(parts: Iterable[Any]) -> tuple[Any, ...]:
    """The parts in their order, each run of pieces made one scope, each condition after a reading made the reading's.

    Raises a mistake where the pieces of a run stand in another order than `of`, `to`, `from`, `for`.
    """
    gathered: list[Any] = []
    run: list[ScopePiece] = []
    for part in parts:
        if isinstance(part, ScopePiece):
            _check_order(run, part)
            run.append(part)
            continue
        if run:
            gathered.append(_scope(run))
            run = []
        if isinstance(part, WhenPart | UnlessPart) and gathered and isinstance(gathered[-1], ReadingPart):
            gathered[-1] = _with_condition(gathered[-1], part)
        else:
            gathered.append(part)
    if run:
        gathered.append(_scope(run))
    return tuple(gathered)


def the_scope(what: str, place: Span, parts: Iterable[Any]) -> ScopePart:
    """The one scope among gathered parts; a mistake where a `what`, which starts at `place`, has none or several."""
    scopes = [part for part in parts if isinstance(part, ScopePart)]
    if not scopes:
        raise mistake("CP126", place, {"what": what, "words": "of"})
    if len(scopes) > 1:
        related = (Related(scopes[0].span, "already said here"),)
        raise mistake("CP125", scopes[1].span, {"words": "of … to …"}, related=related)
    return scopes[0]


def _check_order(run: list[ScopePiece], piece: ScopePiece) -> None:
    if run and ORDER.index(piece.word) <= ORDER.index(run[-1].word):
        related = (Related(run[-1].span, f"after this `{run[-1].word}`"),)
        raise mistake("CP119", piece.span, {"word": piece.word, "before": run[-1].word}, related=related)


def _scope(run: list[ScopePiece]) -> ScopePart:
    found = {piece.word: piece.selection for piece in run}
    of, to, from_, for_ = (found.get(word) for word in ORDER)
    return ScopePart(of, to, from_, for_, span=run[0].span.to(run[-1].span))


def _with_condition(reading: ReadingPart, condition: WhenPart | UnlessPart) -> ReadingPart:
    conditions = (*reading.conditions, condition)
    return attrs.evolve(reading, conditions=conditions, span=reading.span.to(condition.span))
