"""Whether a grant on file carries a consent clause: `decide.consents`, as formulas."""

from __future__ import annotations

from collections.abc import Mapping

from confpolicy.core.clauses import Consent
from confpolicy.prove.encode.conditions import holds
from confpolicy.prove.encode.file import SUBJECT, File, GrantOrOffer
from confpolicy.prove.encode.held import Spot
from confpolicy.prove.encode.rules import Resolved
from confpolicy.prove.logic.terms import (
    FALSE,
    TRUE,
    Formula,
    Number,
    at_most,
    both,
    constant,
    either,
    implies,
    negation,
    some,
)


def carries(
    grant: GrantOrOffer, consent: Resolved[Consent], file: File, spots: Mapping[str, Spot], leaf: str
) -> Formula:
    """Where this grant is valid for the clause, which is in scope of the leaf, and nothing on file stops it."""
    clause, here = consent.clause, spots[leaf]
    accepted = some(
        both(
            either(
                grant.giver.get(given.giver, FALSE),
                _as_subject(grant, here) if given.giver == SUBJECT else FALSE,
            ),
            some(grant.form[form] for form in sorted(given.forms, key=lambda form: form.value)),
        )
        for given in clause.givers
    )
    wanted = [
        grant.there,
        implies(grant.offer, constant(clause.accepts_silence)),
        negation(grant.withdrawn),
        accepted,
        grant.express if clause.express else TRUE,
        grant.requested if clause.requested else TRUE,
        *(grant.told[notice] for notice in sorted(clause.told)),
        grant.by_id if clause.naming_recipient else TRUE,
        TRUE if clause.lasts is None else grant.alive[clause.lasts],
    ]
    if FALSE in wanted:
        return FALSE
    place = here.place.with_(statement=grant.name)
    return both(*wanted, holds(consent.parts, place).true, negation(_stopped(grant, clause, file, spots, leaf)))


def _as_subject(grant: GrantOrOffer, here: Spot) -> Formula:
    """Where the grant's giver, who is somebody else, certainly gives for the subject."""
    return some(both(by, here.gives_for_subject(giver).true) for giver, by in grant.giver.items() if giver != SUBJECT)


def _stopped(grant: GrantOrOffer, clause: Consent, file: File, spots: Mapping[str, Spot], leaf: str) -> Formula:
    """Where a refusal, or the withdrawal of another grant, stops it."""
    vetoes = {SUBJECT} | {given.giver for given in clause.givers}

    def later(rank: Number) -> Formula:
        return either(grant.offer, at_most(grant.rank, rank))

    found = []
    for refusal in file.refusals:
        spot = spots.get(refusal.leaf)
        by_them = TRUE
        if refusal.giver not in vetoes:
            by_them = FALSE if spot is None else spot.gives_for_subject(refusal.giver).possible
        found.append(both(refusal.there, by_them, later(refusal.rank)))
    for other in file.grants:
        if other is not grant and other.withdrawn is not FALSE:
            by_them = some(
                both(by, TRUE if giver in vetoes else spots[leaf].gives_for_subject(giver).possible)
                for giver, by in other.giver.items()
            )
            found.append(both(other.there, other.withdrawn, by_them, later(other.withdrawn_rank)))
    return some(found)
