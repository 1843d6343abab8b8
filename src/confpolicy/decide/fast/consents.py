"""Which grant on file carries a consent clause, and nothing about the others (`decide/consents.py` says that)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from confpolicy.decide.fast.here import Here
from confpolicy.decide.fast.plan import Plan, PlannedConsent
from confpolicy.facts.calendar import OutOfBoundsError
from confpolicy.facts.request import Audience, Grant, Offer, Refusal, Statement

_EVER = -(2**63)
"""Before every instant: silence undoes no refusal, however old."""


class Covering(NamedTuple):
    """The statements that cover one row: grants, offers; and what can stop one, with its id, since when, by whom."""

    grants: Sequence[Grant]
    offers: Sequence[Offer]
    stopping: Sequence[tuple[str, int, str]]


_NOTHING = Covering((), (), ())


def covering_of(statements: Iterable[Statement], plan: Plan, here: Here) -> Covering:
    """The statements about the subject of this place that cover its row."""
    about = [each for each in statements if each.subject == here.subject]
    grants = [each for each in about if isinstance(each, Grant) and _grants(each, plan, here)]
    offers = [each for each in about if isinstance(each, Offer) and _grants(each, plan, here)]
    if not grants and not offers:
        return _NOTHING
    return Covering(grants, offers, [*_stopping(about, grants, plan, here)])


def carrying(consent: PlannedConsent, covering: Covering, here: Here) -> Grant | Offer | None:
    """The latest valid grant (or offer, if silence counts) that nothing stops; of several that with the least id."""
    best: Grant | Offer | None = None
    candidates: Sequence[Grant | Offer] = covering.grants
    if consent.clause.accepts_silence:
        candidates = [*covering.grants, *covering.offers]
    for grant in candidates:
        if _carries(consent, grant, covering, here) and (
            best is None or (-grant.at.micros, grant.id) < (-best.at.micros, best.id)
        ):
            best = grant
    return best


def _carries(consent: PlannedConsent, grant: Grant | Offer, covering: Covering, here: Here) -> bool:
    return (
        _valid(consent, grant, here)
        and _in_time(consent, grant, here)
        and not (covering.stopping and _stopped(consent, grant, covering, here))
        and (consent.holds is None or consent.holds(here.on(grant.facts) if consent.on_statement else here) is True)
    )


def _stopped(consent: PlannedConsent, grant: Grant | Offer, covering: Covering, here: Here) -> bool:
    """Whether a refusal or a withdrawal of another grant stops it: since it was given, an offer at any time."""
    earliest, now = _EVER if isinstance(grant, Offer) else grant.at.micros, _now(here)
    return any(
        id_ != grant.id and earliest <= since <= now and giver in consent.vetoes
        for id_, since, giver in covering.stopping
    )


def _now(here: Here) -> int:
    assert here.time is not None, "consent is asked about at a time"
    return here.time.micros


def _valid(consent: PlannedConsent, grant: Grant | Offer, here: Here) -> bool:
    clause = consent.clause
    return (
        grant.form in consent.forms.get(grant.giver, ())
        and (not clause.express or (isinstance(grant, Grant) and grant.express))
        and clause.told <= grant.told
        and (not clause.requested or (isinstance(grant, Grant) and grant.requested))
        and (not clause.naming_recipient or here.recipient_id in grant.recipients.ids)
    )


def _in_time(consent: PlannedConsent, grant: Grant | Offer, here: Here) -> bool:
    now = _now(here)
    return (
        grant.at.micros <= now
        and (grant.expires_at is None or now < grant.expires_at.micros)
        and (isinstance(grant, Offer) or grant.withdrawn_at is None or grant.withdrawn_at.micros > now)
        and (consent.clause.lasts is None or not _outlived(consent, grant, here))
    )


def _outlived(consent: PlannedConsent, grant: Grant | Offer, here: Here) -> bool:
    """Whether its life is over; where its end cannot be computed it is."""
    assert consent.clause.lasts is not None, "asked only of what lasts"
    try:
        return _now(here) >= here.domain.zone.step(grant.at, consent.clause.lasts).micros
    except OutOfBoundsError:
        return True


# --- what a statement covers --------------------------------------------------------------------------------------


def _grants(grant: Grant | Offer, plan: Plan, here: Here) -> bool:
    return (
        not grant.items.isdisjoint(plan.above)
        and not grant.purposes.isdisjoint(plan.purposes_above)
        and _names(grant.recipients, here.recipient_id, plan.roles)
        and (grant.disclosers is None or _names(grant.disclosers, here.discloser_id, plan.discloser_roles))
    )


def _stopping(
    about: Iterable[Statement], grants: Iterable[Grant], plan: Plan, here: Here
) -> Iterator[tuple[str, int, str]]:
    for refusal in about:
        if isinstance(refusal, Refusal) and _refuses(refusal, plan, here):
            yield refusal.id, refusal.at.micros, refusal.giver
    for grant in grants:
        if grant.withdrawn_at is not None:
            yield grant.id, grant.withdrawn_at.micros, grant.giver


def _refuses(refusal: Refusal, plan: Plan, here: Here) -> bool:
    """Whether it covers the item or anything that it reveals; what it leaves out is all."""
    return (
        (refusal.items is None or any(not refusal.items.isdisjoint(above) for above in plan.learnt))
        and (refusal.purposes is None or not refusal.purposes.isdisjoint(plan.purposes_above))
        and (refusal.recipients is None or _names(refusal.recipients, here.recipient_id, plan.roles))
        and (refusal.disclosers is None or _names(refusal.disclosers, here.discloser_id, plan.discloser_roles))
    )


def _names(audience: Audience, id_: str | None, roles: frozenset[str]) -> bool:
    return audience.anyone or id_ in audience.ids or not audience.roles.isdisjoint(roles)
