"""A small vocabulary, and clauses, statements and requests over it in few words."""

from __future__ import annotations

from collections.abc import Mapping
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
    Referral,
    Scope,
)
from confpolicy.core.expressions import Expression, FactValue
from confpolicy.core.programs import Header, Program, Rules
from confpolicy.decide.decision import Judged, Row
from confpolicy.decide.fast.decide import Fast
from confpolicy.decide.judge import judge
from confpolicy.decide.prepare import prepare
from confpolicy.explain.texts import Texts
from confpolicy.facts.calendar import day_from_text, instant_from_text
from confpolicy.facts.request import (
    Audience,
    Entry,
    Form,
    Given,
    Grant,
    Judgement,
    Offer,
    Party,
    Refusal,
    Request,
    Statement,
    Subject,
)
from confpolicy.facts.schema import FactDeclaration, Hierarchy, Holder, JudgedBy, Vocabulary
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType
from confpolicy.facts.values import Duration, Instant, Value
from confpolicy.result import Decision

_FACTS = (
    FactDeclaration(Holder.SUBJECT, "born", Primitive.DATE),
    FactDeclaration(Holder.SUBJECT, "missing", Primitive.BOOL),
    FactDeclaration(Holder.SUBJECT, "wait", Primitive.DURATION),
    FactDeclaration(Holder.SUBJECT, "age", Primitive.INT),
    FactDeclaration(
        Holder.SUBJECT,
        "suspected",
        Primitive.BOOL,
        judged=JudgedBy(("police",), by_recipient=True, within=Duration(seconds=30 * 86_400)),
    ),
    FactDeclaration(Holder.SUBJECT, "rated", Primitive.INT, judged=JudgedBy(("staff",), by_discloser=True)),
    FactDeclaration(Holder.STATED, "missing", Primitive.BOOL),
    FactDeclaration(Holder.STATED, "wait", Primitive.DURATION),
    FactDeclaration(Holder.RELATION, "works_with", Primitive.BOOL),
    FactDeclaration(Holder.RECIPIENT, "agreements", SetOf(StructureType("agreement"))),
    FactDeclaration(Holder.RECIPIENT, "trained", Primitive.BOOL),
    FactDeclaration(Holder.DISCLOSER, "on_call", Primitive.BOOL),
    FactDeclaration(Holder.CONTEXT, "urgent", Primitive.BOOL),
    FactDeclaration(Holder.CONTEXT, "calm", Primitive.BOOL, presumed="Nobody says so where it is not."),
    FactDeclaration(Holder.CONTEXT, "harm", Primitive.BOOL, judged=JudgedBy(("staff",))),
    FactDeclaration(Holder.CONTEXT, "words", SetOf(TermType(TermKind.DATA))),
    FactDeclaration(Holder.ITEM, "sealed", Primitive.BOOL),
    FactDeclaration(Holder.ITEM, "decision", Primitive.BOOL, judged=JudgedBy(("manager",))),
    FactDeclaration(Holder.ITEM, "extra", Primitive.BOOL, presumed="Requests name single items."),
    FactDeclaration(Holder.STATEMENT, "witnessed", Primitive.BOOL),
    FactDeclaration(Holder.STATEMENT, "copied", Primitive.BOOL, presumed="Copies are rare."),
)

VOCABULARY = Vocabulary(
    data=Hierarchy.of(
        {
            "public": (),
            "confidential": (),
            "leaflet": ("public",),
            "personal": ("confidential",),
            "known": ("personal",),
            "address": ("personal",),
            "notes": ("personal",),
            "diary": ("personal",),
        },
        never_leaves=frozenset({"public", "confidential"}),
    ),
    roles=Hierarchy.of(
        {
            "staff": (),
            "nurse": ("staff",),
            "manager": ("staff",),
            "third_party": (),
            "police": ("third_party",),
            "doctor": ("third_party",),
            "parent": ("third_party",),
        }
    ),
    purposes=Hierarchy.of({"care": (), "ward_care": ("care",), "enquiry": (), "sale": ()}),
    towards=frozenset({"parent"}),
    reveals={leaf: frozenset({"known"}) for leaf in ("address", "notes", "diary")},
    notices=frozenset({"why", "with_whom"}),
    givers=frozenset({"guardian", "attorney"}),
    registers=frozenset({"logbook"}),
    facts={fact.full_name: fact for fact in _FACTS},
    structures={"agreement": {"kind": OneOf(("joint", "confidentiality")), "signed_on": Primitive.DATE}},
)

NOW = "2026-06-01T12:00:00+01:00"
BOTH = frozenset({Form.WRITING, Form.SPEECH})
MISSING, URGENT, CALM = FactValue("subject.missing"), FactValue("context.urgent"), FactValue("context.calm")


def at(text: str) -> Instant:
    return instant_from_text(text)


def given(**facts: Value | Given) -> dict[str, Given]:
    return {name: value if isinstance(value, Given) else Given(value) for name, value in facts.items()}


def judged(value: Value, role: str = "police", when: str = NOW, by: str = "j1") -> Given:
    return Given(value, Judgement(by, frozenset({role}), at(when)))


# --- clauses ----------------------------------------------------------------------------------------------------


def scope(of: str | None = "personal", to: str = "anyone", purpose: str | None = None, *, frees: str = "") -> Scope:
    parties = Parties(
        anyone=to == "anyone",
        subject=to == "subject",
        roles=frozenset() if to in {"anyone", "subject"} else frozenset({to}),
        except_roles=frozenset(frees.split()),
    )
    return Scope(
        of=None if of is None else Items(frozenset(of.split())),
        to=parties,
        for_=Purposes(any=True) if purpose is None else Purposes(terms=frozenset({purpose})),
    )


def condition(when: Expression | None, *unless: Expression) -> Condition:
    return Condition(when, unless)


def exception(name: str = "allowed", when: Expression | None = None, **others: Any) -> Permission:
    return Permission(
        **{
            "name": name,
            "kind": PermissionKind.EXCEPTION,
            "scope": scope(),
            "condition": Condition(when),
            "overrides": frozenset(),
            **others,
        }
    )


def duty(name: str = "owed", when: Expression | None = None, **others: Any) -> Permission:
    return exception(name, when, **{"kind": PermissionKind.DUTY, **others})


def prohibition(name: str = "never", when: Expression | None = None, **others: Any) -> Prohibition:
    return Prohibition(**{"name": name, "scope": scope(), "condition": Condition(when), **others})


def consent(name: str = "agreed", when: Expression | None = None, **others: Any) -> Consent:
    return Consent(
        **{
            "name": name,
            "scope": scope(),
            "condition": Condition(when),
            "givers": (AcceptedGiver("subject", BOTH),),
            "without_need_to_know": "The consent is enough.",
            **others,
        }
    )


def need(name: str = "needed", when: Expression | None = None, **others: Any) -> NeedToKnow:
    return NeedToKnow(**{"name": name, "scope": scope(), "condition": Condition(when), **others})


def referral(name: str = "ask", when: Expression | None = None, **others: Any) -> Referral:
    return Referral(
        **{"name": name, "scope": scope(), "condition": Condition(when), "decided_by": ("manager",), **others}
    )


def effect(act: Act, words: str, *, first: bool = False, within: Duration | None = None) -> Effect:
    target = words if act in {Act.RECORD, Act.NOTIFY} else None
    return Effect(Phase.FIRST if first else Phase.THEN, act, target, None if target else words, within)


def program(
    *clauses: Clause, definitions: Mapping[str, Expression] | None = None, since: str = "2026-01-01", **header: Any
) -> Program:
    return together(rules(*clauses, definitions=definitions, since=since, **header))


def rules(
    *clauses: Clause, definitions: Mapping[str, Expression] | None = None, since: str = "2026-01-01", **header: Any
) -> Rules:
    front = Header(
        **{
            "name": "example",
            "title": None,
            "language": 1,
            "version": "1",
            "in_force_from": day_from_text(since),
            "timezone": "Europe/London",
            **header,
        }
    )
    return Rules(header=front, clauses=clauses, definitions=definitions or {})


def together(*policies: Rules) -> Program:
    return Program(vocabulary=VOCABULARY, policies=policies, sha256="0" * 64)


# --- requests ---------------------------------------------------------------------------------------------------


def grant(name: str = "c1", **others: Any) -> Grant:
    return Grant(
        **{
            "id": name,
            "subject": "p1",
            "giver_id": "p1",
            "giver": "subject",
            "at": at("2026-05-01T09:00:00+01:00"),
            "items": frozenset({"personal"}),
            "recipients": Audience(anyone=True),
            "purposes": frozenset({"care"}),
            "form": Form.SPEECH,
            **others,
        }
    )


def offer(name: str = "o1", **others: Any) -> Offer:
    return Offer(
        **{
            "id": name,
            "subject": "p1",
            "giver_id": "p1",
            "giver": "subject",
            "at": at("2026-05-01T09:00:00+01:00"),
            "items": frozenset({"personal"}),
            "recipients": Audience(anyone=True),
            "purposes": frozenset({"care"}),
            "form": Form.SPEECH,
            **others,
        }
    )


def refusal(name: str = "n1", **others: Any) -> Refusal:
    return Refusal(
        **{
            "id": name,
            "subject": "p1",
            "giver_id": "p1",
            "giver": "subject",
            "at": at("2026-05-02T09:00:00+01:00"),
            **others,
        }
    )


def subject(name: str = "p1", **others: Any) -> Subject:
    return Subject(**{"id": name, "roles": frozenset(), **others})


def party(name: str, *roles: str, **facts: Value | Given) -> Party:
    return Party(name, frozenset(roles), given(**facts))


def entry(item: str, *about: str, **facts: Value | Given) -> Entry:
    return Entry(item, about or ("p1",), given(**facts))


def request(*entries: Entry | str, **others: Any) -> Request:
    subjects = others.pop("subjects", (subject(),))
    everybody = tuple(each.id for each in subjects)
    time = others.pop("time", NOW)
    asked = [entry(each, *everybody) if isinstance(each, str) else each for each in entries or ("address",)]
    return Request(
        **{
            "id": "r1",
            "time": at(time),
            "time_text": time,
            "purpose": "care",
            "discloser": party("s1", "nurse"),
            "recipient": party("d1", "doctor"),
            "subjects": subjects,
            "entries": tuple(asked),
            "context": {},
            "statements": (),
            **others,
        }
    )


def with_statements(*statements: Statement, **others: Any) -> Request:
    return request(statements=statements, **others)


# --- decisions --------------------------------------------------------------------------------------------------


def decide(program_: Program, request_: Request) -> Decision:
    prepared = prepare(program_)
    return Decision(
        prepared=prepared,
        request=request_,
        engine_version="0.0.0",
        texts=Texts(sources={}, spans={}),
    )


def found(program_: Program, request_: Request | None = None) -> Judged:
    """What the long way says; the short way, where it is taken, must say the same."""
    prepared, asked = prepare(program_), request_ or request()
    judged_ = judge(prepared, asked)
    quick = Fast.of(prepared).decide(asked)
    assert quick is None or quick.agrees(judged_, asked)
    return judged_


def verdict(program_: Program, request_: Request | None = None) -> str:
    return found(program_, request_).verdict.value


def only_row(program_: Program, request_: Request | None = None) -> Row:
    (row,) = found(program_, request_).rows
    return row
