"""`confpolicy check`: what is wrong with a policy, and what may not be meant."""

from __future__ import annotations

import datetime as dt

import click

from confpolicy.cli.code import code_of
from confpolicy.cli.exits import Exit
from confpolicy.cli.findings import check, rendered
from confpolicy.cli.options import FINDING_FORMATS, format_option
from confpolicy.cli.streams import write
from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.facts.calendar import day_of_date
from confpolicy.source import Source, Span


@click.command("check")
@click.argument(
    "policies", metavar="POLICY...", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False)
)
@format_option(*FINDING_FORMATS)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day by which a review may be overdue; by default today (in UTC).",
)
@click.option(
    "--show-code", is_flag=True, help="Show the Python that conditions become, each line with its place in the text."
)
def command(policies: tuple[str, ...], form: str, today: dt.datetime | None, *, show_code: bool) -> int:
    """Report what is wrong with each POLICY, and what compiles and may not be meant.

    Exits with 3 where a policy does not compile, with 1 where there are warnings that nothing allows, else with 0.
    """
    if show_code and form != "text":
        raise click.UsageError("--show-code is for people to read: it goes with --format text")
    day = day_of_date((today or dt.datetime.now(tz=dt.UTC)).date())
    findings: dict[tuple[str, Span, str], Diagnostic] = {}
    sources: dict[str, Source] = {}
    code: list[str] = []
    broken = 0
    for path in policies:
        checked = check(path, today=day)
        for found in checked.findings:
            findings.setdefault((found.code, found.span, repr(sorted(found.facts.items()))), found)
        sources |= checked.sources
        broken += checked.policy is None
        if show_code and checked.policy is not None:
            code.append(code_of(checked.policy, checked.policy.texts.sources))
    text = rendered(form, findings.values(), sources)
    write(text if text or form != "text" else f"{', '.join(policies)}: nothing to report.")
    for each in code:
        write(each)
    if broken:
        return Exit.POLICY
    return Exit.FOUND if findings else Exit.DONE
