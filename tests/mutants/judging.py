"""A mutant compared with its original: told apart by a request that is decided again here, or proved equivalent.

An equivalence is proved by both solvers, each by itself, and then tried on random requests. What could still change a
decision is not encoded, so no proof speaks of needs: for them the random requests stand alone.
"""

from __future__ import annotations

from confpolicy.core.programs import Program
from confpolicy.prove.difference import compare
from confpolicy.prove.outcome import Budget
from tests.mutants.catalogue import original
from tests.mutants.mutant import Mutant
from tests.mutants.record import APART, BUT_NEEDS, EQUAL, UNDECIDED, WRONG, Record
from tests.mutants.sampling import TOLD, Decider, differing, sampled

RLIMIT = 50_000_000
"""What a solver may do for one question, in its own units."""
PROVED = frozenset(TOLD) - {"needs"}
"""The parts of a decision that a proof speaks of."""
BUDGETS = (
    Budget(rlimit=RLIMIT, timeout_seconds=None, solver="z3"),
    Budget(rlimit=RLIMIT, timeout_seconds=None, solver="cvc5"),
)


def judged(mutant: Mutant, *, confirmed: int) -> Record:
    """What a comparison finds of a mutant, and whether that is so.

    `confirmed`: how many random requests are decided by both where they are proved to be equivalent.
    """
    old = original(mutant.policy).program
    for budget in BUDGETS:
        found = _compared(old, mutant, budget)
        if found is not None:
            return found
    tried = sampled(old, mutant, confirmed, telling=PROVED)
    by = f"{' and '.join(budget.solver for budget in BUDGETS)}, and {tried.decided:,} random requests"
    beside = tuple(sorted(tried.beside))
    if tried.request is not None:
        by = f"{by}: what is proved to be equivalent is not"
        return Record.of(mutant, WRONG, by=by, decided=tried.decided, parts=tried.parts, request=tried.request)
    if "needs" in tried.beside:
        needs = tried.beside["needs"]
        return Record.of(mutant, BUT_NEEDS, by=by, decided=tried.decided, parts=beside, request=needs)
    return Record.of(mutant, EQUAL, by=by, decided=tried.decided, parts=beside)


def _compared(old: Program, mutant: Mutant, budget: Budget) -> Record | None:
    """What one solver finds but for a proof; None where it proves the two equivalent."""
    found = compare(old, mutant.program, budget, thorough=False)
    if found.changes:
        change = found.changes[0]
        parts = differing(Decider.of(old).decide(change.witness), Decider.of(mutant.program).decide(change.witness))
        outcome = APART if not set(parts).isdisjoint(TOLD) else WRONG
        by = f"diff with {budget.solver}: {change.how.value} ({change.detail})"
        return Record.of(mutant, outcome, by=by, parts=parts, request=change.witness)
    if found.undecided:
        left = found.undecided[0]
        return Record.of(
            mutant, UNDECIDED, by=f"{budget.solver}: {left.item} for {left.purpose}, {left.how}: {left.reason}"
        )
    return None
