"""Examples of offers: what somebody was told, and did not object to."""

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
    offer,
    program,
    prohibition,
    refusal,
    request,
    statement,
)

BEFORE, OFFERED, AFTER = "2026-04-01T09:00:00+01:00", "2026-05-01T09:00:00+01:00", "2026-05-02T09:00:00+01:00"
NOW, JUST_AFTER_NOW = "2026-06-01T12:00:00+01:00", "2026-06-01T12:00:00.000001+01:00"
LONG_AGO = "1996-05-02T09:00:00+01:00"


def _resting_on(name: str | None, *, silence: bool) -> dict[str, Any]:
    if name is None:
        return {"verdict": "deny", "rows": [{"because": []}]}
    ground = {"clause": "sharing", "kind": "consent", "statement": name} | ({"silence": True} if silence else {})
    return {"verdict": "permit", "rows": [{"because": [ground]}]}


def _example(
    promise: str,
    *statements: dict[str, Any],
    carried_by: str | None = None,
    granted: bool = False,
    silence: bool = True,
    **clause: Any,
) -> Example:
    """One consent clause, and what it rests on, if on anything: silence, or where `granted` a grant."""
    made = program(consent(accepts_silence=silence, **clause))
    return Example(promise, made, request(consents=list(statements)), _resting_on(carried_by, silence=not granted))


OFFERED_AND_UNANSWERED = [
    _example("silence carries a clause that accepts it", offer(), carried_by="o1"),
    _example("silence carries no clause that does not accept it", offer(), silence=False),
    _example("an offer at the instant of the request was made", offer(at=NOW), carried_by="o1"),
    _example("an offer dated after now is not yet made", offer(at=JUST_AFTER_NOW)),
    _example("at the instant of its expiry an offer has expired", offer(expires_at=NOW)),
    _example("just before its expiry an offer holds", offer(expires_at=JUST_AFTER_NOW), carried_by="o1"),
    _example(
        "an offer lives as long as the clause lets a grant live",
        offer(at="2026-03-01T12:00:00+00:00"),
        lasts=Duration(months=3),
    ),
    _example("an offer without form is flawed", {key: of for key, of in offer().items() if key != "form"}),
    _example(
        "an offer in a form in which its addressee may not consent is flawed",
        offer(offered_to=GUARDIAN, form="speech"),
        givers=EITHER_GIVER,
    ),
    _example(
        "an offer may be made to any accepted giver",
        offer(offered_to=GUARDIAN),
        givers=EITHER_GIVER,
        carried_by="o1",
    ),
    _example("an offer to somebody whom the clause does not accept is flawed", offer(offered_to=GUARDIAN)),
    _example("an offer must have told every notice", offer(told=["why"]), told=frozenset({"why", "with_whom"})),
    _example("silence is not express", offer(), express=True),
    _example("silence asks for nothing", offer(), requested=True),
    _example("an offer to a class does not name the recipient", offer(), naming_recipient=True),
    _example(
        "an offer may name the recipient",
        offer(recipients=[{"id": "d1"}]),
        naming_recipient=True,
        carried_by="o1",
    ),
    _example("an offer of something else does not cover the item", offer(items=["notes"])),
    _example("an offer for another purpose does not cover the request", offer(purposes=["enquiry"])),
    _example("an offer about others does not cover the recipient", offer(recipients=["police"])),
    _example("an offer that names its disclosers binds to them", offer(disclosers=["manager"])),
    _example("an offer after a grant carries", statement(at=OFFERED), offer(at=AFTER), carried_by="o1"),
    _example(
        "of an offer and a grant the later one carries",
        offer(at=OFFERED),
        statement(at=AFTER),
        carried_by="c1",
        granted=True,
    ),
    _example(
        "of a grant and an offer of one instant the smallest id carries",
        statement("b"),
        offer("a"),
        carried_by="a",
    ),
    _example("an offer stops no grant", offer(at=AFTER), statement(), silence=False, carried_by="c1", granted=True),
    Example(
        "the condition must hold with the facts of the offer",
        program(consent(accepts_silence=True, when=fact("statement.witnessed"))),
        request(consents=[offer("a", witnessed=False), statement("b", form=None, witnessed=True)]),
        _resting_on(None, silence=True),
    ),
    Example(
        "an offer about another subject counts for nothing",
        program(consent(accepts_silence=True)),
        request(consents=[offer(subject="p9", offered_to={"id": "p9", "as": "subject"})]),
        _resting_on(None, silence=True),
    ),
    Example(
        "silence needs the need-to-know that consent needs",
        program(consent(accepts_silence=True, needed=True), need("helping")),
        request(consents=[offer()]),
        {
            "rows": [
                {
                    "because": [
                        {
                            "clause": "sharing",
                            "kind": "consent",
                            "statement": "o1",
                            "silence": True,
                            "need_to_know": "helping",
                        }
                    ]
                }
            ]
        },
    ),
    Example(
        "what a clause overrides it overrides on silence too",
        program(consent(accepts_silence=True, overrides=("team_only",)), prohibition("team_only")),
        request(consents=[offer()]),
        {"verdict": "permit", "rows": [{"overridden": ["team_only"]}]},
    ),
]

REFUSED = [
    _example("a refusal after the offer stops it", offer(), refusal(at=AFTER)),
    _example("a refusal at the instant of the offer stops it", offer(), refusal(at=OFFERED)),
    _example("a refusal before the offer stops it", offer(), refusal(at=BEFORE)),
    _example("a refusal of long ago stops an offer", offer(), refusal(at=LONG_AGO)),
    _example("a refusal at the instant of the request stops the offer", offer(), refusal(at=NOW)),
    _example("a refusal of the future stops no offer yet", offer(), refusal(at=JUST_AFTER_NOW), carried_by="o1"),
    _example("a refusal of what the item reveals stops the offer", offer(), refusal(at=BEFORE, items=["known"])),
    _example("a refusal of something else stops no offer", offer(), refusal(items=["notes"]), carried_by="o1"),
    _example(
        "a refusal towards others does not stop the offer", offer(), refusal(recipients=["police"]), carried_by="o1"
    ),
    _example(
        "an accepted giver may refuse what the subject was offered",
        offer(),
        refusal(at=BEFORE, given_by=GUARDIAN),
        givers=EITHER_GIVER,
    ),
    _example(
        "the subject may refuse what only a guardian was offered",
        offer(offered_to=GUARDIAN),
        refusal(at=BEFORE),
        givers=(AcceptedGiver("guardian", frozenset({Form.WRITING})),),
    ),
    _example(
        "who may not give may not refuse an offer",
        offer(),
        refusal(given_by=GUARDIAN),
        givers=(AcceptedGiver("subject", BOTH_FORMS),),
        carried_by="o1",
    ),
    _example("an earlier withdrawal stops the offer", offer(at=AFTER), statement(at=BEFORE, withdrawn_at=OFFERED)),
    _example("a grant withdrawn after the offer stops it", offer(), statement(at=BEFORE, withdrawn_at=AFTER)),
    _example(
        "a withdrawal dated after now does not yet stop an offer",
        offer("b"),
        statement("a", at=OFFERED, withdrawn_at=JUST_AFTER_NOW),
        carried_by="a",
        granted=True,
    ),
    _example(
        "the withdrawal of a grant of what the item reveals does not stop an offer",
        offer(),
        statement(items=["known"], withdrawn_at=AFTER),
        carried_by="o1",
    ),
    _example(
        "a grant after a refusal carries by itself, beside an offer that does not",
        offer(at=AFTER),
        refusal(at=BEFORE),
        statement(at=OFFERED),
        carried_by="c1",
        granted=True,
    ),
]

EXAMPLES = [*OFFERED_AND_UNANSWERED, *REFUSED]
