"""Who can ever receive what, for which purpose, and on what ground: proved for each item, role and purpose.

A recipient has exactly the role, or none, or is the data subject in person; somebody with several roles can receive
what one of them can, unless a prohibition to another forbids it. A cell has every ground on which some request is
permitted, from the day on which all policies are in force, each with such a request; what has none is *never*
permitted, whatever the facts and whatever is on file. Of two grounds the weaker permits a recipient of that role
wherever the other does; the weakest of each policy are what they need at least.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from confpolicy.core.clauses import Consent, Permission
from confpolicy.core.parts import Parties
from confpolicy.core.programs import Program
from confpolicy.errors import WitnessError
from confpolicy.prove.asked import NoHistoryError, first_written, request_of
from confpolicy.prove.bench import Bench, Run
from confpolicy.prove.compare.alike import roles_alike
from confpolicy.prove.compare.asking import exactly
from confpolicy.prove.compare.moving import moved
from confpolicy.prove.compare.replay import Decider
from confpolicy.prove.compare.shared import Shared
from confpolicy.prove.compare.words import NO_ROLE, SUBJECT, role_of
from confpolicy.prove.encode.held import Held, Verdicts
from confpolicy.prove.encode.rules import Resolved, Ruled, Theory
from confpolicy.prove.logic.session import Found
from confpolicy.prove.logic.terms import Formula, both, names_in, negation, some
from confpolicy.prove.outcome import WHY, Budget
from confpolicy.prove.slices import Cell, Slice, slices
from confpolicy.prove.smaller import first_item, smaller_request

Progress = Callable[[int, int], None]
NEVER, PUBLIC = "never", "being public"
TRIED = 6
"""So many of the requests that a clause is known to permit are tried for another cell before the solver is asked."""


@attrs.frozen(kw_only=True)
class Way:
    """A ground on which the cells of an entry can be permitted. `kind`: public, consent, exception or duty."""

    kind: str
    clause: str | None
    """None where the item is public."""
    witness: Mapping[str, Any]
    """A request that is permitted on this ground: about the first cell, by the first role."""
    weaker: tuple[str, ...] = ()
    """Other grounds of the same policy that permit wherever this one does; none where it is among the weakest."""

    @property
    def name(self) -> str:
        """The clause, or what stands for none."""
        return self.clause or PUBLIC


@attrs.frozen(kw_only=True)
class Entry:
    """Cells and roles that are alike, with every way in which they can be permitted."""

    cells: tuple[Cell, ...]
    roles: tuple[str, ...]
    ways: tuple[Way, ...]
    undecided: tuple[tuple[str, str], ...] = ()
    """Clauses of which it is not known whether they can permit, each with the reason."""

    @property
    def access(self) -> tuple[str, ...]:
        """The kinds of ground on which it can be permitted; `never` where there is none."""
        if not self.ways:
            return () if self.undecided else (NEVER,)
        return tuple(dict.fromkeys(way.kind for way in self.ways))


@attrs.frozen(kw_only=True)
class Chart:
    """What can be permitted at all: every item, role and purpose is in exactly one entry."""

    entries: tuple[Entry, ...]
    bounded: tuple[str, ...] = ()
    """Facts that are sets, of whose elements only so many were reckoned with that more could matter."""


def chart(
    program: Program,
    budget: Budget,
    *,
    cells: Iterable[Cell] | None = None,
    roles: frozenset[str] | None = None,
    progress: Progress = lambda _done, _all: None,
) -> Chart:
    """What the program can permit, for these cells (all by default) and to these roles (all, none, the subject).

    `progress` is told how many slices of how many are done. Raises `WitnessError` where a request is not permitted
    as was proved, and `ImportError` without the solver.
    """
    return _Charting(program, budget, roles).chart(cells, progress)


class _Charting:
    def __init__(self, program: Program, budget: Budget, roles: frozenset[str] | None) -> None:
        self.theory, self.budget, self.roles = Theory.of(program), budget, roles
        self.vocabulary = program.vocabulary
        self.shared = Shared.of(program.vocabulary, program.vocabulary)
        self.decider = Decider.of(program)
        self.bounded: set[str] = {*self.theory.bounded}
        self.shown: dict[str | None, list[Mapping[str, Any]]] = {}
        """Requests that a clause permits, by the clause."""

    def chart(self, cells: Iterable[Cell] | None, progress: Progress) -> Chart:
        """Every slice, and in it every role."""
        everything = slices(self.theory, cells=cells)
        entries: list[Entry] = []
        for number, each in enumerate(everything):
            progress(number, len(everything))
            entries += self._entries(each)
        progress(len(everything), len(everything))
        return Chart(entries=tuple(entries), bounded=tuple(sorted(self.bounded)))

    def _entries(self, each: Slice) -> Iterator[Entry]:
        """One for all roles that can receive on the same grounds."""
        asking = _Asking(self, each)
        found: dict[object, Entry] = {}
        for roles in self._alike(each):
            ways, undecided = asking.ways(roles[0])
            key = (tuple((way.kind, way.clause, way.weaker) for way in ways), undecided)
            if key in found:
                found[key] = attrs.evolve(found[key], roles=(*found[key].roles, *roles))
            else:
                found[key] = Entry(cells=each.cells, roles=roles, ways=ways, undecided=undecided)
        yield from found.values()

    def _alike(self, each: Slice) -> Iterator[tuple[str, ...]]:
        for alike in (*roles_alike((self.theory,), self.shared, only=each.clauses), (NO_ROLE,), (SUBJECT,)):
            chosen = tuple(role for role in alike if self.roles is None or role in self.roles)
            if chosen:
                yield chosen


class _Asking:
    """One slice. Its formulas are made when no request that is known already answers."""

    def __init__(self, charting: _Charting, each: Slice) -> None:
        self.charting, self.slice = charting, each
        self.table: tuple[Bench, Run] | None = None

    def ways(self, role: str) -> tuple[tuple[Way, ...], tuple[tuple[str, str], ...]]:
        """Every way for a recipient with this role, and the clauses that are undecided."""
        ways: list[Way] = []
        undecided: list[tuple[str, str]] = []
        for kind, clause in self._grounds(role):
            found = self._way(kind, clause, role)
            if isinstance(found, Way):
                ways.append(found)
            elif found is not None:
                undecided.append((clause or kind, found))
        return tuple(self._compared(ways, role, undecided)), tuple(undecided)

    def _compared(self, ways: list[Way], role: str, undecided: list[tuple[str, str]]) -> Iterator[Way]:
        """Each way with those that are weaker; of two that permit alike the first counts as the weaker one."""
        for number, way in enumerate(ways):
            also = self.charting.decider.because(way.witness) if len(ways) > 1 else frozenset()
            weaker: list[str] = []
            for place, each in enumerate(ways):
                if each is way or each.clause not in also:
                    continue
                implied = self._implies(way, each, role)
                if isinstance(implied, str):
                    undecided.append((way.name, f"whether it is behind {each.name}: {implied}"))
                elif implied and (place < number or self._implies(each, way, role) is not True):
                    weaker.append(each.name)
            yield attrs.evolve(way, weaker=tuple(weaker)) if weaker else way

    def _implies(self, way: Way, other: Way, role: str) -> bool | str:
        """Whether a policy that permits on the one way always does on the other; or why that is not known."""
        bench, run = self._bench()
        (said,) = run.verdicts
        clauses = {way.clause, other.clause}
        both_in = [held for held in said.held if clauses <= {each.name for each in held.grounds}]
        alone = [
            both(_permitting(said, held, way.clause), negation(_permitting(said, held, other.clause)))
            for held in both_in
        ]
        if not alone:
            return False
        answer = bench.ask(self._whole(run, some(alone), role))
        return WHY[answer.reason] if answer.found is Found.UNDECIDED else answer.found is Found.NO

    def _grounds(self, role: str) -> Iterator[tuple[str, str | None]]:
        leaf, purpose = self.slice.leaf, self.slice.purpose
        if self.charting.vocabulary.is_public(leaf):
            yield "public", None
        seen: set[str] = set()
        for policy in self.charting.theory.policies:
            for each in _resolved(policy):
                there = leaf in each.leaves and purpose in each.purposes and each.name not in seen
                if there and self._reaches(each.clause.scope.to, role):
                    seen.add(each.name)
                    yield kind_of(each.clause), each.name

    def _reaches(self, to: Parties | None, role: str) -> bool:
        """Whether the clause could speak of them at all; what it excepts is left to the proof."""
        if to is None or to.anyone:
            return True
        if role in (SUBJECT, NO_ROLE):
            return to.subject and role == SUBJECT
        above = self.charting.vocabulary.roles.above[role]
        stands_in = any(self._stands_in(policy, above) for policy in self.charting.theory.policies)
        return not above.isdisjoint(to.roles) or (to.subject and stands_in)

    def _stands_in(self, policy: Ruled, above: frozenset[str]) -> bool:
        scopes = (each.clause.scope.to for each in policy.stand_ins)
        return any(to is not None and not above.isdisjoint(to.roles) for to in scopes)

    def _way(self, kind: str, clause: str | None, role: str) -> Way | str | None:
        """The way; or None where there is none, or why it is not known."""
        cell = (self.slice.leaf, self.slice.purpose)
        for known in self.charting.shown.get(clause, ())[-TRIED:]:
            request = moved(known, self.charting.vocabulary, cell, role)
            if self._permitted(request, clause, role):
                return Way(kind=kind, clause=clause, witness=request)
        return self._proved(kind, clause, role)

    def _permitted(self, request: Mapping[str, Any], clause: str | None, role: str) -> bool:
        about_it = first_item(request) == self.slice.leaf and role_of(request) == role
        return about_it and clause in self.charting.decider.because(request)

    def _proved(self, kind: str, clause: str | None, role: str) -> Way | str | None:
        bench, run = self._bench()
        (said,) = run.verdicts
        formula = self._whole(run, some(_permitting(said, held, clause) for held in said.held), role)
        answer = bench.ask(formula)
        if answer.found is not Found.YES:
            return None if answer.found is Found.NO else WHY[answer.reason]
        try:
            names = names_in(formula)
            request = first_written(
                bench.choices(formula, answer.model), lambda model: request_of(bench, run, model, names)
            )
        except NoHistoryError as error:
            return str(error)
        if not self._permitted(request, clause, role):
            raise WitnessError(request, f"it is not permitted by {clause or PUBLIC}")
        request = smaller_request(request, lambda candidate: self._permitted(candidate, clause, role))
        self.charting.shown.setdefault(clause, []).append(request)
        return Way(kind=kind, clause=clause, witness=request)

    def _whole(self, run: Run, formula: Formula, role: str) -> Formula:
        """The formula of a recipient with exactly this role, with all policies in force."""
        return both(formula, run.in_force, exactly(run.world, role))

    def _bench(self) -> tuple[Bench, Run]:
        if self.table is None:
            theory = self.charting.theory
            bench = Bench((theory,), self.slice.leaf, self.slice.purpose, self.charting.budget, len(theory.policies))
            self.table = bench, bench.run()
            self.charting.bounded.update(bench.bounded)
        return self.table


def _permitting(said: Verdicts, held: Held, clause: str | None) -> Formula:
    """Whether the item is permitted, and the clause is among the grounds that this policy has for it."""
    return some(said.permitting(held, each) for each in held.grounds if each.name == clause)


def _resolved(policy: Ruled) -> Iterator[Resolved[Permission] | Resolved[Consent]]:
    yield from policy.permissions
    yield from policy.consents


def kind_of(clause: Permission | Consent) -> str:
    """The kind of ground that the clause is."""
    return clause.kind.value if isinstance(clause, Permission) else "consent"
