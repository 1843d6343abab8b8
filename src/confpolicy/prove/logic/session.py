"""Questions to a solver: can these formulas hold together, and how?"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Protocol

import attrs

from confpolicy.prove.logic.terms import Formula, Rational


class Found(enum.Enum):
    """Whether there is a choice of all symbols and unknowns under which the formulas hold."""

    YES = "sat"
    NO = "unsat"
    UNDECIDED = "unknown"


@attrs.frozen
class Model:
    """Such a choice. What is not in it does not matter."""

    truths: Mapping[str, bool] = attrs.field(factory=dict)
    numbers: Mapping[str, Rational] = attrs.field(factory=dict)

    def holds(self, name: str) -> bool:
        """Whether the symbol is true."""
        return self.truths.get(name, False)


@attrs.frozen
class Answer:
    """What a solver says. `reason`: why it is undecided."""

    found: Found
    model: Model = Model()
    reason: str = ""


class Solver(Protocol):
    """One solver with formulas that hold in every question."""

    def add(self, formula: Formula) -> None:
        """From now on this holds."""

    def ask(self, formula: Formula, *, effort: int, seconds: float | None) -> Answer:
        """Whether this can hold besides. `effort`: the solver's own units of work, the same on every machine.

        `seconds`: an outer guard, None for none; an answer that it cut off is undecided and says so.
        """


class DisagreementError(Exception):
    """Two solvers gave opposite answers to one question: a fault of one of them, or of the translation."""


@attrs.frozen
class Pair:
    """Two solvers that are asked the same; the first one's model is given."""

    first: Solver
    second: Solver

    def add(self, formula: Formula) -> None:
        """From now on this holds, for both."""
        self.first.add(formula)
        self.second.add(formula)

    def ask(self, formula: Formula, *, effort: int, seconds: float | None) -> Answer:
        """The answer of both; undecided where one is. Raises `DisagreementError` where they differ."""
        answers = [each.ask(formula, effort=effort, seconds=seconds) for each in (self.first, self.second)]
        undecided = next((each for each in answers if each.found is Found.UNDECIDED), None)
        if undecided is not None:
            return undecided
        if answers[0].found is not answers[1].found:
            raise DisagreementError(f"one solver says {answers[0].found.value}, the other {answers[1].found.value}")
        return answers[0]


def solver(name: str) -> Solver:
    """A new solver: `z3`, `cvc5`, or `both`. Raises `ImportError` where its library is not installed."""
    match name:
        case "z3":
            from confpolicy.prove.logic.z3_ import Z3

            return Z3()
        case "cvc5":
            from confpolicy.prove.logic.cvc5_ import Cvc5

            return Cvc5()
        case "both":
            return Pair(solver("z3"), solver("cvc5"))
        case _:
            raise ValueError(f"no solver is called {name!r}")
