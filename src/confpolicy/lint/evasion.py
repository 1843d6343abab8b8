"""CP502, CP507: prohibitions that a requester goes past by what they do not say, or say more widely."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.core.clauses import Clause, Consent, Parties, Permission, Prohibition
from confpolicy.diagnostics.diagnostic import Diagnostic, Related
from confpolicy.facts.schema import PUBLIC
from confpolicy.lint.reach import Reach, reach, with_revealed
from confpolicy.lint.subject import Subject, quoted


def role_beside_anyone(subject: Subject) -> Iterator[Diagnostic]:
    """CP502: a prohibition names roles, and what permits the same data to anyone does not override it.

    Whoever keeps quiet about the role goes free of the prohibition by the ground that asks for no role.
    """
    vocabulary = subject.program.vocabulary
    public = vocabulary.data.leaves[PUBLIC]
    for prohibition in _prohibitions(subject):
        to = prohibition.scope.to
        if to is None or to.anyone or not to.roles:
            continue
        forbidden = reach(prohibition, vocabulary)
        if forbidden.leaves & public:
            facts = {"prohibition": prohibition.name, "ground": "being public"}
            yield Diagnostic("CP502", subject.span(prohibition.name), facts)
        for ground in subject.grounds:
            granted = with_revealed(_permitted(subject, ground, only_anyone=True), vocabulary)
            if prohibition.name not in ground.overrides and (
                granted.leaves & forbidden.leaves and granted.purposes & forbidden.purposes
            ):
                facts = {"prohibition": prohibition.name, "ground": f"`{ground.name}`"}
                related = (Related(subject.span(ground.name), "goes to anyone"),)
                yield Diagnostic("CP502", subject.span(prohibition.name), facts, related)


def wider_purpose(subject: Subject) -> Iterator[Diagnostic]:
    """CP507: a prohibition names a purpose, and something permits the same data for one above it.

    A request names one purpose: whoever names the wider one is not forbidden what they are permitted. One finding
    for each prohibition, with the first clause that permits.
    """
    vocabulary = subject.program.vocabulary
    for prohibition in _prohibitions(subject):
        for_ = prohibition.scope.for_
        if for_ is None or for_.any:
            continue
        forbidden = reach(prohibition, vocabulary)
        wider = frozenset[str]().union(*(vocabulary.purposes.above[term] for term in for_.terms)) - forbidden.purposes
        for ground in subject.grounds:
            granted = with_revealed(_permitted(subject, ground, only_anyone=False), vocabulary)
            free = granted.purposes & wider
            if free and prohibition.name not in ground.overrides and granted.meets_but_for_purpose(forbidden):
                facts = {"prohibition": prohibition.name, "ground": ground.name, "wider": min(free)}
                below = {term for term in for_.terms if min(free) in vocabulary.purposes.above[term]}
                related = (Related(subject.span(ground.name), "permits it for the wider purpose"),)
                yield Diagnostic(
                    "CP507", subject.span(prohibition.name), facts | {"purpose": quoted([min(below)])}, related
                )
                break


def _prohibitions(subject: Subject) -> Iterator[Prohibition]:
    return (clause for clause in subject.clauses if isinstance(clause, Prohibition))


def _permitted(subject: Subject, ground: Consent | Permission, *, only_anyone: bool) -> Reach:
    """The reach of a ground, narrowed where it needs a need-to-know clause to what these cover.

    `only_anyone`: of clauses `to anyone` alone.
    """
    vocabulary = subject.program.vocabulary
    own = reach(ground, vocabulary)
    needs = ground.without_need_to_know is None if isinstance(ground, Consent) else ground.limited_to_need_to_know
    asked: list[Clause] = [each for each in subject.needs if not only_anyone or _to_anyone(each.scope.to)]
    if only_anyone and not _to_anyone(ground.scope.to):
        return _NOTHING
    if not needs:
        return own
    covered = [reach(each, vocabulary) for each in asked]
    return Reach(
        own.leaves & frozenset[str]().union(*(each.leaves for each in covered)),
        own.recipients & frozenset[str]().union(*(each.recipients for each in covered)),
        own.disclosers & frozenset[str]().union(*(each.disclosers for each in covered)),
        own.purposes & frozenset[str]().union(*(each.purposes for each in covered)),
    )


_NOTHING = Reach(frozenset(), frozenset(), frozenset(), frozenset())


def _to_anyone(parties: Parties | None) -> bool:
    return parties is not None and parties.anyone
