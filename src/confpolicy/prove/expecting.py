"""What a scenario expects, so that it expects what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from confpolicy.decide.decision import Ground, Row
from confpolicy.facts.request import Request
from confpolicy.facts.schema import Vocabulary
from confpolicy.prove.literals import names
from confpolicy.result import Decision
from confpolicy.syntax.expressions import TextLiteral
from confpolicy.syntax.parts import ExpectVerdict

_Finding: TypeAlias = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A verdict, what carries it, and what stands against it."""


def expectations(request: Request, vocabulary: Vocabulary, decision: Decision) -> tuple[ExpectVerdict, ...]:
    """Every row's verdict, with the clauses that carry it or stand against it; rows that agree are taken together.

    A term that was asked for stands for its leaves where they agree, and nobody is named where all subjects agree.
    """
    found: dict[str, dict[str, _Finding]] = {}
    for row in decision.rows:
        found.setdefault(row.item, {})[row.subject] = _finding(row)
    together: dict[tuple[str | None, _Finding], list[str]] = {}
    for item, by_subject in found.items():
        alike = len(set(by_subject.values())) == 1
        for subject, finding in by_subject.items():
            together.setdefault((None if alike else subject, finding), []).append(item)
            if alike:
                break
    asked = tuple(dict.fromkeys(entry.item for entry in request.entries))
    return tuple(
        ExpectVerdict(
            verdict, names(_terms(asked, leaves, vocabulary)), _about(subject), names(because), names(blocked)
        )
        for (subject, (verdict, because, blocked)), leaves in together.items()
    )


def _finding(row: Row) -> _Finding:
    carrying = dict.fromkeys(name for ground in row.because for name in _carrying(ground))
    return row.verdict.value, tuple(carrying), row.blocked_by


def _carrying(ground: Ground) -> Iterable[str]:
    yield from (name for name in (ground.clause, ground.need_to_know, *ground.stand_ins) if name is not None)


def _terms(asked: Sequence[str], leaves: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The leaves, by terms that were asked for where all of a term's leaves are among them."""
    whole = [term for term in asked if vocabulary.data.leaves[term] <= set(leaves)]
    covered = {leaf for term in whole for leaf in vocabulary.data.leaves[term]}
    return (*whole, *(leaf for leaf in leaves if leaf not in covered))


def _about(subject: str | None) -> TextLiteral | None:
    return None if subject is None else TextLiteral(subject)
