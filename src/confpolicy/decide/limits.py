"""How much one decision may take. How large a request may be stands in `facts/read/limits.py`.

The work is bounded before it begins, from the sizes of program and request, so that no limit can cut a decision
short and make it depend on an order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from confpolicy.decide.prepare import Policy, Prepared
from confpolicy.facts.faults import Fault
from confpolicy.facts.read.limits import SET_BOUND
from confpolicy.facts.request import Facts, Grant, Offer, Refusal, Request, StatedParts, Statement
from confpolicy.facts.values import Record, Value

FEW = 8
"""Of so few statements a decision is certainly small, where it is of few rows."""
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
    size, pairs = request.once(_largest_set), request.once(_most_pairs)
    return (
        rows
        * _again(prepared)
        * sum(_nodes(policy, size) + len(policy.consents) * pairs for policy in prepared.policies)
    )


def _largest_set(request: Request) -> int:
    return max(1, *(_largest(facts) for facts in _all_facts(request)))


def _most_pairs(request: Request) -> int:
    """Of every yes with every no about the same subject, and each yes by itself."""
    grants = Counter(each.subject for each in request.statements if isinstance(each, Grant | Offer))
    against = Counter(each.subject for each in request.statements if _is_a_no(each))
    return max((number * (1 + against[subject]) for subject, number in grants.items()), default=0)


def _is_a_no(statement: Statement) -> bool:
    """Whether it can stop a grant: a refusal, or one that was withdrawn."""
    return isinstance(statement, Refusal) or (isinstance(statement, Grant) and statement.withdrawn_at is not None)


def small_enough(prepared: Prepared) -> Callable[[Request], bool]:
    """What tells of a request whether it certainly takes no more than `STEPS_BOUND` steps, by its mere sizes.

    It counts every statement with every other, or once every yes with every no where these are too many; and sets as
    large as they may be, or as one can see at a glance that they are not: never less than `most_steps`.
    """
    leaves, again = prepared.vocabulary.data.leaves, _again(prepared)
    nodes = again * sum(_nodes(policy, SET_BOUND) for policy in prepared.policies)
    consents = again * sum(len(policy.consents) for policy in prepared.policies)
    small = steps_of_few(prepared)

    def fits(request: Request) -> bool:
        rows = 0
        for entry in request.entries:
            rows += len(leaves[entry.item]) * len(entry.about)
        number = len(request.statements)
        if number <= FEW and rows * small <= STEPS_BOUND:
            return True
        pairs = consents * number * (1 + number)
        if rows * (nodes + pairs) <= STEPS_BOUND:
            return True
        size, pairs = request.once(_at_a_glance), consents * request.once(_most_pairs)
        return rows * (again * sum(_nodes(policy, size) for policy in prepared.policies) + pairs) <= STEPS_BOUND

    return fits


def steps_of_few(prepared: Prepared) -> int:
    """An upper bound of the steps that one row takes with `FEW` statements, and sets as large as they may be."""
    return _again(prepared) * sum(
        _nodes(policy, SET_BOUND) + len(policy.consents) * FEW * (1 + FEW) for policy in prepared.policies
    )


def _again(prepared: Prepared) -> int:
    """How often a row is looked at: with each leaf that it reveals, under each reading."""
    revealed = max(map(len, prepared.vocabulary.reveals.values()), default=0)
    return (1 + revealed) * (1 + len(prepared.variants))


def _at_a_glance(request: Request) -> int:
    """At least the size of the largest set in the request; where records are in it, as large as one may be."""
    largest = 1
    for facts in _all_facts(request):
        for given in facts.values():
            value = given.value
            if isinstance(value, frozenset):
                largest = max(largest, len(value))
                value = next(iter(value), False)
            if isinstance(value, Record):
                return SET_BOUND
    return largest


def answer_is_excessive(policy: Policy, stated: StatedParts) -> bool:
    """Whether the replies alone could take more steps than `STEPS_BOUND`, for what the requester stated alone.

    Never so for a request that is decided: there `most_steps` counts at least as many.
    """
    about_nobody = len(stated.leaves - {leaf for leaf, _ in stated.asked}) or int(not stated.leaves)
    pairs = len(stated.asked) + about_nobody * max(1, len(stated.stated))
    return pairs * _nodes(policy, max([1, *map(_largest, stated.stated)])) > STEPS_BOUND


def _nodes(policy: Policy, size: int) -> int:
    """Nodes looked at where no set has more than `size` elements."""
    return sum(number * size**depth for depth, number in enumerate(policy.weights))


def _all_facts(request: Request) -> Iterator[Facts]:
    yield from (request.context, request.discloser.facts, request.recipient.facts)
    for subject in request.subjects:
        yield from (subject.facts, subject.stated, subject.relation)
    for entry in request.entries:
        yield entry.facts
    for statement in request.statements:
        yield statement.facts


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
