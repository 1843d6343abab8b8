"""Which duties are owed in a situation, before anybody asks: `confpolicy duties`."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from confpolicy.core.clauses import Permission, PermissionKind
from confpolicy.core.scopes import Presence, party_matches
from confpolicy.decide.conditions import status
from confpolicy.decide.decision import Need
from confpolicy.decide.environment import Environment, under
from confpolicy.decide.needs import facts_needed
from confpolicy.decide.prepare import Policy, Prepared, Ready
from confpolicy.facts.logic import Truth, conjunction, disjunction
from confpolicy.facts.request import Situation, Subject
from confpolicy.facts.schema import Holder


@attrs.frozen(kw_only=True)
class Owed:
    """A duty about an item and a subject: owed, or perhaps, for want of the facts that `unknown` names.

    To whom, and for which purposes, the clause says.
    """

    clause: str
    item: str
    subject: str
    certainly: bool
    unknown: tuple[Need, ...]


def duties(prepared: Prepared, situation: Situation) -> tuple[Owed, ...]:
    """Every duty that is owed or perhaps owed, by clause, item and subject; none of a policy that is not in force.

    A party that the situation does not name may be anybody: it limits nothing, and conditions about it are unknown.
    What a prohibition says is not looked at: a duty that meets one is a conflict, and a decision names it.
    """
    found = [
        owed
        for policy in prepared.policies
        if situation.time >= policy.in_force_from
        for ready in policy.permissions
        if ready.clause.kind is PermissionKind.DUTY
        for subject in situation.subjects
        for owed in _about(policy, ready, situation, subject)
    ]
    return tuple(sorted(found, key=lambda owed: (owed.clause, owed.item, owed.subject)))


def _about(policy: Policy, ready: Ready[Permission], situation: Situation, subject: Subject) -> Iterator[Owed]:
    base = _environment(policy, ready, situation, subject)
    scope, roles = ready.clause.scope, policy.domain.vocabulary.roles
    fits = (base.recipient is None or party_matches(scope.to, base.recipient, roles, forbids=False)) and (
        base.discloser is None or party_matches(scope.from_, base.discloser, roles, forbids=False)
    )
    for leaf in sorted(ready.leaves) if fits else ():
        here = base.asking(leaf, {})
        truth = status(ready.parts, here)
        needs = facts_needed(ready.parts, here)
        if ready.clause.limited_to_need_to_know:
            truth = conjunction([truth, _needed(policy, ready, here)])
        if truth is not Truth.FALSE:
            yield Owed(clause=ready.name, item=leaf, subject=subject.id, certainly=truth is Truth.TRUE, unknown=needs)


def _needed(policy: Policy, duty: Ready[Permission], here: Environment) -> Truth:
    """Whether somebody needs to know; never certain where it is not said who would."""
    found = [
        status(need.parts, here)
        for need in policy.needs
        if here.leaf in need.leaves and not need.purposes.isdisjoint(duty.purposes)
    ]
    return conjunction([disjunction(found), Truth.TRUE if here.recipient is not None else Truth.UNKNOWN])


def _environment(policy: Policy, ready: Ready[Permission], situation: Situation, subject: Subject) -> Environment:
    roles = policy.domain.vocabulary.roles
    recipient, discloser = situation.recipient, situation.discloser
    given = {
        **under(Holder.SUBJECT, subject.facts),
        **under(Holder.STATED, subject.stated),
        **under(Holder.RELATION, subject.relation),
        **under(Holder.CONTEXT, situation.context),
    }
    if recipient is not None:
        given |= under(Holder.RECIPIENT, recipient.facts)
    if discloser is not None:
        given |= under(Holder.DISCLOSER, discloser.facts)
    return Environment(
        domain=policy.domain,
        definitions=policy.definitions,
        time=situation.time,
        purpose=next(iter(ready.purposes)) if len(ready.purposes) == 1 else None,
        subject=subject.id,
        recipient=None
        if recipient is None
        else Presence.towards(recipient.roles, subject.relation_roles, roles, in_person=recipient.id == subject.id),
        recipient_id=None if recipient is None else recipient.id,
        discloser=None if discloser is None else Presence.of(discloser.roles, roles),
        discloser_id=None if discloser is None else discloser.id,
        given=given,
    )
