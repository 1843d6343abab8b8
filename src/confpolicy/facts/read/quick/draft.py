"""A draft: all that is in a request that fits, as the quick reader leaves it. A `Request` can be made of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import attrs

from confpolicy.facts.python import Lines
from confpolicy.facts.read.quick.blanks import write_made
from confpolicy.facts.read.quick.names import function
from confpolicy.facts.request import (
    Audience,
    Entry,
    Facts,
    Form,
    Grant,
    Offer,
    Party,
    Refusal,
    Request,
    Subject,
)
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.values import Instant

AudienceDraft: TypeAlias = tuple[bool, Sequence[str], Sequence[str]]
"""Whether it is anyone; roles; ids."""
SubjectDraft: TypeAlias = tuple[str, frozenset[str], Facts, Facts, Facts, frozenset[str], bool]
"""Id, roles, facts; what is stated; the relation, and the roles in it; whether it is a class of people."""
EntryDraft: TypeAlias = tuple[str, tuple[str, ...], Facts]
"""The item, whom it is about, facts."""
StatementDraft: TypeAlias = tuple[
    str, str, str, str, str, int,
    Sequence[str] | None, Sequence[str] | None, AudienceDraft | None, AudienceDraft | None,
    Form | None, bool, bool, frozenset[str], int | None, int | None, Facts,
]  # fmt: skip
"""The kind, the id, the subject, as what it was given (or offered) and by whom (to whom), when; items, purposes,
recipients, disclosers; form, whether it is express, whether it was requested, what was told; when it was withdrawn,
when it expires; facts. Times are microseconds."""
Draft: TypeAlias = tuple[
    str | None, str, Instant, str,
    str, frozenset[str], Facts,
    str, frozenset[str], Facts,
    Sequence[SubjectDraft], Sequence[EntryDraft], Facts, Sequence[StatementDraft],
]  # fmt: skip
"""The id, the time as written, the time, the purpose; the discloser's id, roles and facts; the recipient's; subjects,
entries, context, statements."""


PARTS = (
    "request_id, time_text, time, purpose, "
    "discloser_id, discloser_roles, discloser_facts, recipient_id, recipient_roles, recipient_facts, "
    "subjects, entries, context, statements"
)
"""The names of the parts of a draft in written source."""
STATEMENT = (
    "kind, id_, subject, role, giver, at, items, purposes, recipients, disclosers, "
    "form, express, requested, told, withdrawn_at, expires_at, facts"
)
SUBJECT = "subject_id, subject_roles, facts, stated, relation, relation_roles, is_class"
ENTRY = "item, about, facts"


def request_maker(vocabulary: Vocabulary) -> Callable[[Draft], Request]:
    """What makes the request of a draft. Of one draft only one is to be made: they would share their facts."""
    lines = Lines()
    lines.line(f"{PARTS} = draft")
    write_request(lines, vocabulary)
    made: Callable[[Draft], Request] = function(lines, "make(draft)")
    return made


def write_request(lines: Lines, vocabulary: Vocabulary) -> None:
    """Writes what makes of the parts of a draft, under their names, a request, and gives it back."""
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
        kept="{}",
    )
    lines.line("return request")


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
