"""A valid request, from its JSON mapping to what the rule asks of it. Faults are not looked for here."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from confpolicy.facts.schema import JudgedBy
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType, Type
from confpolicy.facts.values import Duration, Instant, Symbol

from .calendar_ import day_of, instant_of, not_older, zone_named
from .terms import Known, Policy, Rec, Term

Json: TypeAlias = Mapping[str, Any]
Facts: TypeAlias = Mapping[str, Known]
"""By full name, those that are given and count."""

DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


@dataclass(frozen=True)
class Party:
    """The recipient or the discloser, with the roles given."""

    id: str
    roles: frozenset[str]


@dataclass(frozen=True)
class Person:
    """A data subject: facts about, stated and of the relation; the recipient's roles towards them."""

    id: str
    number: int
    facts: Facts
    roles_towards: frozenset[str]
    is_class: bool = False
    """Many people at once."""


@dataclass(frozen=True)
class Audience:
    """Whom a statement names."""

    anyone: bool
    ids: frozenset[str]
    roles: frozenset[str]


@dataclass(frozen=True)
class Statement:
    """A grant, a refusal or an offer on file; None in a scope part means all.

    The giver of an offer is whom it was made to.
    """

    id: str
    is_grant: bool
    is_offer: bool
    subject: str
    giver: str
    at: Instant
    form: str | None
    express: bool
    requested: bool
    told: frozenset[str]
    items: frozenset[str] | None
    recipients: Audience | None
    purposes: frozenset[str] | None
    disclosers: Audience | None
    withdrawn_at: Instant | None
    expires_at: Instant | None
    facts: Facts


@dataclass(frozen=True)
class Entry:
    """One entry of `items`: the leaves that it stands for, whom they are about, facts of its own."""

    leaves: frozenset[str]
    about: tuple[str, ...]
    facts: Facts


@dataclass(frozen=True)
class Request:
    """Everything that one decision is made from."""

    policy: Policy
    zone: ZoneInfo
    now: Instant
    purpose: str
    discloser: Party
    recipient: Party
    facts: Facts
    people: Mapping[str, Person]
    entries: tuple[Entry, ...]
    statements: tuple[Statement, ...]

    @functools.cached_property
    def asked(self) -> Mapping[tuple[str, str], Facts]:
        """Each leaf and subject asked for, in order, with the facts of its entry."""
        pairs = {(leaf, one): entry.facts for entry in self.entries for leaf in entry.leaves for one in entry.about}
        return dict(sorted(pairs.items(), key=lambda pair: pair[0]))


def read(policy: Policy, mapping: Json) -> Request:
    """The request in the mapping, in the words of the program's vocabulary, as the policy decides it."""
    reader = _Reader(policy, zone_named(policy.rules.header.timezone), mapping)
    common = {**reader.facts("discloser"), **reader.facts("recipient"), **reader.facts("context")}
    people = {person.id: person for person in reader.people()}
    return Request(
        policy=policy,
        zone=reader.zone,
        now=reader.now,
        purpose=mapping["purpose"],
        discloser=_party(mapping["discloser"]),
        recipient=_party(mapping["recipient"]),
        facts=common,
        people=people,
        entries=tuple(reader.entries(tuple(people))),
        statements=tuple(reader.statement(one) for one in mapping.get("consents", ())),
    )


class _Reader:
    def __init__(self, policy: Policy, zone: ZoneInfo, mapping: Json) -> None:
        self.policy, self.zone, self.mapping = policy, zone, mapping
        self.now = _instant(mapping["time"])

    def facts(self, holder: str, of: Json | None = None) -> Facts:
        """The facts of the holder that are given and count; what is no declared fact is something else's."""
        given = self.mapping.get(holder, {}) if of is None else of
        found = {}
        for name, raw in given.items():
            declared = self.policy.vocabulary.facts.get(f"{holder}.{name}")
            if declared is None:
                continue
            if declared.judged is None:
                found[declared.full_name] = self.value(raw, declared.type)
            elif self._counts(raw, declared.judged):
                found[declared.full_name] = self.value(raw["value"], declared.type)
        return found

    def _counts(self, raw: Json, judged: JudgedBy) -> bool:
        judge, at = raw["by"], _instant(raw["at"])
        terms = self.policy.terms
        accepted = (
            any(terms.under_one_of(TermKind.ROLE, role, frozenset(judged.roles)) for role in judge["roles"])
            or (judged.by_discloser and judge["id"] == self.mapping["discloser"]["id"])
            or (judged.by_recipient and judge["id"] == self.mapping["recipient"]["id"])
        )
        if not accepted or at > self.now:
            return False
        try:
            return judged.within is None or not_older(at, judged.within, self.now, self.zone)
        except (ArithmeticError, ValueError):
            return False

    def people(self) -> Iterator[Person]:
        """The data subjects, numbered from 1; beside a single `subject`, `relation` and `stated` stand at the top."""
        several = self.mapping.get("subjects")
        for number, one in enumerate(several if several is not None else [self.mapping["subject"]], start=1):
            beside = one if several is not None else self.mapping
            relation, stated = beside.get("relation", {}), beside.get("stated", {})
            facts = {
                **self.facts("subject", one),
                **self.facts("stated", stated),
                **self.facts("relation", relation),
            }
            yield Person(one["id"], number, facts, frozenset(relation.get("roles", ())), one.get("class", False))

    def entries(self, everybody: tuple[str, ...]) -> Iterator[Entry]:
        """The entries; one without `about` is about all."""
        for raw in self.mapping["items"]:
            entry = {"item": raw} if isinstance(raw, str) else raw
            leaves = self.policy.terms.leaves(entry["item"])
            yield Entry(leaves, tuple(entry.get("about", everybody)), self.facts("item", entry))

    def statement(self, raw: Json) -> Statement:
        """A statement on file; a flag left out is false."""
        return Statement(
            id=raw["id"],
            is_grant=raw["statement"] == "grant",
            is_offer=raw["statement"] == "offer",
            subject=raw["subject"],
            giver=raw["offered_to" if raw["statement"] == "offer" else "given_by"]["as"],
            at=_instant(raw["at"]),
            form=raw.get("form"),
            express=raw.get("express", False),
            requested=raw.get("requested_by_subject", False),
            told=frozenset(raw.get("told", ())),
            items=_names(raw.get("items")),
            recipients=_audience(raw.get("recipients")),
            purposes=_names(raw.get("purposes")),
            disclosers=_audience(raw.get("disclosers")),
            withdrawn_at=_instant_or_none(raw.get("withdrawn_at")),
            expires_at=_instant_or_none(raw.get("expires_at")),
            facts=self.facts("statement", raw),
        )

    def value(self, raw: Any, type_: Type) -> Known:
        """The value that the JSON stands for where the type is expected."""
        match type_:
            case SetOf(element):
                return tuple(self.value(member, element) for member in raw)
            case StructureType(name):
                types = self.policy.vocabulary.structures[name]
                given = {field: self.value(part, types[field]) for field, part in raw.items()}
                return Rec({field: given.get(field) for field in types})
            case TermType(kind):
                return Term(kind, raw)
            case OneOf():
                return Symbol(raw)
            case Primitive():
                return _primitive(raw, type_)


def _primitive(raw: Any, type_: Primitive) -> Known:
    match type_:
        case Primitive.BOOL:
            return bool(raw)
        case Primitive.INT:
            return int(raw)
        case Primitive.DECIMAL:
            return Decimal(raw)
        case Primitive.TEXT:
            return unicodedata.normalize("NFC", raw)
        case Primitive.DATE:
            return day_of(date.fromisoformat(raw))
        case Primitive.DATETIME:
            return _instant(raw)
        case Primitive.DURATION:
            return _duration(raw)


def _duration(raw: str) -> Duration:
    match = DURATION.fullmatch(raw)
    assert match is not None
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return Duration(years * 12 + months, ((((weeks * 7 + days) * 24) + hours) * 60 + minutes) * 60 + seconds)


def _instant(raw: str) -> Instant:
    return instant_of(datetime.fromisoformat(raw.upper()))


def _instant_or_none(raw: str | None) -> Instant | None:
    return None if raw is None else _instant(raw)


def _names(raw: list[str] | None) -> frozenset[str] | None:
    return None if raw is None else frozenset(raw)


def _party(raw: Json) -> Party:
    return Party(raw["id"], frozenset(raw["roles"]))


def _audience(raw: list[Any] | None) -> Audience | None:
    if raw is None:
        return None
    names = frozenset(one for one in raw if isinstance(one, str))
    ids = frozenset(one["id"] for one in raw if not isinstance(one, str))
    return Audience("anyone" in names, ids, names - {"anyone"})
