"""Two solvers beside each other and beside decisions: what each says can be, and what deciding shows."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Literal

from confpolicy.decide.judge import judge
from confpolicy.facts.read import read_request
from confpolicy.facts.request import Request
from confpolicy.prove.asked import NoHistoryError, request_of
from confpolicy.prove.bench import Bench
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.logic.session import Found
from confpolicy.prove.logic.terms import both, names_in
from confpolicy.prove.outcome import Budget
from confpolicy.prove.slices import Slice, slices
from confpolicy.testing.trial import Stage
from tests.agreement.direct import WORDS
from tests.agreement.space import Space
from tests.campaign.compare import stage_of

SOLVERS: tuple[Literal["z3", "cvc5"], ...] = ("z3", "cvc5")
EFFORT = 2_000_000


def compare(seed: int, bound: int) -> dict[str, Any]:
    """The small policy of a seed: what came out for each slice and verdict, counted, and what does not agree.

    Whatever a solver says can be is decided, and must come out so; whatever both say cannot be, no request of the
    finite space may show (`bound` requests of it a slice at most).
    """
    stage = stage_of(seed, "spare")
    counts: Counter[str] = Counter(policies=1)
    differing: list[str] = []
    theory, space = Theory.of(stage.terrain.program), Space.of(stage.terrain, seed)
    counts["whole spaces"] += space.size <= bound
    for each in slices(theory):
        never = _impossible(stage, theory, each, counts, differing)
        if never:
            _search(stage, each, never, space, (seed, bound), counts, differing)
    return {"counts": dict(counts), "differing": [f"seed {seed}: {one}\n{stage.text}" for one in differing]}


def _impossible(
    stage: Stage, theory: Theory, each: Slice, counts: Counter[str], differing: list[str]
) -> frozenset[str]:
    """The verdicts that both solvers say cannot be; those that can be are replayed."""
    said: dict[str, set[Found]] = {word: set() for word in WORDS}
    for name in SOLVERS:
        bench = Bench((theory,), each.leaf, each.purpose, Budget(rlimit=EFFORT, timeout_seconds=None, solver=name))
        run = bench.run()
        for word in WORDS:
            formula = both(getattr(run.verdicts[0], word), run.in_force)
            answer = bench.ask(formula)
            said[word].add(answer.found)
            counts[f"{name} {answer.found.value}"] += 1
            if answer.found is Found.YES:
                try:
                    mapping = request_of(bench, run, answer.model, names_in(formula))
                except NoHistoryError:
                    counts["no history"] += 1
                    continue
                shown = _verdict(stage, mapping)
                counts["replayed"] += 1
                if shown != word:
                    differing.append(f"{name} {each.cells[0]} {word}, decided {shown}: {json.dumps(mapping)}")
    for word, answers in said.items():
        if {Found.YES, Found.NO} <= answers:
            differing.append(f"{each.cells[0]} {word}: one solver says that it can be, the other that it cannot")
    return frozenset(word for word, answers in said.items() if answers == {Found.NO})


def _verdict(stage: Stage, mapping: dict[str, Any]) -> str | None:
    """The verdict on a request in force; None of one that does not fit."""
    request = read_request(mapping, stage.prepared.vocabulary)
    if not isinstance(request, Request):
        return None
    judged = judge(stage.prepared, request)
    return judged.verdict.value if judged.in_force else None


def _search(  # noqa: PLR0917 - what is counted and found goes back by the last two
    stage: Stage,
    each: Slice,
    never: frozenset[str],
    space: Space,
    seed_and_bound: tuple[int, int],
    counts: Counter[str],
    differing: list[str],
) -> None:
    seed, bound = seed_and_bound
    for mapping in space.requests(each.leaf, each.purpose, bound=bound, seed=seed):
        shown = _verdict(stage, mapping)
        counts["decided" if shown is not None else "not decided"] += 1
        if shown in never:
            differing.append(f"{each.cells[0]} {shown} is impossible, they say: {json.dumps(mapping)}")
            return
