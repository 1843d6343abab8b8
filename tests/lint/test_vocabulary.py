"""CP703: what is declared is spoken of; CP704: a review that is due is told."""

from __future__ import annotations

import pytest

from confpolicy.facts.calendar import day_from_text
from tests.lint.policies import HEADER, REPLY, whole

_USED = "data d\nrole r\npurpose p\nprohibition nothing_out\n    of d to r for p\n"


def unused(text: str) -> list[tuple[str, str]]:
    found = whole({"case.policy": HEADER + _USED + text + REPLY}, "case.policy")
    assert {each.code for each in found} <= {"CP703"}
    return [(each.facts["kind"], each.facts["name"]) for each in found]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("data e\n", "data", "e"),
        ("role s\n", "role", "s"),
        ("purpose q\n", "purpose", "q"),
        ("notice n\n", "notice", "n"),
        ("giver g\n", "giver", "g"),
        ("register b\n", "register", "b"),
        ("fact subject.f : bool\n", "fact", "subject.f"),
        ("structure k\n    x : int\n", "structure", "k"),
        ("define c as now > now\n", "definition", "c"),
        ("group g\n    has nothing_out\n", "group", "g"),
    ],
)
def test_each_kind_of_name_that_nothing_speaks_of_is_found(text: str, kind: str, name: str) -> None:
    assert unused(text) == [(kind, name)]


@pytest.mark.parametrize(
    "text",
    [
        "data e under d\n",
        "role s under r\n",
        "purpose q under p\n",
        "notice n\nconsent c\n    of d to r\n    given by subject\n    told n\nneed-to-know k\n    of d to r for p\n",
        'giver g\nconsent c\n    of d to r\n    given by g\n    without need-to-know because "x"\n',
        "register b\nobligation o\n    on denial\n    then record in b\n",
        "fact subject.f : bool\nprohibition f\n    of d to r\n    when subject.f\n",
        "fact subject.f : bool\nassert a\n    never of d to r when subject.f\n",
        "structure k\n    x : int\nfact subject.f : k\nassert a\n    never of d to r when subject.f is known\n",
        "group g\n    has e\nexception e\n    of d to r for p\nprohibition f\n    of d to r\n    yields to g\n",
        "fact subject.f : bool\ndefine c as subject.f\nassert a\n    never of d to r when c\n",
    ],
)
def test_what_a_clause_a_definition_a_fact_or_an_assertion_speaks_of_is_used(text: str) -> None:
    assert unused(text) == []


def test_a_term_is_spoken_of_with_what_stands_above_and_below_it() -> None:
    assert unused("data e\ndata f under e\nprohibition x\n    of f to r\n") == []
    assert unused("data e\ndata f, g under e\nprohibition x\n    of f to r\n") == [("data", "g")]


def test_any_purpose_speaks_of_every_purpose() -> None:
    assert unused("purpose q\nprohibition x\n    of d to r for any purpose\n") == []


def test_a_protected_fact_is_declared_so_that_nothing_reads_it() -> None:
    assert unused("fact subject.race : text protected\n") == []


def test_a_scenario_alone_does_not_use_a_name() -> None:
    scenario = 'scenario "s"\n    at 2026-03-02T10:00\n    ask e to r for p\n    expect deny\n'
    assert unused(f"data e\n{scenario}") == [("data", "e")]


_REVIEWED = HEADER + "    reviewed on 2026-01-31\n    review every {} by r\nrole r\n" + REPLY


def overdue(every: str, today: str | None) -> list[str]:
    day = None if today is None else day_from_text(today)
    found = whole({"case.policy": _REVIEWED.format(every)}, "case.policy", today=day)
    return [each.facts["due"] for each in found if each.code == "CP704"]


def test_a_review_is_overdue_from_the_day_after_it_was_due() -> None:
    assert overdue("12 months", "2027-01-31") == []
    assert overdue("12 months", "2027-02-01") == ["2027-01-31"]


def test_months_step_by_the_calendar_and_are_clamped() -> None:
    assert overdue("1 month", "2026-02-28") == []
    assert overdue("1 month", "2026-03-01") == ["2026-02-28"]


def test_days_and_weeks_are_counted() -> None:
    assert overdue("10 days", "2026-02-11") == ["2026-02-10"]
    assert overdue("2 weeks", "2026-02-14") == []


def test_where_nobody_says_what_day_it_is_nothing_is_overdue() -> None:
    assert overdue("1 month", None) == []


def test_a_policy_that_was_never_reviewed_has_no_day_to_count_from() -> None:
    text = HEADER + "    review every 1 month by r\nrole r\n" + REPLY
    found = whole({"case.policy": text}, "case.policy", today=day_from_text("2030-01-01"))
    assert [each.code for each in found] == []
