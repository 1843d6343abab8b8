"""Words for single findings about a row: a ground, a prohibition, a clause that did not apply, a consent on file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from confpolicy.decide.decision import FlawedStatement, Ground, Near, Outcome, StandingProhibition
from confpolicy.decide.docket import Asked
from confpolicy.explain.matter import Matter, given_words, statement_given
from confpolicy.explain.words import applying_words, condition_words, listed
from confpolicy.facts.logic import Truth
from confpolicy.facts.request import Refusal
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
        words += f", carried by consent statement {ground.statement}"
        words += f" ({statement_given(matter.statement(ground.statement))})"
    if ground.need_to_know is not None:
        words += f", together with {applying_words(ground.need_to_know, matter.clauses, matter.texts)}"
    return words


def prohibition_words(prohibition: StandingProhibition, asked: Asked, matter: Matter) -> str:
    """Why a prohibition stands, or may."""
    words = f"{matter.clause(prohibition.clause)} forbids it"
    if prohibition.through is not None:
        words += f" (whoever learns it learns {prohibition.through})"
    if prohibition.certainly:
        since = condition_words(matter.clauses[prohibition.clause], matter.texts)
        return words + (f", since {since}" if since else ", whatever the facts")
    unknown = "; ".join(outcome_words(outcome, asked, matter) for outcome in prohibition.outcomes)
    return f"{words} as long as what would settle it is not known: {unknown}"


def referral_words(name: str, matter: Matter) -> str:
    """Why a person must decide. A referral applies also where nothing but a judgement is lacking."""
    waits = ", or would if it were so judged," if matter.waits_for_a_judgement(name) else ""
    since = condition_words(matter.clauses[name], matter.texts, holds=f"holds{waits}").removesuffix(",")
    return f"{matter.clause(name)} leaves it to a person" + (f", since {since}" if since else "")


def insufficient_words(ground: Ground, matter: Matter) -> str:
    """A ground that applies and does not suffice."""
    return f"{ground_words(ground, matter)}: that does not override what forbids it"


def near_words(near: Near, asked: Asked, need_covers: bool, matter: Matter) -> str:  # noqa: FBT001 - a finding too
    """Why a clause in scope did not apply. `need_covers`: whether some need-to-know clause is in scope."""
    reasons = [outcome_words(outcome, asked, matter) for outcome in near.outcomes]
    reasons += [flawed_words(flawed, matter) for flawed in near.statements]
    if "grant" in near.missing:
        reasons.append("no consent that covers this is on file")
    if "need-to-know" in near.missing:
        reasons.append(
            "no need-to-know clause that covers this applies" if need_covers else "no need-to-know clause covers this"
        )
    return f"{matter.clause(near.clause)} did not apply: {'; '.join(reasons)}"


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
        return f"{name}, {given_words(given)}, does not count"
    return f"{name} is not given in full"


def flawed_words(flawed: FlawedStatement, matter: Matter) -> str:
    """What a consent statement on file lacked, what it was, and what stopped it."""
    found = list(_flaws(flawed.lacking))
    if flawed.stopped_by:
        found.append(f"was stopped by {listed(_stop(name, matter) for name in flawed.stopped_by)}")
    return f"consent statement {flawed.id} ({statement_given(matter.statement(flawed.id))}) {listed(found)}"


def _flaws(lacking: Iterable[str]) -> Iterator[str]:
    every = [word for word in lacking if word != "refused"]
    plain = [word for word in every if word not in _STATES]
    yield from ([f"lacks: {', '.join(plain)}"] if plain else [])
    yield from (_STATES[word] for word in every if word in _STATES)


def _stop(name: str, matter: Matter) -> str:
    statement = matter.statement(name)
    kind = "the refusal" if isinstance(statement, Refusal) else "the withdrawal of the grant"
    return f"{kind} {name} ({statement_given(statement)})"
