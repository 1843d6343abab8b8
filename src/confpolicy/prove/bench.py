"""A slice on the bench: its formulas, a solver, and questions that are asked until the answer is exact."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping

import attrs

from confpolicy.facts.values import LAST_DAY
from confpolicy.prove.encode.calendar import Calendar
from confpolicy.prove.encode.concrete import holds
from confpolicy.prove.encode.file import File, file_of
from confpolicy.prove.encode.held import Verdicts
from confpolicy.prove.encode.holding import verdicts
from confpolicy.prove.encode.operators import TOO_MANY_DIGITS, Reckoner
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.encode.world import ASKED_TOO, World, unowned
from confpolicy.prove.logic.session import Answer, Found, Model, Solver, solver
from confpolicy.prove.logic.terms import FALSE, Formula, Number, at_most, both, every, names_in, negation, symbol
from confpolicy.prove.outcome import Budget

_GIVEN = (ASKED_TOO, " given", " there", "is the subject", "is a class", " withdrawn", " is an offer")
"""How the names of symbols end that say that there is something."""
HISTORIES = 8
"""So many choices are tried of what is on file before it is given up to find times for it."""
MARGIN = 366 * 200
"""So many days before the end of the calendar most lives of consents can be reckoned."""
ROUNDS = 300
"""So often a question is asked again with more of the calendar before it is given up."""


@attrs.define
class Run:
    """One request of symbols on the bench, with what is on file, and what each program says of it."""

    world: World
    file: File
    verdicts: tuple[Verdicts, ...]
    """For each program, in their order."""

    @property
    def in_force(self) -> Formula:
        """Where every policy of every program is in force."""
        return every(each.in_force for verdicts in self.verdicts for each in verdicts.held)


@attrs.define
class Bench:
    """One leaf and one purpose, with one request of symbols or two, and one solver for all questions about them."""

    theories: tuple[Theory, ...]
    leaf: str
    purpose: str
    budget: Budget
    grants: int = 2
    """How many grants on file can matter (see `encode.file`)."""
    withdrawals: bool = False
    requests: int = 1
    """How many requests of symbols there will be; they may share sets."""
    _reckoner: Reckoner = attrs.field(init=False)
    _solver: Solver | None = attrs.field(init=False, default=None)
    _places: dict[str, int] = attrs.field(init=False, factory=dict)
    _runs: list[Run] = attrs.field(init=False, factory=list)
    _tell: list[tuple[list[Formula], int]] = attrs.field(init=False, factory=list)

    def __attrs_post_init__(self) -> None:
        calendar = Calendar(self.theories[0].policies[0].zone)
        self._reckoner = Reckoner(self.theories[0].vocabulary, calendar)

    @property
    def reckoner(self) -> Reckoner:
        """What values are reckoned with."""
        return self._reckoner

    @property
    def _more(self) -> Mapping[str, int]:
        """How many questions about each set only assertions ask."""
        found: dict[str, int] = {}
        for theory in self.theories:
            for fact, count in theory.places.items():
                found[fact] = found.get(fact, 0) + count
        return found

    @property
    def bounded(self) -> tuple[str, ...]:
        """The facts of which a set may have too few places for all that was asked of it."""
        found = {fact for theory in self.theories for fact in theory.bounded}
        found |= {fact for run in self._runs for fact in run.world.unsure}
        found |= {
            ".".join(unowned(name).partition("[")[0].split(".")[:2])
            for run in self._runs
            for name in run.world.short(requests=self.requests, most=sys.maxsize)
        }
        return tuple(sorted(found))

    def run(self, prefix: str = "", shared: Callable[[str], bool] = lambda _: False) -> Run:
        """A request of symbols. A second one, with a prefix, has in common what `shared` says of a name."""
        while True:
            world = World(self.theories[0].vocabulary, self._reckoner, self._places, prefix, shared)
            file = file_of(world, self.theories, self.leaf, grants=self.grants, withdrawals=self.withdrawals)
            said = tuple(verdicts(each.policies, world, self.leaf, self.purpose, file) for each in self.theories)
            short = world.short(more=self._more, requests=self.requests)
            if self._runs or not short:
                break
            self._places |= short
        found = Run(world, file, said)
        self._runs.append(found)
        return found

    def ask(self, formula: Formula) -> Answer:
        """Whether there is such a request; the model is exact in everything that the formula speaks of.

        `reason` of an undecided one: `effort`, `time`, `calendar` or `digits`.
        """
        if formula is FALSE:
            return Answer(Found.NO)
        exact = [negation(each) for each in self._reckoner.rough]
        answer = self._exactly(both(formula, *exact))
        if answer.found is Found.NO and exact:
            roughly = self._exactly(formula)
            if roughly.found is not Found.NO:
                digits = any(
                    name.startswith(TOO_MANY_DIGITS) for name, holds in roughly.model.truths.items() if holds
                )
                return Answer(Found.UNDECIDED, reason="digits" if digits else "calendar")
        return answer

    def smallest(self, formula: Formula, model: Model) -> Model:
        """A model of the formula in which as little is given as can be, beginning with the one that was found.

        Everything else that is asked for, and then every fact, role and statement that can be left out by itself, in
        one fixed order, is left out.
        """
        left_out: list[Formula] = []
        for name in sorted(names_in(formula), key=lambda name: not name.endswith(ASKED_TOO)):
            if (model.holds(name) and name.endswith(_GIVEN)) or (model.holds(name) and " role " in name):
                answer = self.ask(both(formula, *left_out, negation(symbol(name))))
                if answer.found is Found.YES:
                    left_out.append(negation(symbol(name)))
                    model = answer.model
        return model

    def choices(self, formula: Formula, model: Model) -> Iterator[Model]:
        """The model, and others: where no times of statements agree with the first.

        First one of a time long before the calendar ends; then others in which other grants are on file, or live on.
        """
        yield model
        long_before = (at_most(run.world.now.day, Number(LAST_DAY.number - MARGIN)) for run in self._runs)
        answer = self.ask(both(formula, *long_before))
        if answer.found is Found.YES:
            yield answer.model
        for _ in range(HISTORIES):
            formula = both(formula, negation(self._lives(model)))
            answer = self.ask(formula)
            if answer.found is not Found.YES:
                return
            model = answer.model
            yield model

    def _lives(self, model: Model) -> Formula:
        """That the same grants are on file as in the model, and live on alike."""
        grants = [grant for run in self._runs for grant in run.file.grants]
        lives = [each for grant in grants for each in (grant.there, *grant.alive.values())]
        return every(each if holds(each, model) else negation(each) for each in lives)

    def _exactly(self, formula: Formula) -> Answer:
        if self._solver is None:
            self._solver = solver(self.budget.solver)
        names = names_in(formula)
        for _ in range(ROUNDS):
            self._tell_all()
            answer = self._solver.ask(formula, effort=self.budget.rlimit, seconds=self.budget.timeout_seconds)
            if answer.found is not Found.YES:
                return answer
            broken = self._reckoner.calendar.broken_by(answer.model, names)
            if not broken:
                return answer
            mended = self._reckoner.calendar.mended(answer.model)
            if self._suits(formula, mended, names):
                return Answer(Found.YES, mended)
            self._reckoner.calendar.facts += broken
        return Answer(Found.UNDECIDED, reason="calendar")

    def _suits(self, formula: Formula, model: Model, names: dict[str, None]) -> bool:
        """Whether a model in which the calendar was set right still is an answer."""
        facts = [
            formula,
            *self._reckoner.calendar.facts,
            *(f for run in self._runs for f in run.world.facts),
        ]
        return not self._reckoner.calendar.broken_by(model, names) and all(holds(fact, model) for fact in facts)

    def _tell_all(self) -> None:
        """Tells the solver what has come to hold since it was last told."""
        assert self._solver is not None
        sources = [run.world.facts for run in self._runs]
        sources.append(self._reckoner.calendar.facts)
        told = {id(source): count for source, count in self._tell}
        for source in sources:
            for formula in source[told.get(id(source), 0) :]:
                self._solver.add(formula)
        self._tell = [(source, len(source)) for source in sources]
