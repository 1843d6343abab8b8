"""Small loads for the checker's tests: a vocabulary that they share, and one text that is looked at."""

from __future__ import annotations

from confpolicy.check.checked import Checked
from confpolicy.check.run import check
from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.source import Source
from confpolicy.syntax.parse import parse_text
from confpolicy.syntax.statements import Load

BASE = """\
policy base
    language 1
    in force from 2026-01-01
    timezone "Europe/London"

data personal
data contact, attendance, notes under personal
data here under attendance
data leaflet under public
role staff, outsider
role manager, helper under staff
role police under outsider
role parent towards subject under outsider
purpose help, safety
notice why, with_whom
giver guardian
register logbook

structure agreement
    kind : one of joint, secret
    signed_on : date
    copies : int
    covers : set of data

fact subject.kind : one of person, organisation
fact subject.born, stated.born : date protected
fact subject.race : text protected
fact subject.missing, stated.missing, context.emergency, item.approved : bool
fact subject.suspected : bool judged by police within 30 days
fact subject.name, stated.name : text
fact subject.age : int
fact subject.weight : decimal
fact subject.seen_at : datetime
fact subject.waiting : duration
fact recipient.agreements : set of agreement
fact recipient.signed, discloser.trained, relation.works_with : bool
fact context.areas : set of one of north, south
fact statement.witnessed : bool

define is_missing as subject.missing
define is_child as now < subject.born + 16 years

prohibition no_notes
    of notes to outsider

absolute prohibition never_safety
    of notes to anyone for safety

consent agreed
    of personal to outsider
    given by subject

exception helping
    of contact to helper for help

reply nothing
    to anyone
    say "Nothing can be said."
"""


def load(text: str, base: str = BASE) -> Load:
    """The text, with the shared vocabulary beside it; both must parse."""
    parsed = [parse_text(one, path) for one, path in ((base, "base.policy"), (text, "case.policy")) if one]
    mistakes = [one for each in parsed for one in each.diagnostics]
    assert not mistakes, mistakes
    return Load(tuple(one.file for one in parsed), None, "0" * 64)


def found(text: str, base: str = BASE) -> tuple[Diagnostic, ...]:
    """What the checker finds."""
    result = check(load(text, base))
    return () if isinstance(result, Checked) else result


def marks(text: str, base: str = BASE) -> list[str]:
    """Each finding as `CP204 at 3`, a line of the text; a finding in the shared part names its file."""
    sources = {"base.policy": Source("base.policy", base), "case.policy": Source("case.policy", text)}
    return [
        f"{one.code} at {'' if one.span.path == 'case.policy' else 'base '}"
        f"{sources[one.span.path].position(one.span.start)[0]}"
        for one in found(text, base)
    ]


def checked(text: str, base: str = BASE) -> Checked:
    """The checked policy; the text must have no mistake."""
    result = check(load(text, base))
    assert isinstance(result, Checked), result
    return result
