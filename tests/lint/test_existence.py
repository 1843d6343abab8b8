"""CP503, CP504 and CP508: what an answer tells about the file, and prohibitions that fall on somebody's word."""

from __future__ import annotations

import pytest

from tests.lint.policies import facts, places

_REVEALS = "data visits reveals listed\n"


def _exception(items: str, when: str, *, kind: str = "exception", more: str = "") -> str:
    return f"{_REVEALS}{kind} e\n    of {items} to doctor for care\n    when {when}\n{more}"


@pytest.mark.parametrize("kind", ["exception", "duty"])
def test_a_release_of_what_reveals_on_what_is_on_file_is_found(kind: str) -> None:
    text = _exception("visits", "subject.missing", kind=kind)
    assert places(text, "CP503") == [2]
    assert facts(text, "CP503") == [{"clause": "e", "item": "`visits`", "facts": "`subject.missing`"}]


def test_what_is_revealed_reveals_too() -> None:
    assert len(facts(_exception("listed", "relation.works_with"), "CP503")) == 1


@pytest.mark.parametrize("when", ["stated.missing", "subject.at_risk", "context.emergency", "recipient is doctor"])
def test_what_is_stated_judged_or_of_the_matter_tells_nothing_of_the_file(when: str) -> None:
    assert facts(_exception("visits", when), "CP503") == []


def test_data_that_reveals_nothing_is_free() -> None:
    assert facts(_exception("notes", "subject.missing"), "CP503") == []
    assert facts(_exception("dossier except visits, listed", "subject.missing"), "CP503") == []


def test_a_definition_and_a_reading_and_an_unless_are_read_through() -> None:
    define = "define gone as subject.missing\n"
    assert len(facts(define + _exception("visits", "gone"), "CP503")) == 1
    assert len(facts(_exception("visits", "stated.missing", more="    unless relation.works_with\n"), "CP503")) == 1
    readings = "    reading a when subject.missing\n    reading b when context.emergency\n    read as b\n"
    assert len(facts(_exception("visits", "stated.missing", more=readings), "CP503")) == 1


def test_whether_something_is_known_is_on_file_too() -> None:
    assert len(facts(_exception("visits", "subject.missing is known"), "CP503")) == 1


def test_consent_may_rest_on_the_file() -> None:
    text = f"{_REVEALS}consent c\n    of visits to doctor\n    given by subject\n    when subject.missing\n"
    assert facts(text, "CP503") == []


_FORBIDDEN = "prohibition p\n    of notes to outsider\n"


def test_an_overriding_clause_that_reads_what_is_stated_is_found() -> None:
    text = _FORBIDDEN + _exception("notes", "stated.missing", more="    overrides p\n")
    assert facts(text, "CP504") == [{"clause": "e", "overrides": "`p`", "facts": "`stated.missing`"}]


def test_a_consent_that_overrides_on_what_is_stated_is_found() -> None:
    consent = "consent c\n    of notes to doctor\n    given by subject\n    when stated.missing\n    overrides p\n"
    assert len(facts(_FORBIDDEN + consent, "CP504")) == 1


def test_what_a_prohibition_yields_to_on_what_is_stated_is_found() -> None:
    yielding = f"{_FORBIDDEN}    yields to several\n\ngroup several\n    has e\n\n"
    text = yielding + _exception("notes", "stated.missing")
    assert facts(text, "CP504") == [{"clause": "e", "overrides": "`p`", "facts": "`stated.missing`"}]


@pytest.mark.parametrize("when", ["subject.missing", "subject.at_risk", "context.emergency"])
def test_what_overrides_on_file_or_judgement_is_free(when: str) -> None:
    assert facts(_FORBIDDEN + _exception("notes", when, more="    overrides p\n"), "CP504") == []


def test_what_overrides_nothing_may_read_what_is_stated() -> None:
    assert facts(_FORBIDDEN + _exception("notes", "stated.missing"), "CP504") == []


@pytest.mark.parametrize("part", ["when", "unless"])
def test_a_prohibition_that_the_recipient_judges_is_found(part: str) -> None:
    text = (
        "fact context.safe : bool judged by recipient\n\n"
        f"prohibition p\n    of notes to doctor\n    {part} context.safe\n"
    )
    assert facts(text, "CP508") == [{"clause": "p", "facts": "`context.safe`"}]


def test_what_others_judge_is_not() -> None:
    text = (
        "fact context.safe : bool judged by manager\n\nprohibition p\n    of notes to doctor\n    when context.safe\n"
    )
    assert facts(text, "CP508") == []
