"""The rule of decision, written a second time from section 4 of the language alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from confpolicy.core.clauses import (
    Clause,
    Consent,
    NeedToKnow,
    Permission,
    PermissionKind,
    Prohibition,
    Referral,
)
from confpolicy.facts.types import TermKind

from .calendar_ import first_instant
from .conditions import World, status, truth, unlesses, whens
from .consent import accepted, carried
from .kleene import Kleene, both, either
from .reading import Json, Request, Statement
from .scope import in_scope, speaks_about
from .standing import given_for_subject, recipients_stand_ins


@dataclass
class Row:
    """One leaf, decided for one subject."""

    item: str
    subject: str
    world: World
    standing: Mapping[str, Kleene] = field(default_factory=dict)
    """The prohibitions that stand: True certainly, None only perhaps."""
    grounds: list[Json] = field(default_factory=list)
    """Those that override all that stands."""
    learnt: tuple[World, ...] = ()
    """Where prohibitions are asked: the item itself, what it reveals, and then what of that is asked for, too."""
    owed_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The duties that apply, each with what it overrides."""
    deciders: frozenset[str] = frozenset()
    alone: str = "deny"
    governed: Kleene = True

    @property
    def certain(self) -> frozenset[str]:
        """The prohibitions that certainly apply."""
        return frozenset(name for name, stands in self.standing.items() if stands is True)


def decided(request: Request) -> list[Row]:
    """What one policy by itself says of each leaf and subject; before it is in force it denies all."""
    rows = [Row(item, subject, _world(request, item, subject)) for item, subject in request.asked]
    worlds = {(row.item, row.subject): row.world for row in rows}
    for row in rows:
        row.learnt = tuple(_learnt(row, worlds, request))
        row.governed = governed(row, request)
        if row.governed is False:
            row.alone = "outside"
        elif is_in_force(request):
            _decide_alone(row, request)
    return rows


def is_in_force(request: Request) -> bool:
    """Whether the day of coming into force has begun in the policy's zone."""
    return request.now >= first_instant(request.policy.rules.header.in_force_from, request.zone)


def governed(row: Row, request: Request) -> Kleene:
    """Whether the policy speaks about the row; where only something that it reveals is governed, perhaps."""
    rules = request.policy.rules
    if rules.governs is None:
        return True
    itself = speaks_about(rules.governs, row.world)
    if itself is not False:
        return itself
    learnt = either([speaks_about(rules.governs, world) for world in row.learnt])
    return False if learnt is False else None


def _world(request: Request, item: str, subject: str) -> World:
    person, recipient = request.people[subject], request.recipient
    in_person: Kleene = None if person.is_class else recipient.id == subject
    roles = frozenset() if in_person else recipient.roles | person.roles_towards
    towards = request.policy.vocabulary.towards if person.is_class else frozenset()
    return World(
        policy=request.policy,
        zone=request.zone,
        now=request.now,
        item=item,
        purpose=request.purpose,
        recipient_roles=roles,
        perhaps_roles=towards - roles,
        discloser_roles=request.discloser.roles,
        in_person=in_person,
        facts={**request.facts, **person.facts, **request.asked[item, subject]},
    )


def _decide_alone(row: Row, request: Request) -> None:
    clauses, world = request.policy.clauses, row.world
    row.standing = {
        one.name: stands
        for one in clauses
        if isinstance(one, Prohibition)
        for stands in [stands_on(one, row)]
        if stands is not False
    }
    absolute = _absolute(clauses) & row.standing.keys()
    free = [(ground, overrides) for ground, overrides in _grounds(row, request) if row.standing.keys() <= overrides]
    row.grounds = [] if absolute else sorted((ground for ground, _ in free), key=lambda one: one["clause"] or "")
    duties = [one for one in clauses if isinstance(one, Permission) and one.kind is PermissionKind.DUTY]
    row.owed_by = {one.name: one.overrides - _absolute(clauses) for one in duties if _allows(one, row, request)}
    referrals = [
        one
        for one in clauses
        if isinstance(one, Referral) and in_scope(one, world) is not False and refers(one, world)
    ]
    if row.grounds:
        row.alone = "permit"
    elif referrals and not absolute and not row.certain:
        row.alone = "refer"
        row.deciders = frozenset(role for one in referrals for role in one.decided_by)


def stands_on(clause: Prohibition, row: Row) -> Kleene:
    """Whether it applies to the item or to anything that the item reveals, that being asked for too or not."""
    return either([both([in_scope(clause, world), status(clause, world)]) for world in row.learnt])


def _learnt(row: Row, worlds: Mapping[tuple[str, str], World], request: Request) -> Iterator[World]:
    """The item and what it reveals, with the facts of its entry; and what of that is asked for, with its own."""
    reveals = request.policy.vocabulary.reveals
    also = [worlds[one, row.subject] for one in reveals.get(row.item, ()) if (one, row.subject) in worlds]
    for world in (row.world, *also):
        yield world
        for item in reveals.get(world.item, frozenset()) - {world.item}:
            yield replace(world, item=item)


def _grounds(row: Row, request: Request) -> Iterator[tuple[Json, frozenset[str]]]:
    """Every ground there is, with the prohibitions that it overrides."""
    if "public" in request.policy.terms.ups(TermKind.DATA, row.item):
        yield {"clause": None, "kind": "public"}, frozenset()
    for clause in request.policy.clauses:
        if isinstance(clause, Permission | Consent):
            ground = _allows(clause, row, request)
            if ground is not None:
                yield ground, clause.overrides


def _allows(clause: Clause, row: Row, request: Request) -> Json | None:
    """The ground that the clause gives, with the statement and the need that carry it; None if it gives none."""
    ground: dict[str, Any] = {"clause": clause.name}
    carrying: Statement | None = None
    match clause:
        case Permission() if _applies(clause, row.world):
            ground["kind"] = clause.kind.value
            needed = clause.limited_to_need_to_know
        case Consent() if in_scope(clause, row.world):
            applies, grant = carried(clause, request, row.subject, row.world)
            if not applies or grant is None:
                return None
            carrying = grant
            ground |= {"kind": "consent", "statement": grant.id}
            ground |= {"silence": True} if grant.is_offer else {}
            needed = clause.without_need_to_know is None
        case _:
            return None
    if needed:
        needs = [
            one.name for one in request.policy.clauses if isinstance(one, NeedToKnow) and _applies(one, row.world)
        ]
        if not needs:
            return None
        ground["need_to_know"] = min(needs)
    relied_on = _relied_on(clause, ground.get("need_to_know"), carrying, row, request)
    return {**ground, "stand_ins": relied_on} if relied_on else ground


def _relied_on(clause: Clause, need: str | None, carrying: Statement | None, row: Row, request: Request) -> list[str]:
    """The stand-ins without which the ground would be none: the recipient's, and the giver's of its statement."""
    names = set()
    alone = replace(row.world.on(carrying.facts) if carrying else row.world, alone=True)
    used = [one for one in request.policy.clauses if one is clause or one.name == need]
    standing = recipients_stand_ins(row.world)
    if standing and not all(_applies(one, alone) for one in used):
        names.add(standing[0])
    if carrying is not None and isinstance(clause, Consent) and not accepted(clause, carrying, {carrying.giver}):
        names.add(given_for_subject(carrying.giver, row.world)[1][0])
    return sorted(names)


def _applies(clause: Clause, world: World) -> bool:
    return both([in_scope(clause, world), status(clause, world)]) is True


def _absolute(clauses: tuple[Clause, ...]) -> frozenset[str]:
    return frozenset(one.name for one in clauses if isinstance(one, Prohibition) and one.absolute)


def refers(clause: Referral, world: World) -> bool:
    """Whether it applies as things are, or only for want of a judgement."""
    if any(truth(unless, world) for unless in unlesses(clause)):
        return False

    def holds(suppose: bool | None) -> bool:
        return all(truth(when, replace(world, suppose=suppose)) for when in whens(clause))

    return holds(None) or (holds(True) and not holds(False))


def joined(item: str, subject: str, request: Request) -> set[str]:
    """The subject, and all with whom an entry for the leaf joins them, step by step."""
    together, before = {subject}, 0
    while len(together) > before:
        before = len(together)
        for entry in request.entries:
            if item in entry.leaves and together & set(entry.about):
                together |= set(entry.about)
    return together
