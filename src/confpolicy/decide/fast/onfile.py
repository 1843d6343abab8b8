"""The statements on file about one subject that bear on one request, found by the items that they cover.

Its purpose, its parties and its time are the same for all its rows, and for every clause: so what does not cover
them, and what is over, is left out once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from confpolicy.decide.fast.here import Here
from confpolicy.decide.fast.planned import Learnt, Plan
from confpolicy.decide.fast.setting import Setting
from confpolicy.facts.request import Audience, Grant, Offer, Refusal, Request, Statement

FEW = 8
"""So many are looked through sooner than they are sorted."""
SUBJECT = "subject"


class Alike(NamedTuple):
    """Grants that are valid for the same clauses, but for what depends on their age and their own facts."""

    named: bool
    """Whether they name the recipient."""
    grants: Sequence[Grant | Offer]
    """The latest first; or offers."""


class Stop(NamedTuple):
    """A refusal of these items (None: all), or the withdrawal of a grant of them."""

    items: frozenset[str] | None
    giver: str
    since: int

    def covers(self, above: frozenset[str]) -> bool:
        """Whether it is about one of these terms."""
        return self.items is None or not self.items.isdisjoint(above)


class Covering(NamedTuple):
    """What covers one row: grants and offers, and since when at the latest one giver or another refuses.

    Refusals by whoever perhaps gives for the subject are the subject's besides.
    """

    alike: Sequence[Alike]
    stops: Mapping[str, int]


NOTHING = Covering((), {})


class OnFile:
    """About one subject, for the purpose and the parties of one request, at its time."""

    __slots__ = ("_by_item", "grants", "named", "refusals", "vocabulary", "withdrawn")

    def __init__(self, about: Iterable[Statement], setting: Setting, here: Here) -> None:
        assert here.time is not None, "consent is asked about at a time"
        now, bearing = here.time.micros, _Bearing(setting, here)
        self.vocabulary, self.named = here.domain.vocabulary, here.recipient_id
        self.grants: list[Grant | Offer] = []
        self.withdrawn: list[Stop] = []
        self.refusals: list[Stop] = []
        self._by_item: _ByItem | None = None
        for each in about:
            if isinstance(each, Refusal):
                if each.at.micros <= now and bearing.refuses(each):
                    self.refusals.append(Stop(each.items, each.giver, each.at.micros))
            elif bearing.grants(each):
                if isinstance(each, Grant) and each.withdrawn_at is not None and each.withdrawn_at.micros <= now:
                    self.withdrawn.append(Stop(each.items, each.giver, each.withdrawn_at.micros))
                elif each.at.micros <= now and (each.expires_at is None or now < each.expires_at.micros):
                    self.grants.append(each)

    def covering(self, plan: Plan) -> Covering:
        """What covers the leaf of the plan; a refusal also where it covers what the leaf reveals."""
        if not self.grants:
            return NOTHING
        if len(self.grants) + len(self.withdrawn) + len(self.refusals) <= FEW:
            return self._looked_through(plan)
        if self._by_item is None:
            self._by_item = _ByItem(self)
        return self._by_item.covering(plan)

    def _looked_through(self, plan: Plan) -> Covering:
        above = plan.learnt[0].above
        alike = [
            Alike(self.named in each.recipients.ids, (each,))
            for each in self.grants
            if not each.items.isdisjoint(above)
        ]
        if not alike:
            return NOTHING
        stops: dict[str, int] = {}
        for stop in self.withdrawn:
            if stop.covers(above):
                _stop(stops, stop.giver, stop.since, plan.learnt[0])
        for stop in self.refusals:
            for place in plan.learnt:
                if stop.covers(place.above):
                    _stop(stops, stop.giver, stop.since, place)
        return Covering(alike, stops)


def on_file(request: Request, setting: Setting, here: Here) -> OnFile:
    """What is on file about the subject of this place, found out once for a request."""
    kept, subject = request.kept, here.subject
    found = kept.get(subject)
    if not isinstance(found, OnFile) or found.vocabulary is not here.domain.vocabulary:
        found = kept[subject] = OnFile(_about(request, kept, subject), setting, here)
    return found


def _about(request: Request, kept: dict[object, Any], subject: str | None) -> Sequence[Statement]:
    if len(request.statements) <= FEW:
        return [each for each in request.statements if each.subject == subject]
    if None not in kept:
        by_subject: dict[str, list[Statement]] = {}
        for each in request.statements:
            by_subject.setdefault(each.subject, []).append(each)
        kept[None] = by_subject
    about: Sequence[Statement] = kept[None].get(subject, ())
    return about


def _stop(stops: dict[str, int], giver: str, since: int, place: Learnt) -> None:
    """Adds that the giver refuses since then, and the subject with them where they perhaps give for them there."""
    for who in (giver, SUBJECT) if giver in place.givers else (giver,):
        if since >= stops.get(who, since):
            stops[who] = since


# --- what covers the purpose and the parties ------------------------------------------------------------------------


class _Bearing:
    """The purpose and the parties that a statement has to cover."""

    __slots__ = ("_discloser", "_discloser_roles", "_purposes", "_recipient", "_roles")

    def __init__(self, setting: Setting, here: Here) -> None:
        self._purposes, self._roles = setting.purposes_above, setting.roles
        self._discloser_roles = setting.discloser_roles
        self._recipient, self._discloser = here.recipient_id, here.discloser_id

    def grants(self, grant: Grant | Offer) -> bool:
        """Whether a grant covers them."""
        return not grant.purposes.isdisjoint(self._purposes) and self._parties(grant.recipients, grant.disclosers)

    def refuses(self, refusal: Refusal) -> bool:
        """Whether a refusal covers them; what it leaves out is all."""
        return (refusal.purposes is None or not refusal.purposes.isdisjoint(self._purposes)) and self._parties(
            refusal.recipients, refusal.disclosers
        )

    def _parties(self, recipients: Audience | None, disclosers: Audience | None) -> bool:
        return (recipients is None or _names(recipients, self._recipient, self._roles)) and (
            disclosers is None or _names(disclosers, self._discloser, self._discloser_roles)
        )


def _names(audience: Audience, id_: str | None, roles: frozenset[str]) -> bool:
    return audience.anyone or id_ in audience.ids or not audience.roles.isdisjoint(roles)


# --- many statements -----------------------------------------------------------------------------------------------


class _ByItem:
    """The same by the terms that they name; None: by none, all items."""

    __slots__ = ("_grants", "_refusals", "_withdrawn")

    def __init__(self, file: OnFile) -> None:
        found: dict[str, dict[tuple[bool, object], list[Grant | Offer]]] = {}
        for grant in sorted(file.grants, key=lambda grant: (-grant.at.micros, grant.id)):
            kind = (file.named in grant.recipients.ids, _kind(grant))
            for item in grant.items:
                found.setdefault(item, {}).setdefault(kind, []).append(grant)
        self._grants = {
            item: [Alike(named, grants) for (named, _), grants in by_kind.items()] for item, by_kind in found.items()
        }
        self._withdrawn = _latest(file.withdrawn)
        self._refusals = _latest(file.refusals)

    def covering(self, plan: Plan) -> Covering:
        """What covers the leaf of the plan."""
        first = plan.learnt[0]
        alike = [each for item in first.above if item in self._grants for each in self._grants[item]]
        if not alike:
            return NOTHING
        stops: dict[str, int] = {}
        for giver, since in _found(self._withdrawn, first.above):
            _stop(stops, giver, since, first)
        for place in plan.learnt:
            for giver, since in _found(self._refusals, (None, *place.above)):
                _stop(stops, giver, since, place)
        return Covering(alike, stops)


def _kind(grant: Grant | Offer) -> object:
    """What is the same of grants that are alike."""
    if isinstance(grant, Offer):
        return grant.giver, grant.form, grant.told
    return grant.giver, grant.form, grant.told, grant.express, grant.requested


def _latest(stops: Iterable[Stop]) -> dict[str | None, dict[str, int]]:
    """For each term, and each giver, since when at the latest they refuse."""
    latest: dict[str | None, dict[str, int]] = {}
    for stop in stops:
        for item in (None,) if stop.items is None else stop.items:
            by_giver = latest.setdefault(item, {})
            by_giver[stop.giver] = max(stop.since, by_giver.get(stop.giver, stop.since))
    return latest


def _found(latest: Mapping[str | None, Mapping[str, int]], items: Iterable[str | None]) -> Iterator[tuple[str, int]]:
    for item in items:
        if item in latest:
            yield from latest[item].items()
