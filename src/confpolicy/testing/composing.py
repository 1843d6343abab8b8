"""Random requests, as JSON: a plan filled in with parties, subjects, items, facts and the statements on file."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from confpolicy.core.clauses import Consent
from confpolicy.facts.schema import Holder
from confpolicy.facts.values import Instant
from confpolicy.testing import times, values
from confpolicy.testing.aims import ABSENT
from confpolicy.testing.choices import Choices
from confpolicy.testing.plans import Plan, plan
from confpolicy.testing.statements import Filing
from confpolicy.testing.terrain import Terrain
from confpolicy.testing.values import Json, Scene


def request(ch: Choices, terrain: Terrain) -> dict[str, Json]:
    """A random request that fits the policy; a third or more release something."""
    planned = plan(ch, terrain)
    cast, composer = planned.cast, _Composer(planned)
    made: dict[str, Json] = {
        "time": times.text(ch, planned.scene.now),
        "purpose": cast.purpose,
        "discloser": composer.party(Holder.DISCLOSER, cast.discloser, cast.discloser_roles),
        "recipient": composer.party(Holder.RECIPIENT, cast.recipient, planned.plain_roles),
        "items": composer.items(),
        "context": composer.facts(Holder.CONTEXT),
        "consents": composer.consents(),
    }
    many = cast.subjects[0] if ch.chance(10) and cast.subjects[0] not in {cast.recipient, cast.discloser} else None
    if many is not None:
        made["consents"] = [one for one in composer.consents() if not _is_about(one, many)]
    made |= {"id": "q1"} if ch.chance(20) else {}
    subjects = [composer.subject(name) for name in cast.subjects]
    subjects[0] |= {"class": True} if many is not None else {}
    if len(subjects) > 1 or ch.chance(15):
        return {**made, "subjects": subjects}
    (subject,) = subjects
    alongside: dict[str, Json] = {key: subject.pop(key) for key in ("relation", "stated") if key in subject}
    return {**made, **alongside, "subject": subject}


def consents(ch: Choices, terrain: Terrain) -> list[Json]:
    """A random file of consent statements, as a request carries it."""
    return _Composer(plan(ch, terrain)).consents()


@attrs.frozen
class _Composer:
    planned: Plan

    def party(self, holder: Holder, name: str, roles: tuple[str, ...]) -> Json:
        return {"id": name, "roles": list(roles), **self.facts(holder)}

    def facts(self, holder: Holder, *, heeded: bool = True) -> dict[str, Json]:
        """Facts of one holder: those wished for, if they are `heeded`; of the others most."""
        ch = self.planned.scene.ch
        wishes: Mapping[str, Json] = self.planned.aim.wishes if heeded else {}
        given: dict[str, Json] = {}
        for declared in self.planned.scene.terrain.facts:
            if declared.holder is not holder:
                continue
            wished = declared.full_name in wishes
            plain = wishes[declared.full_name] if wished else None
            if plain is ABSENT or not ch.chance(96 if wished else 70):
                continue
            if not wished:
                plain = values.value(self.planned.scene, declared.type)
            if declared.judged is not None:
                plain = values.judged(self.planned.scene, declared, plain, self.planned.cast.parties())
            given[declared.name] = plain
        return given

    def subject(self, name: str) -> dict[str, Json]:
        """A subject with what is stated about them and what the recipient is to them."""
        ch, terrain, cast = self.planned.scene.ch, self.planned.scene.terrain, self.planned.cast
        first = name == cast.subjects[0]
        heeded = first or ch.chance(70)
        roles = list(ch.some(terrain.plain_roles, most=1)) if ch.chance(30) else []
        towards = self.planned.relation_roles if heeded else ch.some(terrain.towards_roles, most=1)
        made: dict[str, Json] = {"id": name, "roles": roles, **self.facts(Holder.SUBJECT, heeded=heeded)}
        relation = {**({"roles": list(towards)} if towards else {}), **self.facts(Holder.RELATION, heeded=heeded)}
        stated = self.facts(Holder.STATED, heeded=heeded)
        made |= {"relation": relation} if relation else {}
        return made | ({"stated": stated} if stated else {})

    def items(self) -> list[Json]:
        """What is asked for: the item of the plan, alone or by a term above it, and something besides."""
        scene, cast = self.planned.scene, self.planned.cast
        ch, data = scene.ch, scene.terrain.vocabulary.data
        above = sorted(data.above[cast.item] & set(scene.terrain.terms))
        first = ch.pick(above) if ch.chance(25) else cast.item
        facts = self.facts(Holder.ITEM)
        entries, covered = [_entry(first, self._about(), facts)], {first: facts}
        for term in ch.some(scene.terrain.terms, most=3) if ch.chance(55) else ():
            overlaps = any(data.leaves[term] & data.leaves[other] for other in covered)
            own = facts if overlaps or ch.chance(40) else self.facts(Holder.ITEM, heeded=ch.chance(60))
            if not overlaps or all(one == own for one in covered.values()):
                entries.append(_entry(term, self._about(), own))
                covered[term] = own
        return entries

    def _about(self) -> tuple[str, ...]:
        """Some of the subjects; none where it is about all."""
        ch, subjects = self.planned.scene.ch, self.planned.cast.subjects
        return ch.some(subjects, least=1) if len(subjects) > 1 and ch.chance(50) else ()

    def consents(self) -> list[Json]:
        """The statements on file; half of the time five or more."""
        scene, ground = self.planned.scene, self.planned.ground
        start = f"{Holder.STATEMENT.value}."
        wishes = {
            key: one for key, one in self.planned.aim.wishes.items() if key.startswith(start) and one is not ABSENT
        }
        filing = Filing(scene=scene, cast=self.planned.cast, wishes=wishes)
        clause = ground if isinstance(ground, Consent) else None
        low, high = scene.ch.weighted(((3, (0, 2)), (1, (3, 4)), (6, (5, 8))))
        return filing.statements(clause, scene.ch.integer(low, high))


def _is_about(statement: Json, subject: str) -> bool:
    return isinstance(statement, dict) and statement["subject"] == subject


def _entry(term: str, about: tuple[str, ...], facts: Mapping[str, Json]) -> Json:
    if not about and not facts:
        return term
    return {"item": term, **({"about": list(about)} if about else {}), **facts}


def facts_of(ch: Choices, terrain: Terrain, now: Instant, holder: Holder) -> dict[str, Json]:
    """Random facts of one holder, as a request at that time gives them."""
    scene = Scene(ch, terrain, now)
    given: dict[str, Json] = {}
    for declared in terrain.facts:
        if declared.holder is holder and ch.chance(70):
            plain = values.value(scene, declared.type)
            judged = declared.judged is not None
            given[declared.name] = values.judged(scene, declared, plain, _PARTIES) if judged else plain
    return given


_PARTIES = {"discloser": "d1", "recipient": "r1"}
