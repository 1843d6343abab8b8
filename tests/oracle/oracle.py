"""A program made ready, and what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from confpolicy.core.programs import Program

from .layers import layered
from .outcome import outcome
from .reading import Json, read
from .terms import Policy
from .tracing import Entry, traced


@dataclass(frozen=True)
class Oracle:
    """Says what a program decides."""

    policy: Policy

    @classmethod
    def of(cls, program: Program) -> Oracle:
        """The oracle for a program, which may be asked many times."""
        return cls(Policy.first_of(program))

    def answer(self, mapping: Json) -> tuple[dict[str, Any], list[Entry]]:
        """The decision on a valid request, and its trace in no order."""
        request = read(self.policy, mapping)
        rows = layered(request)
        return outcome(request, rows), traced(rows)

    def decide(self, mapping: Json) -> dict[str, Any]:
        """The decision alone."""
        request = read(self.policy, mapping)
        return outcome(request, layered(request))


def decide(program: Program, mapping: Json) -> dict[str, Any]:
    """What the program decides of a valid request."""
    return Oracle.of(program).decide(mapping)
