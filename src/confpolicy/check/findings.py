"""The findings of one run, collected while it goes on and sorted at its end."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from confpolicy.diagnostics.diagnostic import Diagnostic, Fix, Related
from confpolicy.diagnostics.nearby import near
from confpolicy.source import Span

SUGGESTIONS = 200
"""How many names of one run are compared with all others."""


@attrs.define
class Findings:
    """A list that only grows. Every pass of the checker adds to it; none of them stops at the first mistake."""

    found: list[Diagnostic] = attrs.field(factory=list)
    _asked: int = 0

    def near(self, name: str, candidates: Iterable[str]) -> str | None:
        """Did you mean …? None too once it was asked very often: who has that many mistakes mends one and sees."""
        self._asked += 1
        return near(name, candidates) if self._asked <= SUGGESTIONS else None

    def add(
        self, code: str, span: Span, *, related: tuple[Related, ...] = (), fix: Fix | None = None, **facts: str | None
    ) -> None:
        """Adds one finding; a fact that is None is left out."""
        given = {name: value for name, value in facts.items() if value is not None}
        self.found.append(Diagnostic(code, span, given, related, fix))

    def sorted(self, paths: tuple[str, ...]) -> tuple[Diagnostic, ...]:
        """Each finding once, by file in the order of `paths`, then by place, then by code."""
        rank = {path: number for number, path in enumerate(paths)}
        once: dict[tuple[str, Span, tuple[tuple[str, str], ...]], Diagnostic] = {}
        for one in self.found:
            once.setdefault((one.code, one.span, tuple(sorted(one.facts.items()))), one)
        return tuple(
            sorted(
                once.values(),
                key=lambda one: (rank.get(one.span.path, len(rank)), one.span.start, one.span.end, one.code),
            )
        )
