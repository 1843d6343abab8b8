"""All laws."""

from __future__ import annotations

from confpolicy.testing.laws import consent, facts, grounds, layers, prohibitions, reports, requests, standing
from confpolicy.testing.laws.case import Law

LAWS: tuple[Law, ...] = (
    grounds.no_confidential_item_is_permitted_but_on_a_ground,
    grounds.default_deny,
    grounds.prohibition_beats_a_ground_that_does_not_override_it,
    grounds.overrides_of_different_grounds_do_not_add_up,
    grounds.nothing_lifts_an_absolute_prohibition,
    grounds.removing_a_permissive_clause_never_permits_more,
    grounds.exceptions_never_release_what_they_do_not_name,
    grounds.the_grounds_named_alone_give_the_same_verdict,
    grounds.a_clause_stated_again_changes_nothing,
    prohibitions.adding_a_prohibition_never_permits_more,
    prohibitions.whether_a_prohibition_applies_never_depends_on_what_is_stated,
    prohibitions.what_reveals_a_forbidden_item_is_forbidden,
    prohibitions.adding_a_role_that_nothing_names_never_permits_more,
    consent.withdrawal_never_permits_more,
    consent.expiry_never_permits_more,
    consent.refusal_never_permits_more,
    consent.deleting_a_grant_that_was_not_withdrawn_never_permits_more,
    consent.a_flawed_grant_that_was_not_withdrawn_changes_no_verdict,
    consent.statements_of_the_future_do_not_count,
    consent.the_grants_that_a_decision_names_are_on_file_and_in_time,
    consent.deleting_an_offer_never_permits_more,
    consent.an_offer_changes_no_verdict_where_silence_does_not_count,
    consent.silence_undoes_no_refusal,
    facts.not_knowing_never_permits,
    facts.knowing_nothing_permits_least,
    facts.a_fact_taken_as_no_behaves_as_no,
    facts.judgements_of_the_future_do_not_count,
    facts.an_error_in_a_condition_never_permits,
    facts.protected_facts_do_not_matter_where_nothing_relies_on_them,
    reports.the_fact_that_is_missing_is_among_the_needs,
    reports.what_rests_on_a_fact_taken_as_no_says_so,
    reports.a_reading_that_would_change_a_row_is_told,
    requests.order_and_repetition_do_not_matter,
    requests.several_subjects_are_the_conjunction,
    requests.what_goes_outward_tells_only_what_is_stated_and_released,
    requests.a_refused_request_is_answered_like_a_denial,
    standing.a_stand_in_that_does_not_hold_changes_nothing,
    standing.not_knowing_whether_somebody_stands_in_permits_least,
    standing.a_stand_in_is_not_freed_of_another_role,
    standing.removing_a_stand_in_never_permits_more_where_nothing_is_kept_from_the_subject,
    standing.asking_about_a_class_never_permits_more_than_asking_about_one,
)

OF_LAYERS: tuple[Law, ...] = (
    layers.what_is_permitted_is_permitted_by_each_that_governs,
    layers.a_policy_above_never_permits_more,
    layers.the_order_of_layers_does_not_matter,
    consent.withdrawal_never_permits_more,
    consent.expiry_never_permits_more,
    consent.refusal_never_permits_more,
    consent.deleting_a_grant_that_was_not_withdrawn_never_permits_more,
    consent.statements_of_the_future_do_not_count,
    facts.not_knowing_never_permits,
    facts.knowing_nothing_permits_least,
    facts.judgements_of_the_future_do_not_count,
    requests.order_and_repetition_do_not_matter,
    requests.several_subjects_are_the_conjunction,
    requests.what_goes_outward_tells_only_what_is_stated_and_released,
    requests.a_refused_request_is_answered_like_a_denial,
)
"""Those for programs of several policies: the laws that change nothing but the request, and those about layers."""
