"""Formulas beside decisions: every concrete request as a choice of all symbols, evaluated, and decided."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from confpolicy.decide.decision import Judged, Row, Verdict
from confpolicy.decide.environment import Environment
from confpolicy.decide.judge import Held as HeldRequest
from confpolicy.decide.judge import judge
from confpolicy.decide.outward import applying_replies
from confpolicy.decide.prepare import Prepared
from confpolicy.facts.logic import Truth
from confpolicy.facts.read import read_request
from confpolicy.facts.read.stated import stated_parts_of
from confpolicy.facts.request import Entry, Facts, Request
from confpolicy.prove.bench import Bench, Run
from confpolicy.prove.encode.arising import arises, arising_by
from confpolicy.prove.encode.held import Held, speaks
from confpolicy.prove.encode.rules import Ruled, Theory
from confpolicy.prove.logic.session import Model
from confpolicy.prove.logic.terms import FALSE, Formula, nodes
from confpolicy.prove.outcome import Budget
from confpolicy.prove.slices import slices
from confpolicy.prove.smaller import smaller_request
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.trial import Stage
from tests.agreement.assigned import Statement, TooMuchError, living, model_of
from tests.campaign.compare import stage_of

BUDGET = Budget(rlimit=2_000_000, timeout_seconds=None, solver="z3")
GRANTS = 5
CROWDED = "more grants on file than places"
"""What is said of a row that is left out for that."""
ATTEMPTS = 60
"""So often a set with too many elements is made smaller by chance before the claim that it can be counts as wrong."""
WORDS = ("permit", "refer", "deny", "outside")


def evaluated(order: list[Formula], model: Model) -> dict[Formula, bool]:
    """The truth of each formula; operands stand before what they are in."""
    found: dict[Formula, bool] = {}
    for node in order:
        match node.kind:
            case "symbol":
                value = model.holds(node.name)
            case "and":
                value = all(found[each] for each in node.operands)
            case "or":
                value = any(found[each] for each in node.operands)
            case "not":
                value = not found[node.operands[0]]
            case "true" | "false":
                value = node.kind == "true"
            case kind:
                assert node.number is not None
                number = node.number.value(model.numbers)
                value = number <= 0 if kind == "at most 0" else number < 0 if kind == "below 0" else number == 0
        found[node] = value
    return found


@attrs.frozen(eq=False)
class Cell:
    """A leaf and a purpose, with all formulas about it."""

    bench: Bench
    run: Run
    said: Mapping[str, Formula]
    """What is compared, by name."""
    facts: tuple[Formula, ...]
    order: list[Formula]

    @classmethod
    def of(cls, theory: Theory, leaf: str, purpose: str, *, grants: int = GRANTS, budget: Budget = BUDGET) -> Cell:
        """All that is asked about one leaf and purpose."""
        bench = Bench((theory,), leaf, purpose, budget, grants=grants)
        run = bench.run()
        said = dict(_said(run))
        facts = (*run.world.facts, *bench.reckoner.calendar.facts)
        return cls(bench, run, said, facts, list(nodes(*said.values(), *facts)))


def _said(run: Run) -> Iterator[tuple[str, Formula]]:
    (verdicts,) = run.verdicts
    for word in WORDS:
        yield word, getattr(verdicts, word)
    for number, held in enumerate(verdicts.held):
        yield f"governs {number}", held.governs.true
        yield f"perhaps governs {number}", held.governs.possible
        for ground in held.grounds:
            yield f"ground {number} {ground.name}", verdicts.permitting(held, ground)
        for name in _permitting(held):
            yield f"by {number} {name}", arising_by(held, verdicts, name)
        for stands in held.against:
            yield f"stands {number} {stands.name}", stands.stands
        for obligation in held.policy.obligations:
            yield f"due {number} {obligation.name}", arises(held, verdicts, obligation)
    own = verdicts.held[0]
    for reply in own.policy.replies:
        yield f"reply {reply.name}", speaks(reply, own.spot.place).possible


def _permitting(held: Held) -> list[str]:
    """The names of the clauses that permit, or are needed for it."""
    policy = held.policy
    return sorted(
        {
            *(each.name for each in policy.permissions),
            *(each.name for each in policy.consents),
            *(each.name for each in policy.needs),
        }
    )


def outcomes(
    judged: Judged, policies: Sequence[Ruled], request: Request, prepared: Prepared
) -> Iterator[tuple[str, bool]]:
    """The verdict on the first item of a request, and which obligations and, of it alone, replies there are."""
    row = row_of(judged, request)
    dues = {due.clause for due in judged.obligations if due.item in {None, row.item}}
    for word in WORDS:
        yield word, row.verdict.value == word
    for number, policy in enumerate(policies):
        for obligation in policy.obligations:
            yield f"due {number} {obligation.name}", obligation.name in dues
    if len(request.entries) > 1:
        return
    stated = stated_parts_of(request, prepared.vocabulary)
    replying = {ready.name for ready in applying_replies(prepared.own, stated, set())}
    for reply in policies[0].replies:
        yield f"reply {reply.name}", reply.name in replying


def row_of(judged: Judged, request: Request) -> Row:
    """The row of the first item, about the one subject."""
    return next(row for row in judged.rows if row.item == request.entries[0].item)


def reasons(row: Row, against: Sequence[Held]) -> Iterator[tuple[str, bool]]:
    """What each policy governs, and of the grounds and prohibitions that there can be which there are."""
    for number, (under, held) in enumerate(zip(row.policies, against, strict=True)):
        yield f"governs {number}", under.governs is Truth.TRUE
        yield f"perhaps governs {number}", under.governs is not Truth.FALSE
        because = under.because if row.verdict is Verdict.PERMIT else ()
        names = {ground.clause for ground in because}
        for ground in held.grounds:
            yield f"ground {number} {ground.name}", ground.name in names
        needs = {ground.need_to_know for ground in because}
        for name in _permitting(held):
            yield f"by {number} {name}", name in names | needs
        if under.governs is not Truth.FALSE and under.in_force:
            standing = {*under.blocked_by, *under.overridden}
            for stands in held.against:
                yield f"stands {number} {stands.name}", stands.name in standing


@attrs.define(eq=False)
class Direct:
    """A policy, whose requests are tried."""

    stage: Stage
    theory: Theory
    stands_for: Mapping[tuple[str, str], tuple[str, str]]
    """For each leaf and purpose the ones that stand for it: the first of their slice."""
    cells: dict[tuple[str, str, int], Cell] = attrs.field(factory=dict)

    @classmethod
    def of(cls, stage: Stage) -> Direct:
        """The policy made ready."""
        theory = Theory.of(stage.terrain.program)
        stands_for = {cell: each.cells[0] for each in slices(theory) for cell in each.cells}
        return cls(stage, theory, stands_for)

    def cell(self, leaf: str, purpose: str, grants: int) -> Cell:
        """The formulas about the leaf and the purpose, with so many grants on file."""
        key = (leaf, purpose, grants)
        if key not in self.cells:
            self.cells[key] = Cell.of(self.theory, leaf, purpose, grants=grants)
        return self.cells[key]

    def rows(self, mapping: Mapping[str, Any]) -> Iterator[Request]:
        """The request, row by row: each leaf about each subject, and beside it what of the rest can tell on it."""
        request = read_request(mapping, self.stage.prepared.vocabulary)
        assert isinstance(request, Request), request
        leaves = self.stage.prepared.vocabulary.data.leaves
        for subject in request.subjects:
            facts: dict[str, Facts] = {}
            for entry in request.entries:
                for leaf in sorted(leaves[entry.item]) if subject.id in entry.about else ():
                    facts.setdefault(leaf, entry.facts)
            for leaf in facts:
                beside = sorted(self.theory.beside(leaf) & facts.keys())
                yield attrs.evolve(
                    request,
                    subjects=(subject,),
                    entries=tuple(Entry(each, (subject.id,), facts[each]) for each in (leaf, *beside)),
                    statements=tuple(each for each in request.statements if each.subject == subject.id),
                )

    def differences(self, row: Request) -> dict[str, tuple[bool, bool]]:
        """What the formulas and the decision do not say alike of a row. Raises `TooMuchError`."""
        leaf, purpose = row.entries[0].item, row.purpose
        held = HeldRequest.of(self.stage.prepared, row)
        judged = judge(self.stage.prepared, row, held)
        case = held.policies[0][leaf, row.subjects[0].id]
        said = row_of(judged, row)
        cell = self.cell(leaf, purpose, GRANTS)
        silent = any(each.offer is not FALSE for each in cell.run.file.grants)
        on = living(row, case.environment, silent=silent)
        wanted = dict(outcomes(judged, self.theory.policies, row, self.stage.prepared))
        wanted |= reasons(said, cell.run.verdicts[0].held)
        found = self._tried(cell, row, case.environment, on, wanted)
        words = {word: wanted[word] for word in WORDS}
        few = self.cell(leaf, purpose, len(said.policies))
        found |= _named("few", self._tried(few, row, case.environment, _carrying(said, on), words))
        other = self.stands_for[leaf, purpose]
        alike = self.cell(*other, GRANTS)
        if other != (leaf, purpose) and not any(each.leaf != other[0] for each in alike.run.file.refusals):
            found |= _named("slice", self._tried(alike, row, case.environment, on, words))
        return found

    def _tried(
        self,
        cell: Cell,
        row: Request,
        environment: Environment,
        on: tuple[Statement, ...],
        wanted: Mapping[str, bool],
    ) -> dict[str, tuple[bool, bool]]:
        least: dict[str, tuple[bool, bool]] = {}
        for attempt in range(ATTEMPTS):
            model, reduced = model_of(cell.bench, cell.run, row, environment, on, attempt=attempt)
            differing = _differing(cell, model, wanted)
            if differing and any(not _differing(cell, each, wanted) for each in _with_mistakes(cell, model)):
                differing = {}
            if not reduced or not differing:
                return differing
            if not least or len(differing) < len(least):
                least = differing
        return _named("reduced", least)


def _with_mistakes(cell: Cell, model: Model) -> Iterator[Model]:
    """The same where sums of decimals have too many digits: some, or all; formulas do not say which have."""
    rough = [each.name for each in cell.bench.reckoner.rough][:4]
    for chosen in itertools.product((False, True), repeat=len(rough)):
        yield attrs.evolve(model, truths={**model.truths, **dict(zip(rough, chosen, strict=True))})


def _named(word: str, differing: Mapping[str, tuple[bool, bool]]) -> dict[str, tuple[bool, bool]]:
    return {f"{word} {name}": values for name, values in differing.items()}


def _carrying(row: Row, on: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """One grant for each policy that permits by consent alone: the first that carries.

    Also of a row that is not permitted, since another policy refers it.
    """
    ids = set()
    for under in row.policies:
        grounds = sorted(under.because, key=lambda ground: (ground.kind == "consent", ground.clause or ""))
        ids |= {ground.statement for ground in grounds[:1]}
    return tuple(each for each in on if each.id in ids)


def _differing(cell: Cell, model: Model, wanted: Mapping[str, bool]) -> dict[str, tuple[bool, bool]]:
    found = evaluated(cell.order, model)
    said = {name: found[formula] for name, formula in cell.said.items()}
    differing = {name: (said[name], value) for name, value in wanted.items() if said[name] is not value}
    for number, fact in enumerate(cell.facts):
        if not found[fact]:
            differing[f"axiom {number} {fact!r}"] = (False, True)
    return differing


def tried(direct: Direct, mapping: Mapping[str, Any]) -> list[str]:
    """The names of all that differs in the rows of a request; none of one that does not fit."""
    if isinstance(read_request(mapping, direct.stage.prepared.vocabulary), tuple):
        return []
    names: list[str] = []
    for row in direct.rows(mapping):
        try:
            names += direct.differences(row)
        except TooMuchError:
            names.append(CROWDED)
    return names


def compare(seed: int, requests: int) -> dict[str, Any]:
    """So many random requests of the policy of a seed: how many agree, and the smallest that does not."""
    stage = stage_of(seed)
    direct = Direct.of(stage)
    found: dict[str, Any] = {"requests": 0, "crowded": 0, "differing": []}
    for number in range(requests):
        mapping = composing.request(Choices.from_seed(f"{seed}/{number}"), stage.terrain)
        names = tried(direct, mapping)
        found["requests"] += 1
        found["crowded"] += CROWDED in names
        wrong = [name for name in names if name != CROWDED]
        if wrong:
            smallest = smaller_request(mapping, lambda one: bool({*tried(direct, one)} - {CROWDED}))
            told = f"{wrong}\n{json.dumps(smallest, ensure_ascii=False)}\n{stage.text}"
            found["differing"].append(f"seed {seed}/{number}: {told}")
    return found
