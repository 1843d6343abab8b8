"""Two solvers beside each other and beside decisions: what each says can be, and what deciding shows."""

from __future__ import annotations

import functools
import itertools
import json
from collections import Counter
from typing import Any, Literal

from confpolicy.decide.judge import judge
from confpolicy.decide.outward import applying_replies
from confpolicy.engine import Policy
from confpolicy.errors import RequestError
from confpolicy.facts.read import read_request
from confpolicy.facts.read.stated import stated_parts_of
from confpolicy.facts.request import Request
from confpolicy.prove.asked import NoHistoryError, first_written, request_of
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.encode.world import unowned
from confpolicy.prove.logic.session import Found
from confpolicy.prove.logic.terms import both, names_in
from confpolicy.prove.outcome import Budget
from confpolicy.prove.slices import Slice, slices
from confpolicy.testing.promises import staged
from confpolicy.testing.trial import Stage
from tests.agreement.direct import WORDS, Cell, outcomes, row_of
from tests.agreement.space import CONSENTS, Space
from tests.campaign import policy_of

MORE = 4
"""So many questions about obligations and replies are asked besides those about verdicts."""
LAYERED = 10
"""Of so many policies one is within another."""
SOLVERS: tuple[Literal["z3", "cvc5"], ...] = ("z3", "cvc5")
EFFORT = 2_000_000


def compare(seed: int, bound: int) -> dict[str, Any]:
    """The small policy of a seed: what came out for each slice and verdict, counted, and what does not agree.

    Whatever a solver says can be is decided, and must come out so; whatever both say cannot be, no request of the
    finite space may show: of at most `bound` requests, all of which are decided; nor of half as many of a larger one.
    """
    policy = policy_of(seed, "layered" if seed % LAYERED == 0 else "spare")
    stage = staged(policy)
    counts: Counter[str] = Counter(policies=1)
    differing: list[str] = []
    theory, space = Theory.of(stage.terrain.program), Space.of(stage.terrain, seed)
    for each in slices(theory):
        never = _impossible(stage, theory, each, counts, differing)
        if never:
            _search(policy, theory, each, never, space, (seed, bound), counts, differing)
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
                names, write = names_in(formula), functools.partial(request_of, cell.bench, cell.run)
                choices = cell.bench.choices(formula, answer.model)
                try:
                    mapping = first_written(choices, functools.partial(write, names=names))
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
    policy: Policy,
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
    space = space.beside(theory.beside(each.leaf))
    small = space.about(_read(theory, each), bound=bound)
    drawn = space.drawn(each.leaf, each.purpose, count=bound // 2, seed=seed)
    counts["spaces gone through"] += 1
    for mapping in itertools.chain(small.requests(each.leaf, each.purpose), drawn):
        try:
            shown = _decided(policy, theory, mapping, never)
        except RequestError:
            counts["not a request"] += 1
            continue
        counts["decided"] += 1
        if shown:
            differing.append(f"{each.cells[0]} {sorted(shown)} cannot be, they say: {json.dumps(mapping)}")
            return


def _decided(policy: Policy, theory: Theory, mapping: dict[str, Any], never: frozenset[str]) -> frozenset[str]:
    """What a decision shows of what cannot be; nothing of a policy not yet in force. Raises `RequestError`."""
    decision = policy.decide(mapping)
    item, *others = (entry.item for entry in decision.request.entries)
    verdict = row_of(decision.judged, decision.request).verdict if others else decision.verdict
    dues = {due.clause for due in decision.obligations if due.item in {None, item}}
    owned = ((place, each.name) for place, own in enumerate(theory.policies) for each in own.obligations)
    shown = {verdict.value, *(f"due {place} {name}" for place, name in owned if name in dues)}
    if not others and any(name.startswith("reply ") for name in never):
        stated = stated_parts_of(decision.request, decision.prepared.vocabulary)
        shown |= {f"reply {ready.name}" for ready in applying_replies(decision.prepared.own, stated, set())}
    shown &= never
    return frozenset(shown if shown and decision.judged.in_force else ())


def _read(theory: Theory, each: Slice) -> frozenset[str]:
    """The facts that some formula about the slice reads, and whether consents matter."""
    cell = Cell.of(theory, each.leaf, each.purpose, grants=1)
    consents = any(name.startswith("grant ") for name in names_in(*cell.said.values()))
    return frozenset({*map(unowned, cell.run.world.given), *((CONSENTS,) if consents else ())})
