"""Scenarios: each becomes a request in JSON, as an application would send it, and what is expected of it.

The parties of a request that a scenario states have the ids `subject`, `recipient` and `discloser`; whoever judged
has `judge`, unless it was the discloser or the recipient. The statements on file have `c1`, `c2`, … as they are
written, with as many digits for each, so that ids sort as they stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_never

import attrs

from confpolicy.check.parts import only
from confpolicy.core import scenarios as core
from confpolicy.lower.documents import time_document, value_document
from confpolicy.lower.expressions import Lowering
from confpolicy.source import Span
from confpolicy.syntax import parts as tree
from confpolicy.syntax.expressions import DateLiteral, DatetimeLiteral, Name, TextLiteral
from confpolicy.syntax.statements import ScenarioNode

_SUBJECT, _RECIPIENT, _DISCLOSER, _JUDGE = "subject", "recipient", "discloser", "judge"


def lower_scenario(node: ScenarioNode, number: int, expressions: Lowering, spans: dict[str, Span]) -> core.Scenario:
    """The `number`th scenario (from 0); the places of it and of its expectations go into `spans`."""
    path = f"scenario.{number}"
    spans[path] = node.span
    expected = [one for part in only(tree.ExpectPart, node.parts) for one in part.expectations]
    for index, one in enumerate(expected):
        spans[f"{path}/expect.{index}"] = one.span
    files = only(tree.RequestPart, node.parts)
    request = files[0].path.value if files else _Asked(node, expressions).request()
    return core.Scenario(node.title.value, path, request, tuple(map(_expected, expected)))


def _expected(node: tree.Expectation) -> core.Expected:  # noqa: C901, PLR0911, PLR0912 - a case for each kind
    match node:
        case tree.ExpectVerdict(verdict, items, about, because, blocked_by):
            place = about.value if about else None
            return core.VerdictExpected(verdict, _texts(items), place, _texts(because), _texts(blocked_by))
        case tree.ExpectNames("obligation", names):
            return core.ObligationsExpected(_texts(names))
        case tree.ExpectNames("no obligation", names):
            return core.NoObligationsExpected(_texts(names))
        case tree.ExpectNames(_, names):
            return core.RepliesExpected(_texts(names))
        case tree.ExpectWord("required"):
            return core.RequiredExpected()
        case tree.ExpectWord("conflict"):
            return core.ConflictExpected()
        case tree.ExpectWord("no conflict"):
            return core.NoConflictExpected()
        case tree.ExpectWord():
            return core.PersonNeeded()
        case tree.ExpectNeeds(fact):
            return core.FactNeeded(f"{fact.holder}.{fact.name.text}")
        case tree.ExpectConsent(clause, lacking):
            return core.ConsentNeeded(clause.text, lacking.value if lacking else None)
        case tree.ExpectSays(text):
            return core.SaidExpected(text.value)
        case tree.ExpectPresumed(fact):
            return core.PresumedExpected(f"{fact.holder}.{fact.name.text}")
        case tree.ExpectReading(reading, clause):
            return core.ReadingExpected(reading.text, clause.text)
        case _ as unreachable:
            assert_never(unreachable)


@attrs.frozen
class _Asked:
    """One scenario that states its request."""

    node: ScenarioNode
    expressions: Lowering

    def request(self) -> Mapping[str, Any]:
        """The request, as JSON has it."""
        facts: dict[str, dict[str, Any]] = {}
        for part in only(tree.GivenPart, self.node.parts):
            for fact in part.facts:
                if isinstance(fact, tree.GivenClass):
                    facts.setdefault("subject", {})["class"] = True
                    continue
                facts.setdefault(fact.fact.holder, {})[fact.fact.name.text] = self._given(fact)
        own = facts.get("item", {})
        roles, towards = self._recipient_roles()
        request: dict[str, Any] = {
            "time": self._time(only(tree.AtPart, self.node.parts)[0].moment),
            "purpose": self._ask.purpose.text,
            "discloser": {"id": _DISCLOSER, "roles": self._discloser_roles(), **facts.get("discloser", {})},
            "recipient": {"id": self._recipient, "roles": roles, **facts.get("recipient", {})},
            "subject": {"id": _SUBJECT, "roles": [], **facts.get("subject", {})},
            "relation": {"roles": towards, **facts.get("relation", {})},
            "stated": facts.get("stated", {}),
            "items": [{"item": name.text, **own} if own else name.text for name in self._ask.items],
            "context": facts.get("context", {}),
        }
        consents = only(tree.ConsentPart, self.node.parts)
        digits = len(str(len(consents)))
        request["consents"] = [self._consent(part, f"c{number:0{digits}}") for number, part in enumerate(consents, 1)]
        return request

    @property
    def _ask(self) -> tree.AskPart:
        return only(tree.AskPart, self.node.parts)[0]

    @property
    def _recipient(self) -> str:
        return _SUBJECT if any(name.text == "subject" for name in self._ask.to) else _RECIPIENT

    def _recipient_roles(self) -> tuple[list[str], list[str]]:
        """Plain roles, and those towards the subject."""
        towards = self.expressions.checked.vocabulary.towards
        names = [name.text for name in self._ask.to if name.text not in {"subject", "anyone"}]
        return [name for name in names if name not in towards], [name for name in names if name in towards]

    def _discloser_roles(self) -> list[str]:
        return _list(self._ask.from_)

    def _given(self, node: tree.GivenFact) -> Any:
        full_name = f"{node.fact.holder}.{node.fact.name.text}"
        declaration = self.expressions.checked.vocabulary.facts[full_name]
        value = value_document(self.expressions.value(node.value)) if node.value else True
        if declaration.judged is None:
            return value
        moment = node.judged_at or only(tree.AtPart, self.node.parts)[0].moment
        return {"value": value, "by": self._judge(node.judged_by), "at": self._time(moment)}

    def _judge(self, names: tuple[Name, ...]) -> dict[str, Any]:
        words = {name.text for name in names}
        roles = [name.text for name in names if name.text not in {"discloser", "recipient"}]
        if "discloser" in words:
            return {"id": _DISCLOSER, "roles": [*self._discloser_roles(), *roles]}
        if "recipient" in words:
            return {"id": self._recipient, "roles": [*self._recipient_roles()[0], *roles]}
        return {"id": _JUDGE, "roles": roles}

    def _consent(self, part: tree.ConsentPart, id_: str) -> dict[str, Any]:
        giver = part.giver.text
        statement: dict[str, Any] = {
            "id": id_,
            "statement": "grant" if part.what == "consent" else part.what,
            "subject": _SUBJECT,
            "offered_to" if part.what == "offer" else "given_by": {
                "id": _SUBJECT if giver == "subject" else giver,
                "as": giver,
            },
            "at": self._time(part.since),
        }
        scope = {
            "items": _list(part.of),
            "recipients": self._audience(part.to),
            "purposes": _list(part.for_),
            "disclosers": self._audience(part.from_),
        }
        statement |= {name: terms for name, terms in scope.items() if terms}
        statement |= {fact.fact.name.text: self._given(fact) for fact in part.where}
        if part.what == "refusal":
            return statement
        if part.form:
            statement["form"] = part.form
        if part.until:
            statement["expires_at"] = self._time(part.until)
        if part.withdrawn:
            statement["withdrawn_at"] = self._time(part.withdrawn)
        statement["told"] = _list(part.told)
        if part.what == "offer":
            return statement
        return {**statement, "express": part.express, "requested_by_subject": part.requested}

    def _audience(self, persons: tuple[tree.Person, ...]) -> list[Any]:
        return [self._person(person) for person in persons]

    def _person(self, person: tree.Person) -> Any:
        match person:
            case TextLiteral(id_):
                return {"id": id_}
            case Name("recipient"):
                return {"id": self._recipient}
            case Name("discloser"):
                return {"id": _DISCLOSER}
            case Name(role):
                return role
            case _ as unreachable:
                assert_never(unreachable)

    def _time(self, node: DateLiteral | DatetimeLiteral) -> str:
        return time_document(node, self.expressions)


def _list(names: tuple[Name, ...]) -> list[str]:
    return [name.text for name in names]


def _texts(names: tuple[Name, ...]) -> tuple[str, ...]:
    return tuple(name.text for name in names)
