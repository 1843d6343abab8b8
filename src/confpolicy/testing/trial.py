"""Trying a law on many requests of many policies, and counting how often it had something to say."""

from __future__ import annotations

import json
from collections.abc import Sequence

import attrs

from confpolicy.core.clauses import Program
from confpolicy.decide.prepare import Prepared, prepare
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.edits import Mapped
from confpolicy.testing.laws.case import BrokenError, Case, Law, Outcome
from confpolicy.testing.terrain import Terrain

PATIENCE = 25
"""How many requests are tried for one that fulfils a law's premise."""


@attrs.frozen(kw_only=True)
class Stage:
    """A policy made ready for many requests. `text`: what is shown where a law is broken."""

    terrain: Terrain
    prepared: Prepared
    text: str = attrs.field(repr=False)

    @classmethod
    def of(cls, program: Program, text: str) -> Stage:
        """The stage of a policy."""
        return cls(terrain=Terrain.of(program), prepared=prepare(program), text=text)


@attrs.frozen(kw_only=True)
class Tally:
    """What came of trying a law: how many requests fulfilled its premise, and in how many a difference was made."""

    law: str
    tried: int
    held: int
    mattered: int

    @property
    def is_vacuous(self) -> bool:
        """Whether it made a difference in fewer than one of ten."""
        return self.held == 0 or self.mattered * 10 < self.held

    def line(self) -> str:
        """One line for a report."""
        return f"{self.law}: held {self.held}, mattered {self.mattered}, of {self.tried} tried"


class LawBrokenError(AssertionError):
    """A law does not hold. The message has the law, what is wrong, the policy and the request."""


def name_of(law: Law) -> str:
    """The law's promise."""
    return str(getattr(law, "__name__", law))


def check(law: Law, stage: Stage, ch: Choices) -> Outcome:
    """The law on one random request of the policy. Raises `LawBrokenError` where it does not hold."""
    mapping: Mapped = composing.request(ch, stage.terrain)
    try:
        return law(Case.of(ch, stage.terrain, stage.prepared, mapping))
    except BrokenError as broken:
        shown = json.dumps(mapping, indent=1, ensure_ascii=False)
        raise LawBrokenError(f"{name_of(law)}: {broken}\n\n{stage.text}\n{shown}") from broken


def try_law(law: Law, stages: Sequence[Stage], *, examples: int, seed: int = 0) -> Tally:
    """The law on random requests, the policies in turn, until its premise held `examples` times (or patience ends).

    The same seed tries the same requests. Raises `LawBrokenError` at the first that breaks it.
    """
    tried = held = mattered = 0
    while held < examples and tried < examples * PATIENCE:
        outcome = check(law, stages[tried % len(stages)], Choices.from_seed(f"{seed}/{name_of(law)}/{tried}"))
        tried += 1
        held += outcome is not Outcome.VACUOUS
        mattered += outcome is Outcome.MATTERED
    return Tally(law=name_of(law), tried=tried, held=held, mattered=mattered)
