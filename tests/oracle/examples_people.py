"""Examples of several subjects, roles towards one, referrals and judgements."""

from __future__ import annotations

from typing import Any

from confpolicy.core.clauses import Condition, Items, Parties, PermissionKind, Referral
from confpolicy.core.expressions import (
    Actor,
    And,
    HasRole,
    IsSubject,
    Known,
    Not,
    Or,
)

from .builders import (
    Example,
    exception,
    fact,
    judged,
    people,
    program,
    prohibition,
    request,
    row,
    rows,
    scope,
    strict,
)

URGENT = fact("context.urgent")
WORKS = fact("relation.works_with")
TWO = people(p1={}, p2={})
YESTERDAY = "2026-05-31T12:00:00+01:00"


def _suspected(at: str) -> dict[str, Any]:
    return {"id": "p1", "roles": [], "suspected": judged(True, "police", at)}


def _referral(when: Any = None, *unless: Any, to: str = "anyone") -> Referral:
    return Referral(
        name="ask_a_manager", scope=scope(to=to), condition=Condition(when, unless), decided_by=("manager",)
    )


SUBJECTS = [
    Example(
        "an item about two is denied to both if it is denied for one",
        program(exception("helping", WORKS)),
        request(subjects=people(p1={"relation": {"works_with": True}}, p2={})),
        rows(
            row(subject="p1", verdict="deny", alone="permit", because=[], blocked_by=[]),
            row(subject="p2", verdict="deny", alone="deny"),
            verdict="deny",
            outward={"items": [], "statements": [], "replies": []},
        ),
    ),
    Example(
        "asked apart each subject has their own verdict and the requester's own number",
        program(exception("helping", WORKS)),
        request(
            ({"item": "contact", "about": ["p2"]}, {"item": "contact", "about": ["p1"]}),
            subjects=people(p1={}, p2={"relation": {"works_with": True}}),
        ),
        rows(
            row(subject="p1", verdict="deny"),
            row(subject="p2", verdict="permit"),
            verdict="partial",
            outward={"items": [{"item": "contact", "about": [2]}], "statements": [], "replies": []},
        ),
    ),
    Example(
        "entries join subjects step by step",
        program(exception("helping", WORKS)),
        request(
            ({"item": "contact", "about": ["p1", "p2"]}, {"item": "personal", "about": ["p2", "p3"]}),
            subjects=people(
                p1={"relation": {"works_with": True}}, p2={"relation": {"works_with": True}}, p3={"relation": {}}
            ),
        ),
        {"verdict": "deny"},
    ),
    Example(
        "an entry for another item joins nobody",
        program(exception("helping", WORKS)),
        request(
            (
                {"item": "contact", "about": ["p1"]},
                {"item": "contact", "about": ["p2"]},
                {"item": "notes", "about": ["p1", "p2"]},
            ),
            subjects=people(p1={"relation": {"works_with": True}}, p2={}),
        ),
        rows(
            row("contact", "p1", verdict="permit"),
            row("contact", "p2", verdict="deny"),
            row("notes", "p1", verdict="deny", alone="permit"),
            row("notes", "p2", verdict="deny"),
        ),
    ),
    Example(
        "an exception that is withheld is no conflict",
        program(exception("allowed"), prohibition("never")),
        request(),
        {"verdict": "deny", "conflicts": []},
    ),
    Example(
        "a duty withheld for another subject's sake is a conflict",
        program(exception("owed", WORKS, kind=PermissionKind.DUTY)),
        request(subjects=people(p1={"relation": {"works_with": True}}, p2={"relation": {"works_with": False}})),
        {"conflicts": [{"item": "contact", "subject": "p1", "duty": "owed"}], "required": False},
    ),
    Example(
        "a duty that meets a prohibition that certainly applies is a conflict",
        program(exception("owed", kind=PermissionKind.DUTY), prohibition("never")),
        request(),
        {"verdict": "deny", "conflicts": [{"item": "contact", "subject": "p1", "duty": "owed"}]},
    ),
    Example(
        "a duty that overrides what certainly stands conflicts with nothing, whatever else may stand",
        program(
            exception("owed", kind=PermissionKind.DUTY, overrides=("never",)),
            prohibition("never"),
            prohibition("perhaps", URGENT),
        ),
        request(),
        {"verdict": "deny", "conflicts": []},
    ),
    Example(
        "a conflict names no prohibition that the duty overrides",
        program(
            exception("owed", kind=PermissionKind.DUTY, overrides=("never",)),
            prohibition("never"),
            prohibition("not_at_all"),
        ),
        request(),
        {"conflicts": [{"item": "contact", "subject": "p1", "duty": "owed", "prohibitions": ["not_at_all"]}]},
    ),
    Example(
        "a duty withheld for another's sake alone conflicts with no prohibition that another ground lifts",
        program(
            exception("owed", WORKS, kind=PermissionKind.DUTY),
            exception("lifting", WORKS, overrides=("never",)),
            prohibition("never"),
        ),
        request(subjects=people(p1={"relation": {"works_with": True}}, p2={"relation": {"works_with": False}})),
        {"conflicts": [{"item": "contact", "subject": "p1", "duty": "owed", "prohibitions": []}]},
    ),
    Example(
        "a duty that meets a prohibition that only perhaps applies is no conflict",
        program(exception("owed", kind=PermissionKind.DUTY), prohibition("never", URGENT)),
        request(),
        {"verdict": "deny", "conflicts": []},
    ),
    Example(
        "a role towards one subject counts for that subject alone",
        program(exception("family", to="parent")),
        request(
            ({"item": "contact", "about": ["p1"]}, {"item": "contact", "about": ["p2"]}),
            subjects=people(p1={"relation": {"roles": ["parent"]}}, p2={}),
        ),
        rows(row(subject="p1", verdict="permit"), row(subject="p2", verdict="deny")),
    ),
    Example(
        "towards themself a subject has no role",
        program(exception("staff_share", to="staff"), exception("by_condition", HasRole(Actor.RECIPIENT, "staff"))),
        request(recipient={"id": "p1", "roles": ["worker"]}),
        {"verdict": "deny"},
    ),
    Example(
        "to subject is the data subject in person",
        program(exception("own_data", to="subject")),
        request(
            ({"item": "contact", "about": ["p1"]}, {"item": "contact", "about": ["p2"]}),
            recipient={"id": "p1", "roles": ["worker"]},
            subjects=TWO,
        ),
        rows(row(subject="p1", verdict="permit"), row(subject="p2", verdict="deny")),
    ),
    Example(
        "whether the recipient is the subject is asked for each subject",
        program(exception("own_data", IsSubject())),
        request(
            ({"item": "contact", "about": ["p1"]}, {"item": "contact", "about": ["p2"]}),
            recipient={"id": "p2", "roles": []},
            subjects=TWO,
        ),
        rows(row(subject="p1", verdict="deny"), row(subject="p2", verdict="permit")),
    ),
    Example(
        "anyone is the subject too",
        program(exception("allowed"), prohibition("nobody")),
        request(recipient={"id": "p1", "roles": []}),
        {"verdict": "deny"},
    ),
    Example(
        "a prohibition's except for roles does not free the subject in person",
        strict(Items(frozenset({"personal"})), Parties(anyone=True, except_roles=frozenset({"staff"}))),
        request(recipient={"id": "p1", "roles": ["worker"]}),
        {"verdict": "deny"},
    ),
]

HARM = fact("context.harm")
SUSPECTED = fact("subject.suspected")
REFERRALS = [
    Example(
        "a referral applies when its when is true",
        program(_referral(URGENT)),
        request(context={"urgent": True}),
        {"verdict": "refer", "needs_person": ["manager"], "rows": [row(verdict="refer", because=[])]},
    ),
    Example(
        "a referral applies for want of a judgement",
        program(_referral(HARM)),
        request(),
        {"verdict": "refer"},
    ),
    Example(
        "a judgement of no ends a referral that waits for it",
        program(_referral(HARM)),
        request(context={"harm": judged(False, "worker", YESTERDAY)}),
        {"verdict": "deny", "needs_person": []},
    ),
    Example(
        "a referral does not apply for want of a fact that is no judgement",
        program(_referral(And((URGENT, HARM)))),
        request(),
        {"verdict": "deny"},
    ),
    Example(
        "a condition that holds whatever the judgement is does not wait for it",
        program(_referral(Or((HARM, Not(HARM))))),
        request(),
        {"verdict": "deny"},
    ),
    Example(
        "in a referral a supposed judgement is known too",
        program(_referral(And((HARM, Known("context.harm"))))),
        request(),
        {"verdict": "refer"},
    ),
    Example(
        "a judgement supposed to be no is known as well as one supposed to be yes",
        program(_referral(Known("context.harm"))),
        request(),
        {"verdict": "deny"},
    ),
    Example(
        "only a yes or no is supposed",
        program(_referral(Known("context.grade"))),
        request(),
        {"verdict": "deny"},
    ),
    Example(
        "a referral that is not in scope refers nothing",
        program(_referral(to="police")),
        request(),
        {"verdict": "deny", "needs_person": []},
    ),
    Example(
        "a judgement of the wrong person does not count and is supposed either way",
        program(_referral(HARM)),
        request(context={"harm": judged(False, "police", YESTERDAY)}),
        {"verdict": "refer"},
    ),
    Example(
        "a referral does not apply where its condition holds only for a judgement of no",
        program(_referral(Not(HARM))),
        request(),
        {"verdict": "deny"},
    ),
    Example(
        "an unknown unless does not stop a referral",
        program(_referral(None, URGENT)),
        request(),
        {"verdict": "refer"},
    ),
    Example(
        "a decision that is known ends the referral",
        program(_referral(None, Known("item.decision")), exception("decided", fact("item.decision"))),
        request(({"item": "contact", "decision": judged(False, "manager", YESTERDAY)},)),
        {"verdict": "deny"},
    ),
    Example(
        "the decision comes back as a judged fact that an exception reads",
        program(_referral(None, Known("item.decision")), exception("decided", fact("item.decision"))),
        request(({"item": "contact", "decision": judged(True, "manager", YESTERDAY)},)),
        {"verdict": "permit"},
    ),
    Example(
        "nothing is referred where a prohibition certainly applies",
        program(_referral(), prohibition("never")),
        request(),
        {"verdict": "deny"},
    ),
    Example(
        "what is forbidden only perhaps may be referred",
        program(_referral(), prohibition("perhaps", URGENT)),
        request(),
        {"verdict": "refer", "rows": [row(blocked_by=["perhaps"])]},
    ),
    Example(
        "nothing is referred where an absolute prohibition applies even perhaps",
        program(_referral(), prohibition("never", URGENT, absolute=True)),
        request(),
        {"verdict": "deny"},
    ),
    Example(
        "an item about two is referred if one is referred and the other permitted",
        program(exception("helping", WORKS), _referral()),
        request(subjects=people(p1={"relation": {"works_with": True}}, p2={})),
        {
            "verdict": "refer",
            "rows": [row(alone="permit", verdict="refer", because=[]), row(subject="p2", alone="refer")],
        },
    ),
    Example(
        "a judgement dated after now does not count",
        program(exception("suspicion", SUSPECTED)),
        request(subject=_suspected("2026-06-01T12:00:00.000001+01:00")),
        {"verdict": "deny"},
    ),
    Example(
        "a judgement that never grows old does not count before it is made",
        program(exception("harmful", HARM)),
        request(context={"harm": judged(True, "worker", "2026-06-01T12:00:00.000001+01:00")}),
        {"verdict": "deny"},
    ),
    Example(
        "a judgement counts from its own instant",
        program(exception("harmful", HARM)),
        request(context={"harm": judged(True, "worker", "2026-06-01T12:00:00+01:00")}),
        {"verdict": "permit"},
    ),
    Example(
        "a judgement by the discloser counts by their id and not by a role",
        program(
            exception("checked", fact("context.checked"), of="contact"), exception("no", fact("context.confirmed"))
        ),
        request(
            ("contact", "notes"),
            context={
                "checked": judged(True, "police", YESTERDAY, by="s1"),
                "confirmed": judged(True, "doctor", YESTERDAY, by="s1"),
            },
        ),
        rows(row("contact", verdict="permit"), row("notes", verdict="deny")),
    ),
    Example(
        "a judgement by the recipient counts by their id and not by a role",
        program(exception("no", fact("context.checked")), exception("said", fact("context.confirmed"), of="contact")),
        request(
            ("contact", "notes"),
            context={
                "checked": judged(True, "worker", YESTERDAY, by="d1"),
                "confirmed": judged(True, "worker", YESTERDAY, by="d1"),
            },
        ),
        rows(row("contact", verdict="permit"), row("notes", verdict="deny")),
    ),
    Example(
        "a judgement counts to the last instant of its time",
        program(exception("suspicion", SUSPECTED)),
        request(subject=_suspected("2026-05-02T12:00:00+01:00")),
        {"verdict": "permit"},
    ),
    Example(
        "an older judgement does not count",
        program(exception("suspicion", SUSPECTED)),
        request(subject=_suspected("2026-05-02T11:59:59.999999+01:00")),
        {"verdict": "deny"},
    ),
]

EXAMPLES = [*SUBJECTS, *REFERRALS]
