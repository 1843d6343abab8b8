"""The header: exactly one in a load, and what it must say (language reference, "The shape of a file")."""

from __future__ import annotations

from confpolicy.check.context import Context
from confpolicy.check.findings import Findings
from confpolicy.check.literals import date_of, duration_of
from confpolicy.check.parts import HEADER, check_parts, only
from confpolicy.facts.calendar import UnknownZoneError, Zone
from confpolicy.syntax import parts as p
from confpolicy.syntax.statements import HeaderNode, Load

LANGUAGE = 1
"""The edition of the language that this checker knows."""


def find_header(load: Load) -> HeaderNode | None:
    """The one header of the load, or None where there is none or more than one: the loader tells that."""
    statements = (statement for file in load.files for statement in file.statements)
    headers = [statement for statement in statements if isinstance(statement, HeaderNode)]
    return headers[0] if len(headers) == 1 else None


def find_zone(header: HeaderNode | None, findings: Findings) -> Zone | None:
    """The policy's timezone, or None (and a finding where the tzdata package has none of that name)."""
    for part in only(p.TimezonePart, header.parts if header else ()):
        try:
            return Zone(part.name.value)
        except (UnknownZoneError, OSError, ValueError):
            findings.add("CP429", part.name.span, name=part.name.value)
    return None


def check_header(header: HeaderNode, context: Context) -> None:
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
            case p.SourcePart(path=text):
                context.not_blank(text, "source")
            case p.VersionPart(text=text):
                context.not_blank(text, "version")
            case _:
                pass
