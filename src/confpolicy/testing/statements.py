"""Random consent statements on file: grants that hold, grants with one flaw, refusals that reach and that do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import attrs

from confpolicy.core.clauses import Consent
from confpolicy.facts.calendar import DAY_SECONDS
from confpolicy.facts.schema import FactDeclaration, Holder
from confpolicy.facts.values import Instant
from confpolicy.testing import times, values
from confpolicy.testing.terrain import SECOND
from confpolicy.testing.values import Json, Scene

DAY = DAY_SECONDS * SECOND
Grant: TypeAlias = dict[str, Json]


@attrs.frozen(kw_only=True)
class Cast:
    """Who asks whom for what, about whom."""

    discloser: str
    discloser_roles: tuple[str, ...]
    recipient: str
    recipient_roles: tuple[str, ...]
    """As given, and towards the subject that the request is mostly about."""
    purpose: str
    item: str
    subjects: tuple[str, ...]

    def parties(self) -> Mapping[str, str]:
        """The ids of both."""
        return {"discloser": self.discloser, "recipient": self.recipient}


def giver(kind: str, subject: str) -> Json:
    """Who gave a statement about the subject."""
    return {"id": subject if kind == "subject" else f"{kind}-1", "as": kind}


@attrs.frozen(kw_only=True)
class Filing:
    """Where the statements of one request come from. `wishes`: statement facts that a clause in mind asks for."""

    scene: Scene
    cast: Cast
    wishes: Mapping[str, Json]

    def statements(self, clause: Consent | None, count: int) -> list[Json]:
        """`count` statements; where a clause is in mind, the first is a grant that it mostly accepts."""
        filed: list[Grant] = []
        for number in range(count):
            main = clause if clause is not None and number == 0 else self._some_clause(clause)
            subject = self.cast.subjects[min(number, len(self.cast.subjects) - 1) if number < 3 else 0]
            filed.append(self._statement(f"c{number + 1}", main, subject, first=number < len(self.cast.subjects)))
        order = list(filed)
        if self.scene.ch.chance(30):
            order.reverse()
        return list(order)

    def _some_clause(self, clause: Consent | None) -> Consent | None:
        ch, consents = self.scene.ch, self.scene.terrain.consents
        if clause is not None and ch.chance(50):
            return clause
        return ch.pick(consents) if consents else None

    def _statement(self, name: str, clause: Consent | None, subject: str, *, first: bool) -> Grant:
        ch = self.scene.ch
        if clause is None or (not first and ch.chance(40)):
            return self._refusal(name, clause, subject)
        grant = self._grant(name, clause, subject)
        if ch.chance(30 if first else 55):
            return Draft(self, grant, clause).spoiled(ch.pick(_FLAWS))
        return grant

    def _grant(self, name: str, clause: Consent, subject: str) -> Grant:
        """One that the clause accepts, if its scope covers the request at all."""
        ch = self.scene.ch
        accepted = ch.pick(clause.givers)
        grant: Grant = {
            "id": name,
            "statement": "grant",
            "subject": subject,
            "given_by": giver(accepted.giver, subject),
            "at": times.text(ch, self._lately(clause)),
            "form": ch.pick(sorted(form.value for form in accepted.forms)),
            "items": self._items(),
            "recipients": self._audience(naming=clause.naming_recipient),
            "purposes": self._purposes(),
        }
        notices = sorted(self.scene.terrain.vocabulary.notices)
        told = sorted(clause.told | set(ch.some(notices)))
        grant |= {"told": told} if told else {}
        grant |= {"express": True} if clause.express or ch.chance(30) else {}
        grant |= {"requested_by_subject": True} if clause.requested or ch.chance(30) else {}
        grant |= {"expires_at": times.text(ch, self.after(ch.pick((1, 3600, 90 * 86400))))} if ch.chance(20) else {}
        grant |= {"disclosers": self._disclosers()} if ch.chance(12) else {}
        return grant | self._facts()

    def _lately(self, clause: Consent) -> Instant:
        """Before now, and not before the consent would have run out."""
        ch, now = self.scene.ch, self.scene.now
        if clause.lasts is None or ch.chance(3):
            return times.earlier(ch, now)
        start = values.back(self.scene.terrain, now, clause.lasts)
        return Instant(start.micros + (now.micros - start.micros) * ch.integer(1, 16) // 16)

    def after(self, seconds: int) -> Instant:
        """So many seconds after the request."""
        return Instant(self.scene.now.micros + seconds * SECOND)

    def _items(self) -> list[str]:
        ch, vocabulary = self.scene.ch, self.scene.terrain.vocabulary
        above = sorted(vocabulary.data.above[self.cast.item])
        item = ch.pick(above) if ch.chance(50) else self.cast.item
        return [item, *ch.some(self.scene.terrain.terms, most=1)]

    def _audience(self, *, naming: bool) -> Json:
        ch, cast, roles = self.scene.ch, self.cast, self.scene.terrain.vocabulary.roles
        above = sorted(frozenset().union(*(roles.above[role] for role in cast.recipient_roles)))
        named: list[Json] = [{"id": cast.recipient}] if naming or not above or ch.chance(30) else []
        if above and (not named or ch.chance(40)):
            named.append("anyone" if ch.chance(15) else ch.pick(above))
        return named

    def _purposes(self) -> list[str]:
        ch, purposes = self.scene.ch, self.scene.terrain.vocabulary.purposes
        above = sorted(purposes.above[self.cast.purpose])
        return [ch.pick(above), *ch.some(self.scene.terrain.purposes, most=1)]

    def _disclosers(self) -> Json:
        ch, cast = self.scene.ch, self.cast
        return [ch.pick((*cast.discloser_roles, "anyone"))] if ch.chance(60) else [{"id": cast.discloser}]

    def _facts(self) -> Grant:
        ch, facts = self.scene.ch, self.scene.terrain.facts
        given: Grant = {}
        for declared in facts:
            if declared.holder is Holder.STATEMENT and ch.chance(80):
                given[declared.name] = self._fact(declared)
        return given

    def _fact(self, declared: FactDeclaration) -> Json:
        plain = self.wishes.get(declared.full_name, values.value(self.scene, declared.type))
        if declared.judged is None:
            return plain
        return values.judged(self.scene, declared, plain, self.cast.parties())

    def _refusal(self, name: str, clause: Consent | None, subject: str) -> Grant:
        """One that covers the request, but mostly for one thing that keeps it from counting."""
        ch, now = self.scene.ch, self.scene.now
        givers = sorted({"subject", *self.scene.terrain.vocabulary.givers})
        refusal: Grant = {
            "id": name,
            "statement": "refusal",
            "subject": subject,
            "given_by": giver(ch.pick(givers), subject),
            "at": times.text(ch, self._lately(clause) if clause is not None else now),
        }
        refusal |= {"items": self._items()} if ch.chance(70) else {}
        refusal |= {"recipients": self._audience(naming=False)} if ch.chance(60) else {}
        refusal |= {"purposes": self._purposes()} if ch.chance(60) else {}
        refusal |= {"disclosers": self._disclosers()} if ch.chance(12) else {}
        refusal |= self._facts()
        return Draft(self, refusal, clause).spoiled(ch.pick(_EVASIONS)) if ch.chance(75) else refusal


@attrs.frozen
class Draft:
    """A statement that something is about to be wrong with; `clause` is the one that would accept a grant."""

    filing: Filing
    statement: Grant
    clause: Consent | None

    def spoiled(self, flaw: Flaw) -> Grant:
        """The statement with the flaw; what the flaw says is None is left out."""
        changes = flaw(self) if callable(flaw) else flaw
        return {key: one for key, one in {**self.statement, **changes}.items() if one is not None}


Flaw: TypeAlias = Mapping[str, Json] | Callable[[Draft], Mapping[str, Json]]
"""What changes in the statement."""


def _long_ago(draft: Draft) -> Grant:
    scene = draft.filing.scene
    return {"at": times.text(scene.ch, Instant(scene.now.micros - 900 * DAY))}


def _still_to_come(draft: Draft) -> Grant:
    filing = draft.filing
    return {"at": times.text(filing.scene.ch, filing.after(filing.scene.ch.pick((1, 86400))))}


def _this_instant(draft: Draft) -> Grant:
    return {"at": times.text(draft.filing.scene.ch, draft.filing.scene.now)}


def _other_items(draft: Draft) -> Grant:
    scene = draft.filing.scene
    avoid = scene.terrain.vocabulary.data.above[draft.filing.cast.item]
    return {"items": _elsewhere(scene, scene.terrain.terms, avoid)}


def _other_purposes(draft: Draft) -> Grant:
    scene = draft.filing.scene
    avoid = scene.terrain.vocabulary.purposes.above[draft.filing.cast.purpose]
    return {"purposes": _elsewhere(scene, scene.terrain.purposes, avoid)}


def _elsewhere(scene: Scene, chosen: tuple[str, ...], avoid: frozenset[str]) -> list[str]:
    """A term that has nothing to do with the request, as far as there is one."""
    return [scene.ch.pick(tuple(term for term in chosen if term not in avoid) or chosen)]


def _withdrawn(draft: Draft) -> Grant:
    scene, at = draft.filing.scene, draft.statement["at"]
    way = scene.ch.pick(("past", "now", "later", "at once"))
    if way == "at once":
        return {"withdrawn_at": at}
    if way == "past":
        given = times.text(scene.ch, Instant(scene.now.micros - 700 * DAY))
        return {"at": given, "withdrawn_at": _text_before(scene, scene.ch.integer(0, 600) * DAY)}
    return {"withdrawn_at": _text_before(scene, 0 if way == "now" else -1)}


def _text_before(scene: Scene, micros: int) -> str:
    return times.text(scene.ch, Instant(scene.now.micros - micros))


def _expired(draft: Draft) -> Grant:
    return {"expires_at": _text_before(draft.filing.scene, draft.filing.scene.ch.integer(0, 1))}


def _run_out(draft: Draft) -> Grant:
    scene = draft.filing.scene
    if draft.clause is None or draft.clause.lasts is None:
        return {"at": _text_before(scene, -scene.ch.integer(0, 1))}
    start = values.back(scene.terrain, scene.now, draft.clause.lasts)
    return {"at": times.text(scene.ch, times.nudged(scene.ch, start))}


def _other_giver(draft: Draft) -> Grant:
    scene = draft.filing.scene
    accepted = {each.giver for each in draft.clause.givers} if draft.clause else set()
    others = sorted({"subject", *scene.terrain.vocabulary.givers} - accepted)
    if not others:
        return {"form": None}
    return {"given_by": giver(scene.ch.pick(others), str(draft.statement["subject"]))}


def _other_form(draft: Draft) -> Grant:
    return {"form": "speech" if draft.statement.get("form") == "writing" else "writing"}


def _told_less(draft: Draft) -> Grant:
    told = sorted(draft.clause.told) if draft.clause else []
    return {"told": list(draft.filing.scene.ch.some(told, most=max(0, len(told) - 1)))}


_ELSEWHERE: tuple[Flaw, ...] = (
    _other_items,
    _other_purposes,
    {"recipients": [{"id": "nobody"}]},
    {"disclosers": [{"id": "nobody"}]},
)
_EVASIONS: tuple[Flaw, ...] = (_long_ago, _still_to_come, _this_instant, *_ELSEWHERE)
_FLAWS: tuple[Flaw, ...] = (
    _withdrawn,
    _expired,
    _run_out,
    _other_giver,
    _other_form,
    {"form": None},
    {"express": None, "requested_by_subject": None},
    _told_less,
    _still_to_come,
    *_ELSEWHERE,
)
