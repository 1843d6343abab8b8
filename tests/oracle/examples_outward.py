"""Examples of obligations, replies and what may be said to the requester."""

from __future__ import annotations

from typing import Any

from confpolicy.core.clauses import (
    Act,
    Condition,
    Effect,
    Items,
    NeedToKnow,
    Obligation,
    Occasion,
    Parties,
    PermissionKind,
    Reply,
    Scope,
)
from confpolicy.core.expressions import Actor, Expression, HasRole, Not
from confpolicy.facts.values import Duration

from .builders import Example, consent, exception, fact, need, people, program, request, scope, statement, then

WORKS = fact("relation.works_with")
PARENT = HasRole(Actor.RECIPIENT, "parent")
CALM: dict[str, Any] = {"items": [], "statements": []}


def _obligation(
    name: str,
    on: Occasion | frozenset[str],
    *effects: Effect,
    when: Expression | None = None,
) -> Obligation:
    everything = scope("confidential", "anyone", None)
    return Obligation(name=name, on=on, effects=effects, condition=Condition(when), scope=everything)


def _reply(
    name: str,
    *say: str,
    when: Expression | None = None,
    to: Parties | None = None,
    of: str | None = None,
    effects: tuple[Effect, ...] = (),
) -> Reply:
    items = None if of is None else Items(frozenset({of}))
    where = Scope(of=items, to=to or Parties(anyone=True))
    return Reply(name=name, say=say, condition=Condition(when), effects=effects, scope=where)


def _due(clause: str, **others: Any) -> dict[str, Any]:
    return {"clause": clause, **others}


NOON = 1780311600 * 1_000_000
"""Noon in London on 1 June 2026."""
DAY = 86_400 * 1_000_000

OBLIGATIONS = [
    Example(
        "what is first comes before what follows, then what has no time, then by time, clause and place",
        program(
            exception(
                "allowed",
                effects=(
                    then(Act.DO, "late", within=Duration(seconds=86_400)),
                    then(Act.RECORD, "logbook"),
                    then(Act.NOTIFY, "manager", within=Duration()),
                    then(Act.DO, "ask", first=True),
                ),
            ),
            _obligation("also", Occasion.DISCLOSURE, then(Act.DO, "two"), then(Act.DO, "one")),
        ),
        request(),
        {
            "obligations": [
                {
                    "clause": "allowed",
                    "item": "contact",
                    "subject": "p1",
                    "phase": "first",
                    "effect": "do",
                    "target": None,
                    "text": "ask",
                    "due": None,
                },
                _due("allowed", effect="record", target="logbook", due=None),
                _due("also", text="two", due=None),
                _due("also", text="one", due=None),
                _due("allowed", effect="notify", target="manager", due=NOON),
                _due("allowed", text="late", due=NOON + DAY),
            ]
        },
    ),
    Example(
        "a time in months is stepped on the clocks of the zone",
        program(exception("allowed", effects=(then(Act.DO, "review", within=Duration(months=6)),))),
        request(time="2026-08-31T12:00:00+01:00"),
        {"obligations": [_due("allowed", due=1772280000 * 1_000_000 + 365 * DAY)]},
    ),
    Example(
        "the effects of the need-to-know clause that carries a consent arise too",
        program(
            consent(needed=True),
            NeedToKnow(name="helping", scope=scope(), effects=(then(Act.DO, "note the need"),)),
            need("unused"),
            _obligation("on_need", frozenset({"helping"}), then(Act.RECORD, "logbook")),
            _obligation("on_unused", frozenset({"unused"}), then(Act.RECORD, "logbook")),
        ),
        request(consents=[statement()]),
        {"obligations": [_due("helping"), _due("on_need")]},
    ),
    Example(
        "on exception or duty follows no consent",
        program(consent(), _obligation("log", Occasion.EXCEPTION_OR_DUTY, then(Act.RECORD, "logbook"))),
        request(consents=[statement()]),
        {"verdict": "permit", "obligations": []},
    ),
    Example(
        "on exception or duty follows a duty",
        program(
            exception("owed", kind=PermissionKind.DUTY),
            _obligation("log", Occasion.EXCEPTION_OR_DUTY, then(Act.RECORD, "logbook")),
        ),
        request(),
        {"obligations": [_due("log", item="contact", subject="p1", effect="record", target="logbook")]},
    ),
    Example(
        "an obligation whose when is unknown arises",
        program(
            exception("allowed"),
            _obligation("log", Occasion.DISCLOSURE, then(Act.RECORD, "logbook"), when=fact("context.urgent")),
        ),
        request(),
        {"obligations": [_due("log")]},
    ),
    Example(
        "an obligation whose when is false does not arise",
        program(
            exception("allowed"),
            _obligation("log", Occasion.DISCLOSURE, then(Act.RECORD, "logbook"), when=fact("context.urgent")),
        ),
        request(context={"urgent": False}),
        {"obligations": []},
    ),
    Example(
        "what carries a say knows of no role towards a subject, and what does not carry one does",
        program(
            exception("allowed"),
            _obligation("said", Occasion.DISCLOSURE, then(Act.SAY, "Dear parent."), when=PARENT),
            _obligation("done", Occasion.DISCLOSURE, then(Act.RECORD, "logbook"), when=PARENT),
        ),
        request(recipient={"id": "m1", "roles": []}, relation={"roles": ["parent"]}),
        {
            "obligations": [_due("done")],
            "outward": {**CALM, "items": [{"item": "contact", "about": [1]}], "replies": []},
        },
    ),
    Example(
        "one clause's duties for several items come by place, then item, then subject",
        program(exception("allowed", effects=(then(Act.DO, "one"), then(Act.DO, "two")))),
        request(("notes", "contact"), subjects=people(p2={}, p1={})),
        {
            "obligations": [
                _due("allowed", text=text, item=item, subject=subject)
                for text in ("one", "two")
                for item in ("contact", "notes")
                for subject in ("p1", "p2")
            ]
        },
    ),
    Example(
        "a ground of an item that is withheld for another's sake brings no obligation but those on denial",
        program(
            exception("helping", WORKS, effects=(then(Act.RECORD, "logbook"),)),
            _obligation("refused", Occasion.DENIAL, then(Act.DO, "tell the manager")),
        ),
        request(subjects=people(p1={"relation": {"works_with": True}}, p2={})),
        {"obligations": [_due("refused", subject="p1"), _due("refused", subject="p2")]},
    ),
]

OUTWARD = [
    Example(
        "what is said on disclosure and on denial goes outward once, where something is released",
        program(
            exception("some", of="attendance"),
            _obligation("marking", Occasion.DISCLOSURE, then(Act.SAY, "Confidential.")),
            _obligation("apology", Occasion.DENIAL, then(Act.SAY, "Not the rest.")),
            _reply("silence", "Nothing."),
        ),
        request(("recent", "known", "contact", "notes")),
        {
            "outward": {
                "items": [{"item": "known", "about": [1]}, {"item": "recent", "about": [1]}],
                "statements": ["Not the rest.", "Confidential."],
                "replies": [],
            }
        },
    ),
    Example(
        "where nothing is released the replies alone are said",
        program(
            _obligation("apology", Occasion.DENIAL, then(Act.SAY, "Not this.")),
            _reply("silence", "We say nothing.", effects=(then(Act.DO, "Take a message."),)),
        ),
        request(),
        {
            "outward": {"items": [], "statements": [], "replies": ["We say nothing."]},
            "obligations": [
                _due("apology", item="contact", effect="say"),
                _due("silence", item=None, subject=None, effect="do"),
            ],
        },
    ),
    Example(
        "replies come by clause and each text once",
        program(_reply("b", "Two.", "One."), _reply("a", "One.")),
        request(),
        {"outward": {**CALM, "replies": ["One.", "Two."]}},
    ),
    Example(
        "a reply applies if it does for any leaf and subject asked for",
        program(
            _reply("said", "As you say.", when=fact("stated.missing")),
            _reply("of_notes", "About notes.", of="notes"),
        ),
        request(
            subjects=people(p1={"stated": {"missing": False}}, p2={"stated": {"missing": True}}),
        ),
        {"outward": {**CALM, "replies": ["As you say."]}},
    ),
    Example(
        "a reply whose when is false for all is not given",
        program(
            _reply("stated", "As you say.", when=fact("stated.missing")),
            _reply("perhaps", "Perhaps.", when=Not(fact("stated.missing"))),
        ),
        request(subjects=people(p1={"stated": {"missing": True}})),
        {"outward": {**CALM, "replies": ["As you say."]}},
    ),
    Example(
        "a reply whose when is unknown is given",
        program(
            _reply("stated", "As you say.", when=fact("stated.missing")),
            _reply("perhaps", "Perhaps.", when=Not(fact("stated.missing"))),
        ),
        request(),
        {"outward": {**CALM, "replies": ["Perhaps.", "As you say."]}},
    ),
    Example(
        "a reply knows of no role towards a subject",
        program(
            _reply("to_parents", "Dear parent.", to=Parties(roles=frozenset({"parent"}))),
            _reply("others", "Dear all.", when=Not(PARENT)),
        ),
        request(recipient={"id": "m1", "roles": []}, relation={"roles": ["parent"]}),
        {"outward": {**CALM, "replies": ["Dear all."]}},
    ),
    Example(
        "to a reply the subject in person has the roles given",
        program(
            _reply("to_staff", "Dear colleague.", to=Parties(roles=frozenset({"staff"}))),
            _reply("others", "Dear all.", to=Parties(anyone=True, except_roles=frozenset({"staff"}))),
        ),
        request(recipient={"id": "p1", "roles": ["worker"]}),
        {"outward": {**CALM, "replies": ["Dear colleague."]}},
    ),
    Example(
        "before the policy is in force its replies are given",
        program(exception("allowed"), _reply("silence", "We say nothing."), since="2026-07-01"),
        request(),
        {"in_force": False, "outward": {**CALM, "replies": ["We say nothing."]}},
    ),
    Example(
        "a released item comes once, with all whom it may be released about",
        program(exception("helping", WORKS)),
        request(
            tuple({"item": "contact", "about": [name]} for name in ("p3", "p1", "p2")),
            subjects=people(p3={"relation": {"works_with": True}}, p1={}, p2={"relation": {"works_with": True}}),
        ),
        {
            "verdict": "partial",
            "outward": {"items": [{"item": "contact", "about": [1, 3]}], "statements": [], "replies": []},
        },
    ),
]

EXAMPLES = [*OBLIGATIONS, *OUTWARD]
