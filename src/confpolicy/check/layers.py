"""Several policies in one load: what they must agree on, and whose clauses each may name."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.check.context import Context
from confpolicy.check.findings import Findings
from confpolicy.check.groups import spread
from confpolicy.check.parts import only
from confpolicy.diagnostics.diagnostic import Related
from confpolicy.source import Span
from confpolicy.syntax import parts as p
from confpolicy.syntax.expressions import Name
from confpolicy.syntax.statements import ClauseNode, HeaderNode, Layer, Load


def check_layers(load: Load, headers: tuple[HeaderNode | None, ...], context: Context) -> None:
    """Reports headers that disagree with the own one, and clauses named across policies."""
    findings = context.findings
    own, *above = headers
    names = {own.name.text: own} if own else {}
    for header in (each for each in above if each is not None):
        first = names.setdefault(header.name.text, header)
        if first is not header:
            _at_odds("CP463", header.name.span, first.name.span, findings, name=header.name.text)
        if own is not None:
            _agree(own, header, findings)
    declared = [frozenset(_clauses(layer)) for layer in load.layers]
    for layer, within in zip(load.layers, declared, strict=True):
        for clause in only(ClauseNode, layer.statements):
            for name, member in _named(clause, context):
                if member not in within and any(member in others for others in declared):
                    findings.add("CP460", name.span, name=member)


def _agree(own: HeaderNode, above: HeaderNode, findings: Findings) -> None:
    for first in only(p.LanguagePart, own.parts):
        for language in only(p.LanguagePart, above.parts):
            if language.number != first.number:
                _at_odds("CP462", language.span, first.span, findings, part="language", name=own.name.text)
    for ours in only(p.TimezonePart, own.parts):
        for zone in only(p.TimezonePart, above.parts):
            if zone.name.value != ours.name.value:
                _at_odds("CP462", zone.span, ours.span, findings, part="timezone", name=own.name.text)


def _at_odds(  # noqa: PLR0913 - what a finding is made of
    code: str, span: Span, first: Span, findings: Findings, *, name: str, part: str | None = None
) -> None:
    findings.add(code, span, related=(Related(first, "beside this"),), name=name, part=part)


def _clauses(layer: Layer) -> Iterator[str]:
    return (clause.name.text for clause in only(ClauseNode, layer.statements))


def _named(clause: ClauseNode, context: Context) -> Iterator[tuple[Name, str]]:
    """The clauses that this one names, by themselves or in a group, each with the place of the name."""
    for part in clause.parts:
        match part:
            case p.OverridesPart(names=names) | p.OnPart(names=names) | p.YieldsPart(names=names):
                for name in names:
                    yield from ((name, member) for member in sorted(spread((name,), context.groups)))
            case _:
                pass
