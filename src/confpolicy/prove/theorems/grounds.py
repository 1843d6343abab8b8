"""No confidential item is permitted but on a ground of section 4; no duty meets what forbids it."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.core.clauses import Consent, Permission
from confpolicy.prove.encode.arising import duty
from confpolicy.prove.encode.conditions import holds
from confpolicy.prove.encode.file import SUBJECT, GrantOrOffer
from confpolicy.prove.encode.held import GroundOf, Held
from confpolicy.prove.logic.terms import Formula, at_most, both, either, negation, some
from confpolicy.prove.study import Broken, Study

ONLY_ON_A_GROUND = "permitted_only_on_a_ground"
NO_DUTY_IS_FORBIDDEN = "no_duty_is_forbidden"


def permitted_only_on_a_ground(study: Study) -> None:
    """Searches for a permit that section 4 does not give.

    What is asked is put together anew from the clauses' conditions and what is on file, not from the encoded grounds:
    an exception or duty whose whole condition holds, or a grant that the subject has not refused since, under a
    consent clause whose condition holds for it, with a need-to-know where one is asked for; and nothing that stands
    against it but what that clause overrides.
    """
    leaf = study.slice_.leaf
    if study.theory.vocabulary.is_public(leaf):
        return
    allowed = some(both(negation(held.governs.false), _has_ground(study, held)) for held in study.held)
    forbidden = some(both(negation(held.governs.false), _absolutely(held)) for held in study.held)
    study.refute(
        Broken(
            claim=ONLY_ON_A_GROUND,
            detail="It is permitted though no ground permits it, or though an absolute prohibition forbids it.",
        ),
        both(study.verdicts.permit, either(negation(allowed), forbidden)),
    )


def _absolutely(held: Held) -> Formula:
    return some(each.stands for each in held.against if each.absolute)


def _has_ground(study: Study, held: Held) -> Formula:
    return some(both(applies, _lifted(held, clause)) for clause, applies in _grounds(study, held))


def _lifted(held: Held, clause: Consent | Permission) -> Formula:
    return negation(some(each.stands for each in held.against if each.name not in clause.overrides))


def _grounds(study: Study, held: Held) -> Iterator[tuple[Consent | Permission, Formula]]:
    need = some(held.applying[each.name].true for each in held.policy.needs)
    for ready in held.policy.permissions:
        whole = both(held.applying[ready.name].true, holds(ready.parts, held.spot.place).true)
        yield ready.clause, both(whole, need) if ready.clause.limited_to_need_to_know else whole
    for consent in held.policy.consents:
        live = some(
            both(
                grant.there,
                negation(_refused(study, grant)),
                holds(consent.parts, held.spot.place.with_(statement=grant.name)).true,
            )
            for grant in study.run.file.grants
        )
        whole = both(held.applying[consent.name].true, live)
        yield consent.clause, whole if consent.clause.without_need_to_know is not None else both(whole, need)


def _refused(study: Study, grant: GrantOrOffer) -> Formula:
    """Where the subject refused the item at or after the grant; an offer, whenever they did."""
    return some(
        both(refusal.there, either(grant.offer, at_most(grant.rank, refusal.rank)))
        for refusal in study.run.file.refusals
        if refusal.giver == SUBJECT and refusal.leaf == study.slice_.leaf
    )


def no_duty_is_forbidden(study: Study) -> None:
    """Searches for a duty that applies where a prohibition that it does not override certainly withholds."""
    for held in study.held:
        for ground in held.grounds:
            if duty(ground):
                _conflict(study, held, ground)


def _conflict(study: Study, held: Held, ground: GroundOf) -> None:
    clause = ground.clause
    assert isinstance(clause, Permission)
    against = [
        (each.name, both(negation(other.permits), other.governs.true, other.in_force, each.certainly))
        for other in study.held
        for each in other.against
        if other is not held or each.absolute or each.name not in clause.overrides
    ]
    owed = both(ground.applies, held.governs.true, held.in_force)
    study.refute(
        Broken(
            claim=NO_DUTY_IS_FORBIDDEN,
            key=clause.name,
            clauses=(clause.name,),
            more=lambda: against,
            detail=f"The duty `{clause.name}` applies, and what it owes is forbidden.",
            verdict="deny",
        ),
        both(owed, negation(study.verdicts.permit), some(where for _, where in against)),
    )
