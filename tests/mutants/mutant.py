"""What a mutant is, and what it is made of."""

from __future__ import annotations

import attrs

from confpolicy.core.programs import Program
from confpolicy.engine import Policy

SHOWN = 70
"""So much of a policy's text stands in the words for a mutant."""


@attrs.frozen(eq=False)
class Original:
    """A policy that is mutated, under the name that its mutants bear."""

    name: str
    policy: Policy = attrs.field(repr=False)

    @property
    def program(self) -> Program:
        """What it means."""
        return self.policy.program

    def text(self, place: str) -> str:
        """The words of the policy at a node, on one line, cut where they are many; empty where it has none."""
        span = self.policy.spans.get(place)
        if span is None:
            return ""
        words = " ".join(self.policy.sources()[span.path][span.start : span.end].split())
        return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"


@attrs.frozen(kw_only=True)
class Change:
    """One change that could be made to a program: where, in which of several ways, in words, and what comes of it."""

    place: str
    """The id of the node that changes; in the vocabulary `facts.NAME`, `reveals.LEAF`; of a header `policy/NAME`."""
    way: str = ""
    """What tells it from the other changes of its kind at that place."""
    words: str
    program: Program = attrs.field(repr=False)

    @property
    def owner(self) -> str:
        """The clause, definition or other statement that it is made in."""
        return self.place.partition("/")[0] if not self.place.startswith("policy/") else self.place


@attrs.frozen(kw_only=True)
class Mutant:
    """A policy with one change in it. `id` stays the same as long as the changed statement does."""

    policy: str
    kind: str
    change: Change

    @property
    def id(self) -> str:
        """`POLICY:KIND:PLACE`, and `:WAY` where there are several ways to change it there."""
        parts = (self.policy, self.kind, self.change.place, self.change.way)
        return ":".join(part for part in parts if part)

    @property
    def program(self) -> Program:
        """The mutated program."""
        return self.change.program
