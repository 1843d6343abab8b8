"""Faults in consent: which grants are valid, and what stops them."""

from __future__ import annotations

from tests.faults.catalogue.laws import law, promise
from tests.faults.fault import Fault

_FILE = "decide/consents.py"

FAULTS: tuple[Fault, ...] = (
    Fault(
        name="a_grant_holds_at_the_instant_of_its_expiry",
        file=_FILE,
        within="_out_of_time",
        before="if grant.expires_at is not None and now >= grant.expires_at:",
        after="if grant.expires_at is not None and now > grant.expires_at:",
        law=law("a_flawed_grant_that_was_not_withdrawn_changes_no_verdict"),
        because="One character.",
    ),
    Fault(
        name="a_grant_holds_at_the_instant_when_its_life_is_over",
        file=_FILE,
        within="_outlived",
        before="return _now(environment) >= environment.domain.zone.step(grant.at, lasts)",
        after="return _now(environment) > environment.domain.zone.step(grant.at, lasts)",
        law=promise("at the instant when what the clause lets it last is over a grant has expired"),
        because="One character, and right for `within`.",
    ),
    Fault(
        name="a_grant_withdrawn_this_instant_counts",
        file=_FILE,
        within="_out_of_time",
        before="if grant.withdrawn_at is not None and grant.withdrawn_at <= now:",
        after="if grant.withdrawn_at is not None and grant.withdrawn_at < now:",
        law=promise("a withdrawn grant is stopped from that instant"),
        because="One character.",
    ),
    Fault(
        name="a_refusal_at_the_instant_of_the_grant_stops_nothing",
        file=_FILE,
        within="_stopped_by",
        before="if other.id != grant.id and grant.at <= other.since <= now and by_one_of_them:",
        after="if other.id != grant.id and grant.at < other.since <= now and by_one_of_them:",
        law=promise("a refusal at the instant of its grant stops it"),
        because="The later of the two holds, and of two at once the first that is looked at.",
    ),
    Fault(
        name="a_withdrawal_of_the_future_counts",
        file=_FILE,
        within="_out_of_time",
        before="if grant.withdrawn_at is not None and grant.withdrawn_at <= now:",
        after="if grant.withdrawn_at is not None:",
        law=law("statements_of_the_future_do_not_count"),
        because="Nobody writes down a withdrawal before it is made.",
    ),
    Fault(
        name="a_subject_cannot_veto_what_a_guardian_gave",
        file=_FILE,
        within="_stopped_by",
        before='now, vetoes = _now(environment), {"subject"} | {given.giver for given in clause.givers}',
        after="now, vetoes = _now(environment), {given.giver for given in clause.givers}",
        law=promise("the subject may veto what only a guardian can give"),
        because="Whoever may give may refuse.",
    ),
    Fault(
        name="only_the_giver_may_veto",
        file=_FILE,
        within="_stopped_by",
        before='now, vetoes = _now(environment), {"subject"} | {given.giver for given in clause.givers}',
        after=(
            'now, vetoes = _now(environment), {"subject"} | {g.giver for g in clause.givers if g.giver == '
            "grant.giver}"
        ),
        law=promise("an accepted giver may veto in any form"),
        because="Whoever gave it may take it back, and the subject may.",
    ),
    Fault(
        name="withdrawing_a_flawed_grant_stops_nothing",
        file=_FILE,
        within="_withdrawn",
        before="if grant.withdrawn_at is not None:",
        after="if grant.withdrawn_at is not None and grant.form is not None:",
        law=promise("withdrawing a flawed grant is a refusal too"),
        because="What never was valid cannot be withdrawn, one would think.",
    ),
    Fault(
        name="a_withdrawal_reaches_all_that_is_on_file",
        file=_FILE,
        within="consider",
        before="stopping = [*_stopping(file.refusals, environment), *_withdrawn(covering, environment)]",
        after="stopping = [*_stopping(file.refusals, environment), *_withdrawn(file.grants, environment)]",
        law=promise("a withdrawal does not reach what reveals its item"),
        because="The file has them all, and the sieve for refusals is a line above.",
    ),
    Fault(
        name="a_refusal_does_not_reach_what_reveals_it",
        file=_FILE,
        within="_learnt",
        before="return (leaf, *sorted(environment.domain.vocabulary.revealed(leaf) - {leaf}))",
        after="return (*sorted(environment.domain.vocabulary.data.leaves[leaf]),)",
        law=promise("a refusal of what the item reveals stops the grant"),
        because="It is how a grant covers.",
    ),
    Fault(
        name="the_form_of_another_giver_does",
        file=_FILE,
        within="_lacking",
        before="elif not any(grant.form in given.forms for given in accepted):",
        after="elif not any(grant.form in given.forms for given in clause.givers):",
        law=promise("a grant in a form that its giver may not use is flawed"),
        because="The forms are those of the clause.",
    ),
    Fault(
        name="naming_anybody_names_the_recipient",
        file=_FILE,
        within="_lacking",
        before="if clause.naming_recipient and environment.recipient_id not in grant.recipients.ids:",
        after="if clause.naming_recipient and not grant.recipients.ids:",
        law=promise("a class beside somebody else's id does not name the recipient"),
        because="That the grant covers the recipient was asked before.",
    ),
    Fault(
        name="one_notice_is_as_good_as_another",
        file=_FILE,
        within="_lacking",
        before="for notice in sorted(clause.told - grant.told):",
        after="for notice in sorted(clause.told - grant.told)[len(grant.told) :]:",
        law=promise("every notice must have been told"),
        because="As many notices as were wanted were told.",
    ),
)
