"""Faults in dates and times: calendar steps, zones, birthdays, what lies within what."""

from __future__ import annotations

from tests.faults.catalogue.laws import promise
from tests.faults.fault import Fault

FAULTS: tuple[Fault, ...] = (
    Fault(
        name="a_month_is_clamped_a_day_late",
        file="facts/calendar.py",
        within="step_months",
        before="return Day(min(first + date.day - 1, following - 1) - _EPOCH)",
        after="return Day(min(first + date.day - 1, following) - _EPOCH)",
        law=promise("who was born on 29 February has a birthday on the 28th in a common year"),
        because="Off by one.",
    ),
    Fault(
        name="a_local_time_that_comes_twice_means_its_second",
        file="facts/calendar.py",
        within="Zone._instant",
        before="return Instant(local - self._offset(_wall(local)))",
        after="return Instant(local - self._offset(_wall(local).replace(fold=1)))",
        law=promise("a local time that comes twice means its first"),
        because="The later one is the longer life.",
    ),
    Fault(
        name="a_gap_that_swallows_midnight_ends_at_midnight",
        file="facts/calendar.py",
        within="Zone.start_of",
        before=(
            "before, after = midnight - self._offset(_wall(midnight).replace(fold=1)), self._instant(midnight).micros"
        ),
        after="before, after = midnight - self._offset(_wall(midnight)), self._instant(midnight).micros",
        law=promise("a gap from the evening before ends with the day begun"),
        because="Most gaps at midnight begin at midnight, and there it is the same.",
    ),
    Fault(
        name="days_are_stepped_before_months",
        file="core/arithmetic.py",
        within="step",
        before="return step_days(step_months(moment, duration.months), days)",
        after="return step_months(step_days(moment, days), duration.months)",
        law=promise("a month and a day after 30 January is the day after the end of February"),
        because="Addition does not mind its order; this one does.",
    ),
    Fault(
        name="hours_on_a_date_are_dropped",
        file="core/arithmetic.py",
        within="step",
        before="if rest:",
        after="if rest < 0:",
        law=promise("hours on a date are unknown"),
        because="In other languages the rest of a negative number is negative.",
    ),
    Fault(
        name="within_ends_before_its_last_instant",
        file="core/operators.py",
        within="within",
        before="return truth(as_instant(moment, zone=zone) <= now <= as_instant(limit, zone=zone))",
        after="return truth(as_instant(moment, zone=zone) <= now < as_instant(limit, zone=zone))",
        law=promise("within holds to its last instant"),
        because="Python's ranges end so.",
    ),
    Fault(
        name="within_reaches_into_the_future",
        file="core/operators.py",
        within="within",
        before="return truth(as_instant(moment, zone=zone) <= now <= as_instant(limit, zone=zone))",
        after="return truth(now <= as_instant(limit, zone=zone))",
        law=promise("within does not hold for what is after now"),
        because="Nobody gives a date that is yet to come.",
    ),
    Fault(
        name="a_step_of_no_months_goes_by_the_local_clock",
        file="facts/calendar.py",
        within="Zone.step",
        before="if duration.months:",
        after="if duration.months is not None:",
        law="tests/facts/test_calendar.py::test_a_step_of_no_months_does_not_move_the_second_of_two_equal_local_times",
        because="Stepping by nothing seems to change nothing.",
    ),
)
