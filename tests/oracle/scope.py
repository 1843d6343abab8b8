"""Scopes again: whether a clause speaks of a leaf, a recipient, a discloser and a purpose."""

from __future__ import annotations

from confpolicy.core.clauses import Act, Clause, Items, Obligation, Parties, Prohibition, Purposes, Reply
from confpolicy.facts.types import TermKind

from .conditions import World
from .terms import Terms


def in_scope(clause: Clause, world: World) -> bool:
    """Whether all four parts of the clause's scope match; one that was left out limits nothing."""
    terms, strict, scope = world.policy.terms, isinstance(clause, Prohibition), clause.scope
    to = world.recipient_roles
    return (
        (scope.of is None or _of(scope.of, world.item, terms, strict=strict))
        and (scope.to is None or _party(scope.to, to, terms, in_person=world.in_person, strict=strict))
        and (scope.from_ is None or _party(scope.from_, world.discloser_roles, terms, in_person=False, strict=strict))
        and (scope.for_ is None or _for(scope.for_, world.purpose, terms))
    )


def speaks(clause: Clause) -> bool:
    """Whether the clause carries a `say`, and so may know only what the requester knows."""
    return isinstance(clause, Reply) or (
        isinstance(clause, Obligation) and any(effect.act is Act.SAY for effect in clause.effects)
    )


def _of(items: Items, item: str, terms: Terms, *, strict: bool) -> bool:
    if strict:
        excluded = terms.freed(item, items.excepted)
    else:
        excluded = terms.under_one_of(TermKind.DATA, item, items.excepted)
    return terms.under_one_of(TermKind.DATA, item, items.terms) and not excluded


def _party(parties: Parties, roles: frozenset[str], terms: Terms, *, in_person: bool, strict: bool) -> bool:
    named = any(terms.under_one_of(TermKind.ROLE, role, parties.roles) for role in roles)
    fall = [terms.under_one_of(TermKind.ROLE, role, parties.except_roles) for role in roles]
    excluded = (bool(fall) and all(fall)) if strict else any(fall)
    excluded = excluded or (parties.except_subject and in_person)
    return (parties.anyone or (parties.subject and in_person) or named) and not excluded


def _for(purposes: Purposes, purpose: str, terms: Terms) -> bool:
    named = purposes.any or terms.under_one_of(TermKind.PURPOSE, purpose, purposes.terms)
    return named and not terms.under_one_of(TermKind.PURPOSE, purpose, purposes.excepted)
