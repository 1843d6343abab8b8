"""The clauses and requests of the examples in few words."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from confpolicy.core.clauses import (
    AcceptedGiver,
    Act,
    Clause,
    Condition,
    Consent,
    Effect,
    Items,
    NeedToKnow,
    Parties,
    Permission,
    PermissionKind,
    Phase,
    Prohibition,
    Purposes,
    Scope,
)
from confpolicy.core.expressions import Expression, FactValue
from confpolicy.core.programs import Header, Program, Rules
from confpolicy.facts.request import Form
from confpolicy.facts.values import Day, Duration

from .calendar_ import day_of
from .vocabulary import DEFINITIONS, VOCABULARY

BOTH_FORMS = frozenset({Form.WRITING, Form.SPEECH})


@dataclass(frozen=True)
class Example:
    """A promise in one sentence; `expected` is the part of the decision that it is about."""

    promise: str
    program: Program
    request: Mapping[str, Any]
    expected: Mapping[str, Any]


# --- clauses ----------------------------------------------------------------------------------------------------


def day(text: str) -> Day:
    """The date written so."""
    return day_of(date.fromisoformat(text))


def program(*clauses: Clause, zone: str = "Europe/London", since: str = "2026-01-01") -> Program:
    """A policy over the small vocabulary."""
    header = Header(name="example", title=None, language=1, version=None, in_force_from=day(since), timezone=zone)
    rules = Rules(header=header, clauses=clauses, definitions=DEFINITIONS)
    return Program(vocabulary=VOCABULARY, policies=(rules,), sha256="0" * 64)


def fact(name: str) -> FactValue:
    """The fact by full name."""
    return FactValue(name)


def scope(of: str = "personal", to: str = "anyone", purpose: str | None = "any") -> Scope:
    """`of … to … for …`, one term each; `anyone`, `subject` and `any` as in a policy."""
    party = Parties(
        anyone=to == "anyone",
        subject=to == "subject",
        roles=frozenset() if to in {"anyone", "subject"} else frozenset({to}),
    )
    if purpose is None:
        return Scope(of=Items(frozenset({of})), to=party)
    purposes = Purposes(any=True) if purpose == "any" else Purposes(terms=frozenset({purpose}))
    return Scope(of=Items(frozenset({of})), to=party, for_=purposes)


def exception(
    name: str,
    when: Expression | None = None,
    *,
    unless: tuple[Expression, ...] = (),
    of: str = "personal",
    to: str = "anyone",
    overrides: tuple[str, ...] = (),
    kind: PermissionKind = PermissionKind.EXCEPTION,
    limited: bool = False,
    effects: tuple[Effect, ...] = (),
) -> Permission:
    """An exception (or a duty) for any purpose."""
    return Permission(
        name=name,
        kind=kind,
        scope=scope(of, to),
        condition=Condition(when, unless),
        overrides=frozenset(overrides),
        limited_to_need_to_know=limited,
        effects=effects,
    )


def prohibition(
    name: str,
    when: Expression | None = None,
    *,
    unless: tuple[Expression, ...] = (),
    of: str = "personal",
    to: str = "anyone",
    purpose: str | None = None,
    absolute: bool = False,
) -> Prohibition:
    """A prohibition."""
    return Prohibition(name=name, scope=scope(of, to, purpose), condition=Condition(when, unless), absolute=absolute)


def consent(
    name: str = "sharing",
    when: Expression | None = None,
    *,
    of: str = "personal",
    givers: tuple[AcceptedGiver, ...] = (AcceptedGiver("subject", BOTH_FORMS),),
    needed: bool = False,
    overrides: tuple[str, ...] = (),
    **demands: Any,
) -> Consent:
    """A consent clause, `without need-to-know` but where it is `needed`."""
    return Consent(
        name=name,
        scope=scope(of, "anyone", None),
        condition=Condition(when),
        givers=givers,
        without_need_to_know=None if needed else "The example is about something else.",
        overrides=frozenset(overrides),
        **demands,
    )


def need(name: str, when: Expression | None = None, *, of: str = "personal", to: str = "anyone") -> NeedToKnow:
    """A need-to-know clause for any purpose."""
    return NeedToKnow(name=name, scope=scope(of, to), condition=Condition(when))


def then(act: Act, words: str, *, first: bool = False, within: Duration | None = None) -> Effect:
    """An effect; `words` is the register or role, or the text."""
    target, text = (None, words) if act in {Act.DO, Act.SAY} else (words, None)
    return Effect(Phase.FIRST if first else Phase.THEN, act, target, text, within)


def strict(excepted: Items, party: Parties | None = None) -> Program:
    """A prohibition with an `except`, beside an exception that allows everything."""
    to = party or Parties(anyone=True)
    return program(exception("allowed"), Prohibition(name="forbidden", scope=Scope(of=excepted, to=to)))


# --- requests ---------------------------------------------------------------------------------------------------


def request(items: tuple[Any, ...] = ("contact",), **changes: Any) -> dict[str, Any]:
    """A doctor asks about p1 for care, at noon on 1 June 2026; `changes` take the place of what is said here."""
    said: dict[str, Any] = {
        "id": "r1",
        "time": "2026-06-01T12:00:00+01:00",
        "purpose": "care",
        "items": list(items),
        "discloser": {"id": "s1", "roles": ["worker"]},
        "recipient": {"id": "d1", "roles": ["doctor"]},
        "subject": {"id": "p1", "roles": []},
    }
    if "subjects" in changes:
        del said["subject"]
    return copy.deepcopy(said | changes)


def people(**facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Several data subjects by id; what starts with `relation` or `stated` is that."""
    return [{"id": name, "roles": [], **of} for name, of in facts.items()]


def judged(value: bool, role: str, at: str, by: str = "j1") -> dict[str, Any]:
    """A judgement by somebody with the role."""
    return {"value": value, "by": {"id": by, "roles": [role]}, "at": at}


def statement(name: str = "c1", at: str = "2026-05-01T09:00:00+01:00", **changes: Any) -> dict[str, Any]:
    """A grant of p1 themself, in writing, of contact details to doctors for care."""
    said = {
        "id": name,
        "statement": "grant",
        "subject": "p1",
        "given_by": {"id": "p1", "as": "subject"},
        "at": at,
        "form": "writing",
        "items": ["contact"],
        "recipients": ["doctor"],
        "purposes": ["care"],
    }
    return said | changes


def refusal(name: str = "n1", at: str = "2026-05-02T09:00:00+01:00", **changes: Any) -> dict[str, Any]:
    """A refusal of p1 themself, of everything."""
    said = {"id": name, "statement": "refusal", "subject": "p1", "given_by": {"id": "p1", "as": "subject"}, "at": at}
    return said | changes


def offer(name: str = "o1", at: str = "2026-05-01T09:00:00+01:00", **changes: Any) -> dict[str, Any]:
    """An offer to p1 themself, in writing, of contact details to doctors for care."""
    said = statement(name, at, statement="offer", offered_to={"id": "p1", "as": "subject"})
    del said["given_by"]
    return said | changes


GUARDIAN = {"id": "g1", "as": "guardian"}
EITHER_GIVER = (AcceptedGiver("subject", BOTH_FORMS), AcceptedGiver("guardian", frozenset({Form.WRITING})))


# --- what is expected ---------------------------------------------------------------------------------------------


def row(item: str = "contact", subject: str = "p1", **expected: Any) -> dict[str, Any]:
    """A row, as far as the example speaks of it."""
    return {"item": item, "subject": subject, **expected}


def rows(*several: dict[str, Any], **others: Any) -> dict[str, Any]:
    """All rows, and other parts of the decision."""
    return {"rows": list(several), **others}


def condition_is(
    value: bool | None, promise: str, what: Expression, *, item: str = "contact", **facts: Any
) -> Example:
    """The condition's value: one exception holds where it is true, another where it is false."""
    told = program(exception("if_true", what), exception("if_false", unless=(what,)))
    because = {True: ["if_true"], False: ["if_false"], None: []}[value]
    facts["subject"] = {"id": "p1", "roles": [], **facts.get("subject", {})}
    return Example(
        promise,
        told,
        request((item,), **facts),
        rows(row(item, because=[{"clause": name, "kind": "exception"} for name in because])),
    )
