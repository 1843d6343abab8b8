"""A validated request: everything that one decision is made from (section 4, "A request")."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeVar

import attrs

from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.values import Instant, Value

T = TypeVar("T")


@attrs.frozen(weakref_slot=False)
class Judgement:
    """Who judged, with which roles, and when."""

    by: str
    roles: frozenset[str]
    at: Instant


@attrs.frozen(weakref_slot=False)
class Given:
    """A fact as it was given; `judgement` is there exactly where the fact is declared as judged."""

    value: Value
    judgement: Judgement | None = None


Facts: TypeAlias = Mapping[str, Given]
"""By the fact's bare name; a fact that was not given is not there."""


@attrs.frozen(weakref_slot=False)
class Party:
    """The discloser or the recipient. `roles` as given: no role towards a subject is among them."""

    id: str
    roles: frozenset[str]
    facts: Facts = attrs.field(factory=dict)


@attrs.frozen(weakref_slot=False)
class Subject:
    """A data subject, what is stated about them, and what the recipient is to them."""

    id: str
    roles: frozenset[str]
    facts: Facts = attrs.field(factory=dict)
    stated: Facts = attrs.field(factory=dict)
    relation: Facts = attrs.field(factory=dict)
    relation_roles: frozenset[str] = frozenset()
    """The recipient's roles towards this subject."""
    is_class: bool = False
    """Whether this is a class of people: what is given about it is true of everyone in it."""


@attrs.frozen(weakref_slot=False)
class Entry:
    """One entry of `items` as asked: a data term about one or more of the subjects, with facts of its own."""

    item: str
    about: tuple[str, ...]
    """Ids of subjects, in the request's order; never empty."""
    facts: Facts = attrs.field(factory=dict)


class Form(enum.Enum):
    """How a consent was given."""

    WRITING = "writing"
    SPEECH = "speech"


@attrs.frozen(weakref_slot=False)
class Audience:
    """Whom a statement names: anybody, classes by role, persons by id; a union."""

    anyone: bool = False
    roles: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()


@attrs.frozen(kw_only=True, weakref_slot=False)
class Grant:
    """A consent on file. It may be flawed; whether it is valid depends on the clause."""

    id: str
    subject: str
    giver_id: str
    giver: str
    """`subject`, or a declared giver."""
    at: Instant
    items: frozenset[str]
    """Terms, as given; a term covers all below it."""
    recipients: Audience
    purposes: frozenset[str]
    disclosers: Audience | None = None
    """None: whoever discloses."""
    form: Form | None = None
    express: bool = False
    requested: bool = False
    told: frozenset[str] = frozenset()
    withdrawn_at: Instant | None = None
    expires_at: Instant | None = None
    facts: Facts = attrs.field(factory=dict)


@attrs.frozen(kw_only=True, weakref_slot=False)
class Refusal:
    """A refusal on file; None means all."""

    id: str
    subject: str
    giver_id: str
    giver: str
    at: Instant
    items: frozenset[str] | None = None
    recipients: Audience | None = None
    purposes: frozenset[str] | None = None
    disclosers: Audience | None = None
    facts: Facts = attrs.field(factory=dict)


@attrs.frozen(kw_only=True, weakref_slot=False)
class Offer:
    """What somebody was told would be disclosed unless they object. To it nobody has said yes.

    Under a clause that accepts silence it counts as a grant by whom it was made to, who is called the giver here.
    """

    id: str
    subject: str
    giver_id: str
    giver: str
    at: Instant
    items: frozenset[str]
    recipients: Audience
    purposes: frozenset[str]
    disclosers: Audience | None = None
    form: Form | None = None
    told: frozenset[str] = frozenset()
    expires_at: Instant | None = None
    facts: Facts = attrs.field(factory=dict)


Statement: TypeAlias = Grant | Refusal | Offer


@attrs.frozen(kw_only=True, weakref_slot=False)
class Request:
    """One validated request. `time_text` is the time as written; subjects are numbered from 1 in this order."""

    id: str | None
    time: Instant
    time_text: str
    purpose: str
    discloser: Party
    recipient: Party
    subjects: tuple[Subject, ...]
    entries: tuple[Entry, ...]
    context: Facts
    statements: tuple[Statement, ...]
    """Only those about subjects of this request."""
    vocabulary: Vocabulary | None = attrs.field(default=None, eq=False, repr=False)
    """What it was read by. A policy decides no request that was read by another vocabulary: types might differ."""
    kept: dict[object, Any] = attrs.field(factory=dict, init=False, eq=False, repr=False)
    """What those who decide it found out about it once; nothing depends on it."""

    def once(self, measured: Callable[[Request], T]) -> T:
        """What a function says of it, which is asked once, however often the request is decided."""
        if measured not in self.kept:
            self.kept[measured] = measured(self)
        found: T = self.kept[measured]
        return found


@attrs.frozen(kw_only=True, weakref_slot=False)
class Situation:
    """What `duties` asks about: a time, subjects and facts; nobody need disclose or receive."""

    time: Instant
    time_text: str
    discloser: Party | None
    recipient: Party | None
    subjects: tuple[Subject, ...]
    context: Facts


@attrs.frozen(kw_only=True, weakref_slot=False)
class StatedParts:
    """What the requester stated, as far as it fits: all that an answer to a refused request may rest on.

    A mistake in anything else (the register, consents, what is known of the subjects) changes nothing here.
    """

    recipient_id: str | None
    roles: frozenset[str]
    """The recipient's, as given: declared ones, none towards a subject."""
    time: Instant | None
    purpose: str | None
    leaves: frozenset[str]
    """Every leaf that is asked for, whomever it is about."""
    asked: frozenset[tuple[str, int]]
    """Each leaf with the number (from 1) of each subject that it is asked about."""
    stated: tuple[Facts, ...]
    """For each subject, in the requester's order."""
