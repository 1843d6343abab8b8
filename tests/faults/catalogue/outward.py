"""Faults in what follows on a decision: obligations, replies, and what goes out."""

from __future__ import annotations

from tests.faults.catalogue.laws import FIRST_POLICIES, promise
from tests.faults.fault import Fault

FAULTS: tuple[Fault, ...] = (
    Fault(
        name="what_is_due_last_comes_first",
        file="decide/obligations.py",
        within="Arising.key",
        before="due.due.micros if due.due is not None else 0,",
        after="-due.due.micros if due.due is not None else 0,",
        law=promise("what is first comes before what follows, then what has no time, then by time, clause and place"),
        because="The latest grant carries, and its minus was copied.",
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
        law=promise("a reply whose when is unknown is given"),
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
        name="what_is_owed_and_permitted_alone_is_required",
        file="decide/rows.py",
        within="_row",
        before="required=permitted and any(owed(case.findings) for case in cases),",
        after="required=permitted_alone and any(owed(case.findings) for case in cases),",
        law=FIRST_POLICIES,
        because="A row has two verdicts.",
    ),
    Fault(
        name="a_reply_reads_what_is_on_file",
        file="facts/read/stated.py",
        within="stated_parts_of",
        before="stated=tuple(subject.stated for subject in request.subjects),",
        after="stated=tuple({**subject.facts, **subject.stated} for subject in request.subjects),",
        law="tests/facts/test_read_stated.py::test_a_valid_request_gives_the_same_parts_either_way",
        because="What nobody stated is filled from the register.",
    ),
)
