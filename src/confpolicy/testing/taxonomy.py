"""The vocabulary of a random policy, as it will be declared: small, so that clauses meet each other often."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from confpolicy.facts.schema import Holder
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermType, Type


@attrs.frozen
class Terms:
    """A hierarchy in the order of its declarations: each term with the terms directly above it."""

    parents: Mapping[str, tuple[str, ...]]

    def names(self) -> tuple[str, ...]:
        """Every term, parents first."""
        return tuple(self.parents)

    def leaves(self) -> tuple[str, ...]:
        """The terms that stand above no other."""
        inner = {parent for ups in self.parents.values() for parent in ups}
        return tuple(term for term in self.parents if term not in inner)

    def above(self, term: str) -> frozenset[str]:
        """The term and everything above it."""
        ups = self.parents.get(term, ())
        return frozenset({term}).union(*(self.above(parent) for parent in ups))

    def below(self, term: str) -> frozenset[str]:
        """The term and everything below it."""
        return frozenset(other for other in self.parents if term in self.above(other))


@attrs.frozen(kw_only=True)
class FactWord:
    """A fact as it will be declared. `modifier`: what follows its type, such as `judged by manager`."""

    holder: Holder
    name: str
    type: Type
    protected: bool = False
    modifier: str = ""

    @property
    def full_name(self) -> str:
        """As conditions write it: `subject.day_0`."""
        return f"{self.holder.value}.{self.name}"

    def statement(self) -> str:
        """Its declaration."""
        protected = " protected" if self.protected else ""
        modifier = f" {self.modifier}" if self.modifier else ""
        return f"fact {self.full_name} : {type_text(self.type)}{protected}{modifier}"


@attrs.frozen(kw_only=True)
class Taxonomy:
    """Everything that a random policy declares."""

    data: Terms
    public: frozenset[str]
    """The terms that stand directly under `public`."""
    reveals: tuple[tuple[str, str], ...]
    roles: Terms
    towards: frozenset[str]
    """The roles towards a subject, with all below them."""
    purposes: Terms
    notices: tuple[str, ...]
    givers: tuple[str, ...]
    registers: tuple[str, ...]
    structures: Mapping[str, Mapping[str, Type]]
    facts: tuple[FactWord, ...]

    def plain_roles(self) -> tuple[str, ...]:
        """The roles that a party has by itself, not towards somebody."""
        return tuple(role for role in self.roles.names() if role not in self.towards)

    def confidential_terms(self) -> tuple[str, ...]:
        """The data terms that do not lie under `public`, parents first."""
        return tuple(term for term in self.data.names() if not self.data.above(term) & self.public)

    def statements(self) -> tuple[str, ...]:
        """The declarations, each a statement of a policy file."""
        return (
            *(_data_statement(self, term) for term in self.data.names()),
            *(f"data {one} reveals {other}" for one, other in self.reveals),
            *(_role_statement(self, role) for role in self.roles.names()),
            *(f"purpose {term}{_under(self.purposes.parents[term])}" for term in self.purposes.names()),
            *_listed("notice", self.notices),
            *_listed("giver", self.givers),
            *_listed("register", self.registers),
            *(_structure_statement(name, fields) for name, fields in self.structures.items()),
            *(fact.statement() for fact in self.facts),
        )


def type_text(of: Type) -> str:
    """The type as policies write it."""
    match of:
        case Primitive():
            return of.value
        case OneOf(values):
            return f"one of {', '.join(values)}"
        case TermType(kind):
            return kind.value
        case StructureType(name):
            return name
        case SetOf(element):
            return f"set of {type_text(element)}"


def _under(parents: Iterable[str]) -> str:
    names = ", ".join(parents)
    return f" under {names}" if names else ""


def _data_statement(taxonomy: Taxonomy, term: str) -> str:
    parents = taxonomy.data.parents[term]
    return f"data {term}{_under(('public', *parents) if term in taxonomy.public else parents)}"


def _role_statement(taxonomy: Taxonomy, role: str) -> str:
    parents = taxonomy.roles.parents[role]
    towards = role in taxonomy.towards and not any(parent in taxonomy.towards for parent in parents)
    return f"role {role}{' towards subject' if towards else ''}{_under(parents)}"


def _listed(kind: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return (f"{kind} {', '.join(names)}",) if names else ()


def _structure_statement(name: str, fields: Mapping[str, Type]) -> str:
    lines = (f"    {field} : {type_text(of)}" for field, of in fields.items())
    return "\n".join((f"structure {name}", *lines))
