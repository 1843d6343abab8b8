"""Faults in conditions: three-valued logic, comparisons, facts and judgements."""

from __future__ import annotations

from tests.faults.catalogue.laws import FIRST_POLICIES, law, promise
from tests.faults.fault import Fault

FAULTS: tuple[Fault, ...] = (
    Fault(
        name="an_unless_that_is_unknown_excludes_nothing",
        file="decide/conditions.py",
        within="part_holds",
        before="return negation(value) if part.negated else value",
        after="return truth(value is not Truth.TRUE) if part.negated else value",
        law=law("knowing_nothing_permits_least"),
        because="What is not true is false, in every other logic.",
    ),
    Fault(
        name="some_of_nothing_is_unknown",
        file="decide/conditions.py",
        within="_quantified",
        before="return disjunction(values) if node.quantifier is Quantifier.SOME else conjunction(values)",
        after=(
            "return disjunction(values or [Truth.UNKNOWN]) "
            "if node.quantifier is Quantifier.SOME else conjunction(values)"
        ),
        law=promise("of an empty set not some element will do"),
        because="Nothing is known of no element.",
    ),
    Fault(
        name="an_error_is_false",
        file="decide/conditions.py",
        within="truth_of",
        before="found = Truth.UNKNOWN",
        after="found = Truth.FALSE",
        law=law("an_error_in_a_condition_never_permits"),
        because="An error seems to withhold; in a prohibition it permits.",
    ),
    Fault(
        name="less_is_less_or_equal",
        file="core/operators.py",
        within="",
        before='Comparison.LESS: _comparison({-1}, Comparison.AT_LEAST, "<", ">="),',
        after='Comparison.LESS: _comparison({-1, 0}, Comparison.AT_LEAST, "<", ">="),',
        law=promise("a child is 16 from 00:00 of the birthday in London, an hour before midnight in Greenwich"),
        because="The signs are copied from one row of the table to another.",
    ),
    Fault(
        name="a_record_with_a_missing_field_differs",
        file="core/operators.py",
        within="_record_equality",
        before=(
            "_equality(ours[name], theirs[name], type_, domain) if name in ours and name in theirs else Truth.UNKNOWN"
        ),
        after=(
            "_equality(ours[name], theirs[name], type_, domain) if name in ours and name in theirs else Truth.FALSE"
        ),
        law=promise("of a record with a missing field nothing is sure"),
        because="Two records of which one has a field more are not the same, to a programmer.",
    ),
    Fault(
        name="a_judgement_is_too_old_at_its_last_instant",
        file="decide/environment.py",
        within="_counts",
        before="return environment.domain.zone.step(judgement.at, declaration.judged.within) >= now",
        after="return environment.domain.zone.step(judgement.at, declaration.judged.within) > now",
        law=promise("a judgement counts to the last instant of its time"),
        because="So it is for a consent, which has expired at its last instant.",
    ),
    Fault(
        name="a_judgement_that_never_grows_old_may_lie_ahead",
        file="decide/environment.py",
        within="_counts",
        before="if judgement.at > now or not _accepted(judgement, declaration.judged, environment):",
        after="if not _accepted(judgement, declaration.judged, environment):",
        law=law("judgements_of_the_future_do_not_count"),
        because="How old it may be is asked below.",
    ),
    Fault(
        name="whoever_stands_above_the_judge_may_judge",
        file="decide/environment.py",
        within="_accepted",
        before="any(role in above[own] for own in judgement.roles for role in by.roles)",
        after="any(own in above[role] for own in judgement.roles for role in by.roles)",
        law=FIRST_POLICIES,
        because="The two words change places, and it reads as well.",
    ),
    Fault(
        name="a_judgement_that_does_not_count_is_a_no",
        file="decide/environment.py",
        within="fact_value",
        before="return environment.supposed if declaration.type is Primitive.BOOL else None",
        after="return bool(environment.supposed) if declaration.type is Primitive.BOOL else None",
        law=law("judgements_of_the_future_do_not_count"),
        because="It was not judged so: it is not so.",
    ),
    Fault(
        name="what_is_taken_as_no_is_known",
        file="decide/environment.py",
        within="is_known",
        before="return environment.supposed is not None and _is_supposable(declaration)",
        after=(
            "return bool(declaration.presumed) or (environment.supposed is not None and _is_supposable(declaration))"
        ),
        law=promise("a fact taken as no if absent is false and not known"),
        because="It has a value.",
    ),
    Fault(
        name="what_is_supposed_is_not_known",
        file="decide/environment.py",
        within="is_known",
        before="return environment.supposed is not None and _is_supposable(declaration)",
        after="return environment.supposed is True and _is_supposable(declaration)",
        law=promise("a judgement supposed to be no is known as well as one supposed to be yes"),
        because="Supposed to be so, it is known; supposed not to be so, it seems not to be.",
    ),
)
