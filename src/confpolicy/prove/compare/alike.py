"""Where two programs say the same by their very words, so that no solver need be asked.

Titles, citations and reasons mean nothing for a decision, nor does the order of clauses. What two clauses of one name
differ in counts only where one of them covers the item and the purpose; of what the item reveals only prohibitions
and stand-ins are asked. An obligation on named clauses bears on nothing that none of those covers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from confpolicy.core.clauses import ClauseBase, Condition, Obligation, Prohibition, Scope, StandIn
from confpolicy.core.expressions import Actor, Defined, Expression, HasRole, children
from confpolicy.core.parts import Parties
from confpolicy.core.reading import facts_read
from confpolicy.prove.compare.shared import Shared
from confpolicy.prove.encode.rules import Parts, Resolved, Ruled, Theory
from confpolicy.prove.slices import Cell


@attrs.frozen(eq=False)
class Alike:
    """What of two programs differs: clauses by name, and whether anything else does that bears on every item."""

    old: tuple[Covering, ...]
    new: tuple[Covering, ...]
    shared: Shared
    changed: frozenset[str]
    """Clauses that only one of them has, or that differ in more than titles, citations, items and purposes."""
    layers: bool
    """Whether the policies are as many, in equal places, with equal zones."""

    @classmethod
    def of(cls, old: Theory, new: Theory, shared: Shared) -> Alike:
        """What differs between the two."""
        layers = [each.zone.name for each in old.policies] == [each.zone.name for each in new.policies]
        changed: set[str] = set()
        for ours, theirs in zip(old.policies, new.policies, strict=False):
            changed |= _changed(ours, theirs) | _reading(shared, ours, theirs)
        ours_, theirs_ = (tuple(map(Covering.of, theory.policies)) for theory in (old, new))
        return cls(ours_, theirs_, shared, frozenset(changed), layers)

    def at(self, cell: Cell) -> bool:
        """Whether both certainly decide alike about the item for the purpose, while both are in force."""
        leaf, purpose = cell
        old, new = self.shared.old, self.shared.new
        if not self.layers or not self.shared.decides_alike or old.revealed(leaf) != new.revealed(leaf):
            return False
        places = sorted({leaf, *old.revealed(leaf)})
        if any(old.data.above[each] != new.data.above.get(each) for each in places):
            return False
        if old.purposes.above[purpose] != new.purposes.above[purpose]:
            return False
        return all(self._same(place, leaf, purpose) for place in places)

    def _same(self, place: str, leaf: str, purpose: str) -> bool:
        for ours, theirs in zip(self.old, self.new, strict=True):
            there = ours.names(place, leaf, purpose)
            if there != theirs.names(place, leaf, purpose) or not self.changed.isdisjoint(there):
                return False
            if ours.governing(place, purpose) != theirs.governing(place, purpose):
                return False
        return True

    def responsible(self, cell: Cell) -> frozenset[str]:
        """The clauses that make the difference there: changed ones that cover it, and those that cover it in one."""
        leaf, purpose = cell
        found: set[str] = set()
        for place in sorted({leaf, *self.shared.old.revealed(leaf), *self.shared.new.revealed(leaf)}):
            old, new = (
                frozenset().union(*(each.names(place, leaf, purpose) for each in side))
                for side in (self.old, self.new)
            )
            found |= (old ^ new) | ((old | new) & self.changed)
        return frozenset(found)


@attrs.frozen(eq=False)
class Covering:
    """Which clauses of one policy bear on which item."""

    policy: Ruled
    by_leaf: Mapping[str, tuple[Resolved[Any], ...]]

    @classmethod
    def of(cls, policy: Ruled) -> Covering:
        """The clauses by the leaves that they cover."""
        found: dict[str, list[Resolved[Any]]] = {}
        for each in policy.clauses:
            for leaf in each.leaves:
                found.setdefault(leaf, []).append(each)
        return cls(policy, {leaf: tuple(clauses) for leaf, clauses in found.items()})

    def names(self, place: str, leaf: str, purpose: str) -> frozenset[str]:
        """Those that bear on the leaf by way of the place (itself, or what it reveals), for the purpose."""
        there = [each for each in self.by_leaf.get(place, ()) if purpose in each.purposes]
        if place != leaf:
            return frozenset(each.name for each in there if isinstance(each.clause, Prohibition | StandIn))
        covering = frozenset(each.name for each in there)
        return covering - {
            each.name
            for each in there
            if isinstance(each.clause, Obligation)
            and isinstance(each.clause.on, frozenset)
            and covering.isdisjoint(each.clause.on)
        }

    def governing(self, place: str, purpose: str) -> object:
        """How the policy governs what is there."""
        governed = self.policy.governed
        if governed is None:
            return None
        scope = governed.governs.scope
        return (
            place in governed.leaves, place in governed.perhaps, purpose in governed.purposes, scope.to, scope.from_,
            governed.parts, _definitions(governed.parts, self.policy.rules.definitions),
        )  # fmt: skip


def _changed(old: Ruled, new: Ruled) -> set[str]:
    ours = {each.name: _essence(each, old) for each in old.clauses}
    theirs = {each.name: _essence(each, new) for each in new.clauses}
    return {name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)}


def _reading(shared: Shared, *policies: Ruled) -> set[str]:
    """The clauses that read a fact of which the two vocabularies say different things."""
    facts = shared.redeclared
    if not facts:
        return set()
    return {
        each.name
        for policy in policies
        for each in policy.clauses
        if any(facts_read(part, policy.rules.definitions) & facts for part, _ in each.parts)
    }


def _essence(resolved: Resolved[Any], policy: Ruled) -> object:
    """All of the clause that bears on a decision, but for which items and purposes it covers."""
    clause: ClauseBase = resolved.clause
    bare = attrs.evolve(
        clause, title=None, cites=(), relies_on={}, readings=(), taken=None, condition=Condition(),
        scope=Scope(to=clause.scope.to, from_=clause.scope.from_),
    )  # fmt: skip
    return type(clause), bare, resolved.parts, _definitions(resolved.parts, policy.rules.definitions)


def _definitions(parts: Parts, definitions: Mapping[str, Expression]) -> dict[str, Expression]:
    """The definitions that the parts use, through others too."""
    found: dict[str, Expression] = {}
    stack = [part for part, _ in parts]
    while stack:
        node = stack.pop()
        if isinstance(node, Defined) and node.name not in found:
            found[node.name] = definitions[node.name]
            stack.append(definitions[node.name])
        stack += children(node)
    return found


# --- roles that no clause tells apart -------------------------------------------------------------------------------


def roles_alike(
    theories: tuple[Theory, ...], shared: Shared, *, only: frozenset[str] | None = None
) -> tuple[tuple[str, ...], ...]:
    """The roles that a recipient may have, those together that no clause of either program tells apart.

    `only`: the names of the clauses that can matter; stand-ins and what a policy governs always can.

    A clause or condition asks whether a role lies at or below one that it names; so roles that lie below the same of
    all that are named, and both are roles towards a subject or neither, make no difference anywhere.
    """
    named = frozenset().union(*(_named(policy, only) for theory in theories for policy in theory.policies))
    found: dict[object, list[str]] = {}
    for role in sorted(shared.vocabulary.roles.above):
        key = tuple(each.roles.above[role] & named for each in (shared.old, shared.new))
        found.setdefault((key, role in shared.vocabulary.towards), []).append(role)
    return tuple(tuple(alike) for alike in found.values())


def _named(policy: Ruled, only: frozenset[str] | None) -> frozenset[str]:
    clauses = [
        each for each in policy.clauses if only is None or each.name in only or isinstance(each.clause, StandIn)
    ]
    found: set[str] = set()
    for scope in _scopes(policy, clauses):
        for parties in (scope.to, scope.from_):
            if isinstance(parties, Parties):
                found |= parties.roles | parties.except_roles
    stack = [*_conditions(policy, clauses)]
    while stack:
        node = stack.pop()
        if isinstance(node, HasRole) and node.actor is Actor.RECIPIENT:
            found.add(node.role)
        stack += children(node)
    return frozenset(found)


def _scopes(policy: Ruled, clauses: Iterable[Resolved[Any]]) -> Iterator[Scope]:
    yield from (each.clause.scope for each in clauses)
    if policy.governed is not None:
        yield policy.governed.governs.scope


def _conditions(policy: Ruled, clauses: Iterable[Resolved[Any]]) -> Iterator[Expression]:
    parts = [part for each in clauses for part, _ in each.parts]
    if policy.governed is not None:
        parts += [part for part, _ in policy.governed.parts]
    yield from parts
    used = _definitions(tuple((part, False) for part in parts), policy.rules.definitions)
    yield from used.values()
