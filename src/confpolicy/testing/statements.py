"""Random consent statements on file: grants and offers that hold or have one flaw, refusals that reach or do not."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from confpolicy.core.clauses import Consent
from confpolicy.facts.schema import FactDeclaration, Holder
from confpolicy.facts.values import Instant
from confpolicy.testing import times, values
from confpolicy.testing.flaws import EVASIONS, FLAWS, Cast, Draft, Grant, giver, offered
from confpolicy.testing.terrain import SECOND
from confpolicy.testing.values import Json, Scene


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
            grant = Draft(self.scene, self.cast, grant, clause).spoiled(ch.pick(FLAWS))
        return offered(grant) if ch.chance(65 if clause.accepts_silence else 8) else grant

    def _grant(self, name: str, clause: Consent, subject: str) -> Grant:
        """One that the clause accepts, if its scope covers the request at all."""
        ch = self.scene.ch
        accepted = ch.pick(clause.givers)
        others = sorted(frozenset().union(*(one.givers for one in self.scene.terrain.stand_ins)))
        by = ch.pick(others) if others and accepted.giver == "subject" and ch.chance(45) else accepted.giver
        grant: Grant = {
            "id": name,
            "statement": "grant",
            "subject": subject,
            "given_by": giver(by, subject),
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
        return Draft(self.scene, self.cast, refusal, clause).spoiled(ch.pick(EVASIONS)) if ch.chance(75) else refusal
