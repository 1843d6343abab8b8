"""CP701, CP702, CP707: a consent that permits nothing, a referral whose answer nothing reads, an idle stand-in."""

from __future__ import annotations

import pytest

from tests.lint.policies import facts, places

_CONSENT = "consent c\n    of address, notes to doctor, adviser for care, work\n    given by subject\n"


def _need(scope: str) -> str:
    return f"need-to-know n\n    {scope}\n"


def test_a_consent_without_any_need_to_know_is_found() -> None:
    assert facts(_CONSENT, "CP701") == [{"clause": "c"}]
    assert places(_CONSENT, "CP701") == [1]


@pytest.mark.parametrize(
    "scope",
    ["of address to doctor for care", "of dossier to outsider for any purpose", "of notes to anyone for work"],
)
def test_one_common_disclosure_is_enough(scope: str) -> None:
    assert facts(_CONSENT + _need(scope), "CP701") == []


@pytest.mark.parametrize(
    "scope",
    [
        "of visits to doctor for care",
        "of address to landlord for care",
        "of address to doctor for sale",
        "of dossier except address, notes to doctor for care",
        "of address to outsider except doctor for care",
        "of address to subject for care",
    ],
)
def test_a_need_to_know_beside_it_does_not_help(scope: str) -> None:
    assert len(facts(_CONSENT + _need(scope), "CP701")) == 1


def test_different_disclosers_have_nothing_in_common() -> None:
    consent = _CONSENT.replace("adviser for", "adviser from manager for")
    assert len(facts(consent + _need("of address to doctor from adviser for care"), "CP701")) == 1
    assert facts(consent + _need("of address to doctor from staff for care"), "CP701") == []


def test_a_consent_that_needs_none_says_so() -> None:
    assert facts(f'{_CONSENT}    without need-to-know because "asked for"\n', "CP701") == []


_REFERRAL = "referral r\n    of dossier to doctor for care\n    decided by manager\n"


def _answer(scope: str, when: str) -> str:
    return f"exception e\n    {scope}\n    when {when}\n"


def test_a_referral_without_an_answer_is_found() -> None:
    assert facts(_REFERRAL, "CP702") == [{"clause": "r", "roles": "`manager`"}]


def test_an_exception_that_reads_the_judgement_answers_it() -> None:
    assert facts(_REFERRAL + _answer("of dossier to doctor for care", "item.approved"), "CP702") == []
    assert facts(_REFERRAL + _answer("of notes to outsider for any purpose", "item.approved"), "CP702") == []


def test_it_answers_through_a_definition() -> None:
    text = "define yes_said as item.approved\n" + _REFERRAL + _answer("of dossier to doctor for care", "yes_said")
    assert facts(text, "CP702") == []


@pytest.mark.parametrize(
    ("scope", "when"),
    [
        ("of dossier to landlord for care", "item.approved"),
        ("of dossier to doctor for work", "item.approved"),
        ("of dossier to doctor for care", "item.plain"),
        ("of dossier to doctor for care", "subject.at_risk"),
        ("of dossier to doctor for care", "context.emergency"),
    ],
)
def test_another_scope_and_another_fact_are_no_answer(scope: str, when: str) -> None:
    assert len(facts(_REFERRAL + _answer(scope, when), "CP702")) == 1


def test_a_judgement_of_others_than_those_who_decide_is_no_answer() -> None:
    others = _REFERRAL.replace("decided by manager", "decided by adviser")
    assert len(facts(others + _answer("of dossier to doctor for care", "item.approved"), "CP702")) == 1


def test_those_below_the_role_that_judges_may_decide() -> None:
    text = "fact item.staff_agree : bool judged by staff\n" + _REFERRAL
    assert facts(text + _answer("of dossier to doctor for care", "item.staff_agree"), "CP702") == []


_STANDING = "role guardian_of_them towards subject\nstand-in s\n    of address to guardian_of_them\n"
_GIVING = "giver their_attorney\nstand-in s\n    of address\n    given by their_attorney\n"


@pytest.mark.parametrize("standing", [_STANDING, _GIVING])
def test_a_stand_in_that_nothing_turns_on_is_found(standing: str) -> None:
    assert facts(standing, "CP707") == [{"clause": "s"}]
    assert len(facts(f"{standing}exception e\n    of visits to subject for care\n", "CP707")) == 1


@pytest.mark.parametrize(
    "clause",
    [
        "exception e\n    of dossier to subject for care\n",
        "prohibition e\n    of address to anyone except subject\n",
        "define own as recipient is subject\nexception e\n    of address to anyone for care\n    when own\n",
    ],
)
def test_whatever_asks_who_the_subject_is_turns_on_it(clause: str) -> None:
    assert facts(_STANDING + clause, "CP707") == []
    assert len(facts(_GIVING + clause, "CP707")) == 1


def test_any_consent_turns_on_who_consents_for_the_subject() -> None:
    assert facts(_GIVING + _CONSENT, "CP707") == []
    assert len(facts(_STANDING + _CONSENT, "CP707")) == 1
