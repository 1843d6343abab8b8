"""The laws of section 4, over random policies and requests. Each must make a difference in one example of ten."""

from __future__ import annotations

from collections.abc import Callable

from confpolicy.testing.laws import consent, facts, grounds, prohibitions, reports, requests, standing
from confpolicy.testing.laws.case import Law
from confpolicy.testing.laws.catalogue import LAWS
from confpolicy.testing.trial import Stage, Tally, name_of, try_law

EXAMPLES = 200
TESTED: list[Law] = []


def _promise(law: Law) -> Callable[[list[Stage], list[Tally]], None]:
    TESTED.append(law)

    def test(stages: list[Stage], confpolicy_tallies: list[Tally]) -> None:
        tally = try_law(law, stages, examples=EXAMPLES)
        confpolicy_tallies.append(tally)
        assert tally.held == EXAMPLES, tally.line()
        assert not tally.is_vacuous, tally.line()

    test.__doc__ = law.__doc__
    return test


test_no_confidential_item_is_permitted_but_on_a_ground = _promise(
    grounds.no_confidential_item_is_permitted_but_on_a_ground
)
test_default_deny = _promise(grounds.default_deny)
test_prohibition_beats_a_ground_that_does_not_override_it = _promise(
    grounds.prohibition_beats_a_ground_that_does_not_override_it
)
test_overrides_of_different_grounds_do_not_add_up = _promise(grounds.overrides_of_different_grounds_do_not_add_up)
test_nothing_lifts_an_absolute_prohibition = _promise(grounds.nothing_lifts_an_absolute_prohibition)
test_removing_a_permissive_clause_never_permits_more = _promise(
    grounds.removing_a_permissive_clause_never_permits_more
)
test_exceptions_never_release_what_they_do_not_name = _promise(grounds.exceptions_never_release_what_they_do_not_name)
test_the_grounds_named_alone_give_the_same_verdict = _promise(grounds.the_grounds_named_alone_give_the_same_verdict)
test_a_clause_stated_again_changes_nothing = _promise(grounds.a_clause_stated_again_changes_nothing)
test_adding_a_prohibition_never_permits_more = _promise(prohibitions.adding_a_prohibition_never_permits_more)
test_whether_a_prohibition_applies_never_depends_on_what_is_stated = _promise(
    prohibitions.whether_a_prohibition_applies_never_depends_on_what_is_stated
)
test_what_reveals_a_forbidden_item_is_forbidden = _promise(prohibitions.what_reveals_a_forbidden_item_is_forbidden)
test_adding_a_role_that_nothing_names_never_permits_more = _promise(
    prohibitions.adding_a_role_that_nothing_names_never_permits_more
)
test_withdrawal_never_permits_more = _promise(consent.withdrawal_never_permits_more)
test_expiry_never_permits_more = _promise(consent.expiry_never_permits_more)
test_refusal_never_permits_more = _promise(consent.refusal_never_permits_more)
test_deleting_a_grant_that_was_not_withdrawn_never_permits_more = _promise(
    consent.deleting_a_grant_that_was_not_withdrawn_never_permits_more
)
test_a_flawed_grant_that_was_not_withdrawn_changes_no_verdict = _promise(
    consent.a_flawed_grant_that_was_not_withdrawn_changes_no_verdict
)
test_statements_of_the_future_do_not_count = _promise(consent.statements_of_the_future_do_not_count)
test_the_grants_that_a_decision_names_are_on_file_and_in_time = _promise(
    consent.the_grants_that_a_decision_names_are_on_file_and_in_time
)
test_deleting_an_offer_never_permits_more = _promise(consent.deleting_an_offer_never_permits_more)
test_an_offer_changes_no_verdict_where_silence_does_not_count = _promise(
    consent.an_offer_changes_no_verdict_where_silence_does_not_count
)
test_silence_undoes_no_refusal = _promise(consent.silence_undoes_no_refusal)
test_not_knowing_never_permits = _promise(facts.not_knowing_never_permits)
test_knowing_nothing_permits_least = _promise(facts.knowing_nothing_permits_least)
test_a_fact_taken_as_no_behaves_as_no = _promise(facts.a_fact_taken_as_no_behaves_as_no)
test_judgements_of_the_future_do_not_count = _promise(facts.judgements_of_the_future_do_not_count)
test_an_error_in_a_condition_never_permits = _promise(facts.an_error_in_a_condition_never_permits)
test_protected_facts_do_not_matter_where_nothing_relies_on_them = _promise(
    facts.protected_facts_do_not_matter_where_nothing_relies_on_them
)
test_the_fact_that_is_missing_is_among_the_needs = _promise(reports.the_fact_that_is_missing_is_among_the_needs)
test_what_rests_on_a_fact_taken_as_no_says_so = _promise(reports.what_rests_on_a_fact_taken_as_no_says_so)
test_a_reading_that_would_change_a_row_is_told = _promise(reports.a_reading_that_would_change_a_row_is_told)
test_order_and_repetition_do_not_matter = _promise(requests.order_and_repetition_do_not_matter)
test_several_subjects_are_the_conjunction = _promise(requests.several_subjects_are_the_conjunction)
test_what_goes_outward_tells_only_what_is_stated_and_released = _promise(
    requests.what_goes_outward_tells_only_what_is_stated_and_released
)
test_a_refused_request_is_answered_like_a_denial = _promise(requests.a_refused_request_is_answered_like_a_denial)
test_a_stand_in_that_does_not_hold_changes_nothing = _promise(standing.a_stand_in_that_does_not_hold_changes_nothing)
test_not_knowing_whether_somebody_stands_in_permits_least = _promise(
    standing.not_knowing_whether_somebody_stands_in_permits_least
)
test_a_stand_in_is_not_freed_of_another_role = _promise(standing.a_stand_in_is_not_freed_of_another_role)
test_removing_a_stand_in_never_permits_more_where_nothing_is_kept_from_the_subject = _promise(
    standing.removing_a_stand_in_never_permits_more_where_nothing_is_kept_from_the_subject
)
test_asking_about_a_class_never_permits_more_than_asking_about_one = _promise(
    standing.asking_about_a_class_never_permits_more_than_asking_about_one
)


def test_every_law_is_tested() -> None:
    assert [name_of(law) for law in TESTED] == [name_of(law) for law in LAWS]
