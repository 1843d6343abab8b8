"""A ground that permits, in parts."""

from __future__ import annotations

from typing import NamedTuple

from confpolicy.decide.decision import Ground


class Reason(NamedTuple):
    """A ground that permits, in parts: a `Ground` is made of it where somebody asks."""

    clause: str | None
    kind: str
    statement: str | None = None
    need_to_know: str | None = None
    silence: bool = False
    stand_ins: tuple[str, ...] = ()

    def ground(self) -> Ground:
        """The same as reports have it."""
        return Ground(
            clause=self.clause,
            kind=self.kind,
            statement=self.statement,
            silence=self.silence,
            need_to_know=self.need_to_know,
            stand_ins=self.stand_ins,
        )
