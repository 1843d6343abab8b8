"""What a policy speaks about, as a formula: `decide.governing`, written again over symbols."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from confpolicy.prove.encode.conditions import Place, holds
from confpolicy.prove.encode.held import Beside, Spot
from confpolicy.prove.encode.people import covered_both_ways
from confpolicy.prove.encode.rules import Governed, Ruled
from confpolicy.prove.encode.three import YES, Three, certain, conjunction, disjunction
from confpolicy.prove.logic.terms import both, constant


def governs(policy: Ruled, leaf: str, spots: Mapping[str, Spot], beside: tuple[Beside, ...]) -> Three:
    """Whether the policy speaks about the leaf; perhaps where it does about something that one learns with it."""
    governed = policy.governed
    if governed is None:
        return YES
    by_leaf = {each: _governs_at(governed, spot) for each, spot in spots.items()}
    own = by_leaf[leaf]
    too = (
        conjunction([certain(each.asked), _governs_at(governed, spot)])
        for each in beside
        for spot in each.spots.values()
    )
    learnt = disjunction([*by_leaf.values(), *too])
    return Three(own.true, both(own.false, learnt.false))


def _governs_at(governed: Governed, spot: Spot) -> Three:
    found = _truth_of_governs(governed, spot.place)
    if not spot.stood_in:
        return found
    alone = spot.place.with_(recipient=attrs.evolve(spot.place.recipient, counts=spot.place.recipient.in_person,
                                                    certainly={}, perhaps={}))  # fmt: skip
    by_themself = _truth_of_governs(governed, alone)
    return Three(both(found.true, by_themself.true), both(found.false, by_themself.false))


def _truth_of_governs(governed: Governed, place: Place) -> Three:
    assert place.discloser is not None
    scope = governed.governs.scope
    narrow, wide = place.leaf in governed.leaves, place.leaf in governed.perhaps
    return conjunction(
        [
            Three(constant(narrow), constant(not narrow and not wide)),
            certain(constant(place.purpose in governed.purposes)),
            covered_both_ways(scope.to, place.recipient),
            covered_both_ways(scope.from_, place.discloser),
            holds(governed.parts, place),
        ]
    )
