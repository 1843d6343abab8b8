"""Faults in what follows on a decision: obligations, replies, and what goes out."""

from __future__ import annotations

from tests.faults.catalogue.laws import FIRST_POLICIES, law, promise
from tests.faults.fault import Fault

FAULTS: tuple[Fault, ...] = (
    Fault(
        name="what_has_a_time_comes_before_what_has_none",
        file="decide/obligations.py",
        within="Arising.key",
        before="due.due is not None,",
        after="due.due is None,",
        law=promise("what is first comes before what follows, then what has no time, then by time, clause and place"),
        because="What has no time can wait.",
    ),
    Fault(
        name="the_effects_of_a_need_to_know_do_not_arise",
        file="decide/obligations.py",
        within="of_permitted",
        before=(
            "named = {name for ground in grounds "
            "for name in (ground.clause, ground.need_to_know) if name is not None}"
        ),
        after="named = {ground.clause for ground in grounds if ground.clause is not None}",
        law=promise("the effects of the need-to-know clause that carries a consent arise too"),
        because="A need-to-know is no ground.",
    ),
    Fault(
        name="a_reply_that_is_unknown_is_not_given",
        file="decide/outward.py",
        within="_replies",
        before="return fits_outside(ready, environment) and status(ready.parts, environment) is not Truth.FALSE",
        after="return fits_outside(ready, environment) and status(ready.parts, environment) is Truth.TRUE",
        law=promise("a reply whose when is false for all is not given, one whose when is unknown is"),
        because="So it is for what permits.",
    ),
    Fault(
        name="a_reply_must_apply_to_all_that_was_asked",
        file="decide/outward.py",
        within="applying_replies",
        before=(
            "return tuple(ready for ready in policy.replies "
            "if any(_replies(ready, environment) for environment in there))"
        ),
        after=(
            "return tuple(ready for ready in policy.replies "
            "if all(_replies(ready, environment) for environment in there))"
        ),
        law=promise("a reply applies if it does for any leaf and subject asked for"),
        because="A reply to one item says something about the others.",
    ),
    Fault(
        name="subjects_are_numbered_by_their_ids",
        file="decide/outward.py",
        within="outward_of",
        before="numbers = {subject.id: number for number, subject in enumerate(request.subjects, 1)}",
        after="numbers = {name: number for number, name in enumerate(sorted(one.id for one in request.subjects), 1)}",
        law="tests/decide/test_obligations.py::test_subjects_have_the_numbers_that_the_requester_gave_them",
        because="Everything else is sorted.",
    ),
    Fault(
        name="what_is_permitted_alone_is_released",
        file="decide/outward.py",
        within="outward_of",
        before="if row.verdict is Verdict.PERMIT:",
        after="if row.alone is Verdict.PERMIT:",
        law=FIRST_POLICIES,
        because="A row has two verdicts.",
    ),
    Fault(
        name="a_reply_reads_what_is_on_file",
        file="facts/read/stated.py",
        within="stated_parts_of",
        before="stated=tuple(subject.stated for subject in request.subjects),",
        after="stated=tuple({**subject.facts, **subject.stated} for subject in request.subjects),",
        law=law("what_goes_outward_tells_only_what_is_stated_and_released"),
        because="What nobody stated is filled from the register.",
    ),
)
