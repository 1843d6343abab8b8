"""What a policy can permit, as text and as a document."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from confpolicy.diagnostics.render.wording import visible
from confpolicy.engine import Policy
from confpolicy.prove.encode.world import MOST_PLACES
from confpolicy.prove.report.conditions import asked_for, stated_by
from confpolicy.prove.table import Chart, Entry, Way

SCHEMA = "confpolicy/map/1"


def chart_document(policy: Policy, chart: Chart, solvers: Mapping[str, str]) -> dict[str, Any]:
    """The document of `confpolicy map --format json`: every item, role and purpose is in one of the entries."""
    return {
        "schema": SCHEMA,
        "policy": {"name": policy.name, "version": policy.version, "sha256": policy.sha256},
        "solvers": dict(solvers),
        "entries": [_entry(policy, each) for each in chart.entries],
        "bounded": list(chart.bounded),
    }


def _entry(policy: Policy, entry: Entry) -> dict[str, Any]:
    return {
        "cells": [{"item": item, "purpose": purpose} for item, purpose in entry.cells],
        "roles": list(entry.roles),
        "access": list(entry.access),
        "ways": [_way(policy, each) for each in entry.ways],
        "undecided": [{"clause": clause, "reason": reason} for clause, reason in entry.undecided],
    }


def _way(policy: Policy, way: Way) -> dict[str, Any]:
    conditions = () if way.clause is None else asked_for(policy, way.clause)
    return {
        "ground": way.kind,
        "clause": way.clause,
        "policies": list(stated_by(policy, way.clause)),
        "conditions": list(conditions),
        "weaker": list(way.weaker),
        "witness": dict(way.witness),
    }


def chart_text(policy: Policy, chart: Chart) -> str:
    """For a reader: by item, then purpose, who can receive it on what ground; whoever is not named never can."""
    lines = [f"{policy.name}: who can ever receive what, for which purpose, and on what ground", ""]
    lines += ["Whoever is not named can never receive it, whatever the facts and whatever is on file."]
    lines += ["The weakest grounds come first. One behind another permits nobody with that role more than it does."]
    if len(policy.program.policies) > 1:
        lines += ["Every policy must permit: one ground of its own, and one within each policy above it."]
    if chart.bounded:
        named = ", ".join(chart.bounded)
        lines += textwrap.wrap(f"All of it for sets of at most {MOST_PLACES} elements in {named}; what turns on more "
                               "is not told.", 98)  # fmt: skip
    lines += [""]
    by_cell: dict[tuple[str, str], list[Entry]] = {}
    for entry in chart.entries:
        for cell in entry.cells:
            by_cell.setdefault(cell, []).append(entry)
    for (item, purpose), entries in sorted(by_cell.items()):
        lines.append(f"{item} for {purpose}")
        told = [line for entry in entries for line in _lines(policy, entry)]
        lines += told or ["  never, to anybody"]
    lines += ["", "What each ground asks for", ""]
    for clause in sorted({way.clause for entry in chart.entries for way in entry.ways if way.clause is not None}):
        lines.append(clause)
        asked = asked_for(policy, clause) or ("nothing",)
        lines += [f"  {visible(each)}" for each in asked]
    return "\n".join(lines)


def _lines(policy: Policy, entry: Entry) -> Iterator[str]:
    grounds = [told for above in (False, True) for told in _grounds(policy, entry, above=above)]
    grounds += [f"undecided {clause}: {reason}" for clause, reason in entry.undecided]
    if grounds:
        line = f"to {', '.join(entry.roles)}: {'; '.join(grounds)}"
        yield from textwrap.wrap(visible(line), 98, initial_indent="  ", subsequent_indent="      ")


def _grounds(policy: Policy, entry: Entry, *, above: bool) -> Iterator[str]:
    """The grounds of the policy itself, or those that policies above it state; the weakest first."""
    for way in sorted(entry.ways, key=lambda way: bool(way.weaker)):
        told = f"{way.kind} {way.clause or ''}".strip()
        told += f" (behind {' and '.join(way.weaker)})" if way.weaker else ""
        names = stated_by(policy, way.clause) or (policy.name,)
        if above:
            yield from (f"within {name}: {told}" for name in names if name != policy.name)
        elif policy.name in names:
            yield told
