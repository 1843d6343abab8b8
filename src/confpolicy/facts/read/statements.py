"""Consent statements on file: grants, refusals and offers."""

from __future__ import annotations

import attrs

from confpolicy.facts.read.audiences import read_audience, read_terms
from confpolicy.facts.read.collector import Collector, Place
from confpolicy.facts.read.facts import read_facts
from confpolicy.facts.read.ids import read_id
from confpolicy.facts.read.limits import SET_BOUND, STATEMENTS_BOUND
from confpolicy.facts.read.values import read_bool, read_choice, read_instant, read_name
from confpolicy.facts.request import Audience, Facts, Form, Grant, Offer, Refusal, Statement
from confpolicy.facts.schema import Holder
from confpolicy.facts.types import TermKind
from confpolicy.facts.values import Instant

_REQUIRED = ("id", "statement", "subject")
_KINDS = ("grant", "refusal", "offer")
_SCOPE = ("items", "recipients", "purposes")
_FLAGS = ("express", "requested_by_subject")
_ENDS = ("withdrawn_at", "expires_at")
_WHOSE = ("given_by", "offered_to")
_KEYS = frozenset({*_REQUIRED, "at", *_WHOSE, *_SCOPE, *_FLAGS, *_ENDS, "disclosers", "form", "told"})
_FOREIGN = {
    "grant": ("offered_to",),
    "refusal": ("offered_to",),
    "offer": ("given_by", *_FLAGS, "withdrawn_at"),
}
"""The keys that a statement of each kind cannot have."""
_GIVER = frozenset({"id", "as"})
_FORMS = tuple(form.value for form in Form)


def read_statements(
    collector: Collector, value: object, about: frozenset[str], classes: frozenset[str] = frozenset()
) -> tuple[Statement, ...]:
    """Those about the subjects whose ids are in `about`; the others are checked and passed over.

    None may be about one of `classes`: each person in a class consents for themself.
    """
    place: Place = ("consents",)
    elements = collector.elements(value, place, STATEMENTS_BOUND, "consent statements")
    statements: list[Statement] = []
    seen: set[str] = set()
    for number, each in enumerate(elements or ()):
        statement = _read_statement(collector, each, (*place, number), seen)
        if type(each) is dict and type(each.get("subject")) is str and each["subject"] in classes:
            collector.add("CP838", (*place, number, "subject"), name=each["subject"])
        if statement is not None and statement.subject in about:
            statements.append(statement)
    return tuple(statements)


@attrs.frozen
class _Core:
    """What all statements have in common."""

    id: str
    subject: str
    giver_id: str
    giver: str
    at: Instant


@attrs.frozen
class _Scope:
    """What a statement covers; None where it does not say."""

    items: frozenset[str] | None
    recipients: Audience | None
    purposes: frozenset[str] | None
    disclosers: Audience | None


@attrs.frozen
class _Manner:
    """How a statement was given."""

    form: Form | None
    express: bool
    requested: bool
    told: frozenset[str]


def _read_statement(collector: Collector, value: object, place: Place, seen: set[str]) -> Statement | None:
    fields = collector.fields(value, place, "a consent statement")
    if fields is None:
        return None
    before = len(collector.found)
    kind = None
    if "statement" in fields:
        kind = read_choice(collector, fields["statement"], _KINDS, (*place, "statement"))
    whose = "offered_to" if kind == "offer" or (kind is None and "offered_to" in fields) else "given_by"
    collector.missing(fields, (*_REQUIRED, whose, "at"), place)
    core = _read_core(collector, fields, place, seen, whose)
    scope = _read_scope(collector, fields, place)
    manner = _read_manner(collector, fields, place)
    facts: Facts = read_facts(collector, Holder.STATEMENT, fields, place, _KEYS)
    ends = _read_ends(collector, fields, place, core) if kind != "refusal" else (None, None)
    _refuse_by_kind(collector, fields, place, kind)
    if core is None or len(collector.found) != before:
        return None
    if kind == "refusal":
        return _refusal(core, scope, facts)
    return (
        _offer(core, scope, manner, ends[1], facts) if kind == "offer" else _grant(core, scope, manner, ends, facts)
    )


def _refuse_by_kind(collector: Collector, fields: dict[str, object], place: Place, kind: str | None) -> None:
    """A grant and an offer say what they cover, a refusal has no end, and an offer nothing that needs a yes."""
    if kind == "refusal":
        for key in _ENDS:
            if fields.get(key) is not None:
                collector.add("CP843", (*place, key), name=key)
    elif kind is not None:
        for key in _SCOPE:
            if key not in fields:
                collector.add("CP844", place, name=key, statement=kind)
    for key in _FOREIGN.get(kind or "", ()):
        if key in fields and (key not in _ENDS or fields[key] is not None):
            collector.add("CP846", (*place, key), name=key, statement="An offer" if kind == "offer" else f"A {kind}")


def _refusal(core: _Core, scope: _Scope, facts: Facts) -> Refusal:
    return Refusal(
        id=core.id,
        subject=core.subject,
        giver_id=core.giver_id,
        giver=core.giver,
        at=core.at,
        items=scope.items,
        recipients=scope.recipients,
        purposes=scope.purposes,
        disclosers=scope.disclosers,
        facts=facts,
    )


def _grant(
    core: _Core, scope: _Scope, manner: _Manner, ends: tuple[Instant | None, Instant | None], facts: Facts
) -> Grant:
    return Grant(
        id=core.id,
        subject=core.subject,
        giver_id=core.giver_id,
        giver=core.giver,
        at=core.at,
        items=scope.items or frozenset(),
        recipients=scope.recipients or Audience(),
        purposes=scope.purposes or frozenset(),
        disclosers=scope.disclosers,
        form=manner.form,
        express=manner.express,
        requested=manner.requested,
        told=manner.told,
        withdrawn_at=ends[0],
        expires_at=ends[1],
        facts=facts,
    )


def _offer(core: _Core, scope: _Scope, manner: _Manner, expires_at: Instant | None, facts: Facts) -> Offer:
    return Offer(
        id=core.id,
        subject=core.subject,
        giver_id=core.giver_id,
        giver=core.giver,
        at=core.at,
        items=scope.items or frozenset(),
        recipients=scope.recipients or Audience(),
        purposes=scope.purposes or frozenset(),
        disclosers=scope.disclosers,
        form=manner.form,
        told=manner.told,
        expires_at=expires_at,
        facts=facts,
    )


def _read_core(
    collector: Collector, fields: dict[str, object], place: Place, seen: set[str], whose: str
) -> _Core | None:
    """`whose` is the key under which the giver stands, or whom an offer was made to."""
    name = subject = giver = at = None
    if "id" in fields:
        name = read_id(collector, fields["id"], (*place, "id"))
    if name is not None:
        if name in seen:
            collector.add("CP840", (*place, "id"), name=name)
        seen.add(name)
    if "subject" in fields:
        subject = read_id(collector, fields["subject"], (*place, "subject"))
    if whose in fields:
        giver = _read_giver(collector, fields[whose], (*place, whose), subject)
    if "at" in fields:
        at = read_instant(collector, fields["at"], (*place, "at"))
    if name is None or subject is None or giver is None or at is None:
        return None
    return _Core(name, subject, giver[0], giver[1], at)


def _read_giver(collector: Collector, value: object, place: Place, subject: str | None) -> tuple[str, str] | None:
    """The id, and as what they gave it: the subject's own statement by the subject, another's by somebody else."""
    fields = collector.fields(value, place, "the giver")
    if fields is None:
        return None
    collector.unknown(fields, _GIVER, place, "the giver")
    collector.missing(fields, ("id", "as"), place)
    name = giver = None
    if "id" in fields:
        name = read_id(collector, fields["id"], (*place, "id"))
    if "as" in fields:
        givers = collector.vocabulary.givers | {"subject"}
        giver = read_name(collector, fields["as"], givers, (*place, "as"), "giver")
    if name is None or giver is None:
        return None
    if giver == "subject" and subject is not None and name != subject:
        collector.add("CP841", (*place, "id"), name=subject)
    elif giver != "subject" and name == subject:
        collector.add("CP845", (*place, "id"), name=name, giver=giver)
    return name, giver


def _read_scope(collector: Collector, fields: dict[str, object], place: Place) -> _Scope:
    items = purposes = recipients = disclosers = None
    if "items" in fields:
        items = read_terms(collector, fields["items"], TermKind.DATA, (*place, "items"))
    if "purposes" in fields:
        purposes = read_terms(collector, fields["purposes"], TermKind.PURPOSE, (*place, "purposes"))
    if "recipients" in fields:
        recipients = read_audience(collector, fields["recipients"], (*place, "recipients"))
    if "disclosers" in fields:
        disclosers = read_audience(collector, fields["disclosers"], (*place, "disclosers"))
    return _Scope(items, recipients, purposes, disclosers)


def _read_manner(collector: Collector, fields: dict[str, object], place: Place) -> _Manner:
    form = None
    if fields.get("form") is not None:
        form = read_choice(collector, fields["form"], _FORMS, (*place, "form"))
    express, requested = (
        key in fields and read_bool(collector, fields[key], (*place, key)) is True for key in _FLAGS
    )
    told: frozenset[str] = frozenset()
    if "told" in fields:
        told = _read_told(collector, fields["told"], (*place, "told"))
    return _Manner(None if form is None else Form(form), express, requested, told)


def _read_told(collector: Collector, value: object, place: Place) -> frozenset[str]:
    elements = collector.elements(value, place, SET_BOUND, "notices")
    notices = collector.vocabulary.notices
    read = (
        read_name(collector, each, notices, (*place, number), "notice") for number, each in enumerate(elements or ())
    )
    return frozenset(notice for notice in read if notice is not None)


def _read_ends(
    collector: Collector, fields: dict[str, object], place: Place, core: _Core | None
) -> tuple[Instant | None, Instant | None]:
    """When it was withdrawn and when it expires; null is the same as left out."""
    withdrawn, expires = (
        None if fields.get(key) is None else read_instant(collector, fields[key], (*place, key)) for key in _ENDS
    )
    if core is not None and withdrawn is not None and withdrawn < core.at:
        collector.add("CP842", (*place, "withdrawn_at"))
    return withdrawn, expires
