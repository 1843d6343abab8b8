"""What is asked of one item and one purpose under two programs: each way in which they can differ, as a formula."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs

from confpolicy.core.clauses import ClauseBase, Effect, Occasion
from confpolicy.prove.encode.arising import applies, arises, arising_by, duty
from confpolicy.prove.encode.held import Verdicts, speaks
from confpolicy.prove.encode.rules import Resolved, Theory
from confpolicy.prove.logic.terms import FALSE, Formula, both, differ, either, negation, same, some

RANKS = ("deny", "outside", "refer", "permit")
"""From the verdict that keeps most to the one that releases. `outside` keeps less than `deny`: another may speak."""


class How(enum.Enum):
    """How the new program differs from the old one at an item, for a purpose, towards a recipient."""

    MORE = "more"
    LESS = "less"
    OBLIGATIONS = "different in obligations"
    REPLIES = "different in replies"
    NEEDS = "different in needs"


@attrs.frozen
class Question:
    """A way of differing. `before`, `after`: the verdicts, where it is they that differ.

    `together`: it is only perhaps one, where several items (`ITEMS`) or people (`PEOPLE`) are asked about together,
    since the formula does not say of the others that they are withheld. Where no request shows it, it is open.
    """

    how: How
    formula: Formula
    before: str = ""
    after: str = ""
    together: str = ""


ITEMS, PEOPLE = "items", "people"
OWED, DECIDED_BY = ("owed",), ("decided by",)
"""What stands among the obligations for a release that is required, and before each role that must decide."""
Effects: TypeAlias = Mapping[tuple[object, ...], Formula]


def questions(theories: tuple[Theory, Theory], verdicts: tuple[Verdicts, Verdicts]) -> tuple[Question, ...]:
    """Every way in which the two can differ here; those of verdicts apart by the pair of them."""
    old, new = verdicts
    found = []
    for before in RANKS:
        for after in RANKS:
            if before != after:
                how = How.MORE if RANKS.index(after) > RANKS.index(before) else How.LESS
                found.append(Question(how, both(_verdict(old, before), _verdict(new, after)), before, after))
    # A verdict that differs takes its obligations and replies along: they are compared where it does not.
    alike = both(*(same(_verdict(old, word), _verdict(new, word)) for word in RANKS))
    # What is answered where nothing is released is asked of one item: of several, none may be released.
    alone = both(old.asked_alone, new.asked_alone)
    withheld = both(negation(old.permit), negation(new.permit))
    ours, theirs = (dict(_effects(each, said, alone)) for each, said in zip(theories, verdicts, strict=True))
    found.append(Question(How.OBLIGATIONS, both(alike, _differing(ours, theirs))))
    ours, theirs = (dict(_replies(each, said)) for each, said in zip(theories, verdicts, strict=True))
    replies = _differing(ours, theirs)
    found.append(Question(How.REPLIES, both(withheld, alone, replies)))
    on_denial = _differing(*(_on_denial(each, said) for each, said in zip(theories, verdicts, strict=True)))
    for how, differing in ((How.OBLIGATIONS, on_denial), (How.REPLIES, replies)):
        found += [
            Question(how, both(withheld, negation(alone), differing), together=ITEMS),
            Question(how, both(negation(withheld), differing), together=PEOPLE),
        ]
    return tuple(each for each in found if each.formula is not FALSE)


def _verdict(verdicts: Verdicts, word: str) -> Formula:
    found: Formula = getattr(verdicts, word)
    return found


def _differing(old: Effects, new: Effects) -> Formula:
    keys = dict.fromkeys((*old, *new))
    return some(differ(old.get(key, FALSE), new.get(key, FALSE)) for key in keys)


def _effects(theory: Theory, verdicts: Verdicts, alone: Formula) -> Iterator[tuple[tuple[object, ...], Formula]]:
    """For each thing to be done where it must be, whatever clause it comes from; first whether it is of the item."""
    withheld = both(negation(verdicts.permit), alone)
    replies = ((of_item, effect, both(withheld, where)) for of_item, effect, where in _of_replies(theory, verdicts))
    found = _gathered((*_of_items(verdicts), *replies))
    for besides, where in (*_owed(verdicts), *_deciders(verdicts)):
        found[besides] = either(found.get(besides, FALSE), where)
    yield from ((key, where) for key, where in found.items() if where is not FALSE)


def _on_denial(theory: Theory, verdicts: Verdicts) -> Effects:
    """For each thing to be done where something is withheld, whether it must be if this is."""
    of_items = [
        (True, effect, applies(held, obligation))
        for held in verdicts.held
        for obligation in held.policy.obligations
        if obligation.clause.on is Occasion.DENIAL
        for effect in obligation.clause.effects
    ]
    return _gathered((*of_items, *_of_replies(theory, verdicts)))


def _gathered(effects: Iterable[tuple[bool, Effect, Formula]]) -> dict[tuple[object, ...], Formula]:
    """Each once, wherever one of its clauses asks for it."""
    found: dict[tuple[object, ...], Formula] = {}
    for of_item, effect, where in effects:
        key = (of_item, effect.phase.value, effect.act.value, effect.target, effect.text, effect.within)
        found[key] = either(found.get(key, FALSE), where)
    return found


def _owed(verdicts: Verdicts) -> Iterator[tuple[tuple[object, ...], Formula]]:
    """Where what is released is owed: a duty applies, of a policy that certainly governs."""
    duties = [
        both(ground.applies, held.governs.true, held.in_force)
        for held in verdicts.held
        for ground in held.grounds
        if duty(ground)
    ]
    yield OWED, both(verdicts.permit, some(duties))


def _deciders(verdicts: Verdicts) -> Iterator[tuple[tuple[object, ...], Formula]]:
    """For each role that a referral names where somebody with it must decide."""
    for held in verdicts.held:
        for referral in held.policy.referrals:
            refers = held.referrals.get(referral.name, FALSE)
            where = both(verdicts.refer, refers, held.in_force, negation(held.governs.false))
            yield from (((*DECIDED_BY, role), where) for role in referral.clause.decided_by)


def _of_items(verdicts: Verdicts) -> Iterator[tuple[bool, Effect, Formula]]:
    for held in verdicts.held:
        policy = held.policy
        for clause in _clauses((*policy.consents, *policy.needs, *policy.permissions)):
            where = arising_by(held, verdicts, clause.name) if clause.effects else FALSE
            yield from ((True, effect, where) for effect in clause.effects)
        for obligation in policy.obligations:
            where = arises(held, verdicts, obligation)
            yield from ((True, effect, where) for effect in obligation.clause.effects)


def _clauses(resolved: Iterable[Resolved[Any]]) -> Iterator[ClauseBase]:
    yield from (each.clause for each in resolved)


def _of_replies(theory: Theory, verdicts: Verdicts) -> Iterator[tuple[bool, Effect, Formula]]:
    """Where they must be done if nothing is released."""
    for reply in theory.policies[0].replies:
        given = speaks(reply, verdicts.held[0].spot.place).possible
        yield from ((False, effect, given) for effect in reply.clause.effects)


def _replies(theory: Theory, verdicts: Verdicts) -> Iterator[tuple[tuple[object, ...], Formula]]:
    """For each text that is answered where it is, if nothing is released."""
    found: dict[tuple[object, ...], Formula] = {}
    place = verdicts.held[0].spot.place
    for reply in theory.policies[0].replies:
        where = speaks(reply, place).possible
        for text in reply.clause.say:
            found[(text,)] = either(found.get((text,), FALSE), where)
    yield from found.items()
