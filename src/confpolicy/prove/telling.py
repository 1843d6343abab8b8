"""What was found in all slices, put together: each claim with its status, and the request that refutes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from confpolicy.engine import Policy
from confpolicy.prove.assertions import ASSERTED, NOT_VACUOUS
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.encode.world import MOST_PLACES
from confpolicy.prove.outcome import WHY, Budget, Outcome, Status, Witness
from confpolicy.prove.slices import Slice
from confpolicy.prove.smaller import first_item
from confpolicy.prove.study import Findings, Study, Violation
from confpolicy.prove.theorems import effect, grounds, pairs, readings
from confpolicy.prove.witness import witness
from confpolicy.result import Decision

REFUTABLE: Mapping[str, str] = {
    grounds.ONLY_ON_A_GROUND: "No confidential item is permitted but on a ground.",
    grounds.NO_DUTY_IS_FORBIDDEN: "No duty meets a prohibition that it does not override.",
    pairs.PROTECTED: "No decision depends on a protected fact, but through a clause that relies on it.",
    pairs.OUTWARD: "The outward answer depends on nothing but what the requester stated and what is released.",
    pairs.EXISTENCE: "No release tells whether a person is known by what is on file about them.",
    pairs.WITHDRAWAL: "Withdrawing or refusing consent never permits more.",
    pairs.ABSENCE: "Nothing is permitted because a fact is absent, but one taken as no.",
    pairs.STATED: "Whether a prohibition applies does not depend on what the requester states.",
}
"""Theorems that a request can refute, each with what it claims."""
POSSIBLE: Mapping[str, str] = {
    effect.TAKES_EFFECT: "Every clause can take effect, and none is shadowed by another.",
    effect.NOT_IN_VAIN: "Every consent clause has a need-to-know that can meet it.",
    readings.NO_DEAD_READING: "Every reading would decide something otherwise than the one that is taken.",
    NOT_VACUOUS: "Every assertion speaks of some request.",
}
"""Theorems that say that something is possible: refuted, there is no request to show."""
ALLOWED: Mapping[str, str] = {pairs.EXISTENCE: "CP503"}
"""What an author may allow with a reason, and the code by which they do."""


@attrs.frozen(kw_only=True)
class Telling:
    """Everything that was found about one policy."""

    policy: Policy
    theory: Theory
    slices: Sequence[Slice]
    budget: Budget
    found: Findings

    def theorems(self) -> Iterator[Outcome]:
        """Each built-in theorem, decided. Raises `WitnessError` where a counterexample does not replay."""
        for name, title in REFUTABLE.items():
            violations = {key: each for (claim, key), each in self.found.violations.items() if claim == name}
            reasons = self.policy.allowed(ALLOWED[name]) if name in ALLOWED else {}
            open_ = {key: each for key, each in violations.items() if key not in reasons}
            undecided = {key: why for (claim, key), why in self.found.undecided.items() if claim == name}
            told = self._told(Outcome(name=name, kind="theorem", title=title, status=Status.PROVED), open_, undecided)
            yield attrs.evolve(
                told, accepted=tuple((key, reasons[key]) for key in sorted(violations) if key in reasons)
            )
        for name, title in POSSIBLE.items():
            yield self._possible(name, title)

    def assertions(self) -> Iterator[Outcome]:
        """Each assertion of the policy itself, decided. Raises `WitnessError`, as above."""
        for assertion in self.policy.program.policies[0].assertions:
            name, where = assertion.name, (ASSERTED, assertion.name)
            title = f"`{name}` holds for every request."
            violations = {name: self.found.violations[where]} if where in self.found.violations else {}
            undecided = {name: self.found.undecided[where]} if where in self.found.undecided else {}
            proved = Outcome(name=name, kind="assertion", title=title, status=Status.PROVED)
            yield self._told(proved, violations, undecided)

    def _told(self, proved: Outcome, violations: Mapping[str, Violation], undecided: Mapping[str, str]) -> Outcome:
        """The claim as it stands: refuted with a violation, else undecided where something is, else proved."""
        proved = attrs.evolve(proved, policy=self.policy.name, detail=self._bounds(proved.name))
        if violations:
            first = violations[min(violations)]
            one, other = self._witnesses(proved.name, first)
            clauses = dict.fromkeys(clause for _, each in sorted(violations.items()) for clause in each.clauses)
            return attrs.evolve(
                proved,
                status=Status.REFUTED,
                clauses=tuple(clauses),
                counterexample=one,
                beside=other,
                detail=first.detail,
            )
        if undecided:
            named = tuple(sorted(filter(None, undecided)))
            return attrs.evolve(proved, status=Status.UNDECIDED, clauses=named, detail=_why(undecided))
        return proved

    def _witnesses(self, name: str, violation: Violation) -> tuple[Witness, Witness | None]:
        title = f"against {name}"
        expect = _expecting(violation.verdict, violation.request)
        one = witness(self.policy, violation.request, title=title, expect=expect)
        if violation.beside is None:
            return one, None
        expect = _expecting(violation.beside_verdict or "", violation.beside)
        return one, witness(self.policy, violation.beside, title=f"{title}, beside it", expect=expect)

    def _bounds(self, claim: str) -> str | None:
        facts = sorted(fact for of, fact in self.found.bounded if of == claim)
        named = ", ".join(f"`{fact}`" for fact in facts)
        return f"For sets of at most {MOST_PLACES} elements in {named}." if facts else None

    def _possible(self, name: str, title: str) -> Outcome:
        proved = Outcome(name=name, kind="theorem", title=title, status=Status.PROVED)
        asked = {key for claim, key in self.found.asked if claim == name}
        missing = sorted(key for key in asked if (name, key) not in self.found.shown)
        undecided = {key: self.found.undecided[name, key] for key in missing if (name, key) in self.found.undecided}
        impossible = [key for key in missing if key not in undecided]
        if not impossible:
            return self._told(proved, {}, undecided)
        return attrs.evolve(
            proved,
            status=Status.REFUTED,
            policy=self.policy.name,
            clauses=tuple(dict.fromkeys(key.split(" ", 1)[0] for key in impossible)),
            detail=" ".join(filter(None, (*self._several(name, impossible), self._bounds(name)))),
        )

    def _several(self, name: str, impossible: Sequence[str]) -> Iterator[str]:
        yield from (self._impossible(name, key) for key in impossible)
        if name == effect.TAKES_EFFECT and len(impossible) > 1:
            yield "Take them out one by one, and prove again after each: of two that do the same one may be needed."

    def _impossible(self, name: str, key: str) -> str:
        """One sentence on what cannot be."""
        match name:
            case effect.NOT_IN_VAIN:
                return f"No need-to-know ever meets `{key}`."
            case readings.NO_DEAD_READING:
                clause, reading = key.split(" ", 1)
                return f"Reading `{reading}` of `{clause}` decides nothing otherwise."
            case effect.TAKES_EFFECT if (effect.CAN_APPLY, key) in self.found.shown:
                by = self._shadowing(key)
                return f"`{key}` applies, but never matters{': ' + by + ' does all that it does' if by else ''}."
            case effect.TAKES_EFFECT:
                return f"`{key}` can never take effect."
            case _:
                return f"`{key}` speaks of no request: its condition cannot hold."

    def _shadowing(self, clause: str) -> str:
        """The clauses that each do all that this one does, wherever it does anything."""
        common: list[str] | None = None
        for each in self.slices:
            if clause not in each.clauses:
                continue
            study = Study(self.theory, each, self.budget, Findings())
            for held in study.held:
                if any(ground.name == clause for ground in held.grounds):
                    here = effect.shadows(study, held, clause)
                    common = here if common is None else [name for name in common if name in here]
        return " or ".join(f"`{name}`" for name in common or ())


def _expecting(verdict: str, request: Mapping[str, Any]) -> Callable[[Decision], bool]:
    """Whether the first item that is asked for is decided so; any verdict does where none is named."""
    item = first_item(request)
    return lambda decision: (
        not verdict or any(row.item == item and row.verdict.value == verdict for row in decision.rows)
    )


def _why(undecided: Mapping[str, str]) -> str:
    reasons = "; ".join(sorted({WHY[reason] for reason in undecided.values()}))
    where = ", ".join(f"`{key}`" for key in sorted(undecided) if key)
    return f"Not decided{f' for {where}' if where else ''}: {reasons}."
