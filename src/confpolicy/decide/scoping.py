"""Who stands where: the environment of a row, and which clauses are in scope in it, inside and towards outside."""

from __future__ import annotations

from typing import TypeVar

from confpolicy.core.clauses import Clause, Purposes, StandIn
from confpolicy.core.scopes import Presence, covers_party
from confpolicy.decide.decision import EvaluationError
from confpolicy.decide.environment import Environment, under
from confpolicy.decide.prepare import Policy, Ready
from confpolicy.facts.logic import Truth, truth
from confpolicy.facts.request import Party, Request, Subject
from confpolicy.facts.schema import Holder

C = TypeVar("C", bound=Clause)


def reach(ready: Ready[C], environment: Environment) -> Truth:
    """Whether the clause's scope covers the item, the recipient, the discloser and the purpose.

    Unknown where that turns on whether the recipient counts as the subject, or on what they are to a class of people:
    what permits then does not apply, and everything else may.
    """
    if environment.leaf not in ready.leaves:
        return Truth.FALSE
    return parties_reach(ready, environment)


def in_scope(ready: Ready[C], environment: Environment) -> bool:
    """Whether the clause's scope covers them, certainly or perhaps."""
    return reach(ready, environment) is not Truth.FALSE


def parties_reach(ready: Ready[C], environment: Environment) -> Truth:
    """Whether recipient, discloser and purpose are in the clause's scope, whatever the item."""
    scope, roles = ready.clause.scope, environment.domain.vocabulary.roles
    assert environment.recipient is not None, "a request has a recipient"
    if not _setting_fits(ready, environment):
        return Truth.FALSE
    return covers_party(scope.to, environment.recipient, roles, forbids=ready.forbids)


def _setting_fits(ready: Ready[C], environment: Environment) -> bool:
    """Whether discloser and purpose are in the clause's scope."""
    roles = environment.domain.vocabulary.roles
    assert environment.discloser is not None, "a request has a discloser"
    return (
        environment.purpose in ready.purposes
        and covers_party(ready.clause.scope.from_, environment.discloser, roles, forbids=ready.forbids) is Truth.TRUE
    )


def may_concern(ready: Ready[C], environment: Environment) -> bool:
    """Whether the clause can make a difference to these parties and this purpose, at some item."""
    if isinstance(ready.clause, StandIn):
        return _setting_fits(ready, environment)
    turns = turns_on_subject(ready) and _setting_fits(ready, environment)
    return turns or parties_reach(ready, environment) is not Truth.FALSE


def turns_on_subject(ready: Ready[C]) -> bool:
    """Whether the scope asks who counts as the subject, so that it can differ from one item to the next."""
    to = ready.clause.scope.to
    return to is not None and (to.subject or to.except_subject)


def environment_of(policy: Policy, request: Request, subject: Subject, errors: set[EvaluationError]) -> Environment:
    """Where conditions about the subject are evaluated; no item yet."""
    recipient, discloser = request.recipient, request.discloser
    base = Environment(
        domain=policy.domain,
        definitions=policy.definitions,
        time=request.time,
        purpose=request.purpose,
        subject=subject.id,
        of_class=subject.is_class,
        recipient=recipient_towards(policy, recipient, subject),
        recipient_id=recipient.id,
        discloser=Presence.of(discloser.roles, policy.domain.vocabulary.roles),
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
    return base.but(stand_ins=tuple(ready for ready in policy.stand_ins if _setting_fits(ready, base)))


def recipient_towards(policy: Policy, recipient: Party, subject: Subject) -> Presence:
    """The recipient as clauses see them, before anybody stands in; whether they are one of a class is unknown."""
    vocabulary = policy.domain.vocabulary
    return Presence.towards(
        recipient.roles,
        subject.relation_roles,
        vocabulary.roles,
        in_person=Truth.UNKNOWN if subject.is_class else truth(recipient.id == subject.id),
        all_towards=vocabulary.towards,
    )


# --- towards outside ----------------------------------------------------------------------------------------------


def outside(environment: Environment, roles: frozenset[str]) -> Environment:
    """The environment as the requester knows it: their roles as given, no subject in play, only what they stated.

    Whatever speaks to them is evaluated there, so that it cannot read anything else, whatever the clause says.
    """
    prefix = f"{Holder.STATED.value}."
    return environment.but(
        recipient=Presence.of(roles, environment.domain.vocabulary.roles),
        discloser=None,
        discloser_id=None,
        given={name: given for name, given in environment.given.items() if name.startswith(prefix)},
        stand_ins=(),
        stood_in=(),
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
        and covers_party(scope.to, environment.recipient, roles, forbids=False) is Truth.TRUE
    )
