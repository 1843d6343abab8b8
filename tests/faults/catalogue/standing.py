"""Faults in who counts as the subject: standing in for them, and classes of people."""

from __future__ import annotations

from tests.faults.catalogue.laws import law, promise
from tests.faults.fault import Fault

FAULTS: tuple[Fault, ...] = (
    Fault(
        name="whoever_perhaps_stands_in_counts",
        file="decide/stand_ins.py",
        within="standing",
        before="certainly = _roles(bearing, Truth.TRUE)",
        after="certainly = _roles(bearing, Truth.TRUE) | _roles(bearing, Truth.UNKNOWN)",
        law=law("not_knowing_whether_somebody_stands_in_permits_least"),
        because="So it is for prohibitions.",
    ),
    Fault(
        name="except_subject_frees_a_stand_in_of_every_role",
        file="core/scopes.py",
        within="_freed_party",
        before="if who.standing and freed(who.roles - who.standing):",
        after="if who.standing and freed(who.standing - who.roles):",
        law=law("a_stand_in_is_not_freed_of_another_role"),
        because="The two stand the wrong way round, and the difference is empty.",
    ),
    Fault(
        name="a_stand_in_that_is_unknown_vetoes_nothing",
        file="decide/consents.py",
        within="_stopping",
        before="gives_for_subject(refusal.giver, place) is not Truth.FALSE",
        after="gives_for_subject(refusal.giver, place) is Truth.TRUE",
        law=promise("a refusal by whoever perhaps stands in stops the subject's grant"),
        because="So it is for their grants.",
    ),
    Fault(
        name="a_role_not_given_is_not_held_towards_a_class",
        file="core/scopes.py",
        within="Presence.towards",
        before="if in_person is not Truth.UNKNOWN:",
        after="if in_person is not Truth.UNKNOWN or relation_roles:",
        law="tests/core/test_scopes.py::test_a_role_that_is_given_towards_a_class_tells_nothing_of_the_others",
        because="Whoever lists some roles is taken to list them all.",
    ),
    Fault(
        name="the_stand_ins_of_the_item_hold_for_what_it_reveals",
        file="decide/stand_ins.py",
        within="at",
        before="return _placed(environment.but(leaf=leaf, defined={}))",
        after="return environment.but(leaf=leaf, defined={})",
        law=promise("what a prohibition finds revealed is asked of who stands in for that"),
        because="The recipient is the same person.",
    ),
)
