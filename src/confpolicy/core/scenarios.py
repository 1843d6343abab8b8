"""Scenarios: a request, and what authors expect to come out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import attrs


@attrs.frozen
class VerdictExpected:
    """`deny a and b about "p1" because c blocked by d`; without items, of the whole document.

    `because` and `blocked_by` must each be among the row's (with items: of every row of the items).
    """

    verdict: str
    items: tuple[str, ...] = ()
    about: str | None = None
    because: tuple[str, ...] = ()
    blocked_by: tuple[str, ...] = ()


@attrs.frozen
class RepliesExpected:
    """`reply a and b`: exactly the replies of these clauses are given; none for `no reply`."""

    clauses: tuple[str, ...]


@attrs.frozen
class ObligationsExpected:
    """`obligation a and b`: each of these clauses has an obligation that arose."""

    clauses: tuple[str, ...]


@attrs.frozen
class NoObligationsExpected:
    """`no obligation a and b`: none of these clauses has an obligation that arose."""

    clauses: tuple[str, ...]


@attrs.frozen
class RequiredExpected:
    """`required`"""


@attrs.frozen
class ConflictExpected:
    """`conflict`"""


@attrs.frozen
class NoConflictExpected:
    """`no conflict`"""


@attrs.frozen
class PersonNeeded:
    """`needs person`"""


@attrs.frozen
class FactNeeded:
    """`needs subject.kind`, a fact or a judgement, by full name."""

    fact: str


@attrs.frozen
class ConsentNeeded:
    """`needs consent c lacking "told consequences"`"""

    clause: str
    lacking: str | None = None


@attrs.frozen
class SaidExpected:
    """`says "…"`: among what the requester may be told."""

    text: str


@attrs.frozen
class PresumedExpected:
    """`presumed item.beyond_minimum`, by full name."""

    fact: str


@attrs.frozen
class ReadingExpected:
    """`reading each_alone of emergency changes it`"""

    reading: str
    clause: str


Expected: TypeAlias = (
    VerdictExpected
    | RepliesExpected
    | ObligationsExpected
    | NoObligationsExpected
    | RequiredExpected
    | ConflictExpected
    | NoConflictExpected
    | PersonNeeded
    | FactNeeded
    | ConsentNeeded
    | SaidExpected
    | PresumedExpected
    | ReadingExpected
)


@attrs.frozen
class Scenario:
    """One scenario. `request` is the mapping to decide, or the path of a JSON file below the policy's root.

    `path` is the scenario's node id, `scenario.N`, the expectations' are `scenario.N/expect.M`, counted from 0.
    """

    title: str
    path: str
    request: Mapping[str, Any] | str
    expected: tuple[Expected, ...]
