"""The few statements on file that stand for all."""

from __future__ import annotations

from typing import Any

from confpolicy import Policy
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.logic.session import Found
from confpolicy.prove.logic.terms import below, both, negation
from confpolicy.testing.promises import staged
from tests.agreement.direct import Cell, Direct

LASTING = """\
policy tried "What is tried"
    language 1
    in force from 2026-01-01
    timezone "Europe/London"

data notes
role staff
purpose care

consent agreed
    of notes to staff for care
    given by subject
    lasts 2 months
    without need-to-know because "The wish is the need."

reply reply_all
    to anyone
    say "No."
"""


def _grant(name: str, at: str) -> dict[str, Any]:
    return {
        "id": name,
        "statement": "grant",
        "subject": "p1",
        "given_by": {"id": "p1", "as": "subject"},
        "at": at,
        "form": "writing",
        "items": ["notes"],
        "recipients": ["staff"],
        "purposes": ["care"],
    }


def test_a_clock_that_is_set_can_end_the_younger_of_two_consents_first() -> None:
    request = {
        "time": "2026-03-29T01:20:00+00:00",
        "purpose": "care",
        "discloser": {"id": "d1", "roles": []},
        "recipient": {"id": "r1", "roles": ["staff"]},
        "subject": {"id": "p1", "roles": []},
        "items": ["notes"],
        "consents": [_grant("older", "2026-01-29T01:30:00+00:00"), _grant("younger", "2026-01-29T02:10:00+00:00")],
    }
    policy = Policy.parse(LASTING)
    (row,) = policy.decide(request).rows
    assert [ground.statement for ground in row.because] == ["older"]
    direct = Direct.of(staged(policy))
    assert [direct.differences(each) for each in direct.rows(request)] == [{}]


def test_what_only_a_clock_that_is_set_makes_possible_is_undecided_and_not_denied() -> None:
    cell = Cell.of(Theory.of(Policy.parse(LASTING).program), "notes", "care", grants=2)
    one, other = cell.run.file.grants
    (lives,) = one.alive
    younger_ended = both(one.alive[lives], negation(other.alive[lives]))
    answer = cell.bench.ask(both(younger_ended, below(one.rank, other.rank)))
    assert (answer.found, answer.reason) == (Found.UNDECIDED, "calendar")
    assert cell.bench.ask(both(younger_ended, below(other.rank, one.rank))).found is Found.YES
