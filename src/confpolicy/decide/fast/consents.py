"""Which grant on file carries a consent clause, and nothing about the others (`decide/consents.py` says that)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from confpolicy.decide.fast.here import Here
from confpolicy.decide.fast.onfile import SUBJECT, Alike, Covering
from confpolicy.decide.fast.planned import Plan, PlannedConsent
from confpolicy.facts.calendar import LAST_INSTANT, OutOfBoundsError
from confpolicy.facts.request import Grant, Offer
from confpolicy.facts.values import MONTHS_BOUND, Duration, Instant

_TWO_DAYS = 2 * 86_400 * 1_000_000
"""Of two grants the later one can be over before the other, where months are short and clocks go back: by a day and
an hour at most."""
_MONTH = 28 * 86_400 * 1_000_000
"""No month is shorter; two days more than make up for what a zone does to its clocks, which is costly to ask."""
_EARLY_ENOUGH = LAST_INSTANT.micros - MONTHS_BOUND * 31 * 86_400 * 1_000_000
"""What was given before it ends within the calendar, however long it lasts."""
_ALWAYS = 2**63
"""After every instant."""


def carrying(consent: PlannedConsent, covering: Covering, plan: Plan, here: Here) -> Grant | Offer | None:
    """The latest valid grant (or offer, if silence counts) that nothing stops; of several that with the least id."""
    best: Grant | Offer | None = None
    alike_ones, stops = covering
    for alike in alike_ones:
        if _valid(consent, alike, plan):
            found = _first(consent, alike.grants, stops, here)
            if found is not None and (best is None or (-found.at.micros, found.id) < (-best.at.micros, best.id)):
                best = found
    return best


def _valid(consent: PlannedConsent, alike: Alike, plan: Plan) -> bool:
    """Whether the clause accepts such grants, but for their age and their own facts."""
    clause, grant = consent.clause, alike.grants[0]
    if isinstance(grant, Offer):
        if not clause.accepts_silence or clause.express or clause.requested:
            return False
    elif (clause.express and not grant.express) or (clause.requested and not grant.requested):
        return False
    return (
        (as_given(consent, grant) or _as_the_subject(consent, grant, plan))
        and clause.told <= grant.told
        and (alike.named or not clause.naming_recipient)
    )


def as_given(consent: PlannedConsent, grant: Grant | Offer) -> bool:
    """Whether the clause accepts its giver in its form, nobody standing in for another."""
    return grant.form in consent.forms.get(grant.giver, ())


def _as_the_subject(consent: PlannedConsent, grant: Grant | Offer, plan: Plan) -> bool:
    """Whether it accepts this from the subject, for whom the giver certainly gives."""
    return grant.giver in plan.relied.givers and grant.form in consent.forms.get(SUBJECT, ())


def _first(
    consent: PlannedConsent, grants: Sequence[Grant | Offer], stops: Mapping[str, int], here: Here
) -> Grant | Offer | None:
    """The first of grants that are alike, the latest of which comes first, that is not over and carries the clause.

    What stops one stops every earlier one too; and a condition that reads nothing of a statement is the same for all.
    """
    stopped = _stopped(consent, grants[0], stops) if stops else None
    for grant in grants:
        if stopped is not None and grant.at.micros <= stopped:
            return None
        if consent.clause.lasts is not None:
            over = over_for(consent.clause.lasts, grant.at, here)
            if over is not None and over > _TWO_DAYS:
                return None
            if over is None or over >= 0:
                continue
        if consent.holds is None:
            return grant
        if not consent.on_statement:
            return grant if consent.holds(here) is True else None
        if consent.holds(here.on(grant.facts)) is True:
            return grant
    return None


def _stopped(consent: PlannedConsent, grant: Grant | Offer, stops: Mapping[str, int]) -> int | None:
    """The last instant at which a grant like this, given then or earlier, is stopped; None where none is.

    An offer is stopped whenever somebody refuses: silence undoes no refusal, however old.
    """
    stopped: int | None = None
    for giver, since in stops.items():
        if giver in consent.vetoes and (stopped is None or since > stopped):
            stopped = since
    return _ALWAYS if stopped is not None and isinstance(grant, Offer) else stopped


def over_for(lasts: Duration, given: Instant, here: Here) -> int | None:
    """For how long what was given then has been over; negative: not yet. None where its end cannot be computed: then
    it is over."""
    assert here.time is not None, "consent is asked about at a time"
    now = here.time.micros
    certainly = lasts.months * _MONTH + lasts.seconds * 1_000_000 - _TWO_DAYS
    if now - given.micros < certainly and given.micros < _EARLY_ENOUGH:
        return -1
    try:
        return now - here.domain.zone.step(given, lasts).micros
    except OutOfBoundsError:
        return None
