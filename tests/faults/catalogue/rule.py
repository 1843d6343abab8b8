"""Faults in the rule of decision: what permits, what stands against it, who is joined to whom."""

from __future__ import annotations

from tests.faults.catalogue.laws import FIRST_POLICIES, law, promise
from tests.faults.fault import Fault

FAULTS: tuple[Fault, ...] = (
    Fault(
        name="an_absolute_prohibition_can_be_lifted",
        file="decide/combine.py",
        within="lifts",
        before="return prohibition.name in overrides and not prohibition.absolute",
        after="return prohibition.name in overrides",
        law=law("nothing_lifts_an_absolute_prohibition"),
        because="The checker refuses such an override, so the rule seems not to need the second half.",
    ),
    Fault(
        name="overrides_add_up",
        file="decide/combine.py",
        within="alone",
        before="if permits(findings):",
        after=(
            "if findings.grounds and all(any(lifts(g.overrides, a) for g in findings.grounds) for a in "
            "findings.against):"
        ),
        law=law("overrides_of_different_grounds_do_not_add_up"),
        because="Each prohibition is overridden by something: it reads like the rule.",
    ),
    Fault(
        name="a_prohibition_that_stands_perhaps_does_not_count",
        file="decide/combine.py",
        within="lifts",
        before="return prohibition.name in overrides and not prohibition.absolute",
        after="return not prohibition.certainly or (prohibition.name in overrides and not prohibition.absolute)",
        law=law("knowing_nothing_permits_least"),
        because="What is not certain is taken for what is not so.",
    ),
    Fault(
        name="an_absolute_prohibition_that_stands_perhaps_leaves_room_to_refer",
        file="decide/combine.py",
        within="alone",
        before="forbidden = any(against.absolute or against.certainly for against in findings.against)",
        after="forbidden = any(against.certainly for against in findings.against)",
        law=promise("nothing is referred where an absolute prohibition applies even perhaps"),
        because="An absolute prohibition that is certain is covered by the second half.",
    ),
    Fault(
        name="referred_for_one_and_denied_for_another_is_referred",
        file="decide/combine.py",
        within="joined",
        before=("return Verdict.REFER if given and given <= {Verdict.PERMIT, Verdict.REFER} else Verdict.DENY"),
        after="return Verdict.REFER if Verdict.REFER in given else Verdict.DENY",
        law=law("several_subjects_are_the_conjunction"),
        because="It is the last line of `whole`, where it is right.",
    ),
    Fault(
        name="subjects_are_joined_by_one_entry_alone",
        file="decide/docket.py",
        within="Docket.of",
        before="for subject in group:",
        after="for subject in entry.about:",
        law=promise("entries join subjects step by step"),
        because="The loop above it goes over the same, and the group is there for each of them.",
    ),
    Fault(
        name="what_is_revealed_and_asked_for_brings_no_prohibition",
        file="decide/cases.py",
        within="_Subject._stands",
        before="revealed = self.policy.domain.vocabulary.revealed(leaf)",
        after="revealed = self.policy.domain.vocabulary.data.leaves[leaf]",
        law=promise("what is revealed and asked for too brings its own facts"),
        because="It is the word for what stands for an item, and gives the item alone.",
    ),
    Fault(
        name="a_prohibition_on_what_is_revealed_counts_for_its_first_leaf_alone",
        file="decide/cases.py",
        within="_met",
        before="for each in (leaf, *sorted(environment.domain.vocabulary.revealed(leaf) - {leaf})):",
        after="for each in (leaf, *sorted(environment.domain.vocabulary.revealed(leaf) - {leaf})[:1]):",
        law=FIRST_POLICIES,
        because="In most policies an item reveals one thing, that the person is known.",
    ),
    Fault(
        name="a_need_to_know_that_is_unknown_will_do",
        file="decide/cases.py",
        within="_Subject.case",
        before="need = next((need for need in needs if need.truth is Truth.TRUE), None)",
        after="need = next((need for need in needs if need.truth is not Truth.FALSE), None)",
        law=FIRST_POLICIES,
        because="So it is for prohibitions and obligations.",
    ),
    Fault(
        name="a_referral_holds_whatever_the_judgement_is",
        file="decide/environment.py",
        within="Environment.supposing",
        before="return attrs.evolve(self, supposed=value, defined={})",
        after="return attrs.evolve(self, supposed=value or None, defined={})",
        law=promise("a condition that holds whatever the judgement is does not wait for it"),
        because="Not supposed to be so is taken for nothing supposed.",
    ),
    Fault(
        name="an_unknown_unless_stops_a_referral",
        file="decide/cases.py",
        within="refers",
        before="if any(part_holds(part, environment) is Truth.FALSE for part in unless):",
        after="if any(part_holds(part, environment) is not Truth.TRUE for part in unless):",
        law=promise("an unknown unless does not stop a referral"),
        because="So it is for what permits.",
    ),
    Fault(
        name="a_reading_replaces_what_the_clause_itself_excludes",
        file="decide/prepare.py",
        within="parts_of",
        before="parts = list(_parts(clause.name, clause.condition))",
        after="parts = [p for p in _parts(clause.name, clause.condition) if not (readings and p.negated)]",
        law=FIRST_POLICIES,
        because="A reading has conditions of its own.",
    ),
    Fault(
        name="a_reading_of_what_is_revealed_is_passed_over",
        file="decide/readings.py",
        within="_touches",
        before='revealed = case.policy.domain.vocabulary.revealed(here.leaf or "")',
        after='revealed = case.policy.domain.vocabulary.data.leaves[here.leaf or ""]',
        law=(
            "tests/decide/test_judge.py::test_a_reading_out_of_scope_changes_nothing_and_one_of_what_is_revealed_may"
        ),
        because="The vocabulary has several ways from a leaf to others.",
    ),
    Fault(
        name="in_force_a_moment_late",
        file="decide/cases.py",
        within="_Subject.of",
        before="in_force = request.time >= policy.in_force_from",
        after="in_force = request.time > policy.in_force_from",
        law=promise("from the first instant of the day in the policy's zone it is in force"),
        because="Before or at: one character.",
    ),
)
