"""What may be said to the requester: a function of what they stated and of what is released, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from confpolicy.core.clauses import Act, Reply
from confpolicy.core.scopes import Presence, party_matches
from confpolicy.decide.conditions import status
from confpolicy.decide.decision import Due, Outward, OutwardItem, Row, Verdict
from confpolicy.decide.environment import Environment, under
from confpolicy.decide.obligations import Arising, arising
from confpolicy.decide.prepare import Policy, Prepared, Ready
from confpolicy.facts.logic import Truth
from confpolicy.facts.request import Facts, Request
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


def applying_replies(policy: Policy, environments: Iterable[Environment]) -> tuple[Ready[Reply], ...]:
    """The replies that apply for at least one of the environments, in which roles are as given.

    A reply applies unless its condition is false. One that limits itself by what is not known does not.
    """
    there = tuple(environments)
    return tuple(ready for ready in policy.replies if any(_replies(ready, environment) for environment in there))


def _replies(ready: Ready[Reply], environment: Environment) -> bool:
    scope, roles = ready.clause.scope, environment.domain.vocabulary.roles
    assert environment.recipient is not None, "whoever is replied to has roles, or none"
    return (
        (scope.of is None or environment.leaf in ready.leaves)
        and (scope.for_ is None or environment.purpose in ready.purposes)
        and party_matches(scope.to, environment.recipient, roles, forbids=False)
        and (environment.discloser is None or party_matches(scope.from_, environment.discloser, roles, forbids=False))
        and status(ready.parts, environment) is not Truth.FALSE
    )


def replies_for(  # noqa: PLR0913 - each is one part that a request states
    prepared: Prepared,
    *,
    recipient_roles: frozenset[str] = frozenset(),
    purpose: str | None = None,
    leaves: Iterable[str] = (),
    stated: Iterable[Facts] = (),
    time: Instant | None = None,
) -> Outward:
    """The outward answer to a refused request: that of a denial, from those of its stated parts that fit.

    Whoever names no recipient has no roles. A reply that limits itself by a purpose or by items does not fit where
    none is given; what is unknown in its conditions does not keep it from being given.
    """
    replies: list[Ready[Reply]] = []
    items: list[str | None] = [*sorted(leaves)]
    about = tuple(stated)
    for policy in prepared.policies:
        vocabulary = policy.domain.vocabulary
        environments = [
            Environment(
                domain=policy.domain,
                definitions=policy.definitions,
                time=time,
                purpose=purpose,
                leaf=leaf,
                recipient=Presence.of(recipient_roles, vocabulary.roles),
                given=under(Holder.STATED, facts),
            )
            for leaf in items or [None]
            for facts in about or ({},)
        ]
        replies += applying_replies(policy, environments)
    return Outward(replies=reply_texts(replies))
