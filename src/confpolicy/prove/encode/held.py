"""What one policy, and all together, say of one item about one subject: as formulas.

`decide.combine` written again over symbols: `Held` has what the clauses of a policy say, `Verdicts` what follows.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from confpolicy.core.clauses import (
    Clause,
    Obligation,
    Purposes,
    Reply,
    StandIn,
)
from confpolicy.prove.encode.conditions import Place, holds
from confpolicy.prove.encode.people import as_given, covers
from confpolicy.prove.encode.rules import Resolved, Ruled
from confpolicy.prove.encode.three import Three, certain, conjunction, disjunction
from confpolicy.prove.logic.terms import (
    FALSE,
    Formula,
    both,
    constant,
    either,
    every,
    negation,
    some,
)


@attrs.frozen
class StoodIn:
    """A stand-in that covers the leaf: whether it covers the recipient, whether its condition holds."""

    ready: Resolved[StandIn]
    covers: Three
    holds: Three

    @property
    def recipient(self) -> Three:
        """Whether the recipient counts as the subject by it."""
        return conjunction([self.covers, self.holds])


@attrs.frozen
class Spot:
    """A leaf in its place: where conditions are evaluated, and who stands in for the subject there."""

    place: Place
    stood_in: tuple[StoodIn, ...]

    def gives_for_subject(self, giver: str) -> Three:
        """Whether a statement by this giver counts as the subject's own."""
        return disjunction(each.holds for each in self.stood_in if giver in each.ready.clause.givers)


@attrs.frozen(eq=False)
class Beside:
    """A leaf asked for beside the item, which reveals it: what it and all that it reveals are with its facts."""

    asked: Formula
    spots: Mapping[str, Spot]


@attrs.frozen(kw_only=True)
class GroundOf:
    """A ground: where it applies, where by itself it permits, and by which grant (consents)."""

    name: str | None
    kind: str
    applies: Formula
    permits: Formula
    needs: Formula = FALSE
    """Where it uses a need-to-know clause, if it must."""
    clause: Clause | None = None


@attrs.frozen(kw_only=True)
class Stands:
    """A prohibition: where it stands, perhaps or certainly, and where certainly."""

    name: str
    absolute: bool
    stands: Formula
    certainly: Formula


@attrs.frozen(kw_only=True)
class Held:
    """What one policy says."""

    policy: Ruled
    spot: Spot
    governs: Three
    in_force: Formula
    grounds: tuple[GroundOf, ...]
    against: tuple[Stands, ...]
    referrals: Mapping[str, Formula]
    applying: Mapping[str, Three]
    """For each clause in scope of leaf and purpose whether it applies (a consent: but for what is on file)."""
    carried: Mapping[str, tuple[Formula, ...]]
    """For each consent and each grant on file where it carries it."""
    asked_too: tuple[Formula, ...] = ()
    """For each leaf that could stand against the item by facts of its own, where it is asked for too."""
    stood_in: tuple[tuple[Formula, StoodIn], ...] = ()
    """Every stand-in wherever it bears on the item, here, at what it reveals or at what is asked for too."""

    @property
    def permits(self) -> Formula:
        """Where the policy by itself permits, if it governs."""
        return both(self.in_force, some(ground.permits for ground in self.grounds))

    @property
    def refers(self) -> Formula:
        """Where it refers."""
        forbidden = some(either(each.certainly, both(constant(each.absolute), each.stands)) for each in self.against)
        return both(self.in_force, negation(self.permits), some(self.referrals.values()), negation(forbidden))


@attrs.frozen(kw_only=True)
class Verdicts:
    """What all policies together say of the row."""

    held: tuple[Held, ...]

    @property
    def permit(self) -> Formula:
        """Where the row is permitted."""
        return both(
            some(each.governs.true for each in self.held),
            every(either(each.governs.false, each.permits) for each in self.held),
        )

    @property
    def asked_alone(self) -> Formula:
        """Where nothing else is asked for."""
        return negation(some(each for held in self.held for each in held.asked_too))

    @property
    def outside(self) -> Formula:
        """Where no policy speaks about it."""
        return every(each.governs.false for each in self.held)

    @property
    def refer(self) -> Formula:
        """Where a person must decide."""
        return both(
            some(each.governs.true for each in self.held),
            every(either(each.governs.false, each.permits, each.refers) for each in self.held),
            negation(self.permit),
        )

    @property
    def deny(self) -> Formula:
        """Where it is denied."""
        return both(negation(self.permit), negation(self.outside), negation(self.refer))

    def permitting(self, held: Held, ground: GroundOf) -> Formula:
        """Where this ground is among those by which the permitted row is permitted."""
        return both(self.permit, negation(held.governs.false), held.in_force, ground.permits)


def speaks(ready: Resolved[Obligation] | Resolved[Reply], place: Place, *, stated_only: bool = True) -> Three:
    """Whether an obligation or a reply that speaks to the requester is in its scope and does not fail.

    `stated_only`: by what they stated alone, which is how it is decided; else with all facts at hand.
    """
    scope, world = ready.clause.scope, place.world
    there = place.with_(recipient=as_given(world, world.vocabulary), discloser=None, stated_only=stated_only)
    fits = both(
        constant(scope.of is None or place.leaf in ready.leaves),
        constant(scope.for_ in (None, Purposes(any=True)) or place.purpose in ready.purposes),
        covers(scope.to, there.recipient, forbids=False).true,
    )
    return conjunction([certain(fits), holds(ready.parts, there)])
