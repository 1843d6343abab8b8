"""Faults in scopes: who and what a clause covers, and what `except` takes away."""

from __future__ import annotations

from tests.faults.catalogue.laws import law, promise
from tests.faults.fault import Fault

FAULTS: tuple[Fault, ...] = (
    Fault(
        name="one_excepted_role_frees_from_a_prohibition",
        file="core/scopes.py",
        within="_freed_party",
        before="return all(hierarchy.above[role] & parties.except_roles for role in roles)",
        after="return any(hierarchy.above[role] & parties.except_roles for role in roles)",
        law=law("adding_a_role_that_nothing_names_never_permits_more"),
        because="So it is for what permits: one excepted role, and the clause does not cover them.",
    ),
    Fault(
        name="no_role_at_all_frees_from_a_prohibition",
        file="core/scopes.py",
        within="_freed_party",
        before="by_roles = conjunction([truth(bool(who.roles) and freed(who.roles)), negation(who.in_person)])",
        after="by_roles = conjunction([truth(freed(who.roles)), negation(who.in_person)])",
        law=promise("a prohibition's except frees nobody without a role"),
        because="`all` of nothing is true, which nobody thinks of.",
    ),
    Fault(
        name="one_excepted_parent_frees_an_item",
        file="core/scopes.py",
        within="_freed",
        before="freed[term] = bool(parents) and all(_freed(up, freed, hierarchy) for up in parents)",
        after="freed[term] = any(_freed(up, freed, hierarchy) for up in parents)",
        law=promise("a prohibition's except frees an item only if all its parents are excepted"),
        because="It is shorter, and the same where each term has one parent.",
    ),
    Fault(
        name="what_lies_below_an_excepted_item_is_not_excepted",
        file="core/scopes.py",
        within="leaves_in",
        before="return frozenset(leaf for leaf in covered if not hierarchy.above[leaf] & items.excepted)",
        after="return covered - items.excepted",
        law=promise("elsewhere an except excludes an item under any excepted term"),
        because="Both are sets of terms.",
    ),
    Fault(
        name="towards_themself_a_subject_keeps_what_they_are_to_themself",
        file="core/scopes.py",
        within="Presence.towards",
        before="held = frozenset() if in_person is Truth.TRUE else roles | relation_roles",
        after="held = relation_roles if in_person is Truth.TRUE else roles | relation_roles",
        law="tests/core/test_scopes.py::test_towards_themself_the_subject_has_no_role",
        because="Roles held in general are left out; those towards the subject are the subject's own matter.",
    ),
    Fault(
        name="a_role_towards_the_subject_is_told_outward",
        file="decide/obligations.py",
        within="_holds",
        before="there = outside(environment, recipient.roles)",
        after=(
            "there = outside(environment, environment.recipient.roles if environment.recipient else recipient.roles)"
        ),
        law=promise("what carries a say knows of no role towards a subject, and what does not carry one does"),
        because="The environment has the recipient's roles at hand.",
    ),
    Fault(
        name="what_is_revealed_is_not_followed_on",
        file="check/hierarchies.py",
        within="_following",
        before="pending.extend(after[index])",
        after="pending.extend(after[index] & found)",
        law=(
            "tests/check/test_checked.py::"
            "test_reveals_is_transitive_and_holds_for_all_leaves_below_but_never_for_itself"
        ),
        because="A guard against going round in circles that guards against going at all.",
    ),
)
