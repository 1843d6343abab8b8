"""What may be said to the requester: a function of what they stated and of what is released, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from confpolicy.core.clauses import Act, Reply
from confpolicy.core.scopes import Presence
from confpolicy.decide.conditions import status
from confpolicy.decide.decision import Due, EvaluationError, Outward, OutwardItem, Row, Verdict
from confpolicy.decide.environment import Environment, under
from confpolicy.decide.limits import answer_is_excessive
from confpolicy.decide.obligations import Arising, arising
from confpolicy.decide.prepare import Policy, Prepared, Ready
from confpolicy.decide.scoping import fits_outside
from confpolicy.facts.logic import Truth
from confpolicy.facts.request import Facts, Request, StatedParts
from confpolicy.facts.schema import Holder
from confpolicy.facts.values import Instant


def outward_of(
    request: Request, rows: Iterable[Row], obligations: Iterable[Due], replies: Iterable[Ready[Reply]]
) -> Outward:
    """The outward answer: with something released, the items and what `say` states; else the replies alone."""
    about: dict[str, set[int]] = {}
    numbers = {subject.id: number for number, subject in enumerate(request.subjects, 1)}
    for row in rows:
        if row.verdict is Verdict.PERMIT:
            about.setdefault(row.item, set()).add(numbers[row.subject])
    if not about:
        return Outward(replies=reply_texts(replies))
    said = (due.text for due in obligations if due.effect == Act.SAY.value and due.text is not None)
    items = tuple(OutwardItem(item, tuple(sorted(about[item]))) for item in sorted(about))
    return Outward(items=items, statements=tuple(dict.fromkeys(said)))


def reply_texts(replies: Iterable[Ready[Reply]]) -> tuple[str, ...]:
    """What the replies say, each text once, by the replies' names."""
    ordered = sorted(replies, key=lambda reply: reply.name)
    return tuple(dict.fromkeys(text for reply in ordered for text in reply.clause.say))


def reply_effects(replies: Iterable[Ready[Reply]], policy: Policy, time: Instant) -> Iterator[Arising]:
    """What is done when the replies are given; of no item and no subject."""
    there = Environment(domain=policy.domain, definitions=policy.definitions, time=time)
    for reply in replies:
        yield from arising(reply.clause, there)


def replies_for(prepared: Prepared, stated: StatedParts) -> Outward:
    """The outward answer where nothing is released, to whoever stated this; that to a refused request.

    Whoever names no recipient has no roles. A reply that limits itself by a purpose or by items does not fit where
    none is given; what is unknown in its conditions does not keep it from being given.
    """
    return Outward(replies=reply_texts(applying_replies(prepared.own, stated, set())))


def applying_replies(policy: Policy, stated: StatedParts, errors: set[EvaluationError]) -> tuple[Ready[Reply], ...]:
    """The replies of the policy that apply for at least one item and subject that was asked about.

    Decided once, from what the requester stated and nothing else: what a reply could read besides is not there. Where
    even that is too much work their conditions count as unknown, and keep none from being given.
    """
    roles = policy.domain.vocabulary.roles
    there = [
        Environment(
            domain=policy.domain,
            definitions=policy.definitions,
            time=stated.time,
            purpose=stated.purpose,
            leaf=leaf,
            recipient=Presence.of(stated.roles, roles),
            recipient_id=stated.recipient_id,
            given=under(Holder.STATED, facts),
            errors=errors,
        )
        for leaf, facts in _asked(stated)
    ]
    if answer_is_excessive(policy, stated):
        return tuple(
            ready for ready in policy.replies if any(fits_outside(ready, environment) for environment in there)
        )
    return tuple(ready for ready in policy.replies if any(_replies(ready, environment) for environment in there))


def _asked(stated: StatedParts) -> Iterator[tuple[str | None, Facts]]:
    """Each item with what is stated of each whom it is about: everybody, where that does not fit."""
    yield from ((leaf, stated.stated[number - 1]) for leaf, number in sorted(stated.asked))
    rest: list[str | None] = [*sorted(stated.leaves - {leaf for leaf, _ in stated.asked})]
    for leaf in rest if stated.leaves else [None]:
        for facts in stated.stated or ({},):
            yield leaf, facts


def _replies(ready: Ready[Reply], environment: Environment) -> bool:
    return fits_outside(ready, environment) and status(ready.parts, environment) is not Truth.FALSE
