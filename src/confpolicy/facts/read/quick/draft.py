"""What a draft and its parts are called in written source, and the source that makes a request of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from confpolicy.facts.blanks import write_made
from confpolicy.facts.python import Lines
from confpolicy.facts.read.draft import KEY, Draft
from confpolicy.facts.read.quick.names import function
from confpolicy.facts.request import (
    Audience,
    Entry,
    Grant,
    Offer,
    Party,
    Refusal,
    Request,
    Subject,
)
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.values import Instant

PARTS = (
    "request_id, time_text, time, purpose, "
    "discloser_id, discloser_roles, discloser_facts, recipient_id, recipient_roles, recipient_facts, "
    "subjects, entries, context, statements, largest"
)
"""The names of the parts of a draft in written source."""
STATEMENT = (
    "kind, id_, subject, role, giver, at, items, purposes, recipients, disclosers, "
    "form, express, requested, told, withdrawn_at, expires_at, facts"
)
SUBJECT = "subject_id, subject_roles, facts, stated, relation, relation_roles, is_class"
ENTRY = "item, about, facts"


def request_maker(vocabulary: Vocabulary) -> Callable[[Draft], Request]:
    """What makes the request of a draft. Of one draft only one is to be handed out: they would share their facts."""
    lines = Lines()
    lines.line(f"{PARTS} = draft")
    for party in ("discloser", "recipient"):
        write_made(lines, Party, party, id=f"{party}_id", roles=f"{party}_roles", facts=f"{party}_facts")
    lines.line("several = []")
    with lines.block(f"for {SUBJECT} in subjects:"):
        names = SUBJECT.split(", ")
        write_made(lines, Subject, "made", **dict(zip(_parts(Subject), names, strict=True)))
        lines.line("several.append(made)")
    lines.line("asked = []")
    with lines.block(f"for {ENTRY} in entries:"):
        write_made(lines, Entry, "made", item="item", about="about", facts="facts")
        lines.line("asked.append(made)")
    lines.line("filed = []")
    with lines.block(f"for {STATEMENT} in statements:"):
        _write_statement(lines)
        lines.line("filed.append(made)")
    lines.write(
        """
        several = tuple(several)
        asked = tuple(asked)
        filed = tuple(filed)
        """
    )
    write_made(
        lines,
        Request,
        "request",
        id="request_id",
        time="time",
        time_text="time_text",
        purpose="purpose",
        discloser="discloser",
        recipient="recipient",
        subjects="several",
        entries="asked",
        context="context",
        statements="filed",
        vocabulary=lines.constant(vocabulary),
        kept=f"{{{KEY}: draft}}",
    )
    lines.line("return request")
    made: Callable[[Draft], Request] = function(lines, "make(draft)")
    return made


def _write_statement(lines: Lines) -> None:
    for key in ("items", "purposes"):
        lines.line(f"if {key} is not None: {key} = frozenset({key})")
    for key in ("recipients", "disclosers"):
        with lines.block(f"if {key} is not None:"):
            lines.line(f"anyone, roles, people = {key}")
            lines.line("roles, people = frozenset(roles), frozenset(people)")
            write_made(lines, Audience, key, anyone="anyone", roles="roles", ids="people")
    for key in ("at", "withdrawn_at", "expires_at"):
        with lines.block(f"if {key} is not None:"):
            write_made(lines, Instant, "instant", micros=key)
            lines.line(f"{key} = instant")
    for kind, class_ in (("grant", Grant), ("refusal", Refusal), ("offer", Offer)):
        with lines.block(f'if kind == "{kind}":'):
            write_made(lines, class_, "made", **{part: _NAMES.get(part, part) for part in _parts(class_)})


_NAMES = {"id": "id_", "giver": "role", "giver_id": "giver"}
"""Where a part of a statement has another name in the source."""


def _parts(class_: type[Any]) -> list[str]:
    return [part.name for part in attrs.fields(class_)]
