"""One item and one purpose under two programs: what is asked, and the requests that answer it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, assert_never

import attrs

from confpolicy.prove.asked import first_written, request_of
from confpolicy.prove.bench import Bench, Run
from confpolicy.prove.compare.judgements import When, judgement
from confpolicy.prove.compare.questions import How, Question, questions
from confpolicy.prove.compare.replay import Told
from confpolicy.prove.compare.shared import Shared
from confpolicy.prove.compare.sides import TwoSided, counts_name
from confpolicy.prove.compare.words import SUBJECT
from confpolicy.prove.encode.concrete import instant_in
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.encode.world import World, fact_of
from confpolicy.prove.logic.session import Answer, Model
from confpolicy.prove.logic.terms import Formula, both, either, every, names_in, negation
from confpolicy.prove.outcome import Budget
from confpolicy.prove.slices import Slice
from confpolicy.prove.smaller import first_item


@attrs.frozen(eq=False)
class Table:
    """A slice on a bench for two programs, with the request of symbols that both are held against."""

    slice: Slice
    shared: Shared
    theories: tuple[Theory, Theory]
    bench: Bench
    run: Run

    @classmethod
    def of(cls, each: Slice, shared: Shared, theories: tuple[Theory, Theory], budget: Budget) -> Table:
        """The slice. As many grants can matter as policies must permit, of both programs together.

        So many are enough for obligations too: one on a named consent arises where that consent permits.
        """
        grants = sum(len(theory.policies) for theory in theories)
        if shared.same:
            bench = Bench(theories, each.leaf, each.purpose, budget, grants)
        else:
            bench = TwoSided(theories, each.leaf, each.purpose, budget, grants, shared=shared)
        return cls(each, shared, theories, bench, bench.run())

    def questions(self) -> tuple[Question, ...]:
        """Each way in which the two can differ while both are in force."""
        return self._where(self.run.in_force)

    def questions_between(self) -> tuple[Question, ...]:
        """The same while just one of them is."""
        old, new = (every(held.in_force for held in verdicts.held) for verdicts in self.run.verdicts)
        return self._where(both(either(old, new), negation(both(old, new))))

    def _where(self, time: Formula) -> tuple[Question, ...]:
        asked = questions(self.theories, (self.run.verdicts[0], self.run.verdicts[1]))
        return tuple(attrs.evolve(each, formula=both(each.formula, time)) for each in asked)

    def ask(self, question: Question, role: str | None = None) -> Answer:
        """Whether the two differ so: towards a recipient with just this role, or towards anybody."""
        return self.bench.ask(self._formula(question, role))

    def _formula(self, question: Question, role: str | None) -> Formula:
        return question.formula if role is None else both(question.formula, exactly(self.run.world, role))

    def request(self, question: Question, role: str | None, model: Model) -> dict[str, Any] | None:
        """The request that was chosen; None where a judgement would have to count in a way that no date allows.

        Raises `NoHistoryError` where the times of statements cannot be found, for other choices neither.
        """
        formula = self._formula(question, role)
        return first_written(self.bench.choices(formula, model), lambda chosen: self._written(formula, chosen))

    def _written(self, formula: Formula, model: Model) -> dict[str, Any] | None:
        names = names_in(formula)
        apart = {
            name: (counts_name(name, 0), counts_name(name, 1))
            for name in self.run.world.given
            if fact_of(name) in self.shared.judged_apart
        }
        names |= {f"{name} given": None for name, counts in apart.items() if any(each in names for each in counts)}
        request = request_of(self.bench, self.run, model, names)
        now = instant_in(model, self.run.world.now, self.bench.reckoner)
        when = When(now, self.theories[0].policies[0].zone, request["recipient"]["id"])
        for name, counts in apart.items():
            full_name = fact_of(name)
            assert full_name is not None, "only facts are judged"
            wanted = (model.holds(counts[0]), model.holds(counts[1]))
            for holder in _holders(request, name):
                found = judgement(self.shared, full_name, wanted, when)
                if found is None:
                    return None
                holder[full_name.partition(".")[2]] |= found
        return request


def exactly(world: World, role: str) -> Formula:
    """Where the recipient is the subject, or has this role and no other."""
    if role == SUBJECT:
        return world.in_person
    held = [
        world.role("recipient", each) if each == role else negation(world.role("recipient", each))
        for each in sorted(world.vocabulary.roles.above)
    ]
    return both(negation(world.in_person), *held)


def _holders(request: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """Where in the request the fact of this name, perhaps that of a statement or of an entry, is given."""
    full_name, _, owner = name.partition(" of ")
    holder, _, fact = full_name.partition(".")
    found: list[Any] = [request.get(holder)]
    if holder == "item":
        entry = owner.removeprefix("entry ") or first_item(request)
        found = [each for each in request["items"] if isinstance(each, dict) and each["item"] == entry]
    if holder == "statement":
        found = [each for each in request.get("consents", []) if each["id"] == owner.replace(" ", "-")]
    yield from (each for each in found if isinstance(each, dict) and isinstance(each.get(fact), dict))


def shows(question: Question, old: Told, new: Told) -> bool:
    """Whether the two decisions differ in the way that is asked about."""
    match question.how:
        case How.MORE | How.LESS:
            return (old.verdict, new.verdict) == (question.before, question.after)
        case How.OBLIGATIONS:
            return old.verdict == new.verdict and old.obligations != new.obligations
        case How.REPLIES:
            return not old.permits and not new.permits and old.replies != new.replies
        case How.NEEDS:
            return old.verdict == new.verdict and old.needs != new.needs
        case _ as unreachable:
            assert_never(unreachable)
