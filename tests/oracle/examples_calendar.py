"""Examples of dates, clocks and arithmetic."""

from __future__ import annotations

from typing import Any

from confpolicy.core.expressions import (
    Arithmetic,
    Compare,
    Comparison,
    Expression,
    Literal,
    Not,
    Now,
    Operation,
    Within,
)
from confpolicy.facts.types import Primitive
from confpolicy.facts.values import Duration

from .builders import Example, exception, fact, program, prohibition, request

BORN, AT = fact("subject.born"), fact("context.at")
ONE_DAY = 86_400
LONDON = "Europe/London"


def _later(what: Expression, **duration: int) -> Expression:
    return Arithmetic(Operation.ADD, what, Literal(Duration(**duration), Primitive.DURATION))


def _before(left: Expression, right: Expression) -> Expression:
    return Compare(Comparison.LESS, left, right)


UNDER_16 = _before(Now(), _later(BORN, months=16 * 12))


def _at(promise: str, when: Expression, verdict: str, time: str, zone: str = LONDON, **facts: Any) -> Example:
    """Whether an exception that rests on the condition permits at the time."""
    facts = {"subject": {"id": "p1", "roles": [], **facts.pop("subject", {})}, **facts}
    timely = program(exception("timely", when), zone=zone)
    return Example(promise, timely, request(time=time, **facts), {"verdict": verdict})


def _born(day: str) -> dict[str, Any]:
    return {"born": day}


def _context(at: str) -> dict[str, Any]:
    return {"at": at}


SAO_PAULO, TORONTO, HAVANA = (
    ("America/Sao_Paulo", "2018-11-04"),
    ("America/Toronto", "1919-03-31"),
    ("America/Havana", "2024-11-03"),
)


def _begins(promise: str, at: str, verdict: str, place: tuple[str, str]) -> Example:
    """Whether the day has begun at the instant."""
    zone, day = place
    begun = Compare(Comparison.AT_LEAST, AT, BORN)
    return _at(promise, begun, verdict, "2026-06-01T12:00:00Z", zone, subject=_born(day), context=_context(at))


AGES = [
    _at(
        "a child is under 16 until 00:00 of the birthday in London",
        UNDER_16,
        "permit",
        "2026-06-14T22:59:59.999999Z",
        subject=_born("2010-06-15"),
    ),
    _at(
        "a child is 16 from 00:00 of the birthday in London, an hour before midnight in Greenwich",
        UNDER_16,
        "deny",
        "2026-06-14T23:00:00Z",
        subject=_born("2010-06-15"),
    ),
    _at(
        "who was born on 29 February has a birthday on the 28th in a common year",
        _before(Now(), _later(BORN, months=15 * 12)),
        "deny",
        "2027-02-28T00:00:00Z",
        subject=_born("2012-02-29"),
    ),
    _at(
        "who was born on 29 February is not a year older on the 27th",
        _before(Now(), _later(BORN, months=15 * 12)),
        "permit",
        "2027-02-27T23:59:59Z",
        subject=_born("2012-02-29"),
    ),
    _at(
        "a month after 31 January is the month's last day",
        _before(Now(), _later(BORN, months=1)),
        "deny",
        "2026-02-28T00:00:00Z",
        subject=_born("2026-01-31"),
    ),
    _at(
        "months on a date are stepped before days",
        _before(_later(BORN, months=1, seconds=ONE_DAY), Now()),
        "permit",
        "2026-03-01T00:00:01Z",
        subject=_born("2026-01-31"),
    ),
    _at(
        "a month and a day after 30 January is the day after the end of February",
        _before(_later(BORN, months=1, seconds=ONE_DAY), Now()),
        "deny",
        "2026-02-28T12:00:00Z",
        subject=_born("2026-01-30"),
    ),
    _at(
        "hours on a date are an error and so unknown, under a negation too",
        Not(_before(_later(BORN, seconds=3600), Now())),
        "deny",
        "2026-06-01T12:00:00Z",
        subject=_born("2010-06-15"),
    ),
    Example(
        "an error in a prohibition withholds",
        program(exception("allowed"), prohibition("wrong", _before(Now(), _later(BORN, months=11_999)))),
        request(subject={"id": "p1", "roles": [], "born": "9999-01-01"}),
        {"verdict": "deny", "rows": [{"blocked_by": ["wrong"]}]},
    ),
]

CLOCKS = [
    _at(
        "a local time that is skipped is read with the offset before the gap",
        _before(Now(), _later(AT, months=2)),
        "permit",
        "2026-03-29T01:29:59Z",
        context=_context("2026-01-29T01:30:00Z"),
    ),
    _at(
        "a skipped local time is over at the instant that the offset before the gap gives",
        _before(Now(), _later(AT, months=2)),
        "deny",
        "2026-03-29T01:30:00Z",
        context=_context("2026-01-29T01:30:00Z"),
    ),
    _at(
        "a local time that comes twice means its first",
        _before(Now(), _later(AT, months=1)),
        "deny",
        "2026-10-25T00:30:00Z",
        context=_context("2026-09-25T01:30:00+01:00"),
    ),
    _at(
        "the first of two local times is not over before it comes",
        _before(Now(), _later(AT, months=1)),
        "permit",
        "2026-10-25T00:29:59Z",
        context=_context("2026-09-25T01:30:00+01:00"),
    ),
    _at(
        "a day on an instant is 24 hours, whatever the clocks do",
        _before(Now(), _later(AT, seconds=ONE_DAY)),
        "permit",
        "2026-03-29T12:30:00+01:00",
        context=_context("2026-03-28T12:00:00Z"),
    ),
    _at(
        "a day on a date is a calendar day",
        _before(Now(), _later(BORN, seconds=ONE_DAY)),
        "deny",
        "2026-03-29T23:00:00Z",
        subject=_born("2026-03-29"),
    ),
    _begins("a day whose 00:00 is skipped begins at the end of the gap", "2018-11-04T03:00:00Z", "permit", SAO_PAULO),
    _begins("a day whose 00:00 is skipped has not begun before the gap", "2018-11-04T02:59:59Z", "deny", SAO_PAULO),
    _begins("a gap from the evening before ends with the day begun", "1919-03-31T04:30:00Z", "permit", TORONTO),
    _begins("a day does not begin before a gap from the evening before", "1919-03-31T04:29:59Z", "deny", TORONTO),
    _begins("a day whose 00:00 comes twice begins with the first", "2024-11-03T04:00:00Z", "permit", HAVANA),
    _begins("a day whose 00:00 comes twice has not begun before the first", "2024-11-03T03:59:59Z", "deny", HAVANA),
    _at(
        "within holds to its last instant",
        Within(AT, Duration(seconds=30 * ONE_DAY)),
        "permit",
        "2026-06-01T12:00:00Z",
        context=_context("2026-05-02T12:00:00Z"),
    ),
    _at(
        "within does not hold for what is after now",
        Within(AT, Duration(seconds=30 * ONE_DAY)),
        "deny",
        "2026-06-01T12:00:00Z",
        context=_context("2026-06-01T12:00:00.000001Z"),
    ),
    _at(
        "a date is within days to the 00:00 of its last day",
        Within(BORN, Duration(seconds=30 * ONE_DAY)),
        "permit",
        "2026-05-31T23:00:00Z",
        subject=_born("2026-05-02"),
    ),
    _at(
        "a date is not within days after the 00:00 of its last day",
        Within(BORN, Duration(seconds=30 * ONE_DAY)),
        "deny",
        "2026-05-31T23:00:00.000001Z",
        subject=_born("2026-05-02"),
    ),
    _at(
        "between two instants parts of a second are an error",
        Not(
            Compare(
                Comparison.LESS,
                Arithmetic(Operation.SUBTRACT, Now(), AT),
                Literal(Duration(seconds=1), Primitive.DURATION),
            )
        ),
        "deny",
        "2026-06-01T12:00:00Z",
        context=_context("2026-06-01T11:59:50.5Z"),
    ),
    _at(
        "months and days are not compared",
        Not(
            Compare(
                Comparison.LESS,
                Arithmetic(Operation.SUBTRACT, Now(), AT),
                Literal(Duration(months=1), Primitive.DURATION),
            )
        ),
        "deny",
        "2026-06-01T12:00:00Z",
        context=_context("2025-06-01T12:00:00Z"),
    ),
]

IN_FORCE = [
    Example(
        "before the first instant of the day that it comes into force everything is denied",
        program(exception("allowed"), since="2026-07-01"),
        request(("directory", "contact"), time="2026-06-30T22:59:59.999999Z"),
        {"verdict": "deny", "in_force": False, "rows": [{"because": []}, {"because": []}], "needs_person": []},
    ),
    Example(
        "from the first instant of the day in the policy's zone it is in force",
        program(exception("allowed"), since="2026-07-01"),
        request(time="2026-06-30T23:00:00Z"),
        {"verdict": "permit", "in_force": True},
    ),
]

EXAMPLES = [*AGES, *CLOCKS, *IN_FORCE]
