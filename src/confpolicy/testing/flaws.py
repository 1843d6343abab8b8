"""What can be wrong with a consent statement: one thing at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import attrs

from confpolicy.core.clauses import Consent
from confpolicy.facts.calendar import DAY_SECONDS
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


def offered(grant: Grant) -> Grant:
    """The offer to which the grant would be the answer: nobody has said yes, or taken it back."""
    without = ("given_by", "express", "requested_by_subject", "withdrawn_at")
    offer = {key: one for key, one in grant.items() if key not in without}
    return {**offer, "statement": "offer", "offered_to": grant["given_by"]}


@attrs.frozen
class Draft:
    """A statement that something is about to be wrong with; `clause` is the one that would accept a grant."""

    scene: Scene
    cast: Cast
    statement: Grant
    clause: Consent | None

    def spoiled(self, flaw: Flaw) -> Grant:
        """The statement with the flaw; what the flaw says is None is left out."""
        changes = flaw(self) if callable(flaw) else flaw
        return {key: one for key, one in {**self.statement, **changes}.items() if one is not None}


Flaw: TypeAlias = Mapping[str, Json] | Callable[[Draft], Mapping[str, Json]]
"""What changes in the statement."""


def _long_ago(draft: Draft) -> Grant:
    scene = draft.scene
    return {"at": times.text(scene.ch, Instant(scene.now.micros - 900 * DAY))}


def _still_to_come(draft: Draft) -> Grant:
    return {"at": _text_before(draft.scene, -draft.scene.ch.pick((1, DAY_SECONDS)) * SECOND)}


def _this_instant(draft: Draft) -> Grant:
    return {"at": times.text(draft.scene.ch, draft.scene.now)}


def _other_items(draft: Draft) -> Grant:
    scene = draft.scene
    avoid = scene.terrain.vocabulary.data.above[draft.cast.item]
    return {"items": _elsewhere(scene, scene.terrain.terms, avoid)}


def _other_purposes(draft: Draft) -> Grant:
    scene = draft.scene
    avoid = scene.terrain.vocabulary.purposes.above[draft.cast.purpose]
    return {"purposes": _elsewhere(scene, scene.terrain.purposes, avoid)}


def _elsewhere(scene: Scene, chosen: tuple[str, ...], avoid: frozenset[str]) -> list[str]:
    """A term that has nothing to do with the request, as far as there is one."""
    return [scene.ch.pick(tuple(term for term in chosen if term not in avoid) or chosen)]


def _withdrawn(draft: Draft) -> Grant:
    scene, at = draft.scene, draft.statement["at"]
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
    return {"expires_at": _text_before(draft.scene, draft.scene.ch.integer(0, 1))}


def _run_out(draft: Draft) -> Grant:
    scene = draft.scene
    if draft.clause is None or draft.clause.lasts is None:
        return {"at": _text_before(scene, -scene.ch.integer(0, 1))}
    start = values.back(scene.terrain, scene.now, draft.clause.lasts)
    return {"at": times.text(scene.ch, times.nudged(scene.ch, start))}


def _other_giver(draft: Draft) -> Grant:
    scene = draft.scene
    accepted = {each.giver for each in draft.clause.givers} if draft.clause else set()
    others = sorted({"subject", *scene.terrain.vocabulary.givers} - accepted)
    if not others:
        return {"form": None}
    return {"given_by": giver(scene.ch.pick(others), str(draft.statement["subject"]))}


def _other_form(draft: Draft) -> Grant:
    return {"form": "speech" if draft.statement.get("form") == "writing" else "writing"}


def _told_less(draft: Draft) -> Grant:
    told = sorted(draft.clause.told) if draft.clause else []
    return {"told": list(draft.scene.ch.some(told, most=max(0, len(told) - 1)))}


_ELSEWHERE: tuple[Flaw, ...] = (
    _other_items,
    _other_purposes,
    {"recipients": [{"id": "nobody"}]},
    {"disclosers": [{"id": "nobody"}]},
)
EVASIONS: tuple[Flaw, ...] = (_long_ago, _still_to_come, _this_instant, *_ELSEWHERE)
"""What keeps a refusal from counting."""
FLAWS: tuple[Flaw, ...] = (
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
"""What keeps a grant from being accepted."""
