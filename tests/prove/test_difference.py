"""Every kind of change of a policy is told, with a request that shows it; what means the same is equivalent."""

from __future__ import annotations

import pytest

from confpolicy.engine import Policy
from confpolicy.prove.compare.words import NO_ROLE
from confpolicy.prove.difference import Change, Difference, How, compare
from confpolicy.prove.outcome import Budget

BUDGET = Budget(rlimit=10_000_000, timeout_seconds=None, solver="z3")
CLINIC = """
policy clinic "A clinic"
    language 1
    version "1"
    in force from 2026-01-01
    timezone "Europe/London"

data notes, address under confidential
data notes reveals address
role nurse, doctor, police
purpose care, crime
notice why, with_whom
register log
fact subject.in_danger : bool
fact item.agreed : bool judged by nurse within 30 days
fact context.asked_how : one of phone, letter

need-to-know care_needs
    of confidential to nurse for care

consent sharing
    of confidential to anyone
    given by subject in writing
    told why

exception danger
    of confidential to police for crime
    when subject.in_danger and item.agreed
    then record in log
    overrides keep_notes

prohibition keep_notes
    of notes to police

reply nothing_said
    to anyone
    say "We cannot say."
"""


def between(old: str, new: str, *, thorough: bool = True) -> Difference:
    """How the one text differs from the other."""
    return compare(Policy.parse(old).program, Policy.parse(new).program, BUDGET, thorough=thorough)


def after(was: str, becomes: str) -> Difference:
    """What that change of the clinic's policy changes; each witness is decided differently as it is told."""
    assert was in CLINIC
    new = CLINIC.replace(was, becomes)
    found = between(CLINIC, new)
    for change in found.changes:
        verdicts = [Policy.parse(text).decide(change.witness).verdict.value for text in (CLINIC, new)]
        assert verdicts == [change.before, change.after]
    return found


def only(found: Difference) -> Change:
    """The one change that there is."""
    assert not found.undecided
    assert not found.equivalent
    (change,) = found.changes
    return change


def test_a_policy_is_equivalent_to_itself() -> None:
    assert between(CLINIC, CLINIC).equivalent


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('"A clinic"', '"The clinic"'),
        ("consent sharing", 'consent sharing "Sharing"'),
        ("need-to-know care_needs", "need-to-know what_care_needs"),
        ("subject.in_danger and item.agreed", "item.agreed and subject.in_danger"),
        ("subject.in_danger and item.agreed", "not (not item.agreed or not subject.in_danger)"),
        ("of confidential to nurse for care", "of notes, address to nurse for care"),
        ("when subject.in_danger and item.agreed", "when item.agreed\n    unless not subject.in_danger"),
    ],
)
def test_titles_names_order_and_other_words_for_the_same_are_equivalent(was: str, becomes: str) -> None:
    assert after(was, becomes).equivalent


def test_the_order_of_clauses_and_their_layout_never_matter() -> None:
    head, *clauses = CLINIC.split("\n\n")
    turned = "\n\n\n".join([head, *clauses[:1], *reversed(clauses[1:])])
    assert between(CLINIC, turned.replace("    given", "        given")).equivalent


def test_a_clause_twice_under_two_names_is_equivalent_to_it_once() -> None:
    again = CLINIC + "\nneed-to-know care_needs_again\n    of confidential to nurse for care\n"
    assert between(CLINIC, again).equivalent


def test_what_is_asked_of_a_consent_permits_less() -> None:
    change = only(after("told why", "told why, with_whom"))
    assert (change.how, change.role, change.clauses) == (How.LESS, "nurse", ("sharing",))
    assert set(change.cells) == {("address", "nurse", "care"), ("notes", "nurse", "care")}


def test_a_condition_that_is_dropped_permits_more() -> None:
    change = only(after("subject.in_danger and item.agreed", "item.agreed"))
    assert (change.how, change.before, change.after, change.clauses) == (How.MORE, "deny", "permit", ("danger",))


def test_a_negated_condition_is_told_both_ways() -> None:
    found = after("subject.in_danger and", "not subject.in_danger and")
    assert {change.how for change in found.changes} == {How.MORE, How.LESS}


def test_a_prohibition_that_nothing_overrides_any_more_permits_less_of_what_it_covers_alone() -> None:
    change = only(after("    overrides keep_notes\n", ""))
    assert (change.how, change.cells) == (How.LESS, (("notes", "police", "crime"),))


def test_another_effect_is_a_difference_in_obligations_alone() -> None:
    change = only(after("then record in log", "then record in log, notify doctor"))
    assert (change.how, change.detail) == (How.OBLIGATIONS, "now: then notify doctor")
    assert change.clauses == ("danger",)


def test_the_same_effect_within_another_time_is_a_difference_in_obligations() -> None:
    change = only(after("then record in log", "then within 2 days record in log"))
    assert change.detail == "no longer: then record log; now: then record log within 2 days"


def test_an_effect_that_moves_to_an_obligation_on_the_clause_is_equivalent() -> None:
    moved = CLINIC.replace("    then record in log\n", "")
    moved += "\nobligation logged\n    on danger\n    of confidential to anyone\n    then record in log\n"
    assert between(CLINIC, moved).equivalent


def test_another_answer_is_a_difference_in_replies() -> None:
    change = only(after("We cannot say.", "No."))
    assert (change.how, change.clauses) == (How.REPLIES, ("nothing_said",))
    assert {role for _, role, _ in change.cells} == {"nurse", "doctor", "police", "subject", NO_ROLE}


def test_an_item_that_no_longer_reveals_another_is_not_withheld_for_its_sake() -> None:
    change = only(after("data notes reveals address\n", ""))
    assert (change.how, change.item) == (How.MORE, "notes")
    assert [each["items"] for each in change.witness["consents"] if each["statement"] == "refusal"] == [["address"]]


def test_a_judgement_that_counts_for_longer_permits_more() -> None:
    change = only(after("within 30 days", "within 60 days"))
    assert (change.how, change.role, change.clauses) == (How.MORE, "police", ("danger",))


def test_a_judgement_by_others_is_told_both_ways() -> None:
    found = after("judged by nurse", "judged by doctor")
    assert {change.how for change in found.changes} == {How.MORE, How.LESS}


def test_a_judgement_by_more_roles_permits_more() -> None:
    assert only(after("judged by nurse", "judged by nurse, doctor")).how is How.MORE


def test_a_later_day_of_coming_into_force_is_one_difference() -> None:
    change = only(after("2026-01-01", "2026-02-01"))
    assert change.how is How.LESS
    assert "2026-01-01" <= change.witness["time"][:10] < "2026-02-01"


def test_what_could_still_change_a_decision_is_told_where_a_request_shows_it() -> None:
    permitted = CLINIC.replace("when subject.in_danger and item.agreed", "when subject.in_danger")
    also = (
        permitted
        + "\nexception no_more\n    of address to police for crime\n    when subject.in_danger and item.agreed\n"
    )
    change = only(between(permitted, also))
    assert (change.how, change.detail) == (How.NEEDS, "what could still change the decision")


def test_a_first_difference_is_enough_where_no_more_is_asked_for() -> None:
    found = between(CLINIC, CLINIC.replace("when subject.in_danger and", "when not subject.in_danger and"),
                    thorough=False)  # fmt: skip
    assert len(found.changes) == 1


def test_a_question_that_takes_too_much_is_undecided_and_never_equivalent() -> None:
    new = CLINIC.replace("subject.in_danger and item.agreed", "item.agreed and (subject.in_danger)")
    assert between(CLINIC, new).equivalent
    scarce = Budget(rlimit=1, timeout_seconds=None, solver="z3")
    found = compare(Policy.parse(CLINIC).program, Policy.parse(CLINIC.replace("told why", "express")).program, scarce)
    assert not found.equivalent
    assert found.undecided
    assert "--effort" in found.undecided[0].reason
    assert "sharing" in found.undecided[0].reason


def test_the_same_two_policies_differ_in_the_same_words_every_time() -> None:
    new = CLINIC.replace("told why", "express").replace("and item.agreed", "and not item.agreed")
    assert between(CLINIC, new) == between(CLINIC, new)


def test_policies_in_two_time_zones_are_not_compared() -> None:
    found = between(CLINIC, CLINIC.replace("Europe/London", "Europe/Paris"))
    assert [each.reason for each in found.undecided] == [
        "they reckon in different time zones: Europe/London, Europe/Paris"
    ]


def test_what_a_new_item_can_release_is_undecided_where_that_takes_too_much() -> None:
    new = CLINIC.replace("data notes, address under", "data notes, address, photographs under")
    scarce = Budget(rlimit=1, timeout_seconds=None, solver="z3")
    found = compare(Policy.parse(CLINIC).program, Policy.parse(new).program, scarce)
    assert {each.item for each in found.undecided} == {"photographs"}
    assert [(term.kind, term.name, term.where) for term in found.vocabulary] == [("data", "photographs", "new")]


def test_what_a_new_purpose_permits_is_more_and_everything_else_stays() -> None:
    new = CLINIC.replace("purpose care, crime", "purpose care, crime\npurpose surgery under care")
    found = between(CLINIC, new)
    assert {(change.how, change.purpose, change.before) for change in found.changes} == {
        (How.MORE, "surgery", "refused")
    }
    assert not found.undecided


def test_a_new_fact_in_a_condition_permits_less_to_requests_that_do_not_state_it() -> None:
    declared = CLINIC.replace("fact subject.in_danger : bool", "fact subject.in_danger, subject.of_age : bool")
    new = declared.replace("when subject.in_danger and item", "when subject.of_age and subject.in_danger and item")
    found = between(CLINIC, new)
    assert [(change.how, change.clauses) for change in found.changes] == [(How.LESS, ("danger",))]
    assert [term.name for term in found.vocabulary] == ["subject.of_age"]


PLAIN = """policy plain
    language 1
    in force from 2026-01-01
    timezone "Europe/London"

data notes under confidential
role nurse, manager, guardian
purpose care
fact context.urgent : bool
fact item.agreed : bool judged by manager, guardian

duty tell_nurses
    of notes to nurse for care
    when context.urgent

exception agreed
    of notes to nurse for care
    when item.agreed

referral managers_are_asked
    of notes to nurse
    unless item.agreed is known
    decided by manager

reply silence
    to anyone
    say "Nothing can be said."
"""


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("duty tell_nurses", "exception tell_nurses", "no longer: the disclosure is owed"),
        ("decided by manager", "decided by guardian", "no longer: decided by manager; now: decided by guardian"),
    ],
)
def test_that_something_is_owed_and_who_decides_are_told_apart(was: str, becomes: str, told: str) -> None:
    change = only(between(PLAIN, PLAIN.replace(was, becomes)))
    assert (change.how, change.detail) == (How.OBLIGATIONS, told)


# --- what the vocabulary changes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "was", "now"),
    [
        ("data", "address", "data notes, address under confidential", "data address under notes"),
        ("role", "nurse", "role nurse, doctor, police", "role nurse under police"),
        ("purpose", "care", "purpose care, crime", "purpose care under crime"),
    ],
)
def test_a_term_that_is_moved_is_told_since_consents_on_file_may_cover_it(
    kind: str, name: str, was: str, now: str
) -> None:
    above = now.rsplit(maxsplit=1)[-1]
    apart = f"{kind} {above}\n{kind} {name}" if kind != "data" else f"data {above}, {name} under confidential"
    others = "role doctor\n" if kind == "role" else ""
    below = f"{others}{now}\n{kind} {above}" + (
        " under confidential\ndata other under notes" if kind == "data" else ""
    )
    side = f"{others}{apart}" + ("\ndata other under notes" if kind == "data" else "")
    base = CLINIC.replace("data notes reveals address\n", "")
    found = between(base.replace(was, side), base.replace(was, below))
    assert not found.equivalent
    (term,) = found.vocabulary
    assert (term.kind, term.name, term.where) == (kind, name, "declared otherwise")
    assert term.detail.startswith(f"now below {above}, so that consents")
    shown = {each.detail: each for each in found.changes if f"naming {above}" in each.detail}
    assert {each.how for each in shown.values()} == {How.MORE, How.LESS}
    for each in shown.values():
        old, new = (Policy.parse(base.replace(was, one)).decide(each.witness) for one in (side, below))
        assert (old.verdict.value, new.verdict.value) == (each.before, each.after)
        assert old.verdict is not new.verdict


@pytest.mark.parametrize("turned", [False, True])
def test_a_field_that_only_one_knows_is_told_where_records_are_compared(*, turned: bool) -> None:
    old = CLINIC.replace("fact item.agreed", "structure paper\n    kind : one of low, high\n    copied : bool\n"
                         "fact subject.mine, context.theirs : paper\nfact item.agreed"
                         ).replace("when subject.in_danger", "when subject.mine = context.theirs")  # fmt: skip
    new = old.replace("    copied : bool\n", "")
    found = between(new, old) if turned else between(old, new)
    assert not found.equivalent
    assert {term.name for term in found.vocabulary} == {"subject.mine", "context.theirs"}


def test_a_judgement_that_would_end_after_the_calendar_counts_under_neither() -> None:
    text = CLINIC.replace("within 30 days", "within 1 month").replace(
        "when subject.in_danger", "when now >= 9999-12-05T00:00 and subject.in_danger"
    )
    found = between(text, text.replace("within 1 month", "within 2 months"))
    assert not found.equivalent or found.undecided == ()


# --- several items together ---------------------------------------------------------------------------------------

BESIDE = """
fact item.sealed : bool

prohibition sealed
    of address to nurse
    when item.sealed

exception open
    of notes to nurse for care
"""
FOR_ALL = "exception also\n    of notes to nurse for care\n    when item.sealed = no\n    overrides sealed\n"


def test_of_terms_that_are_moved_together_the_one_above_them_is_shown() -> None:
    base = CLINIC.replace("data notes reveals address\n", "")
    was = "data notes, address under confidential"
    terms = "data place under confidential\ndata street, town under place\n"
    side, below = (base.replace(was, f"{was}\n{each}") for each in (terms, terms.replace("confidential", "notes")))
    side, below = (f"{each}\nconsent of_places\n    of confidential to doctor\n    given by subject in writing\n"
                   '    without need-to-know because "so"\n' for each in (side, below))  # fmt: skip
    shown = [each.detail for each in between(side, below).changes if "naming" in each.detail]
    assert {detail.rsplit(maxsplit=1)[-1] for detail in shown} == {"place"}


def test_what_an_item_reveals_tells_on_it_by_facts_of_its_own_where_it_is_asked_for_too() -> None:
    found = between(CLINIC + BESIDE + FOR_ALL, CLINIC + BESIDE)
    (change,) = found.changes
    assert (change.how, change.item, change.before, change.after) == (How.LESS, "notes", "permit", "deny")
    first, other = change.witness["items"]
    assert first == {"item": "notes", "sealed": False}
    assert (other["item"] if isinstance(other, dict) else other) == "address"
    assert between(CLINIC + BESIDE, CLINIC + BESIDE).equivalent
