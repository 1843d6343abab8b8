"""Which duties are owed in a situation, before anybody asks: `confpolicy duties`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import attrs

from confpolicy.core.clauses import Clause, Permission, PermissionKind
from confpolicy.core.scopes import Presence, covers_party
from confpolicy.decide.conditions import status
from confpolicy.decide.decision import Need
from confpolicy.decide.environment import Environment, under
from confpolicy.decide.governing import governing
from confpolicy.decide.needs import facts_needed, subject_needed
from confpolicy.decide.prepare import Policy, Prepared, Ready
from confpolicy.decide.scoping import recipient_towards
from confpolicy.decide.stand_ins import asking
from confpolicy.facts.logic import Truth, conjunction, disjunction
from confpolicy.facts.request import Situation, Subject
from confpolicy.facts.schema import Holder

C = TypeVar("C", bound=Clause)


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

    What a policy does not govern it demands nothing about; what it governs perhaps, it perhaps demands. A party that
    the situation does not name may be anybody: it limits nothing, and conditions about it are unknown. What a
    prohibition says is not looked at: a duty that meets one is a conflict, and a decision names it.
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
    found.sort(key=lambda owed: owed.certainly)
    once = {(owed.clause, owed.item, owed.subject): owed for owed in found}
    return tuple(once[key] for key in sorted(once))


def _about(policy: Policy, ready: Ready[Permission], situation: Situation, subject: Subject) -> Iterator[Owed]:
    base = _environment(policy, ready, situation, subject)
    for leaf in sorted(ready.leaves) if _discloses(ready, base) else ():
        here = asking(base, leaf, {})
        covered = _covered(ready, here)
        truth = conjunction([covered, status(ready.parts, here), governing(policy, {leaf: here})[leaf]])
        needs = facts_needed(ready.parts, here)
        if policy.governs is not None:
            needs = tuple(dict.fromkeys((*needs, *facts_needed(policy.governs.parts, here))))
        if covered is Truth.UNKNOWN:
            needs = tuple(dict.fromkeys((*needs, *subject_needed(here))))
        if ready.clause.limited_to_need_to_know:
            truth = conjunction([truth, _needed(policy, ready, here)])
        if truth is not Truth.FALSE:
            yield Owed(clause=ready.name, item=leaf, subject=subject.id, certainly=truth is Truth.TRUE, unknown=needs)


def _discloses(ready: Ready[C], base: Environment) -> bool:
    """Whether the clause's scope covers the discloser, where the situation names one."""
    if base.discloser is None:
        return True
    roles = base.domain.vocabulary.roles
    return covers_party(ready.clause.scope.from_, base.discloser, roles, forbids=False) is Truth.TRUE


def _covered(ready: Ready[Permission], here: Environment) -> Truth:
    """Whether the clause's scope covers the recipient, where the situation names one."""
    if here.recipient is None:
        return Truth.TRUE
    return covers_party(ready.clause.scope.to, here.recipient, here.domain.vocabulary.roles, forbids=False)


def _needed(policy: Policy, duty: Ready[Permission], here: Environment) -> Truth:
    """Whether somebody needs to know; never certain where it is not said who would."""
    found = [
        status(need.parts, here)
        for need in policy.needs
        if here.leaf in need.leaves and not need.purposes.isdisjoint(duty.purposes)
    ]
    return conjunction([disjunction(found), Truth.TRUE if here.recipient is not None else Truth.UNKNOWN])


def _environment(policy: Policy, ready: Ready[Permission], situation: Situation, subject: Subject) -> Environment:
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
    base = Environment(
        domain=policy.domain,
        definitions=policy.definitions,
        time=situation.time,
        purpose=next(iter(ready.purposes)) if len(ready.purposes) == 1 else None,
        subject=subject.id,
        of_class=subject.is_class,
        recipient=None if recipient is None else recipient_towards(policy, recipient, subject),
        recipient_id=None if recipient is None else recipient.id,
        discloser=None if discloser is None else Presence.of(discloser.roles, policy.domain.vocabulary.roles),
        discloser_id=None if discloser is None else discloser.id,
        given=given,
    )
    standing = (each for each in policy.stand_ins if not each.purposes.isdisjoint(ready.purposes))
    return base.but(stand_ins=tuple(each for each in standing if _discloses(each, base)))
