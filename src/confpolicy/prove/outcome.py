"""What comes out of a proof: a claim with its status, and the requests that refute it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any, Literal

import attrs


class Status(enum.Enum):
    """Whether a claim holds for every request. What was not decided is never reported as proved."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


@attrs.frozen(kw_only=True)
class Witness:
    """A request that shows something. It was read and decided before it was made (`prove.witness`)."""

    request: Mapping[str, Any]
    """The request as JSON has it."""
    scenario: str
    """The same as a `scenario`, to be pasted into the tests of the policy."""
    verdict: str
    """What is decided about the whole request: `permit`, `partial`, `refer`, `deny` or `outside`."""


@attrs.frozen(kw_only=True)
class Outcome:
    """One claim about a policy, and whether it holds."""

    name: str
    """The theorem's name, or the assertion's."""
    kind: Literal["theorem", "assertion"]
    title: str
    """One sentence: what is claimed."""
    status: Status
    clauses: tuple[str, ...] = ()
    """Of a refuted claim: the names of the clauses that are responsible."""
    counterexample: Witness | None = None
    beside: Witness | None = None
    """Of a claim about two requests: the second one."""
    detail: str | None = None
    """One sentence: what the counterexample shows, or why it is undecided and what to try."""
    accepted: tuple[tuple[str, str], ...] = ()
    """Clauses that were left out since the author allows it, each with the reason that was given."""
    policy: str = ""
    """The name of the policy that the claim is about."""


@attrs.frozen(kw_only=True)
class Budget:
    """How much a solver may do for one question."""

    rlimit: int
    """In the solver's own units of work, so that equal questions have equal answers on every machine."""
    timeout_seconds: float | None
    """An outer guard on the clock; None for none. An answer that it cut off says so."""
    solver: Literal["z3", "cvc5", "both"]


WHY: Mapping[str, str] = {
    "effort": "the solver's work was spent; give more with --effort",
    "time": "the clock ran out; give more with --timeout",
    "calendar": "the calendar has too many cases; compare dates with fewer sums of months",
    "digits": "it turns on decimals with more digits than are reckoned",
    "together": "it could matter only where several items or people are asked about together, and all are withheld; "
    "decide such requests",
}
"""Why a question is undecided, and what to try."""
