"""Small policies for the tests of the lints: a vocabulary that they share, and what is found in a text beside it."""

from __future__ import annotations

from collections.abc import Mapping

from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.engine import check_sources
from confpolicy.facts.values import Day
from confpolicy.source import Source

HEADER = """\
policy base
    language 1
    in force from 2026-01-01
    timezone "Europe/London"
"""
WORDS = """\
data dossier
data address, visits, notes under dossier
data listed under dossier
data leaflet under public
role staff, outsider
role adviser, manager under staff
role doctor, landlord under outsider
role parent towards subject under outsider
purpose work, care
purpose commerce
purpose sale, rental under commerce
purpose resale under sale
giver guardian
structure agreement
    kind : one of joint, secret
fact subject.missing, stated.missing, context.emergency : bool
fact subject.at_risk : bool judged by manager
fact relation.works_with : bool
fact recipient.agreements : set of agreement
fact item.approved : bool judged by manager
fact item.plain : bool
"""
REPLY = 'reply nothing\n    to anyone\n    say "Nothing."\n'


def findings(
    text: str, *, today: Day | None = None, files: Mapping[str, str] | None = None
) -> tuple[Diagnostic, ...]:
    """All that is found in `case.policy`: the text is that file, and the shared words and a reply stand beside it."""
    base = HEADER + WORDS + REPLY + 'use "case.policy"\n'
    return whole({"base.policy": base, "case.policy": text, **(files or {})}, "base.policy", today=today)


def whole(sources: Mapping[str, str], main: str, *, today: Day | None = None) -> tuple[Diagnostic, ...]:
    """All that is found in a set of texts."""
    return check_sources(sources, main=main, today=today)[1]


def facts(text: str, code: str) -> list[dict[str, str]]:
    """The facts of each finding of that code; the text must have no error."""
    found = findings(text)
    errors = [each for each in found if each.code[:3] in {"CP1", "CP2", "CP3", "CP4"}]
    assert errors == []
    return [dict(each.facts) for each in found if each.code == code]


def places(text: str, code: str) -> list[int]:
    """The line of each finding of that code in the text."""
    source = Source("case.policy", text)
    return [
        source.position(each.span.start)[0]
        for each in findings(text)
        if each.code == code and each.span.path == "case.policy"
    ]
