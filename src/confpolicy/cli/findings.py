"""Findings about policies, gathered and written in the format asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

import attrs
import click

from confpolicy import __version__
from confpolicy.cli.places import typed_path
from confpolicy.cli.streams import colours
from confpolicy.diagnostics.diagnostic import Diagnostic, Related
from confpolicy.diagnostics.render.github import render_github
from confpolicy.diagnostics.render.gitlab import render_gitlab
from confpolicy.diagnostics.render.json import render_json, render_json_lines
from confpolicy.diagnostics.render.junit import render_junit
from confpolicy.diagnostics.render.sarif import render_sarif
from confpolicy.diagnostics.render.text import render_text
from confpolicy.engine import Policy, check_file
from confpolicy.facts.values import Day
from confpolicy.source import Source, Span


@attrs.frozen
class Checked:
    """What checking one policy gave. Paths are those that a person in the current folder would type."""

    policy: Policy | None
    findings: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]


def check(path: str, *, today: Day | None) -> Checked:
    """Checks the policy at `path`. Raises nothing: what cannot be read is a finding."""
    policy, findings, sources = check_file(path, today=today)
    return Checked(policy, *typed(path, findings, sources))


def typed(
    path: str, findings: Iterable[Diagnostic], sources: Mapping[str, Source]
) -> tuple[tuple[Diagnostic, ...], dict[str, Source]]:
    """The findings and texts with their paths as seen from the current folder, not from that of the policy.

    A file of the shipped library keeps its path.
    """
    shown = partial(typed_path, Path(path).parent)

    def moved(span: Span) -> Span:
        return attrs.evolve(span, path=shown(span.path))

    def placed(finding: Diagnostic) -> Diagnostic:
        fix = finding.fix and attrs.evolve(finding.fix, span=moved(finding.fix.span))
        related = tuple(Related(moved(each.span), each.label) for each in finding.related)
        return attrs.evolve(finding, span=moved(finding.span), related=related, fix=fix)

    return (
        tuple(map(placed, findings)),
        {shown(below): attrs.evolve(source, path=shown(below)) for below, source in sources.items()},
    )


def rendered(form: str, findings: Iterable[Diagnostic], sources: Mapping[str, Source]) -> str:  # noqa: PLR0911 - one a format
    """The findings in one of `FINDING_FORMATS`."""
    match form:
        case "json":
            return render_json(findings, sources)
        case "json-lines":
            return render_json_lines(findings, sources)
        case "github":
            return render_github(findings, sources)
        case "gitlab":
            return render_gitlab(findings, sources)
        case "junit":
            return render_junit(findings, sources)
        case "sarif":
            return render_sarif(findings, sources, version=__version__)
        case _:
            return _coloured(render_text(findings, sources))


def _coloured(text: str) -> str:
    if not colours():
        return text
    return "".join(_line(line) for line in text.splitlines(keepends=True))


def _line(line: str) -> str:
    for start, colour in (("error ", "red"), ("warning ", "yellow")):
        if line.startswith(start):
            return click.style(line.rstrip("\n"), fg=colour, bold=True) + "\n"
    return line
