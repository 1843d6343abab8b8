"""Changes to a checked program and to a request, each giving a new one: what a law holds beside the original."""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, TypeAlias

import attrs

from confpolicy.core.clauses import (
    Clause,
    Condition,
    Consent,
    Items,
    Obligation,
    Parties,
    Permission,
    Prohibition,
    Scope,
)
from confpolicy.core.programs import Program, Rules
from confpolicy.facts.schema import Vocabulary

Mapped: TypeAlias = dict[str, Any]
"""A request as it stands in JSON."""

ADDED = "added_by_the_law"
"""What a law names its own clauses; a policy has none of these names."""


def clauses(program: Program) -> tuple[Clause, ...]:
    """The clauses of the program's one policy."""
    return program.policies[0].clauses


def with_clauses(program: Program, *added: Clause) -> Program:
    """The program with some clauses more."""
    return _remade(program, (*clauses(program), *added))


def without(program: Program, names: Collection[str]) -> Program:
    """The program without the clauses of these names; what hung on them alone goes with them."""
    kept = (_unhooked(clause, names) for clause in clauses(program) if clause.name not in names)
    return _remade(program, tuple(clause for clause in kept if clause is not None))


def changed(program: Program, change: Callable[[Clause], Clause]) -> Program:
    """The program with each of its clauses changed."""
    return _remade(program, tuple(change(clause) for clause in clauses(program)))


def replaced(program: Program, clause: Clause) -> Program:
    """The program with this clause in place of the one of its name."""
    return changed(program, lambda old: clause if old.name == clause.name else old)


def overriding(program: Program, names: Collection[str], lifted: Collection[str]) -> Program:
    """The program whose consents, exceptions and duties of these names override some prohibitions more."""

    def lift(clause: Clause) -> Clause:
        if isinstance(clause, (Consent, Permission)) and clause.name in names:
            return attrs.evolve(clause, overrides=clause.overrides | frozenset(lifted))
        return clause

    return changed(program, lift)


def with_vocabulary(program: Program, vocabulary: Vocabulary) -> Program:
    """The program over another vocabulary."""
    return attrs.evolve(program, vocabulary=vocabulary)


def revealing(program: Program, leaf: str, other: str) -> Program:
    """The program in which whoever learns `leaf` learns `other` and all that it reveals."""
    vocabulary = program.vocabulary
    learnt = {other} | vocabulary.revealed(other)
    reveals = {
        one: (vocabulary.revealed(one) | (learnt if leaf == one or leaf in vocabulary.revealed(one) else set()))
        - {one}
        for one in frozenset().union(*vocabulary.data.leaves.values())
    }
    return with_vocabulary(program, attrs.evolve(vocabulary, reveals=reveals))


def forbids(leaves: Iterable[str], *, name: str = ADDED, absolute: bool = False) -> Prohibition:
    """A prohibition of these leaves to everybody, whatever the purpose, on no condition."""
    scope = Scope(of=Items(frozenset(leaves)), to=Parties(anyone=True))
    return Prohibition(name=name, scope=scope, condition=Condition(), absolute=absolute)


def _unhooked(clause: Clause, names: Collection[str]) -> Clause | None:
    match clause:
        case Obligation(on=frozenset() as on):
            left = on - frozenset(names)
            return attrs.evolve(clause, on=left) if left else None
        case Consent() | Permission():
            return attrs.evolve(clause, overrides=clause.overrides - frozenset(names))
        case _:
            return clause


def _remade(program: Program, made: tuple[Clause, ...]) -> Program:
    (rules,) = program.policies
    policies: tuple[Rules, ...] = (attrs.evolve(rules, clauses=made),)
    return attrs.evolve(program, policies=policies)


# --- requests ---------------------------------------------------------------------------------------------------


def copied(mapping: Mapping[str, Any]) -> Mapped:
    """A copy that can be changed."""
    return copy.deepcopy(dict(mapping))


def subjects(mapping: Mapped) -> list[Mapped]:
    """The subjects as they stand in the request, one or several."""
    return [mapping["subject"]] if "subject" in mapping else mapping["subjects"]


def spread(mapping: Mapping[str, Any]) -> Mapped:
    """The same request with `subjects` in place of `subject`, each with what is stated about them."""
    made = copied(mapping)
    if "subject" not in made:
        return made
    subject = made.pop("subject")
    subject |= {key: made.pop(key) for key in ("relation", "stated") if key in made}
    return {**made, "subjects": [subject]}


def entries(mapping: Mapped) -> list[Mapped]:
    """The entries of `items`, each written out as an object; changing them changes the request."""
    mapping["items"] = [{"item": entry} if isinstance(entry, str) else entry for entry in mapping["items"]]
    found: list[Mapped] = mapping["items"]
    return found


def statements(mapping: Mapped) -> list[Mapped]:
    """The statements on file."""
    found: list[Mapped] = mapping.setdefault("consents", [])
    return found


def fact_places(mapping: Mapped) -> dict[str, list[Mapped]]:
    """The objects that hold facts, by holder; what stands there beside facts is in `RESERVED`."""
    about = subjects(mapping)
    beside = mapping if "subject" in mapping else None
    within = [beside] if beside is not None else about
    return {
        "subject": about,
        "stated": [place["stated"] for place in within if "stated" in place],
        "relation": [place["relation"] for place in within if "relation" in place],
        "recipient": [mapping["recipient"]],
        "discloser": [mapping["discloser"]],
        "context": [mapping["context"]] if "context" in mapping else [],
        "item": entries(mapping),
        "statement": statements(mapping),
    }
