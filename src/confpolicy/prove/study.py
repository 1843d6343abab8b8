"""One slice under study: claims ask here, and what is found is kept, to be put together with that of other slices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from confpolicy.prove.asked import NoHistoryError, first_written, request_of
from confpolicy.prove.bench import Bench, Run
from confpolicy.prove.encode.concrete import holds
from confpolicy.prove.encode.held import Held, Verdicts
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.encode.world import unowned
from confpolicy.prove.logic.session import Found, Model
from confpolicy.prove.logic.terms import FALSE, Formula, both, names_in
from confpolicy.prove.outcome import Budget
from confpolicy.prove.slices import Cell, Slice


@attrs.frozen(kw_only=True)
class Violation:
    """What breaks a claim: a request (for claims about two, `beside` too) and what is decided of the item."""

    clauses: tuple[str, ...]
    detail: str
    request: Mapping[str, Any]
    verdict: str
    beside: Mapping[str, Any] | None = None
    beside_verdict: str | None = None
    place: int = 0
    """The number of the slice: of several violations of a claim the first is told, whoever found it."""


@attrs.frozen(kw_only=True)
class Broken:
    """What a request would break: a claim, of what it is asked (`key`), and what is to be told of it.

    `verdict`, `beside`: what the item is decided to be in the request and in the second one; "" for any verdict.
    `more`: clauses that are responsible besides `clauses`, where their formula holds. `cell`: what is asked for, if
    not the slice's first.
    """

    claim: str
    key: str = ""
    told: str = ""
    """The name under which the claim is told, if that is not its own."""
    clauses: tuple[str, ...] = ()
    detail: str
    verdict: str = "permit"
    beside: str | None = None
    cell: Cell | None = None
    more: Callable[[], Iterable[tuple[str, Formula]]] = tuple


@attrs.define
class Findings:
    """What was found in some slices. A key names what a claim was asked of: a clause, a fact, or nothing."""

    violations: dict[tuple[str, str], Violation] = attrs.field(factory=dict)
    shown: set[tuple[str, str]] = attrs.field(factory=set)
    """What was to be shown possible, and was."""
    asked: dict[tuple[str, str], None] = attrs.field(factory=dict)
    """What was to be shown possible, or impossible, at all."""
    undecided: dict[tuple[str, str], str] = attrs.field(factory=dict)
    """With the reason: `effort`, `time`, `calendar`, `digits`, `together`."""
    bounded: set[tuple[str, str]] = attrs.field(factory=set)
    """Claims (assertions by their own names), and facts whose sets were taken to have no more elements than
    `encode.world.MOST_PLACES`."""

    def merge(self, other: Findings) -> None:
        """Adds what was found in other slices; of several violations the first stays."""
        for key, violation in other.violations.items():
            known = self.violations.get(key)
            if known is None or violation.place < known.place:
                self.violations[key] = violation
        self.shown |= other.shown
        self.asked |= other.asked
        for key, reason in other.undecided.items():
            self.undecided.setdefault(key, reason)
        self.bounded |= other.bounded


@attrs.define
class Study:
    """A slice of one program, its bench, and a request of symbols on it."""

    theory: Theory
    slice_: Slice
    budget: Budget
    found: Findings
    place: int = 0
    """The number of the slice among all."""
    _bench: Bench | None = None
    _run: Run | None = None

    @property
    def bench(self) -> Bench:
        """The bench: one grant for each policy that must permit."""
        if self._bench is None:
            self._bench = self.another()
        return self._bench

    def another(self, *more: Theory, grants: int | None = None) -> Bench:
        """A bench of its own for the same slice, with further programs."""
        count = len(self.theory.policies) if grants is None else grants
        return Bench((self.theory, *more), self.slice_.leaf, self.slice_.purpose, self.budget, count)

    @property
    def run(self) -> Run:
        """The request."""
        if self._run is None:
            self._run = self.bench.run()
        return self._run

    @property
    def verdicts(self) -> Verdicts:
        """What the program says of it."""
        return self.run.verdicts[0]

    @property
    def held(self) -> tuple[Held, ...]:
        """What each policy says, the own one first."""
        return self.verdicts.held

    def settled(self, claim: str, key: str = "") -> bool:
        """Whether nothing more is to be found out about it."""
        return (claim, key) in self.found.violations or (claim, key) in self.found.shown

    def show(self, claim: str, key: str, formula: Formula) -> bool:
        """Asks whether that is possible, once it was not shown before; keeps the answer."""
        self.found.asked[claim, key] = None
        if self.settled(claim, key):
            return True
        whole = both(formula, self.run.in_force)
        answer = self.bench.ask(whole)
        if answer.found is Found.YES:
            self.found.shown.add((claim, key))
        elif answer.found is Found.UNDECIDED:
            self.found.undecided.setdefault((claim, key), answer.reason)
        else:
            self._note_bounds(claim, whole, self.bench)
        return answer.found is Found.YES

    def doubt(self, claim: str, key: str, formula: Formula) -> None:
        """Leaves it open where that is possible, which would show it if others were withheld that are not encoded."""
        if self.bench.ask(both(formula, self.run.in_force)).found is not Found.NO:
            self.found.undecided.setdefault((claim, key), "together")

    def refute(
        self, broken: Broken, formula: Formula, *, bench: Bench | None = None, runs: tuple[Run, ...] | None = None
    ) -> None:
        """Asks whether that is possible, and keeps the request (the requests, of two runs) where it is."""
        where = (broken.claim, broken.key)
        if formula is FALSE or self.settled(*where):
            return
        bench, runs = bench or self.bench, runs or (self.run,)
        whole = both(formula, *(run.in_force for run in runs))
        answer = bench.ask(whole)
        if answer.found is Found.YES:
            self._keep(broken, whole, answer.model, bench, runs)
        elif answer.found is Found.UNDECIDED:
            self.found.undecided.setdefault(where, answer.reason)
        else:
            self._note_bounds(broken.told or broken.claim, whole, bench)

    def _keep(self, broken: Broken, whole: Formula, model: Model, bench: Bench, runs: tuple[Run, ...]) -> None:
        where = (broken.claim, broken.key)
        names = names_in(whole)

        def written(chosen: Model) -> tuple[Model, list[dict[str, Any]]]:
            return chosen, [request_of(bench, run, chosen, names, cell=broken.cell) for run in runs]

        try:
            model, requests = first_written(bench.choices(whole, bench.smallest(whole, model)), written)
        except NoHistoryError:
            self.found.undecided.setdefault(where, "calendar")
            return
        responsible = (name for name, formula in broken.more() if holds(formula, model))
        self.found.violations[where] = Violation(
            clauses=tuple(dict.fromkeys((*broken.clauses, *responsible))),
            detail=broken.detail,
            request=requests[0],
            verdict=broken.verdict,
            beside=requests[1] if len(requests) > 1 else None,
            beside_verdict=broken.beside,
            place=self.place,
        )

    def _note_bounds(self, claim: str, formula: Formula, bench: Bench) -> None:
        bounded = bench.bounded
        names = set(map(unowned, names_in(formula))) if bounded else set()
        for fact in bounded:
            if any(name.startswith(f"{fact}[") or name == f"{fact} given" for name in names):
                self.found.bounded.add((claim, fact))
