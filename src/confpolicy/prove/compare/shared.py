"""What two vocabularies have in common: the requests that both can read are those that speak of nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from confpolicy.facts.schema import CONFIDENTIAL, PUBLIC, FactDeclaration, Hierarchy, Vocabulary
from confpolicy.facts.types import OneOf, SetOf, StructureType, TermKind, TermType, Type


@attrs.frozen
class Shared:
    """The common part of two vocabularies, and what only one of them has.

    `vocabulary`: requests over it can be read by both. A term is in it where both have it and, of data, where it is a
    leaf of both or of neither; a role where both take it as one towards a subject, or neither; a fact where its type
    is the same but for values of an enumeration.
    """

    old: Vocabulary
    new: Vocabulary
    vocabulary: Vocabulary

    @classmethod
    def of(cls, old: Vocabulary, new: Vocabulary) -> Shared:
        """The common part of the two."""
        if old == new:
            return cls(old, new, old)
        data = {term for term in _both(old.data, new.data) if _is_leaf(old.data, term) is _is_leaf(new.data, term)}
        roles = {role for role in _both(old.roles, new.roles) if (role in old.towards) is (role in new.towards)}
        structures = {name: old.structures[name] for name in sorted(old.structures.keys() & new.structures.keys())
                      if old.structures[name] == new.structures[name]}  # fmt: skip
        leaves = {term for term in data if _is_leaf(old.data, term)}
        vocabulary = Vocabulary(
            data=_limited(old.data, data),
            roles=_limited(old.roles, roles),
            purposes=_limited(old.purposes, set(_both(old.purposes, new.purposes))),
            towards=old.towards & roles,
            reveals={
                leaf: (old.revealed(leaf) | new.revealed(leaf)) & leaves
                for leaf in sorted(leaves)
                if old.revealed(leaf) or new.revealed(leaf)
            },
            notices=old.notices & new.notices,
            givers=old.givers & new.givers,
            registers=old.registers & new.registers,
            facts=_facts(old, new, frozenset(structures)),
            structures=structures,
        )
        return cls(old, new, vocabulary)

    @property
    def same(self) -> bool:
        """Whether the two vocabularies are equal."""
        return self.vocabulary is self.old

    @property
    def judged_apart(self) -> frozenset[str]:
        """The facts whose judgements count under the one and may not under the other."""
        return frozenset(
            name for name in self.vocabulary.facts if self.old.facts[name].judged != self.new.facts[name].judged
        )

    @property
    def redeclared(self) -> frozenset[str]:
        """The facts that only one of them declares, or that they declare otherwise than by what is protected."""
        old, new = (
            {name: attrs.evolve(declared, protected=False) for name, declared in each.facts.items()}
            for each in (self.old, self.new)
        )
        return frozenset(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))

    @property
    def decides_alike(self) -> bool:
        """Whether equal clauses that read no fact of `redeclared` mean the same in both, where terms stand alike."""
        old, new = self.old, self.new
        if self.same:
            return True
        parts = ("roles", "towards", "notices", "givers", "structures")
        if any(getattr(old, part) != getattr(new, part) for part in parts):
            return False
        kinds = {kind for declared in old.facts.values() for kind in _kinds(declared.type, old.structures)}
        return (TermKind.DATA not in kinds or old.data == new.data) and (
            TermKind.PURPOSE not in kinds or old.purposes == new.purposes
        )


def _both(old: Hierarchy, new: Hierarchy) -> list[str]:
    return [term for term in old.above if term in new.above]


def _is_leaf(hierarchy: Hierarchy, term: str) -> bool:
    return hierarchy.leaves[term] == {term}


def _limited(hierarchy: Hierarchy, terms: set[str]) -> Hierarchy:
    """These terms, each below what it was below of them."""
    above = {term: hierarchy.above[term] & terms for term in hierarchy.above if term in terms}
    leaves = {term: frozenset(hierarchy.leaves[term] & terms) for term in above}
    if PUBLIC in terms or CONFIDENTIAL in terms:
        # A term all of whose leaves only one of the two has stands for nothing that both can be asked.
        leaves = {term: below for term, below in leaves.items() if below or term in (PUBLIC, CONFIDENTIAL)}
    parents = {term: tuple(up for up in hierarchy.parents[term] if up in terms) for term in above}
    return Hierarchy(parents, above, leaves)


def _facts(old: Vocabulary, new: Vocabulary, structures: frozenset[str]) -> dict[str, FactDeclaration]:
    found = {}
    for name, declared in old.facts.items():
        other = new.facts.get(name)
        if other is None or (declared.judged is None) is not (other.judged is None):
            continue
        type_ = _type(declared.type, other.type, structures)
        if type_ is not None:
            found[name] = attrs.evolve(declared, type=type_)
    return found


def _type(old: Type, new: Type, structures: frozenset[str]) -> Type | None:
    match old, new:
        case OneOf(), OneOf():
            values = tuple(each for each in old.values if each in new.values)
            return OneOf(values) if values else None
        case SetOf(element), SetOf(other):
            found = _type(element, other, structures)
            return None if found is None or isinstance(found, SetOf) else SetOf(found)
        case StructureType(name), StructureType(other_name):
            return old if name == other_name and name in structures else None
        case _:
            return old if old == new else None


def _kinds(type_: Type, structures: Mapping[str, Mapping[str, Type]]) -> set[TermKind]:
    match type_:
        case TermType(kind):
            return {kind}
        case SetOf(element):
            return _kinds(element, structures)
        case StructureType(name):
            return set().union(*(_kinds(each, structures) for each in structures[name].values()))
        case _:
            return set()
