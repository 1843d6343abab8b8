"""Two programs decided on the same random requests, and the parts of their decisions that differ."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

import attrs

from confpolicy.core.programs import Program
from confpolicy.decide.decision import Judged, Need, NeedConsent
from confpolicy.decide.judge import judge
from confpolicy.decide.prepare import Prepared, prepare
from confpolicy.facts.read import read_request
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.edits import Mapped, entries, spread, statements, subjects
from tests.mutants.focus import asked_of_discloser, terrains
from tests.mutants.mutant import Mutant

TOLD = ("verdicts", "obligations", "answers", "owed", "needs")
"""The parts that make two policies differ, whatever clauses are called. The rest may be other words for the same."""


class RefusedError(ValueError):
    """A request that the generator takes to fit does not."""


@attrs.frozen
class Decider:
    """A program that decides, as a policy does; what its readings would come to is not asked."""

    prepared: Prepared

    @classmethod
    def of(cls, program: Program) -> Decider:
        """The decider of any program, whether it came from text or not."""
        return cls(attrs.evolve(prepare(program), variants=()))

    def decide(self, mapping: Mapping[str, Any]) -> Judged:
        """The decision on a request in the form of JSON. Raises `RefusedError` where it does not fit."""
        request = read_request(mapping, self.prepared.vocabulary)
        if isinstance(request, tuple):
            raise RefusedError(f"{request}")
        return judge(self.prepared, request)


def differing(old: Judged, new: Judged) -> tuple[str, ...]:
    """The parts of the two decisions that differ, by name; those of `TOLD` first.

    What is due and what is lacking is the same from whichever clause it comes, and in whatever order.
    """
    if old == new:
        return ()
    parts: dict[str, Callable[[Judged], object]] = {
        "verdicts": lambda one: [(row.item, row.subject, row.verdict, row.alone) for row in one.rows],
        "obligations": lambda one: frozenset(attrs.evolve(due, clause="") for due in one.obligations),
        "answers": lambda one: (one.outward.items, *map(frozenset, (one.outward.statements, one.outward.replies))),
        "owed": lambda one: [row.required for row in one.rows],
        "needs": lambda one: frozenset(map(_nameless, one.needs)),
        "conflicts": lambda one: one.conflicts,
        "grounds": lambda one: [row.because for row in one.rows],
        "prohibitions": lambda one: [(row.blocked_by, row.overridden) for row in one.rows],
    }
    found = tuple(name for name, part in parts.items() if part(old) != part(new))
    return found or ("the report",)


def _nameless(need: Need) -> Need:
    return attrs.evolve(need, clause="") if isinstance(need, NeedConsent) else need


def requests(original: Program, mutant: Mutant, count: int) -> Iterator[tuple[str, Mapped]]:
    """So many random requests, each with its seed, that mostly go where the change can matter.

    One of four is about several items and people, as it may be; they take time, and each row tells as much by itself.
    """
    lies = terrains(original, mutant.program, mutant.change.place)
    disclosing = asked_of_discloser(original, mutant.program, mutant.change.place)
    for number in range(count):
        seed = f"{mutant.id}/{number}"
        ch = Choices.from_seed(seed)
        mapping: Mapped = composing.request(ch, lies[number % len(lies)])
        mapping["discloser"]["roles"] += ch.some(sorted({*disclosing} - {*mapping["discloser"]["roles"]}), most=1)
        yield seed, mapping if number // len(lies) % 4 == 0 else alone(mapping)


def alone(mapping: Mapped) -> Mapped:
    """The request for its first item alone, about its first subject, with the statements about them."""
    kept = spread(mapping)
    subject = subjects(kept)[0]
    item = {key: value for key, value in entries(kept)[0].items() if key != "about"}
    about = [one for one in statements(kept) if one["subject"] == subject["id"]]
    return {**kept, "subjects": [subject], "items": [item], "consents": about}


@attrs.frozen(kw_only=True)
class Sampled:
    """What came of random requests, `decided` of which were decided by both.

    `request`: the first that tells the mutant apart, and its seed; `parts`: what differs there. `beside`: the first
    request for each part in which the two differ before that, or anywhere where nothing tells them apart.
    """

    decided: int
    seed: str | None = None
    request: Mapped | None = None
    parts: tuple[str, ...] = ()
    beside: Mapping[str, Mapped] = attrs.field(factory=dict)


def sampled(original: Program, mutant: Mutant, count: int, *, telling: Collection[str] = TOLD) -> Sampled:
    """Decides up to so many requests by both programs, until they differ in one of the parts that are `telling`."""
    old, new = Decider.of(original), Decider.of(mutant.program)
    beside: dict[str, Mapped] = {}
    for number, (seed, mapping) in enumerate(requests(original, mutant, count), start=1):
        parts = differing(old.decide(mapping), new.decide(mapping))
        if not set(parts).isdisjoint(telling):
            return Sampled(decided=number, seed=seed, request=mapping, parts=parts, beside=beside)
        beside = {**dict.fromkeys(parts, mapping), **beside}
    return Sampled(decided=count, beside=beside)
