"""CP502, CP507: prohibitions that a requester goes past by what they do not say, or say more widely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from confpolicy.core.clauses import Consent, NeedToKnow, Parties, Permission, Prohibition
from confpolicy.diagnostics.diagnostic import Diagnostic, Related
from confpolicy.facts.schema import PUBLIC
from confpolicy.lint.reach import Reach
from confpolicy.lint.subject import Subject, quoted

GROUNDS: Final = 5
"""Of each prohibition so many grounds that go past it are told: all of them are to be looked at anyway."""


def role_beside_anyone(subject: Subject) -> Iterator[Diagnostic]:
    """CP502: a prohibition names roles, and what permits the same data to anyone does not override it.

    Whoever keeps quiet about the role goes free of the prohibition by the ground that asks for no role.
    """
    vocabulary = subject.program.vocabulary
    public = vocabulary.data.leaves[PUBLIC]
    to_anyone = [each for each in subject.grounds if _to_anyone(each.scope.to)]
    granted = list(_granted(subject, to_anyone, [each for each in subject.needs if _to_anyone(each.scope.to)]))
    for prohibition in _prohibitions(subject):
        to = prohibition.scope.to
        if to is None or to.anyone or not to.roles:
            continue
        forbidden = subject.reach(prohibition)
        if forbidden.leaves & public:
            facts = {"prohibition": prohibition.name, "ground": "being public"}
            yield Diagnostic("CP502", subject.span(prohibition.name), facts)
        past = (
            ground
            for ground, covered in granted
            if covered.leaves & forbidden.leaves
            and covered.purposes & forbidden.purposes
            and prohibition.name not in ground.overrides
        )
        for ground in islice(past, GROUNDS):
            facts = {"prohibition": prohibition.name, "ground": f"`{ground.name}`"}
            related = (Related(subject.span(ground.name), "goes to anyone"),)
            yield Diagnostic("CP502", subject.span(prohibition.name), facts, related)


def wider_purpose(subject: Subject) -> Iterator[Diagnostic]:
    """CP507: a prohibition names a purpose, and something permits the same data for one above it.

    A request names one purpose: whoever names the wider one is not forbidden what they are permitted. One finding
    for each prohibition, with the first clause that permits.
    """
    vocabulary = subject.program.vocabulary
    granted = list(_granted(subject, subject.grounds, subject.needs))
    for prohibition in _prohibitions(subject):
        for_ = prohibition.scope.for_
        if for_ is None or for_.any:
            continue
        forbidden = subject.reach(prohibition)
        wider = frozenset[str]().union(*(vocabulary.purposes.above[term] for term in for_.terms)) - forbidden.purposes
        for ground, covered in granted:
            free = covered.purposes & wider
            if free and prohibition.name not in ground.overrides and covered.meets_but_for_purpose(forbidden):
                yield _wider(subject, prohibition, ground, min(free))
                break


def _wider(subject: Subject, prohibition: Prohibition, ground: Consent | Permission, wider: str) -> Diagnostic:
    above = subject.program.vocabulary.purposes.above
    terms = prohibition.scope.for_.terms if prohibition.scope.for_ else frozenset()
    below = min(term for term in terms if wider in above[term])
    facts = {"prohibition": prohibition.name, "ground": ground.name, "purpose": quoted([below]), "wider": wider}
    related = (Related(subject.span(ground.name), "permits it for the wider purpose"),)
    return Diagnostic("CP507", subject.span(prohibition.name), facts, related)


def _prohibitions(subject: Subject) -> Iterator[Prohibition]:
    return (clause for clause in subject.clauses if isinstance(clause, Prohibition))


def _granted(
    subject: Subject, grounds: Iterable[Consent | Permission], needs: Iterable[NeedToKnow]
) -> Iterator[tuple[Consent | Permission, Reach]]:
    """Each ground with all that it lets be learnt; where it needs a need-to-know, no more than these cover."""
    known = [subject.reach(each) for each in needs]
    leaves, recipients, disclosers, purposes = (
        frozenset[str]().union(*(getattr(each, part) for each in known))
        for part in ("leaves", "recipients", "disclosers", "purposes")
    )
    for ground in grounds:
        own = subject.reach(ground)
        if _needs(ground):
            own = Reach(
                own.leaves & leaves, own.recipients & recipients, own.disclosers & disclosers, own.purposes & purposes
            )
        yield ground, subject.with_revealed(own)


def _needs(ground: Consent | Permission) -> bool:
    if isinstance(ground, Consent):
        return ground.without_need_to_know is None
    return ground.limited_to_need_to_know


def _to_anyone(parties: Parties | None) -> bool:
    return parties is not None and parties.anyone
