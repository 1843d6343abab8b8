"""The statements on file about one subject that bear on one request, found by the items that they cover.

Its purpose, its parties and its time are the same for all its rows, and for every clause: so what does not cover
them, and what is over, is left out once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

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


Covering: TypeAlias = tuple[Sequence[Alike], Mapping[str, int]]
"""What covers one row: grants and offers, and since when at the latest one giver or another refuses.

Refusals by whoever perhaps gives for the subject are the subject's besides.
"""
_NO_STOPS: Mapping[str, int] = {}
_NOTHING: Covering = ((), _NO_STOPS)


class OnFile:
    """About one subject, for the purpose and the parties of one request, at its time."""

    __slots__ = ("_by_item", "_few", "grants", "refusals", "vocabulary", "withdrawn")

    def __init__(self, about: Iterable[Statement], setting: Setting, here: Here) -> None:
        assert here.time is not None, "consent is asked about at a time"
        now, named, self.vocabulary = here.time.micros, here.recipient_id, here.domain.vocabulary
        self.grants: list[Alike] = []
        """Each by itself."""
        self.withdrawn: list[Stop] = []
        self.refusals: list[Stop] = []
        for each in about:
            if not _bears(each, setting, here):
                continue
            if isinstance(each, Refusal):
                if each.at.micros <= now:
                    self.refusals.append(Stop(each.items, each.giver, each.at.micros))
            elif isinstance(each, Grant) and each.withdrawn_at is not None and each.withdrawn_at.micros <= now:
                self.withdrawn.append(Stop(each.items, each.giver, each.withdrawn_at.micros))
            elif each.at.micros <= now and (each.expires_at is None or now < each.expires_at.micros):
                self.grants.append(Alike(named in each.recipients.ids, (each,)))
        self._few = len(self.grants) + len(self.withdrawn) + len(self.refusals) <= FEW
        self._by_item: _ByItem | None = None

    def covering(self, plan: Plan) -> Covering:
        """What covers the leaf of the plan; a refusal also where it covers what the leaf reveals."""
        if self._few:
            return self._looked_through(plan)
        if self._by_item is None:
            self._by_item = _ByItem(self)
        return self._by_item.covering(plan)

    def _looked_through(self, plan: Plan) -> Covering:
        first = plan.learnt[0]
        alike = [each for each in self.grants if not each.grants[0].items.isdisjoint(first.above)]
        if not alike or not (self.withdrawn or self.refusals):
            return alike, _NO_STOPS
        stops: dict[str, int] = {}
        for stop in self.withdrawn:
            if stop.covers(first.above):
                _stop(stops, stop.giver, stop.since, first)
        for stop in self.refusals:
            for place in plan.learnt:
                if stop.covers(place.above):
                    _stop(stops, stop.giver, stop.since, place)
        return alike, stops


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


def _bears(statement: Statement, setting: Setting, here: Here) -> bool:
    """Whether a statement covers them; what it leaves out is all."""
    purposes, recipients, disclosers = statement.purposes, statement.recipients, statement.disclosers
    return (
        (purposes is None or not purposes.isdisjoint(setting.purposes_above))
        and (recipients is None or _names(recipients, here.recipient_id, setting.roles))
        and (disclosers is None or _names(disclosers, here.discloser_id, setting.discloser_roles))
    )


def _names(audience: Audience, id_: str | None, roles: frozenset[str]) -> bool:
    return audience.anyone or id_ in audience.ids or not audience.roles.isdisjoint(roles)


# --- many statements -----------------------------------------------------------------------------------------------


class _ByItem:
    """The same by the terms that they name; None: by none, all items."""

    __slots__ = ("_grants", "_refusals", "_withdrawn")

    def __init__(self, file: OnFile) -> None:
        found: dict[str, dict[tuple[bool, object], list[Grant | Offer]]] = {}
        for named, (grant,) in sorted(file.grants, key=_latest_first):
            kind = (named, _kind(grant))
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
            return _NOTHING
        stops: dict[str, int] = {}
        for giver, since in _found(self._withdrawn, first.above):
            _stop(stops, giver, since, first)
        for place in plan.learnt:
            for giver, since in _found(self._refusals, (None, *place.above)):
                _stop(stops, giver, since, place)
        return alike, stops


def _latest_first(alike: Alike) -> tuple[int, str]:
    (grant,) = alike.grants
    return -grant.at.micros, grant.id


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
