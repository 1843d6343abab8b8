"""One row, weighed where the way is straight: what `weigh.py` says of it, from a draft's statements."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from confpolicy.core.clauses import Reply
from confpolicy.decide.decision import Verdict
from confpolicy.decide.fast.consents import over_for
from confpolicy.decide.fast.here import Here
from confpolicy.decide.fast.planned import (
    Meeting,
    Plan,
    PlannedConsent,
    PlannedNeed,
    PlannedPermission,
    PlannedReferral,
)
from confpolicy.decide.fast.reason import Reason
from confpolicy.decide.fast.setting import Setting
from confpolicy.decide.fast.weigh import PUBLIC, refers
from confpolicy.decide.prepare import Ready
from confpolicy.facts.read import AudienceDraft, StatementDraft
from confpolicy.facts.values import Duration, Instant

_NOTHING: frozenset[str] = frozenset()
_new = tuple.__new__
_UNSOUGHT = ""
"""No clause has this name."""
_PERMIT, _REFER, _DENY = Verdict.PERMIT, Verdict.REFER, Verdict.DENY


@attrs.frozen(kw_only=True, eq=False)
class Way:
    """One leaf in one setting: what is asked for of both, side by side. `plan` says what each of them is."""

    setting: Setting
    plan: Plan
    answer: tuple[Ready[Reply], ...] | None
    """The replies where nothing is released, if these depend on nothing else and nothing follows on them."""
    quiet: bool
    """Whether nothing follows on a disclosure."""
    public: bool
    above: frozenset[str]
    """The leaf with all above it."""
    purposes_above: frozenset[str]
    roles: frozenset[str]
    perhaps: frozenset[str]
    discloser_roles: frozenset[str]
    counts: bool | None
    met: tuple[Meeting, ...]
    permissions: tuple[PlannedPermission, ...]
    consents: tuple[PlannedConsent, ...]
    needs: tuple[PlannedNeed, ...]
    referrals: tuple[PlannedReferral, ...]

    @classmethod
    def of(cls, setting: Setting, plan: Plan) -> Way:
        """The way in a setting where nobody may stand in for the subject."""
        depends = any(holds is not None or ready.clause.effects for ready, holds in plan.replies)
        return cls(
            setting=setting,
            plan=plan,
            answer=None if depends or plan.on_denial else tuple(ready for ready, _ in plan.replies),
            quiet=not (plan.on_disclosure or plan.effective),
            public=plan.public,
            above=plan.learnt[0].above,
            purposes_above=setting.purposes_above,
            roles=setting.roles,
            perhaps=setting.perhaps,
            discloser_roles=setting.discloser_roles,
            counts=plan.counts,
            met=plan.met,
            permissions=plan.permissions,
            consents=plan.consents,
            needs=plan.needs,
            referrals=plan.referrals,
        )


def weighed(way: Way, here: Here, statements: Sequence[StatementDraft]) -> tuple[Verdict, Sequence[Reason], bool]:
    """The verdict; the grounds, each of which overrides, by itself, all prohibitions that stand; whether one does."""
    standing, forbidden = _NOTHING, False
    if way.met:
        standing, absolute, forbidden = _standing(way, here)
        if absolute:
            return _DENY, (), True
    found = [PUBLIC] if way.public and not standing else []
    need = _permitting(way, here, standing, found) if way.permissions else _UNSOUGHT
    if statements and way.consents:
        _consenting(way, here, statements, standing, need, found)
    if found:
        return _PERMIT, found, bool(standing)
    if not forbidden:
        for referral in way.referrals:
            if refers(referral, here):
                return _REFER, found, bool(standing)
    return _DENY, found, bool(standing)


def _standing(way: Way, here: Here) -> tuple[frozenset[str], bool, bool]:
    """The prohibitions that stand; whether one of them is absolute, and whether one certainly stands."""
    standing, absolute, certainly = _NOTHING, False, False
    for leaf, counts, prohibitions in way.met:
        there = here if leaf == way.plan.leaf else here.at(leaf, counts=counts)
        for each in prohibitions:
            value = True if each.holds is None else each.holds(there)
            if value is not False:
                standing |= {each.name}
                absolute |= each.absolute
                certainly |= value is True and each.reaches
    return standing, absolute, certainly


def _permitting(way: Way, here: Here, standing: frozenset[str], found: list[Reason]) -> str | None:
    """Adds the exceptions and duties that apply; gives the need to know, if it was sought."""
    need: str | None = _UNSOUGHT
    for permission in way.permissions:
        clause = permission.clause
        if standing <= clause.overrides and (permission.holds is None or permission.holds(here) is True):
            if not clause.limited_to_need_to_know:
                found.append(Reason(clause.name, permission.kind))
                continue
            need = _need(way, here) if need == _UNSOUGHT else need
            if need is not None:
                found.append(Reason(clause.name, permission.kind, None, need))
    return need


def _consenting(  # noqa: PLR0913, PLR0917 - all that was found before
    way: Way,
    here: Here,
    statements: Sequence[StatementDraft],
    standing: frozenset[str],
    need: str | None,
    found: list[Reason],
) -> None:
    """Adds the consent clauses that a grant carries."""
    for consent in way.consents:
        clause, named = consent.clause, None
        if not standing <= clause.overrides:
            continue
        if clause.without_need_to_know is None:
            need = named = _need(way, here) if need == _UNSOUGHT else need
            if need is None:
                continue
        grant = _carrying(consent, way, here, statements)
        if grant is not None:
            found.append(_new(Reason, (clause.name, "consent", grant, named, False, ())))


def _need(way: Way, here: Here) -> str | None:
    """The first need-to-know clause, by name, that applies."""
    for name, holds in way.needs:
        if holds is None or holds(here) is True:
            return name
    return None


def _carrying(consent: PlannedConsent, way: Way, here: Here, statements: Sequence[StatementDraft]) -> str | None:
    """The id of the latest valid grant that covers the row; of several that with the least. Nothing stops any."""
    assert here.time is not None, "consent is asked about at a time"
    clause, now, recipient = consent.clause, here.time.micros, here.recipient_id
    best: tuple[int, str] | None = None
    for (
        _, id_, _, giver, _, at, items, purposes, recipients, disclosers,
        form, express, requested, told, withdrawn_at, expires_at, facts,
    ) in statements:  # fmt: skip
        if (
            at <= now
            and (withdrawn_at is None or now < withdrawn_at)
            and (expires_at is None or now < expires_at)
            and form in consent.forms.get(giver, ())
            and clause.told <= told
            and (express or not clause.express)
            and (requested or not clause.requested)
            and items is not None
            and not way.above.isdisjoint(items)
            and purposes is not None
            and not way.purposes_above.isdisjoint(purposes)
            and recipients is not None
            and _names(recipients, recipient, way.roles)
            and (recipient in recipients[2] or not clause.naming_recipient)
            and (disclosers is None or _names(disclosers, here.discloser_id, way.discloser_roles))
            and (best is None or (-at, id_) < best)
            and (clause.lasts is None or _lasts(clause.lasts, at, here))
            and (consent.holds is None or consent.holds(here.on(facts) if consent.on_statement else here) is True)
        ):
            best = -at, id_
    return None if best is None else best[1]


def _lasts(lasts: Duration, at: int, here: Here) -> bool:
    """Whether a grant of that time is not over; where its end cannot be computed it is."""
    over = over_for(lasts, Instant(at), here)
    return over is not None and over < 0


def _names(audience: AudienceDraft, id_: str | None, roles: frozenset[str]) -> bool:
    anyone, named, ids = audience
    return anyone or id_ in ids or not roles.isdisjoint(named)
