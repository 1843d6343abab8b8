"""One row under one policy, weighed: what stands against it, its grounds, and so its verdict by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from confpolicy.decide.decision import Ground, Verdict
from confpolicy.decide.fast.consents import carrying
from confpolicy.decide.fast.generate import Holds
from confpolicy.decide.fast.here import Here
from confpolicy.decide.fast.onfile import Covering, on_file
from confpolicy.decide.fast.place import Place, Stands
from confpolicy.decide.fast.planned import PlannedConsent, PlannedNeed, PlannedReferral
from confpolicy.facts.request import Grant, Offer, Request

NONE: Stands = {}


class Reason(NamedTuple):
    """A ground that permits, in parts: a `Ground` is made of it where somebody asks."""

    clause: str | None
    kind: str
    statement: str | None = None
    need_to_know: str | None = None
    silence: bool = False
    stand_ins: tuple[str, ...] = ()

    def ground(self) -> Ground:
        """The same as reports have it."""
        return Ground(
            clause=self.clause,
            kind=self.kind,
            statement=self.statement,
            silence=self.silence,
            need_to_know=self.need_to_know,
            stand_ins=self.stand_ins,
        )


PUBLIC = Reason(None, "public")


def met(place: Place) -> Stands:
    """The prohibitions that stand on the leaf, or with the facts of its entry on something that it reveals."""
    if not place.plan.met:
        return NONE
    if place.stands is None:
        place.stands = _met(place)
    return place.stands


def _met(place: Place) -> Stands:
    stands: dict[str, tuple[bool, bool]] = {}
    for leaf, counts, prohibitions in place.plan.met:
        there = place.at(leaf, counts=counts)
        for each in prohibitions:
            value = True if each.holds is None else each.holds(there)
            if value is not False:
                before = stands.get(each.name)
                certainly = value is True and each.reaches
                stands[each.name] = (each.absolute, certainly or (before is not None and before[1]))
    return stands


def joined(several: Iterable[Stands]) -> Stands:
    """What stands in one of them: certainly, where it does so in one."""
    found: dict[str, tuple[bool, bool]] = {}
    for stands in several:
        for name, (absolute, certainly) in stands.items():
            found[name] = (absolute, certainly or (name in found and found[name][1]))
    return found


def reasons(place: Place, request: Request, stands: Stands) -> list[Reason]:
    """The grounds each of which overrides, by itself, every prohibition that stands."""
    if stands and any(absolute for absolute, _ in stands.values()):
        return []
    plan = place.plan
    found = [PUBLIC] if plan.public and not stands else []
    if plan.permissions or plan.consents:
        row = _Row(place, frozenset(stands))
        _permitting(row, found)
        _consenting(row, request, found)
    return found


class _Row:
    """One row while its grounds are sought; the need to know is looked for once, where a ground asks for it."""

    __slots__ = ("_need", "_sought", "here", "place", "plan", "stands")

    def __init__(self, place: Place, stands: frozenset[str]) -> None:
        self.place, self.plan, self.here, self.stands = place, place.plan, place.here, stands
        self._need: PlannedNeed | None = None
        self._sought = False

    def need(self) -> PlannedNeed | None:
        """The first need-to-know clause, by name, that applies."""
        if not self._sought:
            self._sought = True
            for need in self.plan.needs:
                if need.holds is None or need.holds(self.here) is True:
                    self._need = need
                    break
        return self._need

    def relied_on(self, name: str, holds: Holds | None, need: PlannedNeed | None, alone: Here | None) -> list[str]:
        """The stand-in without which the clause or the need would not apply, or none; `alone`: where nobody is."""
        relied = self.plan.relied
        if relied.recipient is None:
            return []
        alone = self.place.alone if alone is None else alone
        asked = ((name, holds),) if need is None else ((name, holds), need)
        if all(
            each in relied.without and (condition is None or condition(alone) is True) for each, condition in asked
        ):
            return []
        return [relied.recipient]


def _permitting(row: _Row, found: list[Reason]) -> None:
    """Adds the exceptions and duties that apply."""
    for permission in row.plan.permissions:
        clause = permission.clause
        if row.stands <= clause.overrides and (permission.holds is None or permission.holds(row.here) is True):
            need = row.need() if clause.limited_to_need_to_know else None
            if need is not None or not clause.limited_to_need_to_know:
                relied_on = tuple(row.relied_on(clause.name, permission.holds, need, None))
                found.append(Reason(clause.name, permission.kind, None, _name(need), stand_ins=relied_on))


def _consenting(row: _Row, request: Request, found: list[Reason]) -> None:
    """Adds the consent clauses that a statement on file carries."""
    covering: Covering | None = None
    for consent in row.plan.consents:
        clause = consent.clause
        if not row.stands <= clause.overrides:
            continue
        need = row.need() if clause.without_need_to_know is None else None
        if need is None and clause.without_need_to_know is None:
            continue
        if covering is None:
            covering = on_file(request, row.place.setting, row.here).covering(row.plan)
        grant = carrying(consent, covering, row.plan, row.here)
        if grant is not None:
            relied_on = _relied_on(row, consent, need, grant)
            silent = isinstance(grant, Offer)
            found.append(Reason(clause.name, "consent", grant.id, _name(need), silent, relied_on))


def _relied_on(row: _Row, consent: PlannedConsent, need: PlannedNeed | None, grant: Grant | Offer) -> tuple[str, ...]:
    """The stand-ins without which the grant would not carry the clause, sorted."""
    relied = row.plan.relied
    if relied.recipient is None and not relied.givers:
        return ()
    alone = row.place.alone.on(grant.facts)
    found = {*row.relied_on(consent.clause.name, consent.holds, need, alone)}
    if grant.form not in consent.forms.get(grant.giver, ()):
        found.add(relied.givers[grant.giver])
    return tuple(sorted(found))


def _name(need: PlannedNeed | None) -> str | None:
    return None if need is None else need.name


def verdict(place: Place, found: Sequence[Reason], stands: Stands) -> Verdict:
    """The verdict for one subject by itself, as `combine.alone` has it."""
    if found:
        return Verdict.PERMIT
    if any(absolute or certainly for absolute, certainly in stands.values()):
        return Verdict.DENY
    return Verdict.REFER if any(_refers(each, place.here) for each in place.plan.referrals) else Verdict.DENY


def _refers(referral: PlannedReferral, here: Here) -> bool:
    """Whether it applies, or would for want of nothing but a judgement."""
    if referral.unless is not None and referral.unless(here) is False:
        return False
    when = referral.when
    return (
        when is None
        or when(here) is True
        or (when(here.supposing(value=True)) is True and when(here.supposing(value=False)) is not True)
    )
