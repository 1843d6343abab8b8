"""Consent: which grants on file a clause may rest on, and what each of the others lacks.

A grant must be in scope, valid and not stopped, all for one grant; a flawed one never helps and never hurts another.
Under a clause that accepts silence an offer counts as a grant, which every refusal stops, earlier ones too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from confpolicy.core.clauses import Consent
from confpolicy.core.scopes import Presence
from confpolicy.decide.conditions import status
from confpolicy.decide.decision import FlawedStatement
from confpolicy.decide.environment import Environment
from confpolicy.decide.prepare import Ready
from confpolicy.decide.stand_ins import gives_for_subject, places
from confpolicy.facts.calendar import OutOfBoundsError
from confpolicy.facts.logic import Truth
from confpolicy.facts.request import Audience, Form, Grant, Offer, Refusal, Statement
from confpolicy.facts.values import Duration, Instant

A_YES = "a yes"
"""What an offer lacks where silence does not count."""
FORMS = {Form.WRITING: "writing", Form.SPEECH: "speech"}


@attrs.frozen
class File:
    """The statements on file about one subject, by what they are."""

    grants: tuple[Grant, ...]
    refusals: tuple[Refusal, ...]
    offers: tuple[Offer, ...]

    @property
    def givers(self) -> frozenset[str]:
        """Who gave one of them: `subject`, or declared givers."""
        every: tuple[Statement, ...] = (*self.grants, *self.refusals, *self.offers)
        return frozenset(each.giver for each in every)

    @classmethod
    def of(cls, statements: tuple[Statement, ...], subject: str) -> File:
        """Those about the subject, in the order of their ids."""
        about = sorted((each for each in statements if each.subject == subject), key=lambda each: each.id)
        return cls(
            tuple(each for each in about if isinstance(each, Grant)),
            tuple(each for each in about if isinstance(each, Refusal)),
            tuple(each for each in about if isinstance(each, Offer)),
        )


@attrs.frozen
class Considered:
    """What a consent clause found on file: the grant that carries it, or None, and what the others lack."""

    carrying: Grant | Offer | None
    flawed: tuple[FlawedStatement, ...] = ()
    unanswered: tuple[FlawedStatement, ...] = ()
    """Offers in scope, where the clause does not accept silence: nobody said yes to them."""


def consider(clause: Ready[Consent], file: File, environment: Environment) -> Considered:
    """Each grant in scope held against the clause, which is in scope itself; and each offer, if silence counts.

    The latest valid one carries, and of several the one with the smallest id.
    """
    covering = [grant for grant in file.grants if grant_covers(grant, environment)]
    offers = [offer for offer in file.offers if grant_covers(offer, environment)]
    unanswered: tuple[FlawedStatement, ...] = ()
    candidates: list[Grant | Offer] = [*covering]
    if clause.clause.accepts_silence:
        candidates = sorted([*covering, *offers], key=lambda each: each.id)
    else:
        unanswered = tuple(FlawedStatement(id=offer.id, lacking=(A_YES,)) for offer in offers)
    if not candidates:
        return Considered(None, unanswered=unanswered)
    stopping = [*_stopping(file.refusals, environment), *_withdrawn(covering, environment)]
    valid: list[Grant | Offer] = []
    flawed: list[FlawedStatement] = []
    for grant in candidates:
        stopped_by = tuple(_stopped_by(grant, clause.clause, stopping, environment))
        lacking = [*_lacking(grant, clause.clause, environment)]
        if stopped_by:
            lacking.append("refused")
        if clause.parts and status(clause.parts, environment.on(grant.facts)) is not Truth.TRUE:
            lacking.append("condition")
        if lacking:
            flawed.append(FlawedStatement(id=grant.id, lacking=tuple(lacking), stopped_by=stopped_by))
        else:
            valid.append(grant)
    carrying = min(valid, key=lambda grant: (-grant.at.micros, grant.id), default=None)
    return Considered(carrying, tuple(flawed), unanswered)


# --- what a statement covers --------------------------------------------------------------------------------------


def grant_covers(grant: Grant | Offer, environment: Environment) -> bool:
    """Whether it names the item, the recipient, the purpose and the discloser (for its own subject)."""
    vocabulary = environment.domain.vocabulary
    assert environment.leaf is not None, "consent is asked about an item"
    return (
        not grant.items.isdisjoint(vocabulary.data.above[environment.leaf])
        and _purpose_among(grant.purposes, environment)
        and audience_covers(grant.recipients, environment.recipient, environment.recipient_id)
        and (
            grant.disclosers is None
            or audience_covers(grant.disclosers, environment.discloser, environment.discloser_id)
        )
    )


def refusal_covers(refusal: Refusal, environment: Environment) -> bool:
    """Whether the refusal names the item or anything that it reveals, and the rest; what it leaves out is all."""
    return any(_refuses(refusal, leaf, environment) for leaf in _learnt(environment))


def _learnt(environment: Environment) -> tuple[str, ...]:
    """The item and all that it reveals."""
    leaf = environment.leaf
    assert leaf is not None, "consent is asked about an item"
    return (leaf, *sorted(environment.domain.vocabulary.revealed(leaf) - {leaf}))


def _refuses(refusal: Refusal, leaf: str, environment: Environment) -> bool:
    vocabulary = environment.domain.vocabulary
    return (
        (refusal.items is None or not refusal.items.isdisjoint(vocabulary.data.above[leaf]))
        and (refusal.purposes is None or _purpose_among(refusal.purposes, environment))
        and (
            refusal.recipients is None
            or audience_covers(refusal.recipients, environment.recipient, environment.recipient_id)
        )
        and (
            refusal.disclosers is None
            or audience_covers(refusal.disclosers, environment.discloser, environment.discloser_id)
        )
    )


def audience_covers(audience: Audience, who: Presence | None, id_: str | None) -> bool:
    """Whether they are named: as anybody, by their id, or as one of a class."""
    return audience.anyone or id_ in audience.ids or (who is not None and not audience.roles.isdisjoint(who.closed))


def _purpose_among(purposes: frozenset[str], environment: Environment) -> bool:
    assert environment.purpose is not None, "consent is asked about a purpose"
    return not purposes.isdisjoint(environment.domain.vocabulary.purposes.above[environment.purpose])


# --- whether a grant is valid -------------------------------------------------------------------------------------


def _now(environment: Environment) -> Instant:
    assert environment.time is not None, "consent is asked about at a time"
    return environment.time


def accepts(clause: Consent, giver: str, form: Form | None) -> bool:
    """Whether the clause itself accepts this giver in this form, nobody standing in for another."""
    return any(given.giver == giver and form in given.forms for given in clause.givers)


def _lacking(grant: Grant | Offer, clause: Consent, environment: Environment) -> Iterator[str]:
    """What the grant lacks, in the clause's own words; conditions and what stops it apart.

    By whoever stands in for the subject it is as good as by the subject, in the forms that the subject may use.
    """
    kinds = {grant.giver}
    if gives_for_subject(grant.giver, environment) is Truth.TRUE:
        kinds.add("subject")
    accepted = [given for given in clause.givers if given.giver in kinds]
    if not accepted:
        yield f"given by {' or '.join(sorted({given.giver for given in clause.givers}))}"
    elif not any(grant.form in given.forms for given in accepted):
        forms = {form for given in accepted for form in given.forms}
        yield f"in {' or '.join(word for form, word in FORMS.items() if form in forms)}"
    if clause.express and not (isinstance(grant, Grant) and grant.express):
        yield "express"
    for notice in sorted(clause.told - grant.told):
        yield f"told {notice}"
    if clause.requested and not (isinstance(grant, Grant) and grant.requested):
        yield "requested by subject"
    if clause.naming_recipient and environment.recipient_id not in grant.recipients.ids:
        yield "naming recipient"
    yield from _out_of_time(grant, clause, environment)


def _out_of_time(grant: Grant | Offer, clause: Consent, environment: Environment) -> Iterator[str]:
    now = _now(environment)
    if grant.at > now:
        yield "not yet given"
    if grant.expires_at is not None and now >= grant.expires_at:
        yield "expired"
    if isinstance(grant, Grant) and grant.withdrawn_at is not None and grant.withdrawn_at <= now:
        yield "withdrawn"
    if clause.lasts is not None and _outlived(grant, clause.lasts, environment):
        yield f"lasts {duration_words(clause.lasts)}"


def _outlived(grant: Grant | Offer, lasts: Duration, environment: Environment) -> bool:
    """Whether its life is over; where its end cannot be computed it is, for nothing that goes wrong permits."""
    try:
        return _now(environment) >= environment.domain.zone.step(grant.at, lasts)
    except OutOfBoundsError:
        return True


@attrs.frozen
class _Stopping:
    """A refusal that covers the row, or a grant that does and was withdrawn: since when, and by whom.

    `as_subject`: whether by somebody who stands, or may stand, in for the subject; they veto as the subject does.
    """

    id: str
    since: Instant
    giver: str
    as_subject: bool


def _stopping(refusals: Iterable[Refusal], environment: Environment) -> Iterator[_Stopping]:
    """The refusals that cover the item or anything that it reveals."""
    covering = [refusal for refusal in refusals if refusal_covers(refusal, environment)]
    there = places(environment) if covering else ()
    for refusal in covering:
        stands = any(
            gives_for_subject(refusal.giver, place) is not Truth.FALSE
            for place in there
            if place.leaf is not None and _refuses(refusal, place.leaf, environment)
        )
        yield _Stopping(refusal.id, refusal.at, refusal.giver, stands)


def _withdrawn(grants: Iterable[Grant], environment: Environment) -> Iterator[_Stopping]:
    """The withdrawals of grants that cover the row; each is a refusal of what the grant covers and no more."""
    for grant in grants:
        if grant.withdrawn_at is not None:
            stands = gives_for_subject(grant.giver, environment) is not Truth.FALSE
            yield _Stopping(grant.id, grant.withdrawn_at, grant.giver, stands)


def _stopped_by(
    grant: Grant | Offer, clause: Consent, stopping: Iterable[_Stopping], environment: Environment
) -> Iterator[str]:
    """Ids of the refusals, and of the other grants withdrawn, that stop the grant, among those that cover the row.

    Each from its instant on, the grant's own included, by the subject, by whoever may stand in for them, or by any
    giver that the clause accepts. An offer also those that were there before it: silence undoes no refusal.
    """
    now, vetoes = _now(environment), {"subject"} | {given.giver for given in clause.givers}
    for other in stopping:
        by_one_of_them = other.as_subject or other.giver in vetoes
        if other.id == grant.id or other.since > now or not by_one_of_them:
            continue
        if isinstance(grant, Offer) or grant.at <= other.since:
            yield other.id


def duration_words(duration: Duration) -> str:
    """The duration as a policy writes it: `12 months`, `30 days`, `36 hours`."""
    if duration.months:
        return _count(duration.months, "month")
    for unit, seconds in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if duration.seconds % seconds == 0:
            return _count(duration.seconds // seconds, unit)
    return _count(duration.seconds, "second")


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
