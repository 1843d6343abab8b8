"""Examples of standing in for the subject, and of classes of people."""

from __future__ import annotations

from typing import Any

from confpolicy.core.clauses import AcceptedGiver, Condition, Items, Parties, Prohibition, Scope, StandIn
from confpolicy.core.expressions import Expression, IsSubject, Not
from confpolicy.facts.request import Form

from .builders import (
    GUARDIAN,
    Example,
    consent,
    exception,
    fact,
    program,
    prohibition,
    refusal,
    request,
    row,
    rows,
    statement,
)

WORKS = fact("relation.works_with")
MISSING = fact("subject.missing")
PARENT = Parties(roles=frozenset({"parent"}))
SPARED = Parties(anyone=True, except_subject=True)
OWN = exception("own", to="subject")
WRITING = (AcceptedGiver("subject", frozenset({Form.WRITING})),)


def _stand_in(
    when: Expression | None = None, *, of: str = "personal", to: Parties | None = PARENT, giver: str | None = None
) -> StandIn:
    return StandIn(
        name="standing",
        scope=Scope(of=Items(frozenset({of})), to=to),
        condition=Condition(when),
        givers=frozenset() if giver is None else frozenset({giver}),
    )


def _asked(*roles: str, works: bool | None = True, **changes: Any) -> dict[str, Any]:
    """A parent asks, who may have more roles; `works`: what is known of their relation."""
    known = {} if works is None else {"works_with": works}
    said: dict[str, Any] = {
        "recipient": {"id": "m1", "roles": list(roles)},
        "relation": {"roles": ["parent"], **known},
    }
    return request(**(said | changes))


def _class(*roles: str, towards: tuple[str, ...] = (), **facts: Any) -> dict[str, Any]:
    """A recipient with these roles asks about many people at once."""
    return request(
        recipient={"id": "r1", "roles": list(roles)},
        subject={"id": "p1", "roles": [], "class": True, **facts},
        relation={"roles": list(towards)},
    )


def _is(promise: str, verdict: str, asked: dict[str, Any], *clauses: Any, **more: Any) -> Example:
    return Example(promise, program(*clauses), asked, rows(row(verdict=verdict, **more)))


def _except_subject(**changes: Any) -> Prohibition:
    return Prohibition(name="to_nobody_else", scope=Scope(of=Items(frozenset({"personal"})), to=SPARED), **changes)


STANDING = [
    _is(
        "whoever certainly stands in for the subject gets what goes to the subject",
        "permit",
        _asked(),
        OWN,
        _stand_in(WORKS),
        because=[{"clause": "own", "kind": "exception", "stand_ins": ["standing"]}],
    ),
    _is("whoever perhaps stands in does not", "deny", _asked(works=None), OWN, _stand_in(WORKS)),
    _is("nobody stands in where the condition is false", "deny", _asked(works=False), OWN, _stand_in(WORKS)),
    _is("nobody stands in for data that the stand-in does not cover", "deny", _asked(), OWN, _stand_in(of="records")),
    _is(
        "somebody without the role does not stand in",
        "deny",
        _asked(relation={"works_with": True}),
        OWN,
        _stand_in(WORKS),
    ),
    _is(
        "a condition that asks for the subject is true of whoever stands in",
        "permit",
        _asked(),
        exception("own", IsSubject()),
        _stand_in(WORKS),
    ),
    _is(
        "a condition that asks for the subject is unknown of whoever perhaps stands in",
        "deny",
        _asked(works=None),
        exception("own", IsSubject()),
        exception("others", Not(IsSubject())),
        _stand_in(WORKS),
    ),
    _is(
        "a prohibition to the subject reaches whoever perhaps stands in",
        "deny",
        _asked(works=None),
        exception("all"),
        prohibition("not_own", to="subject"),
        _stand_in(WORKS),
        blocked_by=["not_own"],
    ),
    _is(
        "a prohibition on another role of theirs stands against whoever stands in",
        "deny",
        _asked("police"),
        OWN,
        prohibition("no_police", to="police"),
        _stand_in(WORKS),
        blocked_by=["no_police"],
    ),
    _is(
        "except subject frees whoever certainly stands in and is nothing else",
        "permit",
        _asked(),
        OWN,
        _except_subject(),
        _stand_in(WORKS),
    ),
    _is(
        "except subject frees nobody who perhaps stands in",
        "deny",
        _asked(works=None),
        exception("all"),
        _except_subject(),
        _stand_in(WORKS),
        blocked_by=["to_nobody_else"],
    ),
    _is(
        "except subject frees nobody who is something else besides standing in",
        "deny",
        _asked("police"),
        OWN,
        _except_subject(),
        _stand_in(WORKS),
        blocked_by=["to_nobody_else"],
    ),
    _is(
        "what a prohibition finds revealed is asked of who stands in for that",
        "deny",
        _asked(),
        OWN,
        Prohibition(name="hidden", scope=Scope(of=Items(frozenset({"known"})), to=SPARED)),
        _stand_in(WORKS, of="contact"),
        blocked_by=["hidden"],
    ),
]
GIVING = [
    _is(
        "a grant by whoever certainly stands in is accepted as the subject's",
        "permit",
        request(subject={"id": "p1", "roles": [], "missing": True}, consents=[statement(given_by=GUARDIAN)]),
        consent("agreed", givers=WRITING),
        _stand_in(MISSING, to=None, giver="guardian"),
        because=[{"clause": "agreed", "kind": "consent", "statement": "c1", "stand_ins": ["standing"]}],
    ),
    _is(
        "a grant by whoever perhaps stands in is not",
        "deny",
        request(consents=[statement(given_by=GUARDIAN)]),
        consent("agreed", givers=WRITING),
        _stand_in(MISSING, to=None, giver="guardian"),
    ),
    _is(
        "a grant by whoever stands in needs the form of the subject's own",
        "deny",
        request(
            subject={"id": "p1", "roles": [], "missing": True}, consents=[statement(given_by=GUARDIAN, form="speech")]
        ),
        consent("agreed", givers=WRITING),
        _stand_in(MISSING, to=None, giver="guardian"),
    ),
    _is(
        "a refusal by whoever perhaps stands in stops the subject's grant",
        "deny",
        request(consents=[statement(), refusal(given_by=GUARDIAN)]),
        consent("agreed", givers=WRITING),
        _stand_in(MISSING, to=None, giver="guardian"),
    ),
    _is(
        "a refusal by somebody who certainly does not stand in stops nothing",
        "permit",
        request(
            subject={"id": "p1", "roles": [], "missing": False}, consents=[statement(), refusal(given_by=GUARDIAN)]
        ),
        consent("agreed", givers=WRITING),
        _stand_in(MISSING, to=None, giver="guardian"),
    ),
    _is(
        "a withdrawal by whoever may stand in stops the subject's grant",
        "deny",
        request(
            consents=[
                statement(),
                statement("c2", given_by=GUARDIAN, withdrawn_at="2026-05-02T09:00:00+01:00"),
            ]
        ),
        consent("agreed", givers=WRITING),
        _stand_in(MISSING, to=None, giver="guardian"),
    ),
    _is(
        "a refusal reaches what reveals it where its giver stands in for what is revealed",
        "deny",
        request(consents=[statement(), refusal(given_by=GUARDIAN, items=["known"])]),
        consent("agreed", givers=WRITING),
        _stand_in(of="known", to=None, giver="guardian"),
    ),
    _is(
        "a refusal of what is revealed stops nothing where its giver does not stand in for that",
        "permit",
        request(consents=[statement(), refusal(given_by=GUARDIAN, items=["known"])]),
        consent("agreed", givers=WRITING),
        _stand_in(of="contact", to=None, giver="guardian"),
    ),
]
CLASSES = [
    _is(
        "what is given of a class counts as of one person",
        "permit",
        _class("doctor", missing=True),
        exception("missing_ones", MISSING),
    ),
    _is("whether the recipient is one of a class is unknown", "deny", _class("doctor"), OWN),
    _is(
        "a prohibition to the subject stands perhaps towards a class",
        "deny",
        _class("doctor"),
        exception("all"),
        prohibition("not_own", to="subject"),
        blocked_by=["not_own"],
    ),
    _is(
        "a prohibition to a role towards the subject stands perhaps towards a class",
        "deny",
        _class("doctor"),
        exception("all"),
        prohibition("no_parents", to="parent"),
        blocked_by=["no_parents"],
    ),
    _is("a role towards a class has to be given", "deny", _class("doctor"), exception("parents", to="parent")),
    _is(
        "a role that is given towards a class is held towards everyone in it",
        "permit",
        _class("doctor", towards=("parent",)),
        exception("parents", to="parent"),
    ),
    _is(
        "by their roles nobody is freed for certain towards a class",
        "deny",
        _class("doctor"),
        exception("all"),
        Prohibition(
            name="not_others",
            scope=Scope(
                of=Items(frozenset({"personal"})), to=Parties(anyone=True, except_roles=frozenset({"third_party"}))
            ),
        ),
        blocked_by=["not_others"],
    ),
    _is(
        "whoever stands in for everyone of a class counts as the subject",
        "permit",
        _class(towards=("parent",)),
        OWN,
        _stand_in(),
    ),
]
EXAMPLES = (*STANDING, *GIVING, *CLASSES)
