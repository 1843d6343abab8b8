"""Trying a law on many requests of many policies, and counting how often it had something to say."""

from __future__ import annotations

import json
from collections.abc import Sequence

import attrs

from confpolicy.core.programs import Program
from confpolicy.decide.prepare import Prepared, prepare
from confpolicy.facts.read import read_request
from confpolicy.prove.smaller import smaller_request
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


def check(law: Law, stage: Stage, ch: Choices, mapping: Mapped) -> Outcome:
    """The law on one request of the policy, which `ch` makes the law's own choices about.

    Raises `BrokenError` where the law does not hold.
    """
    return law(Case.of(ch, stage.terrain, stage.prepared, mapping))


def try_law(law: Law, stages: Sequence[Stage], *, examples: int, seed: int = 0) -> Tally:
    """The law on random requests, the policies in turn, until its premise held `examples` times (or patience ends).

    The same seed tries the same requests. Raises `LawBrokenError` at the first that breaks it, made smaller.
    """
    tried = held = mattered = 0
    while held < examples and tried < examples * PATIENCE:
        stage, label = stages[tried % len(stages)], f"{seed}/{name_of(law)}/{tried}"
        mapping = composing.request(Choices.from_seed(label), stage.terrain)
        try:
            outcome = check(law, stage, _own(label), mapping)
        except BrokenError as broken:
            raise _reported(law, stage, label, mapping) from broken
        tried += 1
        held += outcome is not Outcome.VACUOUS
        mattered += outcome is Outcome.MATTERED
    return Tally(law=name_of(law), tried=tried, held=held, mattered=mattered)


def _own(label: str) -> Choices:
    """The law's own choices: the same however small its request is made."""
    return Choices.from_seed(f"{label}/own")


def _broken(law: Law, stage: Stage, label: str, mapping: Mapped) -> str | None:
    """What the law says is wrong; a request that no longer fits proves nothing."""
    if isinstance(read_request(mapping, stage.prepared.vocabulary), tuple):
        return None
    try:
        check(law, stage, _own(label), mapping)
    except BrokenError as broken:
        return str(broken)
    return None


def _reported(law: Law, stage: Stage, label: str, mapping: Mapped) -> LawBrokenError:
    """The law, what is wrong, the policy, and the smallest request with which it still is."""
    smallest = smaller_request(mapping, lambda one: _broken(law, stage, label, one) is not None)
    shown = json.dumps(smallest, indent=1, ensure_ascii=False)
    message = _broken(law, stage, label, smallest) or "a request that fits is refused"
    return LawBrokenError(f"{name_of(law)}: {message}\n(seed {label})\n\n{stage.text}\n{shown}")
