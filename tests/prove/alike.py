"""What two requests are, and two decisions say, but for ids and what no decision looks at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from confpolicy.facts.calendar import instant_from_text
from confpolicy.facts.request import Audience, Facts, Judgement, Party, Refusal, Request, Statement
from confpolicy.facts.schema import JudgedBy, Vocabulary
from confpolicy.result import Decision


def essence(request: Request, vocabulary: Vocabulary) -> dict[str, Any]:
    """A request about one subject: equal for requests that differ in ids alone, or in what no decision looks at."""
    (subject,) = request.subjects
    reader = _Facts(request, vocabulary)
    return {
        "time": request.time,
        "purpose": request.purpose,
        "in person": request.recipient.id == subject.id,
        "class": subject.is_class,
        "discloser": (request.discloser.roles, reader.of("discloser", request.discloser.facts)),
        "recipient": (request.recipient.roles, reader.of("recipient", request.recipient.facts)),
        "subject": reader.of("subject", subject.facts),
        "stated": reader.of("stated", subject.stated),
        "relation": (subject.relation_roles, reader.of("relation", subject.relation)),
        "context": reader.of("context", request.context),
        "items": {entry.item: reader.of("item", entry.facts) for entry in request.entries},
        "statements": [reader.statement(one) for one in sorted(request.statements, key=lambda one: one.id)],
    }


class _Facts:
    def __init__(self, request: Request, vocabulary: Vocabulary) -> None:
        self.request, self.vocabulary = request, vocabulary

    def of(self, holder: str, facts: Facts) -> dict[str, Any]:
        """The facts; of a judgement whether it can count, and when it was made."""
        found: dict[str, Any] = {}
        for name, given in sorted(facts.items()):
            declared = self.vocabulary.facts[f"{holder}.{name}"]
            if declared.judged is None or given.judgement is None:
                found[name] = given.value
                continue
            counts = self._counts(given.judgement, declared.judged)
            if counts or given.judgement.roles or given.judgement.by in self._parties():
                found[name] = (given.value, counts, given.judgement.at)
        return found

    def _counts(self, judgement: Judgement, by: JudgedBy) -> bool:
        above = self.vocabulary.roles.above
        named = any(role in above[own] for own in judgement.roles for role in by.roles)
        discloser = by.by_discloser and judgement.by == self.request.discloser.id
        return named or discloser or (by.by_recipient and judgement.by == self.request.recipient.id)

    def _parties(self) -> set[str]:
        return {self.request.discloser.id, self.request.recipient.id}

    def statement(self, one: Statement) -> dict[str, Any]:
        """A statement; of an audience, whether the party that it may name by id is named, and whether others are."""
        found = {
            "what": type(one).__name__,
            "giver": one.giver,
            "at": one.at,
            "items": one.items,
            "recipients": _audience(one.recipients, self.request.recipient),
            "purposes": one.purposes,
            "disclosers": _audience(one.disclosers, self.request.discloser),
            "facts": self.of("statement", one.facts),
        }
        if not isinstance(one, Refusal):
            found |= {"form": one.form, "told": one.told, "expires": one.expires_at}
            found |= {name: getattr(one, name, None) for name in ("express", "requested", "withdrawn_at")}
        return found


def _audience(audience: Audience | None, party: Party) -> object:
    if audience is None:
        return None
    return audience.anyone, audience.roles, party.id in audience.ids, bool(audience.ids - {party.id})


def said(decision: Decision) -> dict[str, Any]:
    """The document of a decision about one subject, but for its time as written, its policy, and ids."""
    request = decision.request
    statements = sorted(one.id for one in request.statements)
    ids = {name: f"c{number}" for number, name in enumerate(statements)}
    ids |= {one.giver_id: one.giver for one in request.statements}
    ids |= {request.subjects[0].id: "subject"}
    document = decision.document()
    kept = {key: part for key, part in document.items() if key not in {"request", "time", "policy"}}
    named: dict[str, Any] = _renamed(kept, ids)
    return named


def _renamed(value: Any, ids: Mapping[str, str], key: str = "") -> Any:
    if isinstance(value, dict):
        return {ids.get(name, name): _renamed(part, ids, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_renamed(part, ids, key) for part in value]
    if key == "due" and value is not None:
        return instant_from_text(value)
    return ids.get(value, value) if key in {"subject", "statement", "id", "from", "stopped_by"} else value
