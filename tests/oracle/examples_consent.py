"""Examples of grants, refusals and withdrawals."""

from __future__ import annotations

from typing import Any

from confpolicy.core.clauses import AcceptedGiver
from confpolicy.facts.request import Form
from confpolicy.facts.values import Duration

from .builders import (
    BOTH_FORMS,
    EITHER_GIVER,
    GUARDIAN,
    Example,
    consent,
    fact,
    need,
    people,
    program,
    prohibition,
    refusal,
    request,
    statement,
)

GRANTED, AFTER = "2026-05-01T09:00:00+01:00", "2026-05-02T09:00:00+01:00"
NOW, JUST_AFTER_NOW = "2026-06-01T12:00:00+01:00", "2026-06-01T12:00:00.000001+01:00"


def _carried(*names: str) -> dict[str, Any]:
    because = [{"clause": "sharing", "kind": "consent", "statement": name} for name in names]
    return {"verdict": "permit" if names else "deny", "rows": [{"because": because}]}


def _example(promise: str, *statements: dict[str, Any], carried_by: str | None = None, **clause: Any) -> Example:
    """One consent clause, the statements on file, and the grant that carries it, if one does."""
    expected = _carried(carried_by) if carried_by else _carried()
    return Example(promise, program(consent(**clause)), request(consents=list(statements)), expected)


VALID = [
    _example("a grant carries a consent clause", statement(), carried_by="c1"),
    _example("the latest of the valid grants carries", statement("a"), statement("b", AFTER), carried_by="b"),
    _example("of grants of one instant the smallest id carries", statement("b"), statement("a"), carried_by="a"),
    _example("a grant at the instant of the request is there", statement(at=NOW), carried_by="c1"),
    _example("a grant dated after now is not yet", statement(at=JUST_AFTER_NOW)),
    _example("at the instant of expiry a grant has expired", statement(expires_at=NOW)),
    _example("just before its expiry a grant holds", statement(expires_at=JUST_AFTER_NOW), carried_by="c1"),
    _example(
        "at the instant when what the clause lets it last is over a grant has expired",
        statement(at="2026-03-01T12:00:00+00:00"),
        lasts=Duration(months=3),
    ),
    _example(
        "a life in months is counted on the clocks of the zone",
        statement(at="2026-03-01T12:00:00.000001+00:00"),
        lasts=Duration(months=3),
        carried_by="c1",
    ),
    _example("a grant without form is flawed", {key: of for key, of in statement().items() if key != "form"}),
    _example(
        "a grant in a form that its giver may not use is flawed",
        statement(given_by=GUARDIAN, form="speech"),
        givers=EITHER_GIVER,
    ),
    _example(
        "another accepted giver may speak for the subject",
        statement(given_by=GUARDIAN),
        givers=EITHER_GIVER,
        carried_by="c1",
    ),
    _example("a giver whom the clause does not accept gives nothing", statement(given_by=GUARDIAN)),
    _example(
        "every notice must have been told",
        statement(told=["why"]),
        told=frozenset({"why", "with_whom"}),
    ),
    _example("a grant that is not express does not do where express is asked", statement(), express=True),
    _example("a grant must be requested where the clause says so", statement(), requested=True),
    _example("an express grant does where express is asked", statement(express=True), express=True, carried_by="c1"),
    _example(
        "a grant that was requested does where that is asked",
        statement(requested_by_subject=True),
        requested=True,
        carried_by="c1",
    ),
    _example("a grant to anyone covers everyone", statement(recipients=["anyone"]), carried_by="c1"),
    _example("a grant to anyone names nobody", statement(recipients=["anyone"]), naming_recipient=True),
    _example("a class does not name the recipient", statement(), naming_recipient=True),
    _example(
        "a class beside somebody else's id does not name the recipient",
        statement(recipients=["doctor", {"id": "d2"}]),
        naming_recipient=True,
    ),
    _example(
        "a class and an id are a union",
        statement(recipients=["police", {"id": "d1"}]),
        naming_recipient=True,
        carried_by="c1",
    ),
    _example("a granted term covers what is below it", statement(items=["personal"]), carried_by="c1"),
    _example("a grant of something else does not cover the item", statement(items=["notes"])),
    _example("a grant for another purpose does not cover the request", statement(purposes=["enquiry"])),
    _example("a grant that names its disclosers binds to them", statement(disclosers=["manager"])),
    _example("a discloser of a named class may use the grant", statement(disclosers=["staff"]), carried_by="c1"),
    _example(
        "a flawed grant does not hurt another", statement("bad", AFTER, form=None), statement(), carried_by="c1"
    ),
    Example(
        "all conditions must hold for one and the same grant",
        program(consent(when=fact("statement.witnessed"))),
        request(consents=[statement("a", witnessed=True, items=["notes"]), statement("b", witnessed=False)]),
        _carried(),
    ),
    Example(
        "statements about another subject count for nothing",
        program(consent()),
        request(consents=[statement(subject="p9", given_by={"id": "p9", "as": "subject"})]),
        _carried(),
    ),
    Example(
        "a grant to a class towards one subject covers no parent of another",
        program(consent()),
        request(
            ({"item": "contact", "about": ["p1"]}, {"item": "contact", "about": ["p2"]}),
            subjects=people(p1={}, p2={"relation": {"roles": ["parent"]}}),
            consents=[statement(recipients=["parent"])],
        ),
        {"verdict": "deny"},
    ),
    Example(
        "a consent names its need-to-know clause",
        program(consent(needed=True), need("helping")),
        request(consents=[statement()]),
        {
            "rows": [
                {"because": [{"clause": "sharing", "kind": "consent", "statement": "c1", "need_to_know": "helping"}]}
            ]
        },
    ),
    Example(
        "a consent clause may override a prohibition",
        program(consent(overrides=("team_only",)), prohibition("team_only")),
        request(consents=[statement()]),
        {"verdict": "permit", "rows": [{"overridden": ["team_only"]}]},
    ),
]

STOPPED = [
    _example("a refusal at the instant of its grant stops it", statement(), refusal(at=GRANTED)),
    _example("a grant after a refusal stands", statement(at=AFTER), refusal(at=GRANTED), carried_by="c1"),
    _example("a refusal dated after now is not yet", statement(), refusal(at=JUST_AFTER_NOW), carried_by="c1"),
    _example("a refusal at the instant of the request stops the grant", statement(), refusal(at=NOW)),
    _example(
        "a refusal of what the item reveals stops the grant",
        statement(),
        refusal(items=["known"]),
    ),
    _example(
        "a refusal of something else does not stop the grant",
        statement(),
        refusal(items=["notes"]),
        carried_by="c1",
    ),
    _example(
        "a refusal towards others does not stop the grant",
        statement(),
        refusal(recipients=["police"]),
        carried_by="c1",
    ),
    _example(
        "an accepted giver may veto in any form",
        statement(),
        refusal(given_by=GUARDIAN, form="speech"),
        givers=EITHER_GIVER,
    ),
    _example(
        "the subject may veto what only a guardian can give",
        statement(given_by=GUARDIAN),
        refusal(),
        givers=(AcceptedGiver("guardian", frozenset({Form.WRITING})),),
    ),
    _example(
        "a giver whom the clause does not accept cannot veto",
        statement(),
        refusal(given_by=GUARDIAN),
        givers=(AcceptedGiver("subject", BOTH_FORMS),),
        carried_by="c1",
    ),
    _example(
        "a refusal never expires",
        statement(at="1996-05-01T09:00:00+01:00"),
        refusal(at="1996-05-02T09:00:00+01:00"),
    ),
    _example("a withdrawn grant is stopped from that instant", statement(withdrawn_at=NOW)),
    _example("a withdrawal dated after now is not yet", statement(withdrawn_at=JUST_AFTER_NOW), carried_by="c1"),
    _example(
        "withdrawing one grant is a refusal of the same scope",
        statement("a", withdrawn_at=AFTER),
        statement("b"),
    ),
    _example(
        "withdrawing a flawed grant is a refusal too",
        statement("a", form=None, withdrawn_at=AFTER),
        statement("b"),
    ),
    _example(
        "a grant made after another was withdrawn stands",
        statement("a", withdrawn_at=AFTER),
        statement("b", "2026-05-03T09:00:00+01:00"),
        carried_by="b",
    ),
    _example(
        "a grant made at the instant of another's withdrawal is stopped",
        statement("a", withdrawn_at=AFTER),
        statement("b", AFTER),
    ),
    _example(
        "a withdrawal does not reach what reveals its item",
        statement("a", items=["known"], withdrawn_at=AFTER),
        statement("b"),
        carried_by="b",
    ),
    _example(
        "a withdrawal of a wider grant stops a narrower one",
        statement("a", items=["personal"], purposes=["care", "enquiry"], withdrawn_at=AFTER),
        statement("b"),
    ),
]

EXAMPLES = [*VALID, *STOPPED]
