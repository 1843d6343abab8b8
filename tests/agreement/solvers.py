"""Two solvers beside each other and beside decisions: what each says can be, and what deciding shows."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from typing import Any, Literal

from confpolicy.decide.judge import judge
from confpolicy.facts.read import read_request
from confpolicy.facts.request import Request
from confpolicy.prove.asked import NoHistoryError, request_of
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.logic.session import Found
from confpolicy.prove.logic.terms import both, names_in
from confpolicy.prove.outcome import Budget
from confpolicy.prove.slices import Slice, slices
from confpolicy.testing.trial import Stage
from tests.agreement.direct import WORDS, Cell, outcomes
from tests.agreement.space import CONSENTS, Space
from tests.campaign.compare import stage_of

DRAWN = 40
"""So many requests are drawn besides those of a space that is gone through whole."""
MORE = 4
"""So many questions about obligations and replies are asked besides those about verdicts."""
SOLVERS: tuple[Literal["z3", "cvc5"], ...] = ("z3", "cvc5")
EFFORT = 2_000_000


def compare(seed: int, bound: int) -> dict[str, Any]:
    """The small policy of a seed: what came out for each slice and verdict, counted, and what does not agree.

    Whatever a solver says can be is decided, and must come out so; whatever both say cannot be, no request of the
    finite space may show. A space of more than `bound` requests is not gone through: so many are drawn.
    """
    stage = stage_of(seed, "spare")
    counts: Counter[str] = Counter(policies=1)
    differing: list[str] = []
    theory, space = Theory.of(stage.terrain.program), Space.of(stage.terrain, seed)
    for each in slices(theory):
        never = _impossible(stage, theory, each, counts, differing)
        if never:
            _search(stage, theory, each, never, space, (seed, bound), counts, differing)
    return {"counts": dict(counts), "differing": [f"seed {seed}: {one}\n{stage.text}" for one in differing]}


def _impossible(
    stage: Stage, theory: Theory, each: Slice, counts: Counter[str], differing: list[str]
) -> frozenset[str]:
    """What both solvers say cannot be; what can be is replayed."""
    answers: dict[str, set[Found]] = {}
    for name in SOLVERS:
        budget = Budget(rlimit=EFFORT, timeout_seconds=None, solver=name)
        cell = Cell.of(theory, each.leaf, each.purpose, grants=2, budget=budget)
        for question in _questions(cell):
            formula = both(cell.said[question], cell.run.in_force)
            answer = cell.bench.ask(formula)
            answers.setdefault(question, set()).add(answer.found)
            counts[f"{name} {answer.found.value}"] += 1
            if answer.found is Found.YES:
                try:
                    mapping = request_of(cell.bench, cell.run, answer.model, names_in(formula))
                except NoHistoryError:
                    counts["no history"] += 1
                    continue
                counts["replayed"] += 1
                if question not in _shown(stage, theory, mapping):
                    differing.append(f"{name} {each.cells[0]} {question} does not replay: {json.dumps(mapping)}")
    for question, found in answers.items():
        if {Found.YES, Found.NO} <= found:
            differing.append(f"{each.cells[0]} {question}: one solver says that it can be, the other that it cannot")
    return frozenset(question for question, found in answers.items() if found == {Found.NO})


def _questions(cell: Cell) -> list[str]:
    """The verdicts, and some of the obligations and replies."""
    more = [name for name in cell.said if name.startswith(("due ", "reply "))]
    return [*WORDS, *more[:MORE]]


def _shown(stage: Stage, theory: Theory, mapping: dict[str, Any]) -> frozenset[str]:
    """What is so of a request in force; nothing of one that does not fit."""
    request = read_request(mapping, stage.prepared.vocabulary)
    if not isinstance(request, Request):
        return frozenset()
    judged = judge(stage.prepared, request)
    if not judged.in_force:
        return frozenset()
    found = outcomes(judged, theory.policies, request, stage.prepared)
    return frozenset(name for name, holds in found if holds)


def _search(  # noqa: PLR0917 - what is counted and found goes back by the last two
    stage: Stage,
    theory: Theory,
    each: Slice,
    never: frozenset[str],
    space: Space,
    seed_and_bound: tuple[int, int],
    counts: Counter[str],
    differing: list[str],
) -> None:
    """Decides requests of the space, and notes the first that shows what cannot be."""
    seed, bound = seed_and_bound
    small = space.about(_read(theory, each))
    whole = small.size <= bound
    counts["slices with a space gone through whole" if whole else "slices with requests drawn"] += 1
    drawn = space.drawn(each.leaf, each.purpose, count=DRAWN if whole else bound, seed=seed)
    for mapping in itertools.chain(small.requests(each.leaf, each.purpose) if whole else (), drawn):
        shown = _shown(stage, theory, mapping)
        counts["decided" if shown else "not decided"] += 1
        if shown & never:
            differing.append(f"{each.cells[0]} {sorted(shown & never)} cannot be, they say: {json.dumps(mapping)}")
            return


def _read(theory: Theory, each: Slice) -> frozenset[str]:
    """The facts that some formula about the slice reads, and whether consents matter."""
    cell = Cell.of(theory, each.leaf, each.purpose, grants=1)
    consents = any(name.startswith("grant ") for name in names_in(*cell.said.values()))
    return frozenset({*cell.run.world.given, *((CONSENTS,) if consents else ())})
