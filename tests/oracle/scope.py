"""Scopes again: whether a clause speaks of a leaf, a recipient, a discloser and a purpose."""

from __future__ import annotations

from confpolicy.core.clauses import Act, Clause, NeedToKnow, Obligation, Parties, Prohibition, Reply
from confpolicy.core.programs import Governs
from confpolicy.facts.types import TermKind

from .conditions import World, counts, held, status
from .kleene import Kleene, both, either, negated


def in_scope(clause: Clause, world: World) -> Kleene:
    """Whether all four parts of the clause's scope match; one that was left out limits nothing."""
    return world.once("scope", clause, _in_scope)


def _in_scope(clause: Clause, world: World) -> Kleene:
    if not (of(clause, world) and from_(clause, world) and for_(clause, world)):
        return False
    return True if clause.scope.to is None else _recipient(clause.scope.to, world, isinstance(clause, Prohibition))


def speaks_about(governs: Governs, world: World) -> Kleene:
    """Whether `governs` holds: for certain only where the rule of permissions and that of prohibitions agree.

    Nor does it turn on whether somebody stands in for the subject.
    """
    return agreed([_holds(governs, one) for one in (world, world.by_themself)])


def _holds(governs: Governs, world: World) -> Kleene:
    narrow = NeedToKnow(name="governs narrowly", scope=governs.scope, condition=governs.condition)
    wide = Prohibition(name="governs widely", scope=governs.scope, condition=governs.condition)
    if in_scope(narrow, world) is True:
        covered: Kleene = True
    else:
        covered = False if in_scope(wide, world) is False else None
    return both([covered, status(narrow, world)])


def agreed(values: list[Kleene]) -> Kleene:
    """The value that all of them have, else unknown."""
    return values[0] if all(value is values[0] for value in values) else None


def speaks(clause: Clause) -> bool:
    """Whether the clause carries a `say`, and so may know only what the requester knows."""
    return isinstance(clause, Reply) or (
        isinstance(clause, Obligation) and any(effect.act is Act.SAY for effect in clause.effects)
    )


def of(clause: Clause, world: World) -> bool:
    """Whether the clause speaks of the item."""
    items, item, terms = clause.scope.of, world.item, world.policy.terms
    if items is None:
        return True
    if isinstance(clause, Prohibition):
        excluded = terms.freed(item, items.excepted)
    else:
        excluded = terms.under_one_of(TermKind.DATA, item, items.excepted)
    return terms.under_one_of(TermKind.DATA, item, items.terms) and not excluded


def from_(clause: Clause, world: World) -> bool:
    """Whether the clause speaks of the discloser."""
    parties, roles, terms = clause.scope.from_, world.discloser_roles, world.policy.terms
    if parties is None:
        return True
    named = any(terms.under_one_of(TermKind.ROLE, role, parties.roles) for role in roles)
    fall = [terms.under_one_of(TermKind.ROLE, role, parties.except_roles) for role in roles]
    excluded = (bool(fall) and all(fall)) if isinstance(clause, Prohibition) else any(fall)
    return (parties.anyone or named) and not excluded


def for_(clause: Clause, world: World) -> bool:
    """Whether the clause speaks of the purpose."""
    purposes, terms = clause.scope.for_, world.policy.terms
    if purposes is None:
        return True
    named = purposes.any or terms.under_one_of(TermKind.PURPOSE, world.purpose, purposes.terms)
    return named and not terms.under_one_of(TermKind.PURPOSE, world.purpose, purposes.excepted)


def _recipient(parties: Parties, world: World, strict: bool) -> Kleene:
    named = either(
        [
            parties.anyone,
            parties.subject and counts(world),
            *(held(role, world) for role in parties.roles),
        ]
    )
    if strict:
        excluded = either(
            [_freed_by_roles(parties, world), parties.except_subject and _freed_as_subject(parties, world)]
        )
    else:
        excluded = either(
            [parties.except_subject and counts(world), *(held(role, world) for role in parties.except_roles)]
        )
    return both([named, negated(excluded)])


def _freed_by_roles(parties: Parties, world: World) -> Kleene:
    """A prohibition frees whoever has roles, all of them excepted; of a class nobody for certain."""
    if not world.recipient_roles or not _all_excepted(world.recipient_roles, parties, world):
        return False
    return negated(world.in_person)


def _freed_as_subject(parties: Parties, world: World) -> Kleene:
    """`except subject` frees the subject in person, and whoever stands in for them and is nothing else besides."""
    from .standing import roles_standing_in

    certainly, perhaps = roles_standing_in(world)
    freed: Kleene = False
    if certainly and _all_excepted(world.recipient_roles - certainly, parties, world):
        freed = None if world.perhaps_roles else True
    elif perhaps and _all_excepted(world.recipient_roles - perhaps, parties, world):
        freed = None
    return either([world.in_person, freed])


def _all_excepted(roles: frozenset[str], parties: Parties, world: World) -> bool:
    return all(world.policy.terms.under_one_of(TermKind.ROLE, role, parties.except_roles) for role in roles)
