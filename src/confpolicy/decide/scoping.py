"""Who stands where: the environment of a row, and which clauses are in scope in it, inside and towards outside."""

from __future__ import annotations

from typing import TypeVar

import attrs

from confpolicy.core.clauses import Clause, Purposes
from confpolicy.core.scopes import Presence, party_matches
from confpolicy.decide.decision import EvaluationError
from confpolicy.decide.environment import Environment, under
from confpolicy.decide.prepare import Policy, Ready
from confpolicy.facts.request import Request, Subject
from confpolicy.facts.schema import Holder

C = TypeVar("C", bound=Clause)


def in_scope(ready: Ready[C], environment: Environment) -> bool:
    """Whether the clause's scope covers the item, the recipient, the discloser and the purpose."""
    return environment.leaf in ready.leaves and parties_in_scope(ready, environment)


def parties_in_scope(ready: Ready[C], environment: Environment) -> bool:
    """Whether recipient, discloser and purpose are in the clause's scope, whatever the item."""
    scope, roles = ready.clause.scope, environment.domain.vocabulary.roles
    assert environment.recipient is not None, "a request has a recipient"
    assert environment.discloser is not None, "a request has a discloser"
    return (
        environment.purpose in ready.purposes
        and party_matches(scope.to, environment.recipient, roles, forbids=ready.forbids)
        and party_matches(scope.from_, environment.discloser, roles, forbids=ready.forbids)
    )


def environment_of(policy: Policy, request: Request, subject: Subject, errors: set[EvaluationError]) -> Environment:
    """Where conditions about the subject are evaluated; no item yet."""
    roles = policy.domain.vocabulary.roles
    recipient, discloser = request.recipient, request.discloser
    return Environment(
        domain=policy.domain,
        definitions=policy.definitions,
        time=request.time,
        purpose=request.purpose,
        subject=subject.id,
        recipient=Presence.towards(
            recipient.roles, subject.relation_roles, roles, in_person=recipient.id == subject.id
        ),
        recipient_id=recipient.id,
        discloser=Presence.of(discloser.roles, roles, in_person=discloser.id == subject.id),
        discloser_id=discloser.id,
        given={
            **under(Holder.SUBJECT, subject.facts),
            **under(Holder.STATED, subject.stated),
            **under(Holder.RELATION, subject.relation),
            **under(Holder.RECIPIENT, recipient.facts),
            **under(Holder.DISCLOSER, discloser.facts),
            **under(Holder.CONTEXT, request.context),
        },
        errors=errors,
    )


# --- towards outside ----------------------------------------------------------------------------------------------


def outside(environment: Environment, roles: frozenset[str]) -> Environment:
    """The environment as the requester knows it: their roles as given, no subject in play, only what they stated.

    Whatever speaks to them is evaluated there, so that it cannot read anything else, whatever the clause says.
    """
    prefix = f"{Holder.STATED.value}."
    return attrs.evolve(
        environment,
        recipient=Presence.of(roles, environment.domain.vocabulary.roles),
        discloser=None,
        discloser_id=None,
        given={name: given for name, given in environment.given.items() if name.startswith(prefix)},
        defined={},
    )


def fits_outside(ready: Ready[C], environment: Environment) -> bool:
    """Whether the items, the recipient and the purpose fit a clause that speaks to the requester.

    One that limits itself by an item or a purpose does not fit where that is not known.
    """
    scope, roles = ready.clause.scope, environment.domain.vocabulary.roles
    assert environment.recipient is not None, "whoever is spoken to has roles, or none"
    return (
        (scope.of is None or environment.leaf in ready.leaves)
        and (scope.for_ in (None, Purposes(any=True)) or environment.purpose in ready.purposes)
        and party_matches(scope.to, environment.recipient, roles, forbids=False)
    )
