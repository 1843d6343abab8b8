"""CP501: whoever asks and gets nothing gets a reply, whatever their roles are and whatever they ask for."""

from __future__ import annotations

import pytest

from tests.lint.policies import HEADER, WORDS, whole

_SAY = '    say "Nothing."\n'


def left_out(*replies: str) -> tuple[str, str, str] | None:
    """Roles, item and purpose of a requester without a reply, or None."""
    text = HEADER + WORDS + "".join(f"reply r{n}\n    {scope}\n{_SAY}" for n, scope in enumerate(replies))
    found = [each.facts for each in whole({"case.policy": text}, "case.policy") if each.code == "CP501"]
    assert len(found) <= 1
    return (found[0]["roles"], found[0]["item"], found[0]["purpose"]) if found else None


def test_without_replies_everybody_is_left_out() -> None:
    assert left_out() == ("no role", "anything", "any purpose")


def test_one_reply_to_anyone_is_enough() -> None:
    assert left_out("to anyone") is None


def test_two_replies_that_share_everybody_are_enough() -> None:
    assert left_out("to anyone except staff", "to staff") is None


def test_whoever_has_no_role_at_all_is_somebody() -> None:
    assert left_out("to staff", "to outsider") == ("no role", "`address`", "`care`")


def test_somebody_with_two_roles_may_fall_between_two_exceptions() -> None:
    assert left_out("to anyone except staff", "to anyone except outsider") == (
        "the role `adviser` and `doctor`",
        "`address`",
        "`care`",
    )


def test_a_role_below_an_excepted_one_is_excepted_too() -> None:
    assert left_out("to anyone except staff", "to manager") == ("the role `adviser`", "`address`", "`care`")


def test_three_exceptions_need_three_roles() -> None:
    replies = ("to anyone except adviser", "to anyone except manager", "to anyone except doctor")
    assert left_out(*replies) == ("the role `adviser` and `doctor` and `manager`", "`address`", "`care`")


def test_a_reply_with_a_condition_covers_nobody() -> None:
    assert left_out("to anyone\n    when purpose is care") == ("no role", "anything", "any purpose")
    assert left_out("to anyone\n    unless purpose is care") == ("no role", "anything", "any purpose")


def test_an_item_that_no_reply_speaks_of_leaves_its_requester_out() -> None:
    assert left_out("of address to anyone", "of notes, visits, listed to anyone") == (
        "no role",
        "`leaflet`",
        "`care`",
    )


def test_what_one_reply_excepts_another_may_cover() -> None:
    assert left_out("of confidential except notes to anyone", "of notes, public to anyone") is None


def test_a_purpose_that_no_reply_speaks_of_leaves_its_requester_out() -> None:
    assert left_out("to anyone for work, care") == ("no role", "`address`", "`commerce`")
    assert left_out("to anyone for work, care, commerce") is None
    assert left_out("to anyone for any purpose except sale") == ("no role", "`address`", "`resale`")


def test_replies_may_share_items_purposes_and_roles_between_them() -> None:
    replies = ("of address to anyone", "of confidential except address to anyone for commerce", "of dossier to staff")
    others = ("of dossier, public to anyone except staff", "of public to staff")
    assert left_out(*replies, *others) is None


def test_a_role_towards_a_subject_leaves_nobody_out_for_no_reply_could_see_it() -> None:
    assert left_out("to outsider", "to anyone except outsider") is None


@pytest.mark.parametrize("scope", ["to anyone", "to anyone except staff"])
def test_the_finding_stands_at_the_header(scope: str) -> None:
    text = HEADER + WORDS + f"reply r\n    {scope}\n    when purpose is care\n{_SAY}"
    found = whole({"case.policy": text}, "case.policy")
    assert [each.span.start for each in found if each.code == "CP501"] == [0]
