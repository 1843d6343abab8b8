"""The header: exactly one in a load, and what it must say (language reference, "The shape of a file")."""

from __future__ import annotations

from confpolicy.check.conditions import check_condition, check_governs_reads
from confpolicy.check.context import Context
from confpolicy.check.findings import Findings
from confpolicy.check.literals import date_of, duration_of
from confpolicy.check.parts import HEADER, check_parts, only
from confpolicy.check.scopes import ScopeRule, check_scope
from confpolicy.diagnostics.diagnostic import Related
from confpolicy.facts.calendar import UnknownZoneError, Zone
from confpolicy.syntax import parts as p
from confpolicy.syntax.statements import HeaderNode, Layer, Load, is_header

LANGUAGE = 1
"""The edition of the language that this checker knows."""


def find_headers(load: Load) -> tuple[HeaderNode | None, ...]:
    """The header of each policy, the own one first; None where there is none, or more than one: the loader tells."""
    return tuple(_only_header(layer) for layer in load.layers)


def _only_header(layer: Layer) -> HeaderNode | None:
    found = [statement for statement in layer.statements if is_header(statement)]
    only = found[0] if len(found) == 1 else None
    return only if isinstance(only, HeaderNode) else None


def find_zone(header: HeaderNode | None, findings: Findings) -> Zone | None:
    """The policy's timezone, or None (and a finding where the tzdata package has none of that name)."""
    for part in only(p.TimezonePart, header.parts if header else ()):
        try:
            return Zone(part.name.value)
        except (UnknownZoneError, OSError, ValueError):
            findings.add("CP429", part.name.span, name=part.name.value)
    return None


def check_header(header: HeaderNode, context: Context) -> None:  # noqa: C901 - a case for each part
    """The parts of the header, one by one."""
    findings = context.findings
    check_parts("policy", header.name.span, header.parts, HEADER, findings)
    for part in header.parts:
        match part:
            case p.LanguagePart(number=number) if number != LANGUAGE:
                findings.add("CP428", part.span, number=str(number))
            case p.InForcePart(day=day) | p.ReviewedPart(day=day):
                date_of(day, findings)
            case p.ReviewPart(every=every, roles=roles):
                duration_of(every, findings)
                context.not_zero(every, "review every")
                for name in roles:
                    context.find_role(name, part="review … by", plain=True)
            case p.AllowPart(because=because):
                context.not_blank(because, "because")
            case p.GovernsPart():
                _check_governs(part, context)
            case p.WithinPart(path=text):
                context.not_blank(text, "within")
            case p.SourcePart(path=text):
                context.not_blank(text, "source")
            case p.VersionPart(text=text):
                context.not_blank(text, "version")
            case _:
                pass


def _check_governs(node: p.GovernsPart, context: Context) -> None:
    """A scope and conditions, as in a clause; they may not turn on what a requester says, or on what is not known."""
    check_scope(node.scope, ScopeRule(what="`governs`"), context)
    first: p.WhenPart | None = None
    for part in node.conditions:
        if isinstance(part, p.WhenPart):
            if first is not None:
                place = (Related(first.span, "first here"),)
                context.findings.add("CP402", part.span, related=place, part="when", kind="a `governs`")
            first = first or part
        if check_condition(part.condition, context):
            check_governs_reads(part.condition, context)
