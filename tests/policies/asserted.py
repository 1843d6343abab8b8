"""Random requests against what a policy asserts of itself, aimed at grounds that could refute it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, assert_never

import attrs

from confpolicy.core.clauses import (
    Assertion,
    Claim,
    Clause,
    Obligation,
    Occasion,
    Parties,
    Permission,
    PermissionKind,
    Prohibition,
    Scope,
    StandIn,
)
from confpolicy.core.programs import Program
from confpolicy.core.scopes import leaves_in, purposes_in
from confpolicy.decide.decision import Row, Verdict
from confpolicy.decide.judge import judge
from confpolicy.decide.prepare import Prepared, prepare
from confpolicy.facts.read import read_request
from confpolicy.facts.request import Request
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.terrain import Terrain

_PROBE = "assertion_under_test"


@attrs.frozen(kw_only=True)
class Trial:
    """An assertion of a program, made ready to be held against requests."""

    assertion: Assertion
    terrain: Terrain
    prepared: Prepared
    probe: Prepared
    """Of one clause that covers what the assertion speaks of, so that the decider itself says where that is.

    Who stands in for the subject is kept: an assertion may ask whether the recipient counts as them.
    """

    @classmethod
    def of(cls, program: Program, assertion: Assertion) -> Trial:
        """The trial of one assertion of the program's own policy."""
        own = program.policies[0]
        standing_in = (clause for clause in own.clauses if isinstance(clause, StandIn))
        probing = attrs.evolve(own, governs=None, clauses=(*standing_in, _probe(assertion)), assertions=())
        return cls(
            assertion=assertion,
            terrain=_towards(assertion, Terrain.of(program)),
            prepared=prepare(program),
            probe=prepare(attrs.evolve(program, policies=(probing,))),
        )

    def refuted(self, seed: int) -> tuple[dict[str, Any] | None, int]:
        """A random request of one item about one subject that refutes the assertion; in how many rows it spoke."""
        ch = Choices.from_seed(f"{self.assertion.name}/{seed}")
        mapping = _single(composing.request(ch, self.terrain))
        _add_roles(ch, mapping, self.assertion.scope, self.terrain)
        request = read_request(mapping, self.prepared.vocabulary)
        if not isinstance(request, Request):
            return None, 0
        found = [self._holds(row, probed) for row, probed in self._rows(request)]
        return (mapping if False in found else None), len(found)

    def _rows(self, request: Request) -> Iterator[tuple[Row, Row]]:
        for row, probed in zip(judge(self.prepared, request).rows, judge(self.probe, request).rows, strict=True):
            if probed.blocked_by or probed.verdict is Verdict.PERMIT:
                yield row, probed

    def _holds(self, row: Row, probed: Row) -> bool:
        permitted = row.verdict is Verdict.PERMIT
        match self.assertion.claim:
            case Claim.NEVER:
                return not permitted
            case Claim.ALWAYS:
                return permitted
            case Claim.ONLY_WITH_CONSENT:
                return not permitted or any(ground.kind == "consent" for ground in row.because)
            case Claim.SAME_AS:
                raise ValueError("there is no second policy here")
            case _ as unreachable:
                assert_never(unreachable)


def _probe(assertion: Assertion) -> Clause:
    """What covers what it speaks of: `always` where that is certain, as what permits; the others as what forbids."""
    if assertion.claim is Claim.ALWAYS:
        kind = PermissionKind.EXCEPTION
        return Permission(name=_PROBE, kind=kind, scope=assertion.scope, condition=assertion.condition)
    return Prohibition(name=_PROBE, scope=assertion.scope, condition=assertion.condition)


def _towards(assertion: Assertion, terrain: Terrain) -> Terrain:
    """The terrain of grounds within the assertion's scope; its condition is among what requests aim at."""
    vocabulary = terrain.vocabulary
    items = leaves_in(assertion.scope.of, vocabulary.data, forbids=True)
    items |= {leaf for leaf in terrain.leaves if vocabulary.revealed(leaf) & items}
    purposes = purposes_in(assertion.scope.for_, vocabulary.purposes)
    leaves_of = {name: tuple(one for one in each if one in items) for name, each in terrain.leaves_of.items()}
    purposes_of = {name: tuple(one for one in each if one in purposes) for name, each in terrain.purposes_of.items()}
    grounds = tuple(each for each in terrain.grounds if leaves_of[each.name] and purposes_of[each.name])
    aimed = Obligation(
        name=_PROBE, on=Occasion.DISCLOSURE, scope=assertion.scope, condition=assertion.condition, effects=()
    )
    return attrs.evolve(
        terrain,
        leaves=tuple(sorted(items)),
        purposes=tuple(sorted(purposes)),
        leaves_of=leaves_of,
        purposes_of=purposes_of,
        grounds=grounds,
        others=(aimed, aimed),
    )


def _single(mapping: dict[str, Any]) -> dict[str, Any]:
    """The same request with one item, about its first subject alone."""
    items = mapping["items"][0]
    made = {
        **mapping,
        "items": [items if isinstance(items, str) else {k: v for k, v in items.items() if k != "about"}],
    }
    if "subjects" in made:
        made["subjects"] = made["subjects"][:1]
    return made


def _add_roles(ch: Choices, mapping: dict[str, Any], scope: Scope, terrain: Terrain) -> None:
    """Mostly roles of whom the assertion speaks of, beside those that the request has already."""
    for party, parties in (("recipient", scope.to), ("discloser", scope.from_)):
        for role in _fitting(ch, parties, terrain):
            if role in terrain.plain_roles:
                mapping[party]["roles"] = sorted({*mapping[party]["roles"], role})
            elif party == "recipient":
                about = mapping["subjects"][0] if "subjects" in mapping else mapping
                relation = about.setdefault("relation", {})
                relation["roles"] = sorted({*relation.get("roles", ()), role})


def _fitting(ch: Choices, parties: Parties | None, terrain: Terrain) -> list[str]:
    if parties is None or not parties.roles or not ch.chance(80):
        return []
    above = terrain.vocabulary.roles.above
    return [ch.pick(sorted(role for role in above if above[role] & parties.roles))]
