"""Words for single findings about a row: a ground, a prohibition, a clause that did not apply, a consent on file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import assert_never

from confpolicy.core.clauses import Consent, Permission, kind_word
from confpolicy.decide.decision import FlawedStatement, Ground, Near, Outcome, StandingProhibition
from confpolicy.decide.docket import Asked
from confpolicy.explain.matter import Matter, given_words, statement_given
from confpolicy.explain.words import applying_words, condition_words, listed
from confpolicy.facts.calendar import instant_to_text
from confpolicy.facts.logic import Truth
from confpolicy.facts.request import Grant, Offer, Refusal, Statement
from confpolicy.facts.schema import Holder

_STATES = {
    "expired": "has expired",
    "withdrawn": "is withdrawn",
    "not yet given": "is not given yet",
    "condition": "does not meet the clause's condition",
}
"""What a statement may be, in place of lacking something; `refused` is told by what stopped it."""


def ground_words(ground: Ground, matter: Matter) -> str:
    """A ground with the statement and the need-to-know that carry it."""
    if ground.clause is None:
        return "the item is public"
    words = applying_words(ground.clause, matter.clauses, matter.texts)
    if ground.statement is not None:
        words += f", carried by {'silence after offer' if ground.silence else 'consent statement'} {ground.statement}"
        words += f" ({statement_given(matter.statement(ground.statement))})"
    if ground.need_to_know is not None:
        words += f", together with {applying_words(ground.need_to_know, matter.clauses, matter.texts)}"
    for name in ground.stand_ins:
        words += (
            f", where {applying_words(name, matter.clauses, matter.texts)}, lets somebody stand in for the subject"
        )
    return words


def prohibition_words(prohibition: StandingProhibition, asked: Asked, matter: Matter) -> str:
    """Why a prohibition stands, or may."""
    words = f"{matter.clause(prohibition.clause)} forbids it"
    if prohibition.through is not None:
        words += f" (whoever learns it learns {prohibition.through})"
    if prohibition.certainly:
        since = condition_words(matter.clauses[prohibition.clause], matter.texts)
        return f"{words}, {f'since {since}' if since else 'and has no condition'}; {_lifted_by(prohibition, matter)}"
    unknown = "; ".join(outcome_words(outcome, asked, matter) for outcome in prohibition.outcomes)
    unknown = unknown or "whether it reaches the recipient is not known"
    return f"{words}, since it is not known that it does not apply: {unknown}; {_lifted_by(prohibition, matter)}"


def _lifted_by(prohibition: StandingProhibition, matter: Matter) -> str:
    if prohibition.absolute:
        return "nothing lifts it"
    lifting = sorted(
        name
        for name, clause in matter.clauses.items()
        if isinstance(clause, Consent | Permission) and prohibition.clause in clause.overrides
    )
    if not lifting:
        return "no clause lifts it"
    return f"only {listed((f'{kind_word(matter.clauses[name])} {name}' for name in lifting), last='or')} can lift it"


def referral_words(name: str, asked: Asked, matter: Matter) -> str:
    """Why a person must decide. A referral applies also where nothing but a judgement is lacking."""
    absent = matter.judgements_absent(name, asked)
    holds = f"holds, or may once {listed(absent)} is judged," if absent else "holds"
    since = condition_words(matter.clauses[name], matter.texts, holds=holds)
    return f"{matter.clause(name)} leaves it to a person" + (f", since {since}" if since else "")


def insufficient_words(ground: Ground, matter: Matter) -> str:
    """A ground that applies and does not suffice."""
    return f"{ground_words(ground, matter)}: it applies, but does not override what forbids it"


def near_words(near: Near, asked: Asked, need_covers: bool, matter: Matter) -> str:  # noqa: FBT001 - a finding too
    """Why a clause in scope did not apply. `need_covers`: whether some need-to-know clause is in scope."""
    outcomes = tuple(outcome for outcome in near.outcomes if not _of_no_statement(outcome, near))
    reasons = list(_outcomes_words(outcomes, asked, matter))
    reasons += [flawed_words(flawed, matter) for flawed in near.statements]
    if "grant" in near.missing:
        reasons.append("no consent that covers this is on file")
    if "recipient" in near.missing:
        reasons.append("it is not known whether the recipient is one of those to whom it lets this go")
    if "need-to-know" in near.missing:
        reasons.append(
            "no need-to-know clause that covers this item, recipient and purpose applies"
            if need_covers
            else "the policy has no need-to-know clause for this item, recipient and purpose"
        )
    return f"{matter.clause(near.clause)} did not apply: {'; '.join(reasons)}"


def _of_no_statement(outcome: Outcome, near: Near) -> bool:
    """Whether it asks for facts of a statement where none is on file: that there is none says it all."""
    prefix = f"{Holder.STATEMENT.value}."
    return "grant" in near.missing and bool(outcome.facts) and all(name.startswith(prefix) for name in outcome.facts)


def _outcomes_words(outcomes: tuple[Outcome, ...], asked: Asked, matter: Matter) -> Iterator[str]:
    """The outcomes by the part of the condition that they are in: those of one `unless` count together."""
    for part, alike in groupby(outcomes, key=lambda outcome: outcome.part):
        together = [outcome_words(outcome, asked, matter) for outcome in alike]
        if part.rsplit("/", 1)[-1].startswith("unless") and len(together) > 1:
            plain = "; ".join(words.removesuffix(", and must not") for words in together)
            yield f"it must be known that `{matter.texts.words(part)}` does not hold, and it is not ({plain})"
        else:
            yield from together


def outcome_words(outcome: Outcome, asked: Asked, matter: Matter) -> str:
    """One condition and how it came out."""
    words = f"`{matter.texts.words(outcome.path)}`"
    match outcome.value:
        case Truth.UNKNOWN:
            reasons = listed(_unknown(name, asked, matter) for name in outcome.facts)
            return f"it is not known whether {words} holds ({reasons or 'an error happened in it'})"
        case Truth.FALSE:
            return f"{words} does not hold"
        case Truth.TRUE:
            return f"{words} holds, and must not"
        case _ as unreachable:
            assert_never(unreachable)


def _unknown(name: str, asked: Asked, matter: Matter) -> str:
    if name.startswith(f"{Holder.STATEMENT.value}."):
        return f"{name} is each statement's own"
    given = matter.given(name, asked)
    if given is None:
        return f"{name} is not given"
    if given.judgement is not None:
        return f"{name}, {given_words(given)}, does not count: {matter.counts(name)}"
    return f"{name} is not given in full"


def flawed_words(flawed: FlawedStatement, matter: Matter) -> str:
    """What a consent statement on file lacked, what it was, and what stopped it."""
    statement = matter.statement(flawed.id)
    found = list(_flaws(flawed.lacking, statement))
    if flawed.stopped_by:
        found.append(f"was stopped by {listed(_stop(name, matter) for name in flawed.stopped_by)}")
    kind = "offer" if isinstance(statement, Offer) else "consent statement"
    return f"{kind} {flawed.id} ({statement_given(statement)}) {listed(found)}"


def _flaws(lacking: Iterable[str], statement: Statement) -> Iterator[str]:
    every = [word for word in lacking if word != "refused"]
    plain = [word for word in every if word not in _STATES]
    yield from ([f"lacks: {', '.join(plain)}"] if plain else [])
    for word in every:
        if word == "withdrawn" and isinstance(statement, Grant) and statement.withdrawn_at is not None:
            yield f"was withdrawn at {instant_to_text(statement.withdrawn_at)}"
        elif word == "not yet given" and isinstance(statement, Offer):
            yield "is not made yet"
        elif word in _STATES:
            yield _STATES[word]


def _stop(name: str, matter: Matter) -> str:
    statement = matter.statement(name)
    kind = "the refusal" if isinstance(statement, Refusal) else "the withdrawal of the grant"
    return f"{kind} {name} ({statement_given(statement)})"
