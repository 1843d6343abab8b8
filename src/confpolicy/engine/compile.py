"""The whole pipeline on one page: load → check → lower → lint → prepare."""

from __future__ import annotations

from confpolicy._garbage import uncollected
from confpolicy.check.run import check
from confpolicy.decide.prepare import prepare
from confpolicy.diagnostics.catalogue import CATALOGUE
from confpolicy.diagnostics.diagnostic import Diagnostic, Severity
from confpolicy.engine.compiled import Compiled
from confpolicy.facts.values import Day
from confpolicy.lint.allow import settle
from confpolicy.lint.run import lint
from confpolicy.lint.subject import Subject
from confpolicy.lower import lower
from confpolicy.syntax.load import Loaded

_DECLARED_ELSEWHERE = frozenset({"CP204", "CP206"})
"""Names and facts that are not declared: where a file is missing, it may be the one that declares them."""


@uncollected
def compiled(loaded: Loaded, *, today: Day | None = None) -> tuple[Compiled | None, tuple[Diagnostic, ...]]:
    """The policy that was loaded, or None where it has errors; and every finding, by file and place.

    `today`: the day by which a review may be overdue. Raises nothing.
    """
    checked = check(loaded.load)
    if isinstance(checked, tuple):
        told = (one for one in checked if loaded.complete or one.code not in _DECLARED_ELSEWHERE)
        return None, _sorted((*loaded.diagnostics, *told))
    lowered = lower(checked)
    subject = Subject(loaded.load, lowered.program, lowered.spans, today)
    found = (*loaded.diagnostics, *checked.warnings, *lint(subject))
    findings = _sorted(settle(loaded.load, found))
    if any(CATALOGUE[finding.code].severity is Severity.ERROR for finding in findings):
        return None, findings
    outlines = {
        rules.header.name: {label: text for label, text, _ in layer.outline.labels}
        for rules, layer in zip(lowered.program.policies, loaded.load.layers, strict=True)
        if layer.outline is not None
    }
    policy = Compiled(
        sources=loaded.sources,
        prepared=prepare(lowered.program),
        spans=lowered.spans,
        scenarios=lowered.scenarios,
        outlines=outlines,
        warnings=findings,
    )
    return policy, findings


def _sorted(findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(findings, key=lambda found: (found.span.path, found.span.start, found.code)))
