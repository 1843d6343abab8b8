"""Examples of durations and of the bounds of the calendar."""

from __future__ import annotations

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
from confpolicy.facts.values import MONTHS_BOUND, SECONDS_BOUND, Duration

from .builders import condition_is, day, fact

URGENT, MISSING = fact("context.urgent"), fact("subject.missing")
AGREEMENTS, WANTED, WAITED = fact("recipient.agreements"), fact("context.wanted"), fact("context.waited")
BORN, AT, AMOUNT, SCORE = fact("subject.born"), fact("context.at"), fact("subject.amount"), fact("subject.score")
DAY_SECONDS = 86_400


def _lasting(months: int = 0, seconds: int = 0) -> Literal:
    return Literal(Duration(months, seconds), Primitive.DURATION)


def _plus(left: Expression, right: Expression) -> Expression:
    return Arithmetic(Operation.ADD, left, right)


def _minus(left: Expression, right: Expression) -> Expression:
    return Arithmetic(Operation.SUBTRACT, left, right)


def _same(left: Expression, right: Expression) -> Expression:
    return Compare(Comparison.EQUAL, left, right)


def _less(left: Expression, right: Expression) -> Expression:
    return Compare(Comparison.LESS, left, right)


EXAMPLES = [
    condition_is(True, "years are twelve months", _same(WAITED, _lasting(18)), context={"waited": "P1Y6M"}),
    condition_is(
        True,
        "weeks are seven days of 24 hours",
        _same(WAITED, _lasting(0, 14 * DAY_SECONDS)),
        context={"waited": "P2W"},
    ),
    condition_is(
        True, "days and hours add up", _same(WAITED, _lasting(0, 36 * 3600 + 61)), context={"waited": "P1DT12H1M1S"}
    ),
    condition_is(True, "months are compared with months", _less(WAITED, _lasting(7)), context={"waited": "P6M"}),
    condition_is(
        None, "months are not compared with days", _less(WAITED, _lasting(0, DAY_SECONDS)), context={"waited": "P6M"}
    ),
    condition_is(
        None,
        "months are not even unequal to days",
        _same(WAITED, _lasting(0, DAY_SECONDS)),
        context={"waited": "P6M"},
    ),
    condition_is(True, "no time is both months and days", _less(_lasting(), WAITED), context={"waited": "P6M"}),
    condition_is(True, "no days are fewer than some days", _less(_lasting(), WAITED), context={"waited": "P6D"}),
    condition_is(
        None,
        "a time of months and days is compared with nothing",
        _less(_plus(WAITED, _lasting(0, 1)), _lasting(9)),
        context={"waited": "P6M"},
    ),
    condition_is(
        True,
        "a duration at its bound has a value",
        _less(_lasting(), _plus(_lasting(MONTHS_BOUND - 6), WAITED)),
        context={"waited": "P6M"},
    ),
    condition_is(
        None,
        "a duration of too many months is unknown",
        _less(_lasting(), _plus(_lasting(MONTHS_BOUND - 5), WAITED)),
        context={"waited": "P6M"},
    ),
    condition_is(
        True,
        "a duration of as many days as may be has a value",
        _less(_lasting(), _plus(_lasting(0, SECONDS_BOUND - DAY_SECONDS), WAITED)),
        context={"waited": "P1D"},
    ),
    condition_is(
        None,
        "a duration of too many days is unknown",
        _less(_lasting(), _plus(_lasting(0, SECONDS_BOUND - DAY_SECONDS + 1), WAITED)),
        context={"waited": "P1D"},
    ),
    condition_is(
        True,
        "between two dates lie whole days",
        _same(_minus(Literal(day("2026-03-30"), Primitive.DATE), BORN), _lasting(0, 2 * DAY_SECONDS)),
        subject={"born": "2026-03-28"},
    ),
    condition_is(
        True,
        "between two instants lies their exact distance",
        _same(_minus(Now(), AT), _lasting(0, 30)),
        context={"at": "2026-06-01T10:59:30Z"},
    ),
    condition_is(
        None,
        "a distance with parts of a second is unknown",
        _less(_minus(Now(), AT), _lasting(0, DAY_SECONDS)),
        context={"at": "2026-06-01T10:59:30.5Z"},
    ),
    condition_is(
        None,
        "no date lies after the last",
        _less(Now(), _plus(BORN, _lasting(0, DAY_SECONDS))),
        subject={"born": "9999-12-31"},
    ),
    condition_is(
        True,
        "the last date is one",
        _less(Now(), _plus(BORN, _lasting(0, DAY_SECONDS))),
        subject={"born": "9999-12-30"},
    ),
    condition_is(
        None,
        "no date lies before the first",
        _less(_minus(BORN, _lasting(0, DAY_SECONDS)), BORN),
        subject={"born": "0001-01-01"},
    ),
    condition_is(
        None, "no month lies before the first", _less(_minus(BORN, _lasting(1)), BORN), subject={"born": "0001-01-31"}
    ),
    condition_is(
        True,
        "durations are added to dates from either side",
        _same(_plus(_lasting(1), BORN), Literal(day("2026-02-28"), Primitive.DATE)),
        subject={"born": "2026-01-31"},
    ),
    condition_is(
        True,
        "a month before 31 March is the month's last day",
        _same(_minus(BORN, _lasting(1)), Literal(day("2024-02-29"), Primitive.DATE)),
        subject={"born": "2024-03-31"},
    ),
    condition_is(
        None,
        "hours on a date are unknown",
        _less(_plus(BORN, _lasting(0, 3600)), Now()),
        subject={"born": "2010-06-15"},
    ),
    condition_is(
        False,
        "a moment after now is not within",
        Within(AT, Duration(0, DAY_SECONDS)),
        context={"at": "2026-06-01T11:00:00.000001Z"},
    ),
    condition_is(
        True, "now is within no time of itself", Within(AT, Duration()), context={"at": "2026-06-01T11:00:00Z"}
    ),
    condition_is(
        False,
        "a moment may be too long before now",
        Within(AT, Duration(1)),
        context={"at": "2026-05-01T10:59:59.999999Z"},
    ),
    condition_is(None, "an absent moment is not known to be within", Within(AT, Duration(1))),
    condition_is(
        True, "today is within a day", Within(BORN, Duration(0, DAY_SECONDS)), subject={"born": "2026-06-01"}
    ),
    condition_is(
        False,
        "tomorrow is not within a day",
        Not(Not(Within(BORN, Duration(0, DAY_SECONDS)))),
        subject={"born": "2026-06-02"},
    ),
]
