"""Statements on file found by the items that they cover: the same carries as where each is looked at."""

from __future__ import annotations

import random
from typing import Any

import attrs
import pytest

from confpolicy.core.clauses import AcceptedGiver, Clause
from confpolicy.core.expressions import FactValue
from confpolicy.decide.fast import onfile
from confpolicy.decide.fast.decide import Fast
from confpolicy.decide.judge import judge
from confpolicy.decide.prepare import prepare
from confpolicy.facts.calendar import instant_from_text
from confpolicy.facts.request import Audience, Form, Request, Statement
from confpolicy.facts.values import Duration, Instant
from tests.decide.test_stand_ins import stand_in
from tests.decide.world import (
    BOTH,
    MISSING,
    NOW,
    VOCABULARY,
    at,
    consent,
    entry,
    given,
    grant,
    need,
    offer,
    program,
    refusal,
    request,
    subject,
)

GIVERS = ("subject", "guardian", "attorney")
CLAUSES: tuple[Clause, ...] = (
    consent("plain"),
    consent("silent", accepts_silence=True),
    consent("short", lasts=Duration(months=1), givers=tuple(AcceptedGiver(giver, BOTH) for giver in GIVERS)),
    consent("witnessed", FactValue("statement.witnessed")),
    consent("while_missing", MISSING),
    consent("strict", express=True, naming_recipient=True, told=frozenset({"why"})),
    consent("informed", told=frozenset({"why"})),
    consent("said_aloud", accepts_silence=True, express=True),
    consent("requested", requested=True, givers=(AcceptedGiver("subject", frozenset({Form.WRITING})),)),
)


def both_ways(clauses: tuple[Clause, ...], asked: Request, monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The statements that carry each clause; looked through, sorted and by the long way they must be the same."""
    prepared = prepare(program(*clauses))
    judged = judge(prepared, asked)
    for few in (0, 1_000):
        monkeypatch.setattr(onfile, "FEW", few)
        quick = Fast.of(prepared).decide(attrs.evolve(asked))
        assert quick is not None
        assert quick.agrees(judged, asked), few
    return [ground.statement for row in judged.rows for ground in row.because]


def on_file(number: int, chance: random.Random) -> Statement:
    """A statement of any kind, that often bears on an address asked for by `d1`."""
    pick = chance.choice
    audience = pick([Audience(anyone=True), Audience(roles=frozenset({"doctor"})), Audience(ids=frozenset({"d1"}))])
    said: dict[str, Any] = {
        "subject": pick(["p1", "p1", "p1", "p2"]),
        "giver": pick(["subject", "subject", *GIVERS]),
        "at": moment(chance),
        "items": frozenset({pick(["personal", "address", "notes", "known"])}),
        "recipients": audience,
        "purposes": frozenset({pick(["care", "care", "enquiry"])}),
        "disclosers": pick([None, None, Audience(roles=frozenset({"staff"})), Audience(ids=frozenset({"other"}))]),
    }
    kind = pick(["grant", "grant", "grant", "offer", "refusal"])
    if kind == "refusal":
        left_out = {name: None for name in ("items", "purposes", "recipients") if chance.random() < 0.3}
        return refusal(f"n{number}", **said | left_out)
    said |= {"form": pick([Form.SPEECH, Form.WRITING]), "told": pick([frozenset(), frozenset({"why"})])}
    said |= {"facts": given(witnessed=True)} if chance.random() < 0.5 else {}
    said |= {"expires_at": moment(chance)} if chance.random() < 0.1 else {}
    if kind == "offer":
        return offer(f"o{number}", **said)
    said |= {"withdrawn_at": moment(chance)} if chance.random() < 0.1 else {}
    return grant(f"c{number}", **said, express=chance.random() < 0.5, requested=chance.random() < 0.5)


def moment(chance: random.Random) -> Instant:
    if chance.random() < 0.2:
        return at(NOW)
    return instant_from_text(f"2026-0{chance.randint(4, 6)}-{chance.randint(1, 28):02}T10:00:00Z")


def test_the_same_statements_carry_however_they_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = set[str | None]()
    people = (subject("p1", facts=given(missing=True)), subject("p2"))
    for seed in range(120):
        chance = random.Random(seed)
        statements = tuple(on_file(number, chance) for number in range(chance.randint(1, 20)))
        asked = request(entry("address", "p1"), entry("notes", "p2"), subjects=people, statements=statements)
        for clause in CLAUSES:
            if both_ways((clause, stand_in(to=None, givers=frozenset({"attorney"}))), asked, monkeypatch):
                seen.add(clause.name)
    assert seen == {clause.name for clause in CLAUSES}


def test_the_earlier_of_two_grants_carries_where_the_later_one_is_over_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A month after the 30th and the 31st of January is the same day, at the hour of either."""
    earlier, later = grant("early", at=at("2026-01-30T23:00:00Z")), grant("late", at=at("2026-01-31T01:00:00Z"))
    asked = request(statements=(earlier, later), time="2026-02-28T12:00:00Z")
    assert both_ways((consent(lasts=Duration(months=1)),), asked, monkeypatch) == ["early"]


def test_the_earlier_of_two_grants_carries_where_only_then_enough_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = grant("told", at=at("2026-01-30T10:00:00Z"), told=frozenset({"why"}))
    later = grant("untold", at=at("2026-01-31T10:00:00Z"), told=frozenset())
    asked = request(statements=(earlier, later), time="2026-02-28T12:00:00Z")
    assert both_ways((consent(told=frozenset({"why"})),), asked, monkeypatch) == ["told"]


def test_a_grant_whose_end_cannot_be_computed_is_over_and_one_before_it_may_carry(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    statements = (grant("late", at=at("9999-12-20T00:00:00Z")), grant("early", at=at("9999-11-20T00:00:00Z")))
    clause = consent(lasts=Duration(seconds=35 * 86_400))
    asked = request(statements=statements, time="9999-12-21T00:00:00Z")
    assert both_ways((clause,), asked, monkeypatch) == ["early"]


def test_of_grants_that_are_long_over_no_earlier_one_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[object] = []
    old = tuple(grant(f"c{day}", at=at(f"2026-01-{day:02}T09:00:00Z")) for day in range(1, 29))
    prepared = prepare(program(consent(lasts=Duration(months=1))))
    zone = type(prepared.own.domain.zone)
    step = zone.step
    monkeypatch.setattr(zone, "step", lambda *arguments: steps.append(arguments) or step(*arguments))
    assert Fast.of(prepared).decide(request(statements=old)) is not None
    assert len(steps) == 1


def test_what_is_sorted_for_one_item_and_one_clause_serves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    limited = (consent("one", without_need_to_know=None), consent("two", without_need_to_know=None), need())
    asked = request("address", "notes", statements=(grant(), refusal(items=frozenset({"notes"}))))
    assert both_ways(limited, asked, monkeypatch) == ["c1", "c1"]


def test_what_was_found_on_file_is_found_once_for_a_request_and_by_its_own_vocabulary() -> None:
    prepared = prepare(program(consent()))
    asked = request(statements=(grant(),))
    assert Fast.of(prepared).decide(asked) is not None
    kept = asked.kept["p1"]
    assert Fast.of(prepared).decide(asked) is not None
    assert asked.kept["p1"] is kept
    other = prepare(attrs.evolve(prepared.program, vocabulary=attrs.evolve(VOCABULARY)))
    assert Fast.of(other).decide(asked) is not None
    assert asked.kept["p1"] is not kept
    assert attrs.evolve(asked, time=at(NOW)).kept == {}


@pytest.mark.parametrize("lasts", [Duration(months=1), Duration(months=12), Duration(seconds=30 * 86_400)])
@pytest.mark.parametrize("hour", ["00:59:59", "01:00:00", "01:30:00"])
@pytest.mark.parametrize("day", ["01-31", "02-28", "03-29", "10-25", "11-24"])
def test_a_grant_is_over_at_the_same_instant_by_either_way(
    lasts: Duration, hour: str, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_at = at(f"2026-{day}T{hour}Z")
    end = prepare(program(consent())).own.domain.zone.step(given_at, lasts)
    for moved, carried in ((-1, ["c1"]), (0, []), (1, [])):
        asked = attrs.evolve(request(statements=(grant(at=given_at),)), time=Instant(end.micros + moved))
        assert both_ways((consent(lasts=lasts),), asked, monkeypatch) == carried
