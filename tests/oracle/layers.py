"""Several policies: each decides by itself, and what they say of one row is put together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .reading import Json, Request
from .rule import Row, decided, joined


@dataclass
class Layered:
    """One leaf about one subject under all policies: with each policy's own view of the request what it says."""

    item: str
    subject: str
    parts: list[tuple[Request, Row]]
    alone: str = "deny"
    verdict: str = "deny"

    @property
    def governing(self) -> list[tuple[Request, Row]]:
        """Those that govern it, or may."""
        return [part for part in self.parts if part[1].governed is not False]

    @property
    def certain(self) -> list[tuple[Request, Row]]:
        """Those that govern it for certain."""
        return [part for part in self.parts if part[1].governed is True]

    @property
    def because(self) -> list[Json]:
        """The grounds that permit, each once."""
        if self.verdict != "permit":
            return []
        grounds: list[Json] = []
        for _, part in self.governing:
            grounds += [ground for ground in part.grounds if ground not in grounds]
        return sorted(grounds, key=lambda one: one["clause"] or "")


def layered(request: Request) -> list[Layered]:
    """Every row asked for, under every policy of the program."""
    views = [replace(request, policy=policy) for policy in request.policy.layers]
    columns = [decided(view) for view in views]
    rows = []
    for several in zip(*columns, strict=True):
        row = Layered(several[0].item, several[0].subject, list(zip(views, several, strict=True)))
        row.alone = _under_all(row)
        rows.append(row)
    for row in rows:
        together = joined(row.item, row.subject, request)
        row.verdict = _jointly({one.alone for one in rows if one.item == row.item and one.subject in together})
    return rows


def _under_all(row: Layered) -> str:
    if not row.governing:
        return "outside"
    return _jointly({part.alone for _, part in row.governing}) if row.certain else "deny"


def _jointly(verdicts: set[str]) -> str:
    if len(verdicts) == 1:
        return next(iter(verdicts))
    return "refer" if verdicts == {"permit", "refer"} else "deny"
