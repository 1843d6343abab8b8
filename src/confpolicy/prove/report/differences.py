"""How two policies differ, as text for a board paper or a merge request, and as a document."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from confpolicy.diagnostics.render.wording import visible
from confpolicy.prove.compare.found import Change, Difference
from confpolicy.prove.encode.world import MOST_PLACES

SCHEMA = "confpolicy/difference/1"


@attrs.frozen(kw_only=True)
class Compared:
    """A difference with what it is between, and each witness as a scenario of the tests of the new policy."""

    title: str
    difference: Difference
    scenarios: Sequence[str | None]
    """For each change; None where the new policy cannot read the request."""


def difference_document(compared: Sequence[Compared], solvers: Mapping[str, str]) -> dict[str, Any]:
    """The document of `confpolicy diff --format json`: equivalent where all that was compared is."""
    return {
        "schema": SCHEMA,
        "equivalent": all(each.difference.equivalent for each in compared),
        "compared": [each.title for each in compared],
        "solvers": dict(solvers),
        "differences": [row for each in compared for row in _rows(each)],
        "vocabulary": [
            attrs.asdict(term) | {"compared": each.title} for each in compared for term in each.difference.vocabulary
        ],
        "undecided": [
            attrs.asdict(one) | {"compared": each.title} for each in compared for one in each.difference.undecided
        ],
        "bounded": sorted({fact for each in compared for fact in each.difference.bounded}),
    }


def _rows(compared: Compared) -> Iterator[dict[str, Any]]:
    for change, scenario in zip(compared.difference.changes, compared.scenarios, strict=True):
        yield {
            "compared": compared.title,
            "item": change.item,
            "role": change.role,
            "purpose": change.purpose,
            "change": change.how.value,
            "before": change.before,
            "after": change.after,
            "detail": change.detail,
            "clauses": list(change.clauses),
            "witness": dict(change.witness),
            "scenario": scenario,
            "cells": [{"item": item, "role": role, "purpose": purpose} for item, role, purpose in change.cells],
        }


def difference_text(compared: Sequence[Compared]) -> str:
    """For a reader: each change with its reason, where it is, a scenario that shows it, and what is open."""
    return "\n\n".join("\n".join(_lines(each)) for each in compared)


def _lines(compared: Compared) -> Iterator[str]:
    found = compared.difference
    yield visible(compared.title)
    if found.equivalent:
        yield ""
        yield "Equivalent: for every request the same verdict, obligations and replies (proved)."
    for term in found.vocabulary:
        yield ""
        moved = f": {term.detail}" if term.detail else ""
        yield from textwrap.wrap(visible(f"The {term.kind} {term.name} is {term.where}{moved}."), 98)
    for change, scenario in zip(found.changes, compared.scenarios, strict=True):
        yield ""
        yield from _change(change)
        yield from (f"    {line}".rstrip() for line in (scenario or "").splitlines())
    for one in found.undecided:
        yield ""
        where = f" of {one.item} for {one.purpose}" if one.item else ""
        yield visible(f"Undecided{where}, whether it is {one.how}: {one.reason}.")
    for fact in found.bounded:
        yield ""
        yield f"Of sets in {fact} at most {MOST_PLACES} elements were reckoned with: what turns on more is not told."


def _change(change: Change) -> Iterator[str]:
    yield visible(f"{change.how.value.upper()}: {change.detail}")
    yield f"  by {', '.join(change.clauses)}"
    items, roles, purposes = (sorted({cell[index] for cell in change.cells}) for index in range(3))
    for word, terms in (("item", items), ("role", roles), ("purpose", purposes)):
        yield from textwrap.wrap(f"{word}: {', '.join(terms)}", 98, initial_indent="  ", subsequent_indent="    ")
