"""CP601 to CP604: every paragraph of the source is cited or omitted, once, and no other is."""

from __future__ import annotations

import pytest

from confpolicy.lint.citations import below
from tests.lint.policies import HEADER, whole

_OUTLINE = "- A: one\n- A.1: two\n- A.1.i: three\n- AB: four\n- 5(f): five\n- 5(f)(1): six\n"
_ALL = "prohibition p\n    cites A, A.1, A.1.i, AB, 5(f), 5(f)(1)\n    of confidential to anyone\n"


def found(text: str, *, outline: str | None = _OUTLINE) -> list[tuple[str, str]]:
    header = HEADER if outline is None else HEADER.replace("    language 1\n", '    language 1\n    source "o.md"\n')
    reply = 'reply r\n    to anyone\n    say "x"\n'
    sources = {"case.policy": f"{header}data d\nrole q\npurpose u\n{text}{reply}", "o.md": outline or ""}
    return [(each.code, each.facts["label"]) for each in whole(sources, "case.policy") if each.code.startswith("CP6")]


def test_what_is_all_cited_is_right() -> None:
    assert found(_ALL) == []


def test_an_unknown_label_is_found_with_a_near_one() -> None:
    assert found(_ALL.replace("A.1.i,", "A.1.i, A.1.v,")) == [("CP601", "A.1.v")]


def test_an_unknown_label_in_omits_is_found_too() -> None:
    assert found(f'{_ALL}omits B because "no such thing"\n') == [("CP601", "B")]


def test_what_nobody_speaks_of_is_found_in_the_outline() -> None:
    assert found(_ALL.replace(", AB", "")) == [("CP602", "AB")]


def test_what_is_omitted_is_spoken_of() -> None:
    assert found(_ALL.replace(", AB", "") + 'omits AB because "by hand"\n') == []


def test_omits_alone_leaves_what_lies_below() -> None:
    text = _ALL.replace("A, A.1, A.1.i, ", "")
    assert found(f'{text}omits A because "by hand"\n') == [("CP602", "A.1"), ("CP602", "A.1.i")]


def test_omits_and_below_reaches_all_that_lies_below_and_no_more() -> None:
    text = _ALL.replace("A, A.1, A.1.i, AB, ", "")
    assert found(f'{text}omits A and below because "by hand"\n') == [("CP602", "AB")]
    text = _ALL.replace(", 5(f), 5(f)(1)", "")
    assert found(f'{text}omits 5(f) and below because "by hand"\n') == []


def test_what_is_cited_cannot_be_omitted() -> None:
    assert found(f'{_ALL}omits AB because "by hand"\n') == [("CP603", "AB")]


def test_what_is_cited_below_cannot_be_omitted_with_what_lies_above() -> None:
    text = _ALL.replace("A, A.1, A.1.i, ", "A.1.i, ")
    assert found(f'{text}omits A and below because "by hand"\n') == [("CP603", "A.1.i")]


def test_what_is_omitted_twice_is_found_the_second_time() -> None:
    text = _ALL.replace(", AB", "")
    assert found(f'{text}omits AB because "x"\nomits AB because "y"\n') == [("CP603", "AB")]
    assert found(f'{text}omits AB, AB because "x"\n') == [("CP603", "AB")]


def test_to_be_cited_twice_is_right() -> None:
    assert found(f"{_ALL}prohibition again\n    cites A\n    of d to q\n") == []


def test_any_statement_can_cite() -> None:
    text = _ALL.replace("A, ", "")
    assert found(f"{text}data e under d\n    cites A\n") == []


def test_labels_without_a_source_are_told_once() -> None:
    assert found(_ALL, outline=None) == [("CP604", "A")]


def test_without_labels_no_source_is_needed() -> None:
    assert found("", outline=None) == []


@pytest.mark.parametrize(
    ("label", "other", "lies_below"),
    [
        ("A", "A.1", True),
        ("A.1", "A.1.i", True),
        ("A", "A.1.i", True),
        ("5(f)", "5(f)(1)", True),
        ("5", "5(f)", True),
        ("A", "AB", False),
        ("A", "A", False),
        ("A.1", "A", False),
        ("A.1", "A.11", False),
        ("O-c", "O-c.i", True),
        ("O", "O-c", False),
    ],
)
def test_a_label_lies_below_another_at_a_point_or_a_parenthesis(label: str, other: str, *, lies_below: bool) -> None:
    assert below(label, other) is lies_below
