"""What a change of policy changes: two programs proved equivalent, or told apart by requests that they decide apart.

Two programs are equivalent where they can be asked the same and, for every request from the day on which the earlier
of them comes into force, they give the same verdict (permit, refer, deny, outside), the same obligations (phase,
effect, target, text and `within`, of whatever clause; that the disclosure is owed, and who must decide) and the same
replies. What could still change a decision (its `needs`) is found by deciding and not encoded: a difference in it is
reported where a request shows one, and its absence is not proved.

Every difference comes with a request; it was decided under both before it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from confpolicy.core.clauses import Reply
from confpolicy.core.programs import Program
from confpolicy.errors import WitnessError
from confpolicy.facts.calendar import SECOND, instant_to_text
from confpolicy.facts.values import Instant
from confpolicy.prove.asked import NoHistoryError
from confpolicy.prove.compare.alike import Alike, roles_alike
from confpolicy.prove.compare.asking import Table, shows
from confpolicy.prove.compare.covering import covered_otherwise
from confpolicy.prove.compare.found import Change, Difference, Gathering, Unsettled
from confpolicy.prove.compare.moving import together
from confpolicy.prove.compare.questions import PEOPLE, How, Question
from confpolicy.prove.compare.replay import Decider, Told
from confpolicy.prove.compare.shared import Shared
from confpolicy.prove.compare.terms import released, vocabulary_of
from confpolicy.prove.compare.words import NO_ROLE, SUBJECT, detail, role_of
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.logic.session import Found, Model
from confpolicy.prove.logic.terms import TRUE
from confpolicy.prove.outcome import WHY, Budget
from confpolicy.prove.slices import Cell, Slice, cells_of, slices
from confpolicy.prove.smaller import first_item, smaller_request

__all__ = ["Change", "Difference", "How", "Progress", "Unsettled", "compare"]

Progress = Callable[[int, int], None]
NAMED = 8
"""So many clauses are named of a slice about which something is undecided."""


def compare(  # noqa: PLR0913 - four of them are options
    old: Program,
    new: Program,
    budget: Budget,
    *,
    readings: Mapping[str, str] | None = None,
    thorough: bool = True,
    progress: Progress = lambda _done, _all: None,
) -> Difference:
    """How `new` differs from `old`.

    `readings`: by clause, readings that `new` takes instead of its own. Unless `thorough` it stops at the first
    difference. `progress` is told how many slices of how many are done.

    Raises `WitnessError` where a witness does not do what was proved of it, and `ImportError` without the solver.
    """
    comparing = _Comparing(old, new.with_readings(readings or {}), budget, thorough=thorough)
    return comparing.difference(progress)


class _Comparing:
    def __init__(self, old: Program, new: Program, budget: Budget, *, thorough: bool) -> None:
        self.programs, self.budget, self.thorough = (old, new), budget, thorough
        self.theories = (Theory.of(old), Theory.of(new))
        self.shared = Shared.of(old.vocabulary, new.vocabulary)
        self.alike = Alike.of(*self.theories, self.shared)
        self.deciders = (Decider.of(old), Decider.of(new))
        self.roles = (*roles_alike(self.theories, self.shared), (NO_ROLE,), (SUBJECT,))
        self.gathering = Gathering()
        self.bounded: set[str] = set()

    def difference(self, progress: Progress) -> Difference:
        """Everything, slice by slice."""
        zones = {policy.zone.name for theory in self.theories for policy in theory.policies}
        self._terms()
        if len(zones) > 1:
            reason = f"they reckon in different time zones: {', '.join(sorted(zones))}"
            self.gathering.unsettled("", "", "anything", reason)
            return self._found()
        everything = slices(*self.theories, cells=cells_of(self.shared.vocabulary))
        todo = [each for each in everything if not all(map(self.alike.at, self._telling(each)))]
        for number, each in enumerate(todo):
            progress(number, len(todo))
            self._slice(each)
            if self._enough:
                return self._found()
        self._between(everything)
        progress(len(todo), len(todo))
        return self._found()

    def _telling(self, each: Slice) -> Iterable[Cell]:
        """The cells whose words tell whether the slice is alike: over one vocabulary any."""
        return each.cells[:1] if self.shared.same else each.cells

    @property
    def _enough(self) -> bool:
        return not self.thorough and bool(self.gathering.groups)

    def _found(self) -> Difference:
        bounded = self.bounded.union(*(theory.bounded for theory in self.theories))
        return self.gathering.difference(tuple(sorted(bounded)), vocabulary_of(self.shared))

    # --- one slice ------------------------------------------------------------------------------------------------

    def _slice(self, each: Slice) -> None:
        table = self._table(each)
        differing: set[str] = set()
        ways: set[How] = set()
        for question in table.questions():
            if question.together:
                if question.how not in ways:
                    self._ask_together(table, question)
            elif found := self._ask(table, question):
                differing |= found
                ways.add(question.how)
            if self._enough:
                return
        self._needs(each, differing)

    def _table(self, each: Slice) -> Table:
        table = Table.of(each, self.shared, self.theories, self.budget)
        self.bounded.update(table.bench.bounded)
        return table

    def _ask(self, table: Table, question: Question) -> set[str]:
        """Asks whether there is a difference, and then for which recipients; the roles for which there is."""
        answer = table.ask(question)
        if answer.found is Found.UNDECIDED:
            self._unsettled(table, question, WHY[answer.reason])
        if answer.found is not Found.YES:
            return set()
        found: set[str] = set()
        for roles in self.roles:
            one = table.ask(question, roles[0])
            if one.found is Found.YES:
                self._record(table, question, one.model, roles)
                found.update(roles)
            elif one.found is Found.UNDECIDED:
                self._unsettled(table, question, WHY[one.reason])
            if self._enough:
                return found
        if not found:
            self._record(table, question, answer.model, ())
        return found

    def _ask_together(self, table: Table, question: Question) -> None:
        """Asks whether there may be a difference where more is asked for together; shown by a request, or open."""
        answer = table.ask(question)
        if answer.found is Found.NO:
            return
        if answer.found is Found.YES:
            try:
                request = table.request(question, None, answer.model)
            except NoHistoryError:
                request = None
            if request is not None:
                request = together(request) if question.together == PEOPLE else request
                if shows(question, *self._told(request)):
                    self._add(table.slice, question, request, ())
                    return
        self._unsettled(table, question, WHY["together"])

    def _between(self, everything: Iterable[Slice]) -> None:
        """One witness for the days on which only one of the two is in force: there the other denies everything."""
        starts = [[policy.in_force for policy in theory.policies] for theory in self.theories]
        if starts[0] == starts[1]:
            return
        for each in everything:
            table = self._table(each)
            for question in table.questions_between():
                if not question.together and self._ask(table, question):
                    return

    def _unsettled(self, table: Table, question: Question, reason: str) -> None:
        clauses = f"; clauses {', '.join(sorted(table.slice.clauses)[:NAMED])}"
        self.gathering.unsettled(table.slice.leaf, table.slice.purpose, question.how.value, f"{reason}{clauses}")

    # --- witnesses --------------------------------------------------------------------------------------------------

    def _record(self, table: Table, question: Question, model: Model, roles: tuple[str, ...]) -> None:
        try:
            request = table.request(question, roles[0] if roles else None, model)
        except NoHistoryError as error:
            self._unsettled(table, question, str(error))
            return
        if request is None:
            self._unsettled(table, question, "no judgement of that day counts under the one and not under the other")
            return
        told = self._told(request)
        if not shows(question, *told):
            raise WitnessError(request, f"the two policies do not differ here: {question.how.value}")
        self._add(table.slice, question, request, roles)

    def _told(self, request: Mapping[str, Any]) -> tuple[Told, Told]:
        return self.deciders[0].told(request), self.deciders[1].told(request)

    def _add(self, each: Slice, question: Question, request: dict[str, Any], roles: tuple[str, ...]) -> None:
        told = self._told(request)

        def key(two: tuple[Told, Told]) -> tuple[object, ...]:
            clauses = self._responsible(question.how, each, two)
            return question.how, two[0].verdict, two[1].verdict, clauses, detail(question.how, *two)

        def still(candidate: Mapping[str, Any]) -> bool:
            two = self._told(candidate)
            same = role_of(candidate) == role_of(request) and first_item(candidate) == first_item(request)
            return same and shows(question, *two) and key(two) == key(told)

        cells = [(leaf, role, purpose) for leaf, purpose in each.cells for role in roles or (role_of(request),)]
        if self.gathering.add(key(told), cells):
            return
        change = Change(
            how=question.how,
            item=each.leaf,
            role=role_of(request),
            purpose=each.purpose,
            before=told[0].verdict,
            after=told[1].verdict,
            clauses=self._responsible(question.how, each, told),
            detail=detail(question.how, *told),
            witness=smaller_request(request, still),
        )
        self.gathering.begin(key(told), change, cells)

    def _responsible(self, how: How, each: Slice, told: tuple[Told, Told]) -> tuple[str, ...]:
        """The changed clauses that the two decisions speak of; failing that, all that are changed or speak here."""
        changed = self.alike.responsible(each.cells[0])
        spoken, near = told[0].clauses | told[1].clauses, told[0].near | told[1].near
        if how is How.OBLIGATIONS:
            spoken, near = told[0].carrying_more_than(told[1]) | told[1].carrying_more_than(told[0]), frozenset()
        elif how is How.REPLIES:
            own = (clause for program in self.programs for clause in program.policies[0].clauses)
            spoken, near = frozenset(clause.name for clause in own if isinstance(clause, Reply)), frozenset()
        return tuple(sorted(changed & (spoken | near) or changed or spoken))

    # --- what only one of them can be asked -------------------------------------------------------------------------

    def _terms(self) -> None:
        """What can be received of a term, for a purpose, by a role that only one of the two knows."""
        for how, which in ((How.LESS, 0), (How.MORE, 1)):
            other = self.deciders[1 - which]
            for change in released(self.programs[which], other, self.budget, how=how, shared=self.shared):
                if isinstance(change, Unsettled):
                    self.gathering.unsettled(change.item, change.purpose, change.how, change.reason)
                    continue
                self._gather(change)
        for change in covered_otherwise(self.programs, self.deciders, self.shared, self.budget):
            self._gather(change)

    def _gather(self, change: Change) -> None:
        key = (change.how, change.detail, change.clauses)
        if not self.gathering.add(key, change.cells):
            self.gathering.begin(key, change, change.cells)

    # --- what is only decided ---------------------------------------------------------------------------------------

    def _needs(self, each: Slice, differing: set[str]) -> None:
        """Decides a bare request for each kind of recipient for whom nothing else differs."""
        latest = max(policy.in_force for theory in self.theories for policy in theory.policies)
        time = instant_to_text(Instant(latest + 86_400 * SECOND))
        for roles in self.roles:
            request = self._bare(each, roles[0], time)
            told = self._told(request)
            question = Question(How.NEEDS, TRUE)
            if roles[0] not in differing and shows(question, *told):
                self._add(each, question, request, roles)
            if self._enough:
                return

    def _bare(self, each: Slice, role: str, time: str) -> dict[str, Any]:
        towards = role in self.shared.vocabulary.towards
        roles = [] if towards or role in (SUBJECT, NO_ROLE) else [role]
        found: dict[str, Any] = {
            "time": time,
            "purpose": each.purpose,
            "discloser": {"id": "discloser", "roles": []},
            "recipient": {"id": SUBJECT if role == SUBJECT else "recipient", "roles": roles},
            "subject": {"id": SUBJECT, "roles": []},
            "items": [each.leaf],
        }
        return {**found, "relation": {"roles": [role]}} if towards else found
