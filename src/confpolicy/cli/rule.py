"""`confpolicy rule`: what a code means and what to do about it."""

from __future__ import annotations

import click

from confpolicy.cli.exits import Exit
from confpolicy.cli.options import DOCUMENT_FORMATS, format_option
from confpolicy.cli.streams import colours, write
from confpolicy.decide.canonical import canonical
from confpolicy.diagnostics.catalogue import CATALOGUE
from confpolicy.diagnostics.nearby import near
from confpolicy.diagnostics.page import page


@click.command("rule")
@click.argument("code", metavar="[CODE]", required=False)
@format_option(*DOCUMENT_FORMATS)
def command(code: str | None, form: str) -> int:
    """Show the page of CODE, such as CP204: what it means, a policy that has it, and what to do.

    Without CODE list every code.
    """
    if code is None:
        _list(form)
        return Exit.DONE
    entry = CATALOGUE.get(code.upper())
    if entry is None:
        nearest = near(code, (each.lower() for each in CATALOGUE))
        meant = f" Did you mean {nearest.upper()}?" if nearest else ""
        raise click.UsageError(f"There is no code {code}.{meant}")
    if form == "json":
        document = {"schema": "confpolicy/rule/1", "code": entry.code, "slug": entry.slug}
        write(canonical(document | {"severity": entry.severity.value, "page": page(entry.code)}))
    elif colours():
        _show_markdown(page(entry.code))
    else:
        write(page(entry.code))
    return Exit.DONE


def _list(form: str) -> None:
    entries = [CATALOGUE[code] for code in sorted(CATALOGUE)]
    if form == "json":
        values = [{"code": each.code, "slug": each.slug, "severity": each.severity.value} for each in entries]
        write(canonical({"schema": "confpolicy/rules/1", "rules": values}))
    else:
        write("\n".join(f"{each.code}  {each.severity.value:7}  {each.slug}" for each in entries))


def _show_markdown(text: str) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))
