"""Consent again: which grant on file carries a consent clause."""

from __future__ import annotations

from dataclasses import replace

from confpolicy.core.clauses import Consent
from confpolicy.facts.types import TermKind

from .calendar_ import instant_after
from .conditions import World, status
from .kleene import Kleene, both, either
from .reading import Audience, Party, Request, Statement
from .standing import given_for_subject


def carried(clause: Consent, request: Request, subject: str, world: World) -> tuple[Kleene, Statement | None]:
    """Whether some grant makes the clause (which is in scope) apply; the latest of them, or the smallest id.

    Where the clause accepts silence, an offer is as good as a grant.
    """
    found = [
        (grant, both([_valid(grant, clause, request, world), not _stopped(grant, clause, request, world), holds]))
        for grant in request.statements
        if (grant.is_grant or (grant.is_offer and clause.accepts_silence))
        and grant.subject == subject
        and _covers(grant, frozenset({world.item}), request, world)
        for holds in [status(clause, world.on(grant.facts))]
    ]
    carrying = sorted((grant for grant, applies in found if applies), key=lambda one: (-one.at.micros, one.id))
    return either([applies for _, applies in found]), carrying[0] if carrying else None


def covered(statement: Statement, request: Request, world: World) -> bool:
    """Whether the statement covers the item; a refusal does so too where it covers what the item reveals."""
    item = frozenset({world.item})
    if statement.is_grant or statement.is_offer:
        return _covers(statement, item, request, world)
    return _covers(statement, item | world.policy.vocabulary.reveals.get(world.item, frozenset()), request, world)


def _covers(statement: Statement, items: frozenset[str], request: Request, world: World) -> bool:
    """Whether the statement's scope covers one of the items, the recipient, the purpose and the discloser."""
    return (
        _names_one(statement.items, items, TermKind.DATA, world)
        and _names_one(statement.purposes, frozenset({request.purpose}), TermKind.PURPOSE, world)
        and _addresses(statement.recipients, replace(request.recipient, roles=world.recipient_roles), world)
        and _addresses(statement.disclosers, request.discloser, world)
    )


def _names_one(named: frozenset[str] | None, asked: frozenset[str], kind: TermKind, world: World) -> bool:
    return named is None or any(world.policy.terms.under_one_of(kind, one, named) for one in asked)


def _addresses(audience: Audience | None, party: Party, world: World) -> bool:
    if audience is None or audience.anyone or party.id in audience.ids:
        return True
    return any(world.policy.terms.under_one_of(TermKind.ROLE, role, audience.roles) for role in party.roles)


def accepted(clause: Consent, grant: Statement, givers: set[str]) -> bool:
    """Whether the clause accepts one of these givers in the form of the grant."""
    return any(one.giver in givers and grant.form in {form.value for form in one.forms} for one in clause.givers)


def _valid(grant: Statement, clause: Consent, request: Request, world: World) -> bool:
    """Whether the grant is as the clause wants it, and neither of the future nor expired."""
    for_subject, _ = given_for_subject(grant.giver, world)
    givers = {grant.giver, "subject"} if for_subject else {grant.giver}
    named = grant.recipients is not None and request.recipient.id in grant.recipients.ids
    return (
        accepted(clause, grant, givers)
        and grant.at <= request.now
        and clause.told <= grant.told
        and (grant.express or not clause.express)
        and (grant.requested or not clause.requested)
        and (named or not clause.naming_recipient)
        and (grant.expires_at is None or request.now < grant.expires_at)
        and _lasts(grant, clause, request)
    )


def _lasts(grant: Statement, clause: Consent, request: Request) -> bool:
    if clause.lasts is None:
        return True
    try:
        return request.now < instant_after(grant.at, clause.lasts, request.zone)
    except (ArithmeticError, ValueError):
        return False


def _stopped(grant: Statement, clause: Consent, request: Request, world: World) -> bool:
    """Whether the grant is withdrawn, or somebody with a say refuses, at its instant or later.

    A refusal reaches what reveals what it names; a withdrawal is a refusal of its own scope and no more. Against an
    offer any no counts, however old; and an offer is no no.
    """
    if grant.withdrawn_at is not None and grant.withdrawn_at <= request.now:
        return True
    may_veto = {"subject", *(accepted.giver for accepted in clause.givers)}
    item = frozenset({world.item})
    for other in request.statements:
        if other.is_offer:
            continue
        said_at = other.withdrawn_at if other.is_grant else other.at
        items = item if other.is_grant else item | world.policy.vocabulary.reveals.get(world.item, frozenset())
        if said_at is None or said_at > request.now or other.subject != grant.subject:
            continue
        if said_at < grant.at and not grant.is_offer:
            continue
        for one in items:
            has_a_say = (
                other.giver in may_veto or given_for_subject(other.giver, replace(world, item=one))[0] is not False
            )
            if has_a_say and _covers(other, frozenset({one}), request, world):
                return True
    return False
