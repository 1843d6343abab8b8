"""Whom and what scopes cover."""

from __future__ import annotations

import pytest

from confpolicy.core.clauses import Items, Parties, Purposes
from confpolicy.core.scopes import Presence, all_leaves, covers_party, leaves_in, purposes_in
from confpolicy.facts.logic import Truth, truth
from confpolicy.facts.schema import Hierarchy

DATA = Hierarchy.of(
    {
        "public": (),
        "confidential": (),
        "personal": ("confidential",),
        "records": ("confidential",),
        "address": ("personal",),
        "notes": ("personal", "records"),
        "leaflet": ("public",),
    },
    never_leaves=frozenset({"public", "confidential"}),
)
ROLES = Hierarchy.of({"staff": (), "nurse": ("staff",), "third_party": (), "police": ("third_party",), "parent": ()})
PURPOSES = Hierarchy.of({"care": (), "ward_care": ("care",), "commerce": ()})


def names(*terms: str) -> frozenset[str]:
    return frozenset(terms)


def who(*roles: str, in_person: bool = False) -> Presence:
    return Presence.of(frozenset(roles), ROLES, in_person=truth(in_person))


def test_a_part_that_is_left_out_limits_nothing() -> None:
    assert leaves_in(None, DATA, forbids=False) == all_leaves(DATA) == names("address", "notes", "leaflet")
    assert purposes_in(None, PURPOSES) == names("care", "ward_care", "commerce")
    assert covers_party(None, who(), ROLES, forbids=True) is Truth.TRUE


def test_a_term_covers_all_below_it_by_any_path() -> None:
    assert leaves_in(Items(names("personal")), DATA, forbids=False) == names("address", "notes")
    assert leaves_in(Items(names("records")), DATA, forbids=True) == names("notes")


def test_except_takes_an_item_away_by_any_path_but_frees_it_only_by_all() -> None:
    items = Items(names("confidential"), excepted=names("records"))
    assert leaves_in(items, DATA, forbids=False) == names("address")
    assert leaves_in(items, DATA, forbids=True) == names("address", "notes")
    both = Items(names("confidential"), excepted=names("records", "personal"))
    assert leaves_in(both, DATA, forbids=True) == frozenset()
    itself = Items(names("confidential"), excepted=names("notes"))
    assert leaves_in(itself, DATA, forbids=True) == names("address")


def test_purposes_are_covered_from_above_and_excepted_likewise() -> None:
    assert purposes_in(Purposes(terms=names("care")), PURPOSES) == names("care", "ward_care")
    assert purposes_in(Purposes(any=True, excepted=names("care")), PURPOSES) == names("commerce")


@pytest.mark.parametrize(
    "parties,person,allowed,forbidden",
    [
        (Parties(anyone=True), who(), True, True),
        (Parties(anyone=True), who(in_person=True), True, True),
        (Parties(subject=True), who(in_person=True), True, True),
        (Parties(subject=True), who("police"), False, False),
        (Parties(roles=names("third_party")), who("police"), True, True),
        (Parties(roles=names("third_party")), who("staff"), False, False),
        (Parties(anyone=True, except_roles=names("staff")), who("nurse"), False, False),
        (Parties(anyone=True, except_roles=names("staff")), who("nurse", "police"), False, True),
        (Parties(anyone=True, except_roles=names("staff")), who(), True, True),
        (Parties(anyone=True, except_roles=names("staff")), who(in_person=True), True, True),
        (Parties(anyone=True, except_subject=True), who(in_person=True), False, False),
        (Parties(anyone=True, except_subject=True), who("police"), True, True),
    ],
)
def test_except_takes_away_whoever_has_a_role_but_frees_only_whoever_has_no_other(
    parties: Parties, person: Presence, allowed: bool, forbidden: bool
) -> None:
    assert covers_party(parties, person, ROLES, forbids=False) is truth(allowed)
    assert covers_party(parties, person, ROLES, forbids=True) is truth(forbidden)


def test_towards_themself_the_subject_has_no_role() -> None:
    themself = Presence.towards(names("nurse"), names("parent"), ROLES, in_person=Truth.TRUE)
    assert (themself.roles, themself.closed, themself.counts) == (frozenset(), frozenset(), Truth.TRUE)
    other = Presence.towards(names("nurse"), names("parent"), ROLES, in_person=Truth.FALSE)
    assert other.closed == names("nurse", "staff", "parent")


# --- standing in for the subject, and classes of people ------------------------------------------------------------


def stand_in(*roles: str, certainly: bool = True) -> Presence:
    """Somebody with these roles who stands in as a parent, certainly or perhaps."""
    some, parent = frozenset[str](), names("parent")
    person = Presence.of(frozenset(roles), ROLES)
    return person.standing_in(*((parent, some) if certainly else (some, parent)), ROLES)


def one_of_many(*roles: str, towards: frozenset[str] = frozenset()) -> Presence:
    """Somebody with these roles towards a class of people."""
    return Presence.towards(frozenset(roles), towards, ROLES, in_person=Truth.UNKNOWN, all_towards=names("parent"))


TO_SUBJECT = Parties(subject=True)
NOT_SUBJECT = Parties(anyone=True, except_subject=True)
NEITHER = Parties(anyone=True, except_subject=True, except_roles=names("third_party"))
NO_PARENT = Parties(anyone=True, except_roles=names("parent"))
NOT_STAFF = Parties(anyone=True, except_roles=names("staff"))
T, U, F = Truth.TRUE, Truth.UNKNOWN, Truth.FALSE


@pytest.mark.parametrize(
    "parties,person,allowed,forbidden",
    [
        (TO_SUBJECT, stand_in("parent"), T, T),
        (TO_SUBJECT, stand_in("parent", certainly=False), U, U),
        (TO_SUBJECT, stand_in("police"), F, F),
        (NOT_SUBJECT, stand_in("parent"), F, F),
        (NOT_SUBJECT, stand_in("parent", certainly=False), U, U),
        (NOT_SUBJECT, stand_in("parent", "police"), F, T),
        (NOT_SUBJECT, stand_in("parent", "police", certainly=False), U, T),
        (NEITHER, stand_in("parent", "police"), F, F),
        (Parties(roles=names("parent")), stand_in("parent"), T, T),
        (NO_PARENT, stand_in("parent"), F, F),
        (TO_SUBJECT, one_of_many("nurse"), U, U),
        (NOT_SUBJECT, one_of_many("nurse"), U, U),
        (Parties(roles=names("parent")), one_of_many("nurse"), U, U),
        (Parties(roles=names("parent")), one_of_many("nurse", towards=names("parent")), T, T),
        (Parties(roles=names("staff")), one_of_many("nurse"), T, T),
        (NO_PARENT, one_of_many("nurse"), U, T),
        (NOT_STAFF, one_of_many("nurse"), F, U),
    ],
)
def test_who_may_count_as_the_subject_is_covered_perhaps_and_freed_of_no_other_role(
    parties: Parties, person: Presence, allowed: Truth, forbidden: Truth
) -> None:
    assert covers_party(parties, person, ROLES, forbids=False) is allowed
    assert covers_party(parties, person, ROLES, forbids=True) is forbidden


def test_a_role_that_is_given_towards_a_class_tells_nothing_of_the_others() -> None:
    both = names("parent", "police")
    person = Presence.towards(names("nurse"), names("parent"), ROLES, in_person=Truth.UNKNOWN, all_towards=both)
    assert (person.has("parent"), person.has("police"), person.has("third_party")) == (T, U, U)
    assert person.has_one_of(names("police", "staff")) is T
    known = Presence.towards(names("nurse"), names("parent"), ROLES, in_person=Truth.FALSE, all_towards=both)
    assert known.has("police") is F
