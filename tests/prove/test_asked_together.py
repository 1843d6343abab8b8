"""What an item reveals, asked for beside it with facts of its own: proofs and differences are about that too."""

from __future__ import annotations

from typing import Any

import pytest

from confpolicy import Policy
from confpolicy.prove.difference import Difference, How, compare
from confpolicy.prove.outcome import Budget, Outcome, Status
from confpolicy.prove.prover import outcomes

BUDGET = Budget(rlimit=10_000_000, timeout_seconds=None, solver="z3")
WARD = """
policy ward "A ward"
    language 1
    in force from 2026-01-01
    timezone "Europe/London"

data notes, address, street
data notes reveals address
data address reveals street
role nurse
purpose care
fact item.sealed : bool
fact item.checked : bool judged by nurse
fact context.owed : bool

reply silence
    to anyone
    say "Nothing can be said."
"""
SEALED = "\nprohibition sealed\n    of address to nurse\n    when item.sealed\n"
STREET = "\nprohibition sealed\n    of street to nurse\n    when item.sealed\n"
DUTY = "\nduty handed_on\n    of notes to nurse for care\n    when context.owed and item.sealed = no\n"
PLAIN = "\nexception plain\n    of notes to nurse for care\n    when item.sealed = no\n"
WHATEVER = "\nexception whatever\n    of notes to nurse for care\n    when item.sealed = no\n    overrides sealed\n"


def proved(body: str) -> dict[str, Outcome]:
    return {each.name: each for each in outcomes(Policy.parse(WARD + body), BUDGET)}


def between(old: str, new: str) -> Difference:
    return compare(Policy.parse(old).program, Policy.parse(new).program, BUDGET)


def items(request: Any) -> dict[str, dict[str, Any]]:
    """The facts of each item that is asked for."""
    return {
        (each["item"] if isinstance(each, dict) else each): each if isinstance(each, dict) else {}
        for each in request["items"]
    }


@pytest.mark.parametrize("prohibition", [SEALED, STREET])
def test_a_duty_is_forbidden_by_what_the_item_reveals_where_that_is_asked_for_too(prohibition: str) -> None:
    found = proved(prohibition + DUTY)["no_duty_is_forbidden"]
    assert found.status is Status.REFUTED
    assert found.clauses == ("handed_on", "sealed")
    assert found.counterexample is not None
    asked = items(found.counterexample.request)
    assert asked["notes"]["sealed"] is False
    assert any(facts.get("sealed") is True for item, facts in asked.items() if item != "notes")


def test_a_duty_that_overrides_what_its_item_reveals_is_not_forbidden() -> None:
    body = SEALED + DUTY + "    overrides sealed\n"
    assert proved(body)["no_duty_is_forbidden"].status is Status.PROVED


@pytest.mark.parametrize("prohibition", [SEALED, STREET])
def test_policies_that_differ_only_where_several_items_are_asked_for_are_not_equivalent(prohibition: str) -> None:
    (change,) = between(WARD + prohibition + PLAIN, WARD + prohibition + WHATEVER).changes
    assert (change.how, change.item, change.before, change.after) == (How.MORE, "notes", "deny", "permit")
    assert items(change.witness).keys() > {"notes"}


def test_policies_over_other_vocabularies_are_told_apart_by_several_items_too() -> None:
    more = WARD.replace("role nurse", "role nurse, doctor").replace("judged by nurse", "judged by doctor, nurse")
    checked = SEALED.replace("when item.sealed", "unless item.checked")
    plain, whatever = (each.replace("item.sealed = no", "item.checked") for each in (PLAIN, WHATEVER))
    found = between(WARD + checked + plain, more + checked + whatever).changes
    shown = [each for each in found if items(each.witness).keys() > {"notes"}]
    assert {each.how for each in shown} == {How.MORE}
    assert all("checked" in items(each.witness)["notes"] for each in shown)


def test_where_nothing_that_is_revealed_turns_on_facts_of_items_one_item_is_asked_for() -> None:
    always = SEALED.replace("when item.sealed", "when context.owed")
    (change,) = between(WARD + always + PLAIN, WARD + always + WHATEVER).changes
    assert items(change.witness).keys() == {"notes"}


def test_an_assertion_that_something_is_permitted_is_about_the_item_alone() -> None:
    claims = "\nassert open_to_nurses always of notes to nurse for care when item.sealed = no\n"
    claims += "\nassert not_by_chance never of notes to nurse for care when item.sealed\n"
    found = proved(SEALED + PLAIN + claims)
    assert [found[name].status for name in ("open_to_nurses", "not_by_chance")] == [Status.PROVED] * 2


# --- what is answered, and what follows, where nothing of it is released --------------------------------------------

SECRET = """
fact item.secret : bool taken as no if absent because "Few are."
prohibition sealed
    of address to anyone
    when item.secret
exception open_when_secret
    of notes to anyone for any purpose
    when item.secret
    overrides sealed
exception open
    of notes to anyone for any purpose
    when item.secret = no
reply of_notes
    of notes to anyone
    say "Ask the ward."
"""


def test_a_reply_that_is_given_only_where_more_is_asked_for_is_told_apart_by_such_a_request() -> None:
    (change,) = between(WARD + SECRET, WARD + SECRET.replace("Ask the ward.", "Ask the doctor.")).changes
    assert (change.how, change.item) == (How.REPLIES, "notes")
    assert items(change.witness).keys() == {"notes", "address"}


def test_a_reply_that_may_be_given_only_where_more_is_asked_for_is_not_called_dead() -> None:
    found = proved(SECRET)["every_clause_can_take_effect"]
    assert (found.status, found.clauses) == (Status.UNDECIDED, ("of_notes",))


CLOSED = """
fact subject.closed : bool{presumed}
exception open
    of notes to anyone for any purpose
    when subject.closed = no
obligation noted
    on denial of notes to anyone
    when subject.closed = no
    then do "Note it in the diary."
"""
PRESUMED = ' taken as no if absent because "Few are."'


def test_what_follows_on_a_denial_for_somebody_elses_sake_is_told_apart_by_a_request_about_both() -> None:
    old = f"""{WARD}
fact relation.friend : bool taken as no if absent because "Few are."
exception open
    of notes to anyone for any purpose
    when relation.friend
obligation noted
    on denial of notes to anyone
    when relation.friend
    then do "Note it in the diary."
"""
    (change,) = between(old, old.replace("in the diary", "in the book")).changes
    assert (change.how, change.before) == (How.OBLIGATIONS, "deny")
    assert len(change.witness["subjects"]) == 2


def test_what_may_follow_only_for_somebody_elses_sake_is_open_and_nothing_is_called_equivalent() -> None:
    old = WARD + CLOSED.format(presumed=PRESUMED)
    found = between(old, old.replace("in the diary", "in the book"))
    assert not found.equivalent
    assert {each.how for each in found.undecided} == {How.OBLIGATIONS.value}
    assert not found.changes


@pytest.mark.parametrize("reached", ["address", "address, notes"])
def test_a_protected_fact_may_matter_through_a_stand_in_at_what_the_item_reveals(reached: str) -> None:
    body = f"""
role parent towards subject
fact item.race : bool protected
stand-in parents
    of {reached} to parent
    when item.race
    relying on item.race because "so"
prohibition sealed_to_the_subject
    of address to subject
exception open
    of notes to anyone for any purpose
"""
    assert proved(body)["no_protected_fact_matters"].status is Status.PROVED


def test_what_only_one_policy_takes_for_revealed_is_asked_for_under_both() -> None:
    effects = """
reply noted
    of notes to anyone
    say "Ask the ward."
    then do "Note it in the diary."
"""
    old = WARD + SEALED + PLAIN + effects
    found = between(old, old.replace("data notes reveals address\n", ""))
    assert {each.how for each in found.changes} <= {How.MORE, How.LESS}
    assert found.changes
