"""CP510: nobody is freed of what they are besides because they also stand in for the subject."""

from __future__ import annotations

import pytest

from tests.lint.policies import facts, places

_STANDING = "stand-in s\n    of notes to parent\n"
_FOUND = [{"prohibition": "p", "stand_ins": "`s`"}]


def _forbids(condition: str, scope: str = "of notes to doctor") -> str:
    return f"prohibition p\n    {scope}\n    {condition}\n"


@pytest.mark.parametrize(
    "condition",
    [
        "unless recipient is subject",
        "unless context.emergency or recipient is subject",
        "unless context.emergency and not not recipient is subject",
        "when context.emergency and not recipient is subject",
        "unless (recipient is subject) = yes",
        "unless some a in recipient.agreements has (a.kind = joint and recipient is subject)",
        "reading a unless recipient is subject\n    reading b when context.emergency\n    read as b",
    ],
)
def test_a_prohibition_that_counting_as_the_subject_lifts_is_found(condition: str) -> None:
    assert facts(_STANDING + _forbids(condition), "CP510") == _FOUND
    assert places(_STANDING + _forbids(condition), "CP510") == [3]


@pytest.mark.parametrize("scope", ["of dossier to anyone", "of notes to anyone except staff", "of notes to parent"])
def test_it_is_found_whomever_the_prohibition_names(scope: str) -> None:
    assert facts(_STANDING + _forbids("unless recipient is subject", scope), "CP510") == _FOUND


def test_it_is_found_through_definitions_which_are_asked_in_both_directions() -> None:
    themself = "define themself as recipient is subject\ndefine another as not themself\n"
    assert facts(_STANDING + themself + _forbids("unless themself"), "CP510") == _FOUND
    assert facts(_STANDING + themself + _forbids("when another"), "CP510") == _FOUND
    assert facts(_STANDING + themself + _forbids("when themself unless another or another"), "CP510") == []


@pytest.mark.parametrize(
    "condition", ["when recipient is subject", "unless not recipient is subject", "when context.emergency"]
)
def test_a_prohibition_that_only_counting_as_the_subject_brings_about_is_free(condition: str) -> None:
    assert facts(_STANDING + _forbids(condition), "CP510") == []


def test_where_nobody_can_stand_in_for_what_is_forbidden_it_is_free() -> None:
    forbidding = _forbids("unless recipient is subject")
    assert facts(forbidding, "CP510") == []
    assert facts("stand-in s\n    of address to parent\n" + forbidding, "CP510") == []
    assert facts("stand-in s\n    of notes\n    given by guardian\n" + forbidding, "CP510") == []


def test_freeing_the_subject_in_the_scope_is_free() -> None:
    assert facts(_STANDING + "prohibition p\n    of notes to anyone except subject\n", "CP510") == []


def test_a_ground_may_ask_whether_they_count_as_the_subject() -> None:
    ground = "exception e\n    of notes to anyone for care\n    unless recipient is subject\n"
    assert facts(_STANDING + ground, "CP510") == []
