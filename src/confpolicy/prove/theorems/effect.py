"""Every clause can take effect, and none is shadowed by another; consent has a need-to-know that it can meet."""

from __future__ import annotations

from confpolicy.core.clauses import Consent, Occasion, Permission
from confpolicy.prove.encode.arising import applies, arises
from confpolicy.prove.encode.held import GroundOf, Held, Stands, speaks
from confpolicy.prove.encode.rules import Resolved
from confpolicy.prove.logic.session import Found
from confpolicy.prove.logic.terms import FALSE, Formula, both, either, every, negation, some
from confpolicy.prove.study import Study

TAKES_EFFECT = "every_clause_can_take_effect"
CAN_APPLY = "can apply"
"""Kept beside `TAKES_EFFECT`: a clause that applies but alone never matters is shadowed, not dead."""
NOT_IN_VAIN = "no_consent_is_in_vain"


def every_clause_can_take_effect(study: Study) -> None:
    """Shows for each clause that it makes a difference in some request."""
    for held in study.held:
        _grounds(study, held)
        _needs(study, held)
        for each in held.against:
            study.show(CAN_APPLY, each.name, each.stands)
            study.show(TAKES_EFFECT, each.name, _forbids(held, each))
        for name, refers in held.referrals.items():
            study.show(CAN_APPLY, name, refers)
            study.show(TAKES_EFFECT, name, both(study.verdicts.refer, refers))
        for obligation in held.policy.obligations:
            shown = study.show(TAKES_EFFECT, obligation.name, arises(held, study.verdicts, obligation))
            if not shown and obligation.clause.on is Occasion.DENIAL:
                study.doubt(TAKES_EFFECT, obligation.name, applies(held, obligation))
        for reply in held.policy.replies if held is study.held[0] else ():
            given = speaks(reply, held.spot.place).possible
            alone = both(negation(study.verdicts.permit), study.verdicts.asked_alone)
            if not study.show(TAKES_EFFECT, reply.name, both(alone, given)):
                study.doubt(TAKES_EFFECT, reply.name, given)
        for stood in held.spot.stood_in:
            study.show(TAKES_EFFECT, stood.ready.name, either(stood.recipient.true, stood.holds.true))


def _grounds(study: Study, held: Held) -> None:
    named = {ground.name: ground for ground in held.grounds if ground.name is not None}
    clauses: tuple[Resolved[Permission] | Resolved[Consent], ...] = (*held.policy.permissions, *held.policy.consents)
    for ready in clauses:
        ground = named.get(ready.name)
        permits = FALSE if ground is None else study.verdicts.permitting(held, ground)
        alone = permits if ground is None else both(permits, *_others(held, ground))
        if not study.show(TAKES_EFFECT, ready.name, alone):
            study.show(CAN_APPLY, ready.name, permits)
        if isinstance(ready.clause, Consent) and ready.clause.without_need_to_know is None:
            study.show(NOT_IN_VAIN, ready.name, FALSE if ground is None else ground.applies)


def _others(held: Held, ground: GroundOf) -> list[Formula]:
    """That no other ground permits; of a duty only other duties count, for what it owes they do not."""
    owed = isinstance(ground.clause, Permission) and ground.kind == "duty"
    return [
        negation(other.permits)
        for other in held.grounds
        if other is not ground and (not owed or other.kind == "duty")
    ]


def _needs(study: Study, held: Held) -> None:
    used = some(study.verdicts.permitting(held, ground) for ground in held.grounds if ground.needs is not FALSE)
    for need in held.policy.needs:
        applies = held.applying[need.name].true
        others = every(negation(held.applying[each.name].true) for each in held.policy.needs if each is not need)
        if not study.show(TAKES_EFFECT, need.name, both(used, applies, others)):
            study.show(CAN_APPLY, need.name, both(used, applies))


def _forbids(held: Held, prohibition: Stands) -> Formula:
    """Where a ground applies that everything else that stands leaves alone, and this prohibition does not."""
    found = []
    for ground in held.grounds:
        overrides: frozenset[str] = getattr(ground.clause, "overrides", frozenset())
        if prohibition.absolute or prohibition.name not in overrides:
            rest = [
                negation(each.stands)
                for each in held.against
                if each is not prohibition and (each.absolute or each.name not in overrides)
            ]
            found.append(both(ground.applies, prohibition.stands, *rest))
    return both(some(found), negation(held.governs.false))


def shadows(study: Study, held: Held, name: str) -> list[str]:
    """The grounds that permit wherever this one does, in this slice; nothing where it never permits here."""
    own = next((ground for ground in held.grounds if ground.name == name), None)
    if own is None or own.permits is FALSE:
        return []
    return [
        other.name or "being public"
        for other in held.grounds
        if other is not own and not _possible(study, both(own.permits, negation(other.permits)))
    ]


def _possible(study: Study, formula: Formula) -> bool:
    return study.bench.ask(both(formula, study.run.in_force)).found is not Found.NO
