"""Somebody else in a place where the policy names a role or a giver."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from confpolicy.core.clauses import AcceptedGiver, Act, Clause, Consent, Parties, Referral, Reply
from confpolicy.core.expressions import HasRole
from confpolicy.facts.schema import FactDeclaration, Vocabulary
from tests.mutants.editing import clauses, spots, with_clause, with_fact
from tests.mutants.mutant import Change, Original


def changed(original: Original) -> Iterator[Change]:
    """Each role by the next one beside it: in scopes and conditions, of who decides and judges; and each giver."""
    vocabulary = original.program.vocabulary
    for clause in clauses(original.program):
        # Replies have to answer everybody, together.
        if not isinstance(clause, Reply):
            for place, old, other, changed_clause in _in_clause(clause, vocabulary):
                yield Change(
                    place=place,
                    way=f"{old}>{other}",
                    words=f"{place}: {old} becomes {other}",
                    program=with_clause(original.program, changed_clause),
                )
    for spot in spots(original.program):
        match spot.node:
            case HasRole(actor, role):
                next_one = beside(role, vocabulary)
                if next_one is not None:
                    words = f"`{original.text(spot.place)}` with {next_one}"
                    program = spot.put(HasRole(actor, next_one))
                    yield Change(place=spot.place, way=next_one, words=words, program=program)
            case _:
                pass
    for fact in vocabulary.facts.values():
        yield from _of_judgement(original, fact)


def beside(role: str, vocabulary: Vocabulary, *, but: frozenset[str] = frozenset()) -> str | None:
    """The next role under the same parents and held in the same way, by name; else under others. None if none is.

    None of those in `but`, and none above or below the role.
    """
    roles, towards = vocabulary.roles, vocabulary.towards
    fitting = [
        other
        for other in sorted(roles.parents)
        if other not in but
        and not roles.covers(other, role)
        and not roles.covers(role, other)
        and bool(roles.above[other] & towards) == bool(roles.above[role] & towards)
    ]
    close = [other for other in fitting if roles.parents[other] == roles.parents[role]] or fitting
    return next((other for other in close if other > role), close[0] if close else None)


def _in_clause(clause: Clause, vocabulary: Vocabulary) -> Iterator[tuple[str, str, str, Clause]]:
    place = f"{clause.name}/scope"
    for old, other, to in _in_parties(clause.scope.to, vocabulary):
        yield place, f"to {old}", other, attrs.evolve(clause, scope=attrs.evolve(clause.scope, to=to))
    for old, other, from_ in _in_parties(clause.scope.from_, vocabulary):
        yield place, f"from {old}", other, attrs.evolve(clause, scope=attrs.evolve(clause.scope, from_=from_))
    if isinstance(clause, Referral):
        yield from _of_deciding(clause, vocabulary)
    if isinstance(clause, Consent):
        yield from _of_givers(clause, vocabulary)
    for number, effect in enumerate(clause.effects):
        told = effect.target if effect.act is Act.NOTIFY else None
        heard = beside(told, vocabulary) if told is not None and told in vocabulary.roles.parents else None
        if told is not None and heard is not None:
            effects = list(clause.effects)
            effects[number] = attrs.evolve(effect, target=heard)
            yield f"{clause.name}/effect.{number}", told, heard, attrs.evolve(clause, effects=tuple(effects))


def _of_deciding(clause: Referral, vocabulary: Vocabulary) -> Iterator[tuple[str, str, str, Clause]]:
    for old in clause.decided_by:
        other = beside(old, vocabulary, but=frozenset(clause.decided_by))
        if other is not None:
            decided_by = tuple(other if role == old else role for role in clause.decided_by)
            yield clause.name, f"decided by {old}", other, attrs.evolve(clause, decided_by=decided_by)


def _in_parties(parties: Parties | None, vocabulary: Vocabulary) -> Iterator[tuple[str, str, Parties]]:
    if parties is None:
        return
    for role in sorted(parties.roles):
        other = beside(role, vocabulary, but=parties.roles)
        if other is not None:
            yield role, other, attrs.evolve(parties, roles=parties.roles - {role} | {other})
    for role in sorted(parties.except_roles):
        other = beside(role, vocabulary, but=parties.except_roles)
        if other is not None:
            new = attrs.evolve(parties, except_roles=parties.except_roles - {role} | {other})
            yield f"except {role}", other, new


def _of_givers(clause: Consent, vocabulary: Vocabulary) -> Iterator[tuple[str, str, str, Clause]]:
    named = {accepted.giver for accepted in clause.givers}
    for number, accepted in enumerate(clause.givers):
        others = sorted({"subject", *vocabulary.givers} - named)
        for other in others[:1]:
            givers = tuple(
                AcceptedGiver(other, accepted.forms) if at == number else each
                for at, each in enumerate(clause.givers)
            )
            yield clause.name, f"given by {accepted.giver}", other, attrs.evolve(clause, givers=givers)


def _of_judgement(original: Original, fact: FactDeclaration) -> Iterator[Change]:
    if fact.judged is None:
        return
    for old in fact.judged.roles:
        other = beside(old, original.program.vocabulary, but=frozenset(fact.judged.roles))
        if other is not None:
            roles = tuple(other if role == old else role for role in fact.judged.roles)
            new = attrs.evolve(fact, judged=attrs.evolve(fact.judged, roles=roles))
            yield Change(
                place=f"facts.{fact.full_name}",
                way=f"{old}>{other}",
                words=f"{fact.full_name} judged by {other}, not by {old}",
                program=with_fact(original.program, new),
            )
