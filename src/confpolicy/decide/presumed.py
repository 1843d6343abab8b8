"""Facts that were absent and taken as no, wherever a clause in scope rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from confpolicy.core.clauses import Clause
from confpolicy.decide.cases import Case
from confpolicy.decide.conditions import status
from confpolicy.decide.decision import Presumed
from confpolicy.decide.environment import Environment
from confpolicy.decide.prepare import Part, Ready
from confpolicy.decide.scoping import in_scope
from confpolicy.decide.stand_ins import at, by_themself, places
from confpolicy.facts.logic import Truth
from confpolicy.facts.schema import BY_SUBJECT, Holder

C = TypeVar("C", bound=Clause)


def presumed_in(case: Case) -> Iterator[Presumed]:
    """For each clause in scope that would have come out otherwise, the absent facts that it reads.

    A prohibition is asked at what the item reveals, too, and a consent at each statement about the subject.
    """
    if not case.asked:
        return
    policy, here = case.policy, case.environment
    yield from _asked(policy.permissions, here)
    yield from _asked(policy.needs, here)
    yield from _asked(policy.referrals, here)
    yield from _asked(policy.obligations, here)
    yield from _stand_ins(case)
    for prohibition in policy.prohibitions:
        if prohibition.presumed:
            revealed = sorted(policy.domain.vocabulary.revealed(here.leaf or ""))
            yield from _resting(prohibition, [here, *(at(here, leaf) for leaf in revealed)])
    for consent in policy.consents:
        if consent.presumed:
            yield from _resting(consent, [here.on(grant.facts) for grant in case.file.grants] or [here])


def _stand_ins(case: Case) -> Iterator[Presumed]:
    """Of the stand-ins that the recipient, or who gave a statement on file, may rest on."""
    for place in places(case.environment):
        for each in place.stood_in:
            rests = each.covers is not Truth.FALSE or case.file.givers & each.ready.clause.givers
            if rests and _rests(each.ready.parts, by_themself(place)):
                for name in each.ready.presumed:
                    yield from _absent(name, place)


def _asked(clauses: Iterable[Ready[C]], here: Environment) -> Iterator[Presumed]:
    for ready in clauses:
        if ready.presumed:
            yield from _resting(ready, [here])


def _resting(ready: Ready[C], environments: Sequence[Environment]) -> Iterator[Presumed]:
    for environment in environments:
        if in_scope(ready, environment) and _rests(ready.parts, environment):
            for name in ready.presumed:
                yield from _absent(name, environment)


def _rests(parts: tuple[Part, ...], environment: Environment) -> bool:
    return status(parts, environment) is not status(parts, environment.without_presumptions())


def _absent(name: str, environment: Environment) -> Iterator[Presumed]:
    declaration = environment.domain.vocabulary.facts[name]
    if name not in environment.given and declaration.presumed is not None:
        yield Presumed(
            name=name,
            because=declaration.presumed,
            subject=environment.subject if declaration.holder in BY_SUBJECT else None,
            item=environment.entry if declaration.holder is Holder.ITEM else None,
        )
