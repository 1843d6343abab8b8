"""What a policy can permit, as text and as a document."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from confpolicy.diagnostics.render.wording import visible
from confpolicy.engine import Policy
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
        "policy": stated_by(policy, way.clause),
        "conditions": list(conditions),
        "weaker": list(way.weaker),
        "witness": dict(way.witness),
    }


def chart_text(policy: Policy, chart: Chart) -> str:
    """For a reader: by item, then purpose, who can receive it on what ground; whoever is not named never can."""
    lines = [f"{policy.name}: who can ever receive what, for which purpose, and on what ground", ""]
    lines += ["Whoever is not named can never receive it, whatever the facts and whatever is on file."]
    lines += ["The weakest grounds come first. One that is behind another permits nothing that it does not."]
    if len(policy.program.policies) > 1:
        lines += ["Every policy must permit: one ground of its own, and one within each policy above it."]
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
        asked = asked_for(policy, clause) or ("nothing more",)
        lines += [f"  {visible(each)}" for each in asked]
    return "\n".join(lines)


def _lines(policy: Policy, entry: Entry) -> Iterator[str]:
    grounds = [
        _ground(policy, way) for way in sorted(entry.ways, key=lambda way: (_above(policy, way), bool(way.weaker)))
    ]
    grounds += [f"undecided {clause}: {reason}" for clause, reason in entry.undecided]
    if grounds:
        line = f"to {', '.join(entry.roles)}: {'; '.join(grounds)}"
        yield from textwrap.wrap(visible(line), 98, initial_indent="  ", subsequent_indent="      ")


def _above(policy: Policy, way: Way) -> bool:
    """Whether a policy above this one states it."""
    return stated_by(policy, way.clause) not in (None, policy.name)


def _ground(policy: Policy, way: Way) -> str:
    """The ground, what policy above states it, and what it is behind."""
    within = f"within {stated_by(policy, way.clause)}: " if _above(policy, way) else ""
    behind = f" (behind {' and '.join(way.weaker)})" if way.weaker else ""
    return f"{within}{way.kind} {way.clause or ''}".strip() + behind
