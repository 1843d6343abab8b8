"""The consent statements on file, made of symbols: histories of any length by the few statements that can matter.

For one item and one subject, why a few are enough. Whether a grant carries a clause is asked of that grant alone and
of what stops it. So of a history in which something is permitted all grants can be left out but those by which it is
permitted (one for each policy that must permit, `grants` of them; where one policy refers, for each of the others),
since leaving out a grant permits nothing new and leaves each other grant as valid as it was; but its withdrawal is
also a refusal, and is kept as one. Of refusals by one kind of giver only the latest that is not after now can stop a
grant that no earlier one by them stops; so one for each kind of giver is enough; where stand-ins make it matter which
item a refusal names, one for each kind and item.
Statements that do not cover the row, are not yet given, expired, or withdrawn themselves carry and stop nothing.

Times enter as ranks (later is greater) and, for each `lasts`, whether a grant's life is over: for each choice of them
there are instants that agree with it (`prove.asked` finds them).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations

import attrs

from confpolicy.facts.request import Form
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.values import Duration
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.encode.world import World
from confpolicy.prove.logic.terms import (
    FALSE,
    Formula,
    Number,
    at_most,
    both,
    either,
    exactly_one,
    implies,
    negation,
)

SUBJECT = "subject"
RANKS = 50
CLOCK_SET = "a clock is set between consents that last"


@attrs.frozen(kw_only=True)
class GrantOrOffer:
    """One that covers the row, given by now and not expired."""

    name: str
    there: Formula
    offer: Formula
    giver: Mapping[str, Formula]
    form: Mapping[Form, Formula]
    express: Formula
    requested: Formula
    told: Mapping[str, Formula]
    by_id: Formula
    """Whether it names the recipient by their id."""
    rank: Number
    alive: Mapping[Duration, Formula]
    withdrawn: Formula = FALSE
    """Whether it was withdrawn by now; only in claims about withdrawals, where it is a symbol."""
    withdrawn_rank: Number = attrs.field(factory=Number)


@attrs.frozen(kw_only=True)
class RefusalOnFile:
    """A refusal by this kind of giver of one leaf: the item, or one that it reveals."""

    name: str
    there: Formula
    giver: str
    leaf: str
    rank: Number


@attrs.frozen
class File:
    """What is on file about the subject, as far as it can matter for one item."""

    grants: tuple[GrantOrOffer, ...]
    refusals: tuple[RefusalOnFile, ...]


def file_of(world: World, theories: tuple[Theory, ...], leaf: str, *, grants: int, withdrawals: bool = False) -> File:
    """The file; `grants`: how many of them can matter. With `withdrawals` each can have been withdrawn."""
    vocabulary = world.vocabulary
    consents = [each.clause for theory in theories for policy in theory.policies for each in policy.consents]
    if not consents:
        return File((), ())
    lasting = sorted({each.lasts for each in consents if each.lasts is not None}, key=lambda d: (d.months, d.seconds))
    silent = any(each.accepts_silence for each in consents)
    found = tuple(
        _grant(world, f"grant {number}", lasting, silent=silent, withdrawals=withdrawals)
        for number in range(1, grants + 1)
    )
    world.facts += _ages(world, found, lasting)
    return File(found, tuple(_refusals(world, vocabulary, theories, leaf)))


def _ages(world: World, grants: tuple[GrantOrOffer, ...], lasting: list[Duration]) -> Iterator[Formula]:
    """A younger grant lives where an older one does, and one of the same instant just as long.

    Of lives in months that is so but for grants less than a day apart where a clock is set between them: a symbol
    stands for that mistake, and a claim is proved only where it holds with the mistake too (see `Bench.ask`).
    """
    for one, other in permutations(grants, 2):
        older, as_old = (
            at_most(one.rank, other.rank),
            both(at_most(one.rank, other.rank), at_most(other.rank, one.rank)),
        )
        for each in lasting:
            if each.months:
                set_between = world.symbol(f"{CLOCK_SET} {each.months} {each.seconds}")
                if set_between not in world.reckoner.rough:
                    world.reckoner.rough.append(set_between)
                older_or_set = both(older, negation(set_between))
                yield implies(both(either(as_old, older_or_set), one.alive[each]), other.alive[each])
            else:
                yield implies(both(older, one.alive[each]), other.alive[each])


def _grant(world: World, name: str, lasting: list[Duration], *, silent: bool, withdrawals: bool) -> GrantOrOffer:
    vocabulary = world.vocabulary
    there, offer = world.symbol(f"{name} there"), world.symbol(f"{name} is an offer") if silent else FALSE
    giver = {kind: world.symbol(f"{name} by {kind}") for kind in (SUBJECT, *sorted(vocabulary.givers))}
    form = {each: world.symbol(f"{name} in {each.value}") for each in Form}
    express, requested = world.symbol(f"{name} express"), world.symbol(f"{name} requested")
    alive = {each: world.symbol(f"{name} lasts {each.months} {each.seconds}") for each in lasting}
    world.facts += [
        exactly_one(giver.values()),
        negation(both(*form.values())),
        implies(there, negation(world.of_class)),
        implies(offer, negation(either(express, requested))),
    ]
    for shorter in lasting:
        for longer in lasting:
            if _shorter(shorter, longer):
                world.facts.append(implies(alive[shorter], alive[longer]))
    rank, until = world.number(f"{name} rank", 0, RANKS), Number()
    if withdrawals:
        until = world.number(f"{name} withdrawn rank", 0, RANKS)
        world.facts.append(at_most(rank, until))
    return GrantOrOffer(
        name=name,
        there=there,
        offer=offer,
        giver=giver,
        form=form,
        express=express,
        requested=requested,
        told={notice: world.symbol(f"{name} told {notice}") for notice in sorted(vocabulary.notices)},
        by_id=world.symbol(f"{name} names the recipient"),
        rank=rank,
        alive=alive,
        withdrawn_rank=until,
        withdrawn=both(negation(offer), world.symbol(f"{name} withdrawn")) if withdrawals else FALSE,
    )


def _shorter(one: Duration, other: Duration) -> bool:
    """Whether the one is shorter whatever the months it runs through: a month has 28 to 31 days."""
    if one == other:
        return False
    most = one.months * 31 * 86_400 + one.seconds
    least = other.months * 28 * 86_400 + other.seconds
    if one.seconds == other.seconds == 0:
        return one.months < other.months
    # Two days for clocks that are set on the way.
    return most + 2 * 86_400 < least or (one.months == other.months == 0 and one.seconds < other.seconds)


def _refusals(world: World, vocabulary: Vocabulary, theories: tuple[Theory, ...], leaf: str) -> list[RefusalOnFile]:
    """One for each kind of giver of the item; those who stand in for the subject may refuse what it reveals too."""
    standing = {
        giver
        for theory in theories
        for policy in theory.policies
        for each in policy.stand_ins
        for giver in each.clause.givers
    }
    found = []
    for giver in (SUBJECT, *sorted(vocabulary.givers)):
        revealed = sorted(vocabulary.revealed(leaf) - {leaf}) if giver in standing else []
        found += [refusal(world, giver, each, asked=leaf) for each in (leaf, *revealed)]
    return found


def refusal(world: World, giver: str, leaf: str, *, asked: str) -> RefusalOnFile:
    """A refusal by this kind of giver of the leaf; `asked`: the leaf that is asked for."""
    name = f"refusal by {giver}" if leaf == asked else f"refusal by {giver} of {leaf}"
    there = world.symbol(f"{name} there")
    world.facts.append(implies(there, negation(world.of_class)))
    rank = world.number(f"{name} rank", 0, RANKS)
    return RefusalOnFile(name=name, there=there, giver=giver, leaf=leaf, rank=rank)
