"""One row under one policy, weighed: what stands against it, its grounds, and so its verdict by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from confpolicy.decide.combine import together
from confpolicy.decide.decision import Verdict
from confpolicy.decide.fast.consents import as_given, carrying
from confpolicy.decide.fast.generate import Holds
from confpolicy.decide.fast.here import Here
from confpolicy.decide.fast.onfile import Covering, on_file
from confpolicy.decide.fast.operations import TRUTHS
from confpolicy.decide.fast.place import Place, Stands
from confpolicy.decide.fast.planned import PlannedConsent, PlannedNeed, PlannedReferral
from confpolicy.decide.fast.reason import Reason
from confpolicy.facts.request import Grant, Offer, Request

_NOTHING: frozenset[str] = frozenset()
_PERMIT, _REFER, _DENY = Verdict.PERMIT, Verdict.REFER, Verdict.DENY
"""Looking a member up in its class takes Python 3.11 longer than most that is done here."""


PUBLIC = Reason(None, "public")


def weighed(own: Sequence[Place], revealed: Sequence[Sequence[Place]], request: Request) -> Verdict:
    """What all policies together allow of one row for its subject alone.

    `own`: the row under each policy, where what is found is written down. `revealed`: the rows about the same subject
    that its item reveals, and that are asked for too.
    """
    if len(own) == 1:
        _weigh(own[0], [several[0] for several in revealed] if revealed else (), request)
        if own[0].governs is True:
            return own[0].verdict
    else:
        for number, place in enumerate(own):
            _weigh(place, [several[number] for several in revealed], request)
    return together((TRUTHS[place.governs], place.verdict) for place in own)


def _weigh(place: Place, revealed: Sequence[Place], request: Request) -> None:
    """Writes down what its policy says of a row.

    What stands on something that the item reveals, and that is asked for too, stands on it; and where the policy
    governs that, it perhaps governs the item.
    """
    place.governs = place.within()
    if place.governs is False:
        if not any(each.touches() for each in (place, *revealed)):
            place.verdict = Verdict.OUTSIDE
            return
        place.governs = None
    if request.time.micros < place.setting.policy.in_force_from.micros:
        return
    stands = place.stands()
    if revealed:
        stands = _joined([stands, *(each.stands() for each in revealed)])
    place.reasons = _reasons(place, request, stands)
    place.verdict = _PERMIT if place.reasons else _withheld(place, stands)


def _withheld(place: Place, stands: Stands) -> Verdict:
    """The verdict where there is no ground, as `combine.alone` has it."""
    if stands and any(absolute or certainly for absolute, certainly in stands.values()):
        return _DENY
    for referral in place.plan.referrals:
        if refers(referral, place.here):
            return _REFER
    return _DENY


def refers(referral: PlannedReferral, here: Here) -> bool:
    """Whether it applies, or would for want of nothing but a judgement."""
    if referral.unless is not None and referral.unless(here) is False:
        return False
    when = referral.when
    return (
        when is None
        or when(here) is True
        or (when(here.supposing(value=True)) is True and when(here.supposing(value=False)) is not True)
    )


def _joined(several: Iterable[Stands]) -> Stands:
    """What stands in one of them: certainly, where it does so in one."""
    found: dict[str, tuple[bool, bool]] = {}
    for stands in several:
        for name, (absolute, certainly) in stands.items():
            found[name] = (absolute, certainly or (name in found and found[name][1]))
    return found


# --- the grounds ----------------------------------------------------------------------------------------------------


def _reasons(place: Place, request: Request, stands: Stands) -> list[Reason]:
    """The grounds each of which overrides, by itself, every prohibition that stands."""
    found: list[Reason] = []
    plan, standing = place.plan, _NOTHING
    if stands:
        if any(absolute for absolute, _ in stands.values()):
            return found
        standing = frozenset(stands)
    elif plan.public:
        found.append(PUBLIC)
    if plan.permissions:
        _permitting(place, standing, found)
    if plan.consents and request.statements:
        _consenting(place, request, standing, found)
    return found


def _permitting(place: Place, stands: frozenset[str], found: list[Reason]) -> None:
    """Adds the exceptions and duties that apply."""
    for permission in place.plan.permissions:
        clause = permission.clause
        if stands <= clause.overrides and (permission.holds is None or permission.holds(place.here) is True):
            need = place.need() if clause.limited_to_need_to_know else None
            if need is not None or not clause.limited_to_need_to_know:
                relied_on = _recipient(place, clause.name, permission.holds, need)
                found.append(Reason(clause.name, permission.kind, None, _name(need), stand_ins=relied_on))


def _consenting(place: Place, request: Request, stands: frozenset[str], found: list[Reason]) -> None:
    """Adds the consent clauses that a statement on file carries."""
    covering: Covering | None = None
    for consent in place.plan.consents:
        clause = consent.clause
        if not stands <= clause.overrides:
            continue
        need = place.need() if clause.without_need_to_know is None else None
        if need is None and clause.without_need_to_know is None:
            continue
        if covering is None:
            covering = on_file(request, place.setting, place.here).covering(place.plan)
        grant = carrying(consent, covering, place.plan, place.here)
        if grant is not None:
            relied_on = _relied_on(place, consent, need, grant)
            found.append(Reason(clause.name, "consent", grant.id, _name(need), isinstance(grant, Offer), relied_on))


def _name(need: PlannedNeed | None) -> str | None:
    return None if need is None else need.name


# --- who is relied on -----------------------------------------------------------------------------------------------


def _recipient(
    place: Place, name: str, holds: Holds | None, need: PlannedNeed | None, alone: Here | None = None
) -> tuple[str, ...]:
    """The stand-in without which the clause or the need would not apply to the recipient, or none.

    `alone`: where nobody is one, if that is not simply the place.
    """
    relied = place.plan.relied
    if relied.recipient is None:
        return ()
    there = place.alone if alone is None else alone
    asked = ((name, holds),) if need is None else ((name, holds), need)
    if all(each in relied.without and (condition is None or condition(there) is True) for each, condition in asked):
        return ()
    return (relied.recipient,)


def _relied_on(
    place: Place, consent: PlannedConsent, need: PlannedNeed | None, grant: Grant | Offer
) -> tuple[str, ...]:
    """The stand-ins without which the grant would not carry the clause, sorted."""
    relied = place.plan.relied
    if relied.recipient is None and not relied.givers:
        return ()
    found = {*_recipient(place, consent.clause.name, consent.holds, need, place.alone.on(grant.facts))}
    if not as_given(consent, grant):
        found.add(relied.givers[grant.giver])
    return tuple(sorted(found))
