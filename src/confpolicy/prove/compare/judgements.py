"""A fact that the one program takes from other judges, or for longer, than the other: who judged, and when, so that
it counts under the one, the other, or both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import attrs

from confpolicy.facts.calendar import SECOND, OutOfBoundsError, Zone, instant_to_text
from confpolicy.facts.schema import JudgedBy, Vocabulary
from confpolicy.facts.values import Duration, Instant
from confpolicy.prove.asked import DISCLOSER_ID, JUDGE_ID
from confpolicy.prove.compare.shared import Shared

Combination: TypeAlias = tuple[bool, bool]
"""Whether it counts under the old program, and under the new one."""


@attrs.frozen
class Judge:
    """Somebody who may have judged: a role that they have, or the discloser, or the recipient."""

    roles: tuple[str, ...] = ()
    party: str = ""


def combinations(shared: Shared, fact: str) -> frozenset[Combination]:
    """The combinations that some judgement has, whatever the time of the request.

    Where months stand against days it depends on the date which is longer: then both are taken as possible.
    """
    rules = tuple(_rule(each, fact) for each in (shared.old, shared.new))
    ages: list[Combination] = [(True, True)]
    old, new = (each.within for each in rules)
    if old != new:
        longer = _longer(old, new)
        ages += [(True, False)] if longer in (0, None) else []
        ages += [(False, True)] if longer in (1, None) else []
    found = set()
    for judge in _judges(shared, fact):
        accepted = tuple(_accepts(judge, rule, vocabulary) for rule, vocabulary in
                         zip(rules, (shared.old, shared.new), strict=True))  # fmt: skip
        found |= {(accepted[0] and age[0], accepted[1] and age[1]) for age in ages}
    return frozenset(found)


@attrs.frozen
class When:
    """The time of a request, the zone in which it is reckoned, and the recipient's id."""

    now: Instant
    zone: Zone
    recipient: str


def judgement(shared: Shared, fact: str, wanted: Combination, when: When) -> dict[str, Any] | None:
    """`by` and `at` of a judgement that counts just where it is wanted to; None where there is none at that time."""
    rules = tuple(_rule(each, fact) for each in (shared.old, shared.new))
    for judge in _judges(shared, fact):
        for at in _moments(rules, when.now, when.zone):
            counts = tuple(
                _accepts(judge, rule, vocabulary) and _lives(at, rule.within, when.now, when.zone)
                for rule, vocabulary in zip(rules, (shared.old, shared.new), strict=True)
            )
            if counts == wanted:
                id_ = {"discloser": DISCLOSER_ID, "recipient": when.recipient}.get(judge.party, JUDGE_ID)
                return {"by": {"id": id_, "roles": list(judge.roles)}, "at": instant_to_text(at)}
    return None


def _rule(vocabulary: Vocabulary, fact: str) -> JudgedBy:
    found = vocabulary.facts[fact].judged
    assert found is not None, "both take it as a judgement"
    return found


def _judges(shared: Shared, fact: str) -> Iterator[Judge]:
    plain = [role for role in sorted(shared.vocabulary.roles.above) if role not in shared.vocabulary.towards]
    for role in plain:
        yield Judge((role,))
    both = [
        [role for role in plain if _accepts(Judge((role,)), _rule(vocabulary, fact), vocabulary)][:1]
        for vocabulary in (shared.old, shared.new)
    ]
    yield Judge(tuple(sorted({role for roles in both for role in roles})))
    for party in ("discloser", "recipient"):
        yield Judge((), party)
        for roles in both:
            yield Judge(tuple(roles), party)


def _accepts(judge: Judge, rule: JudgedBy, vocabulary: Vocabulary) -> bool:
    by_role = any(role in vocabulary.roles.above[own] for own in judge.roles for role in rule.roles)
    by_discloser = rule.by_discloser and judge.party == "discloser"
    return by_role or by_discloser or (rule.by_recipient and judge.party == "recipient")


def _longer(old: Duration | None, new: Duration | None) -> int | None:
    """Which of two different durations is longer at any time; None where that depends on the date."""
    if old is None or new is None:
        return 0 if old is None else 1
    if (old.months == 0) is not (new.months == 0):
        return None
    return 0 if (old.months, old.seconds) > (new.months, new.seconds) else 1


def _moments(rules: tuple[JudgedBy, ...], now: Instant, zone: Zone) -> Iterator[Instant]:
    yield now
    for rule in rules:
        if rule.within is not None:
            try:
                at = zone.step(now, Duration(-rule.within.months, -rule.within.seconds))
                while zone.step(at, rule.within) >= now:
                    at = Instant(at.micros - SECOND if rule.within.months == 0 else at.micros - 3600 * SECOND)
                yield at
            except OutOfBoundsError:
                continue


def _lives(at: Instant, within: Duration | None, now: Instant, zone: Zone) -> bool:
    """Whether it still counts; where its end cannot be computed it does not, as in a decision."""
    try:
        return within is None or zone.step(at, within) >= now
    except OutOfBoundsError:
        return False
