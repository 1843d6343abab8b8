"""How much one decision may take. How large a request may be stands in `facts/read/limits.py`.

The work is bounded before it begins, from the sizes of program and request, so that no limit can cut a decision
short and make it depend on an order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from confpolicy.decide.prepare import Policy, Prepared
from confpolicy.facts.faults import Fault
from confpolicy.facts.request import Facts, Grant, Offer, Refusal, Request, StatedParts, Statement
from confpolicy.facts.schema import Holder
from confpolicy.facts.values import Record, Value

STEPS_BOUND = 50_000_000
"""Nodes of conditions, and pairs of statements, that one decision may look at: about a minute's work."""


def excess(prepared: Prepared, request: Request) -> tuple[Fault, ...]:
    """The fault of a request that could take more steps than `STEPS_BOUND`, or nothing."""
    if most_steps(prepared, request) <= STEPS_BOUND:
        return ()
    return (Fault("CP806", "", {"bound": f"{STEPS_BOUND:,}", "what": "steps to decide it in"}),)


def most_steps(prepared: Prepared, request: Request) -> int:
    """An upper bound of the steps: for each row every clause's nodes, and for a consent every yes with every no."""
    leaves = prepared.vocabulary.data.leaves
    rows = sum(len(leaves[entry.item]) * len(entry.about) for entry in request.entries)
    size, pairs = request.once(_largest_set), request.once(most_pairs)
    return (
        rows
        * again(prepared)
        * sum(nodes(policy, size) + len(policy.consents) * pairs for policy in prepared.policies)
    )


def _largest_set(request: Request) -> int:
    return max(1, *(_largest(facts) for facts_of in FACTS.values() for facts in facts_of(request)))


def most_pairs(request: Request) -> int:
    """Of every yes with every no about the same subject, and each yes by itself."""
    grants = Counter(each.subject for each in request.statements if isinstance(each, Grant | Offer))
    against = Counter(each.subject for each in request.statements if _is_a_no(each))
    return max((number * (1 + against[subject]) for subject, number in grants.items()), default=0)


def _is_a_no(statement: Statement) -> bool:
    """Whether it can stop a grant: a refusal, or one that was withdrawn."""
    return isinstance(statement, Refusal) or (isinstance(statement, Grant) and statement.withdrawn_at is not None)


def again(prepared: Prepared) -> int:
    """How often a row is looked at: with each leaf that it reveals, under each reading."""
    revealed = max(map(len, prepared.vocabulary.reveals.values()), default=0)
    return (1 + revealed) * (1 + len(prepared.variants))


def answer_is_excessive(policy: Policy, stated: StatedParts) -> bool:
    """Whether the replies alone could take more steps than `STEPS_BOUND`, for what the requester stated alone.

    Never so for a request that is decided: there `most_steps` counts at least as many.
    """
    about_nobody = len(stated.leaves - {leaf for leaf, _ in stated.asked}) or int(not stated.leaves)
    pairs = len(stated.asked) + about_nobody * max(1, len(stated.stated))
    return pairs * nodes(policy, max([1, *map(_largest, stated.stated)])) > STEPS_BOUND


def nodes(policy: Policy, size: int) -> int:
    """Nodes looked at where no set has more than `size` elements."""
    return sum(number * size**depth for depth, number in enumerate(policy.weights))


FACTS: Mapping[Holder, Callable[[Request], Iterable[Facts]]] = {
    Holder.CONTEXT: lambda request: (request.context,),
    Holder.DISCLOSER: lambda request: (request.discloser.facts,),
    Holder.RECIPIENT: lambda request: (request.recipient.facts,),
    Holder.SUBJECT: lambda request: [subject.facts for subject in request.subjects],
    Holder.STATED: lambda request: [subject.stated for subject in request.subjects],
    Holder.RELATION: lambda request: [subject.relation for subject in request.subjects],
    Holder.ITEM: lambda request: [entry.facts for entry in request.entries],
    Holder.STATEMENT: lambda request: [statement.facts for statement in request.statements],
}
"""The facts of a request, by whom they are about."""


def _largest(facts: Facts) -> int:
    return max(map(_size, (given.value for given in facts.values())), default=0)


def _size(value: Value) -> int:
    """The size of the largest set in the value."""
    match value:
        case frozenset():
            return max(len(value), _largest_of(value))
        case Record(fields):
            return _largest_of(part for _, part in fields)
        case _:
            return 0


def _largest_of(values: Iterable[Value]) -> int:
    return max(map(_size, values), default=0)
