"""`confpolicy map`: who can ever receive what, for which purpose, and on what ground."""

from __future__ import annotations

import json
from typing import Literal

import click

from confpolicy.cli.exits import Exit
from confpolicy.cli.options import format_option, policy_argument
from confpolicy.cli.proving import budget_options, progress, solver_versions
from confpolicy.cli.streams import write
from confpolicy.engine import Policy
from confpolicy.prove.outcome import Budget


@click.command("map")
@policy_argument
@format_option("text", "json", "html")
@budget_options
def command(
    policy: str, form: str, *, solver: Literal["z3", "cvc5", "both"], effort: int, timeout: float | None
) -> int:
    """Map who can ever receive what by POLICY: each item, role and purpose, never or on which grounds.

    Each ground is shown by a request that it permits; that there is none is proved. Exits with 5 where something is
    undecided.
    """
    versions = solver_versions(solver)
    compiled = Policy.load(policy)

    from confpolicy.prove.report.charts import chart_document, chart_text
    from confpolicy.prove.report.pages import chart_page
    from confpolicy.prove.table import chart

    budget = Budget(rlimit=effort, timeout_seconds=timeout, solver=solver)
    with progress(compiled.name) as shown:
        found = chart(compiled.program, budget, progress=shown)
    match form:
        case "json":
            write(json.dumps(chart_document(compiled, found, versions), indent=2, ensure_ascii=False))
        case "html":
            write(chart_page(chart_document(compiled, found, versions)))
        case _:
            write(chart_text(compiled, found))
    return Exit.UNDECIDED if any(each.undecided for each in found.entries) else Exit.DONE
