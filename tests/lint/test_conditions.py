"""CP505 and CP506: nothing is permitted, and nothing goes unforbidden, because nothing was given."""

from __future__ import annotations

import pytest

from tests.lint.policies import facts, places

_EVERY = "every a in recipient.agreements has (a.kind = joint)"
_SOME = "some a in recipient.agreements has (a.kind = joint)"


def _permits(condition: str, kind: str = "exception") -> str:
    return f"{kind} e\n    of notes to doctor for care\n    {condition}\n"


@pytest.mark.parametrize("kind", ["exception", "duty", "need-to-know"])
def test_every_in_what_permits_is_found(kind: str) -> None:
    assert facts(_permits(f"when {_EVERY}", kind), "CP505") == [{"clause": "e", "variable": "a"}]


def test_every_in_a_consent_is_found() -> None:
    text = f"consent c\n    of notes to doctor\n    given by subject\n    when {_EVERY}\n"
    assert places(text, "CP505") == [1]


@pytest.mark.parametrize(
    "condition",
    [
        f"when context.emergency and {_EVERY}",
        f"when context.emergency or {_EVERY}",
        f"unless not {_EVERY}",
        f"when ({_EVERY}) = yes",
        f"when {_SOME} or {_EVERY}",
        f"reading a when {_EVERY}\n    reading b when context.emergency\n    read as b",
        f"when some b in recipient.agreements has (b.kind = joint and {_EVERY})",
    ],
)
def test_it_is_found_wherever_an_empty_set_helps_to_permit(condition: str) -> None:
    assert len(facts(_permits(condition), "CP505")) == 1


def test_it_is_found_through_a_definition() -> None:
    assert len(facts(f"define all_joint as {_EVERY}\n" + _permits("when all_joint"), "CP505")) == 1
    assert facts(f"define all_joint as {_EVERY}\n" + _permits("unless all_joint"), "CP505") == []


@pytest.mark.parametrize("condition", [f"unless {_EVERY}", f"when not {_EVERY}", f"when {_SOME}"])
def test_where_an_empty_set_withholds_it_is_free(condition: str) -> None:
    assert facts(_permits(condition), "CP505") == []


def test_every_beside_some_of_the_same_set_is_free() -> None:
    assert facts(_permits(f"when {_SOME} and {_EVERY}"), "CP505") == []


def test_every_in_a_set_that_stands_in_the_policy_is_free() -> None:
    assert facts(_permits("when every n in {1, 2} has (n < 3)"), "CP505") == []


def test_every_in_what_forbids_or_refers_is_free() -> None:
    assert facts(f"prohibition p\n    of notes to doctor\n    when {_EVERY}\n", "CP505") == []
    assert facts(f"referral r\n    of notes to doctor\n    when {_EVERY}\n    decided by manager\n", "CP505") == []


_PRESUMED = 'fact subject.warned : bool taken as no if absent because "Few are."\n'


def _forbids(condition: str) -> str:
    return f"{_PRESUMED}prohibition p\n    of notes to doctor\n    {condition}\n"


def test_a_presumed_fact_in_the_when_of_a_prohibition_is_found() -> None:
    assert facts(_forbids("when subject.warned"), "CP506") == [
        {"clause": "p", "fact": "subject.warned", "does": "does not forbid"}
    ]
    assert places(_forbids("when subject.warned"), "CP506") == [2]


def test_it_is_found_through_a_definition_and_in_a_reading() -> None:
    assert len(facts("define w as subject.warned\n" + _forbids("when w"), "CP506")) == 1
    readings = "reading a when subject.warned\n    reading b when subject.missing\n    read as b"
    assert len(facts(_forbids(readings), "CP506")) == 1


def test_in_the_unless_of_a_prohibition_and_in_what_permits_it_is_free() -> None:
    assert facts(_forbids("unless subject.warned"), "CP506") == []
    assert facts(_PRESUMED + _permits("when subject.warned"), "CP506") == []


@pytest.mark.parametrize("side", ["when", "unless"])
def test_a_presumed_fact_on_either_side_of_a_stand_in_is_found(side: str) -> None:
    standing = f"{_PRESUMED}stand-in s\n    of notes to parent\n    {side} subject.warned\n"
    permitting = "exception e\n    of notes to subject for care\n"
    assert facts(standing + permitting, "CP506") == [
        {"clause": "s", "fact": "subject.warned", "does": "still decides who stands in"}
    ]
    assert facts((standing + permitting).replace("subject.warned\n", "subject.missing\n"), "CP506") == []


def test_a_fact_that_is_unknown_if_absent_forbids() -> None:
    assert facts(_forbids("when subject.missing"), "CP506") == []
