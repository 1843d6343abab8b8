"""Faults in the straight way and in the quick reader, which the general way and the full reader have to notice."""

from __future__ import annotations

from tests.faults.fault import Fault

_WAY = "tests/decide/test_straight.py"
_STRAIGHT = "tests/properties/test_fast.py::test_the_straight_way_says_what_the_general_way_says"
_OVER = f"{_WAY}::test_at_the_instant_at_which_a_grant_ends_or_is_withdrawn_it_carries_nothing"
_NAMED = f"{_WAY}::test_a_grant_carries_for_those_whom_it_names"
_BESIDE = f"{_WAY}::test_what_is_forbidden_beside_a_ground_or_a_referral_is_denied"
_REVEALS = f"{_WAY}::test_an_item_that_reveals_another_goes_straight_unless_something_stands_against_that"
_READING = "tests/properties/test_quick_reading.py::test_what_is_read_quickly_is_what_is_read_in_full"
_SELDOM = "tests/facts/test_read_quick.py::test_what_is_seldom_is_left_to_the_full_reader"
_TIME = "tests/facts/test_read_quick.py::test_a_time_is_the_instant_that_it_names"
_ROW = "decide/fast/straight_row.py"
_QUICK = "facts/read/quick"

FAULTS: tuple[Fault, ...] = (
    Fault(
        name="straight_a_grant_is_over_only_after_the_instant_of_its_end",
        file=_ROW,
        within="_carrying",
        before="and (expires_at is None or now < expires_at)",
        after="and (expires_at is None or now <= expires_at)",
        law=_OVER,
        because="One character.",
    ),
    Fault(
        name="straight_a_grant_withdrawn_this_instant_carries",
        file=_ROW,
        within="_carrying",
        before="and (withdrawn_at is None or now < withdrawn_at)",
        after="and (withdrawn_at is None or now <= withdrawn_at)",
        law=_OVER,
        because="One character.",
    ),
    Fault(
        name="straight_a_grant_of_this_instant_does_not_carry",
        file=_ROW,
        within="_carrying",
        before="at <= now",
        after="at < now",
        law=_STRAIGHT,
        because="One character.",
    ),
    Fault(
        name="straight_a_grant_carries_for_whom_it_does_not_name",
        file=_ROW,
        within="_names",
        before="return anyone or id_ in ids or not roles.isdisjoint(named)",
        after="return anyone or not named or id_ in ids or not roles.isdisjoint(named)",
        law=_NAMED,
        because="Whoever names nobody means everybody.",
    ),
    Fault(
        name="straight_what_is_not_known_forbids_nothing",
        file=_ROW,
        within="_standing",
        before="if value is not False:",
        after="if value:",
        law=_STRAIGHT,
        because="It is shorter.",
    ),
    Fault(
        name="straight_a_ground_that_overrides_one_overrides_all",
        file=_ROW,
        within="_permitting",
        before="if standing <= clause.overrides and (permission.holds is None or permission.holds(here) is True):",
        after="if (clause.overrides or not standing) and (permission.holds is None or permission.holds(here)):",
        law=_BESIDE,
        because="It does override something.",
    ),
    Fault(
        name="straight_a_need_to_know_need_not_hold",
        file=_ROW,
        within="_need",
        before="if holds is None or holds(here) is True:",
        after="if holds is None or holds(here) is not False:",
        law=_STRAIGHT,
        because="As it is for prohibitions.",
    ),
    Fault(
        name="straight_a_referral_applies_beside_what_forbids",
        file=_ROW,
        within="weighed",
        before="standing, absolute, forbidden = _standing(way, here)",
        after="standing, absolute, _ = _standing(way, here)",
        law=_BESIDE,
        because="Nothing is released either way.",
    ),
    Fault(
        name="straight_what_an_item_reveals_does_not_tell_on_it",
        file="decide/fast/straight.py",
        within="_several",
        before="if leaf in rows and rows[leaf][4]:",
        after="if leaf in rows and rows[leaf][2] is _PERMIT and rows[leaf][4]:",
        law=_REVEALS,
        because="What is not permitted is not released anyway.",
    ),
    Fault(
        name="straight_an_obligation_on_denial_is_left_out",
        file=_ROW,
        within="Way.of",
        before="answer=None if depends or plan.on_denial else tuple(ready for ready, _ in plan.replies),",
        after="answer=None if depends else tuple(ready for ready, _ in plan.replies),",
        law=_STRAIGHT,
        because="Nothing is released.",
    ),
    Fault(
        name="read_quickly_an_offset_goes_the_other_way",
        file=f"{_QUICK}/times.py",
        within="tables",
        before='f"{second}{offset}": micros - ahead',
        after='f"{second}{offset}": micros + ahead',
        law=_TIME,
        because="A sign.",
    ),
    Fault(
        name="read_quickly_the_last_item_of_a_leaf_counts",
        file=f"{_QUICK}/items.py",
        within="write_items",
        before="if special and len(entries) > 1:",
        after="if special and len(entries) > 2:",
        law=_READING,
        because="Two are not many.",
    ),
    Fault(
        name="read_quickly_what_is_not_declared_is_let_through",
        file=f"{_QUICK}/facts.py",
        within="write_facts",
        before='lines.line(f"if len(facts) + {others} != len(fields): raise OddityError")',
        after='lines.line(f"if len(facts) + {others} > len(fields): raise OddityError")',
        law=_READING,
        because="What nobody asks for does no harm.",
    ),
    Fault(
        name="read_quickly_a_class_may_receive",
        file=f"{_QUICK}/parties.py",
        within="_write_subject",
        before="if subject_id == discloser_id or subject_id == recipient_id: raise OddityError",
        after="if subject_id == discloser_id: raise OddityError",
        law=_SELDOM,
        because="They receive what is about them.",
    ),
    Fault(
        name="read_quickly_somebody_else_gives_as_the_subject",
        file=f"{_QUICK}/statements.py",
        within="_write_core",
        before="if giver != subject: raise OddityError",
        after="if not giver: raise OddityError",
        law=_READING,
        because="They say that they are.",
    ),
)
