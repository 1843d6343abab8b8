"""A draft: all that is in a request that fits, as the quick reader leaves it. A `Request` can be made of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from confpolicy.facts.request import Facts, Form, Request
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
    Sequence[SubjectDraft], Sequence[EntryDraft], Facts, Sequence[StatementDraft], int,
]  # fmt: skip
"""The id, the time as written, the time, the purpose; the discloser's id, roles and facts; the recipient's; subjects,
entries, context, statements; at least the size of the largest set in its facts."""


KEY = 0
"""Under which a request keeps its draft; no subject has this id."""


def draft_of(request: Request) -> Draft | None:
    """The draft that a request was made of, if there was one."""
    draft: Draft | None = request.kept.get(KEY)
    return draft
