"""One policy held against one item about one subject, for one purpose: what its clauses say, as formulas.

`decide.cases`, `consents`, `grounds`, `stand_ins`, `governing` and `combine`, written again over symbols.

A request asks for more than one item, perhaps about several subjects. What is proved of one item and one subject
alone holds there too, wherever it says that nothing is permitted: a row beside others is permitted only if it is
permitted alone, since the others add prohibitions (of what the item reveals, with their own facts) and subjects who
must be permitted too, and can only make it less certain that a policy does not govern.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from confpolicy.core.clauses import Act, Clause, Consent, NeedToKnow, Obligation, Occasion, Permission, PermissionKind
from confpolicy.core.clauses import Prohibition, Purposes, Referral, Reply, StandIn
from confpolicy.prove.encode.calendar import not_after
from confpolicy.prove.encode.conditions import Place, holds
from confpolicy.prove.encode.file import SUBJECT, File, GrantOrOffer
from confpolicy.prove.encode.people import Person, as_given, covered_both_ways, covers, discloser, recipient
from confpolicy.prove.encode.rules import Parts, Resolved, Ruled
from confpolicy.prove.encode.three import NO, YES, Three, certain, conjunction, disjunction
from confpolicy.prove.encode.world import World
from confpolicy.prove.logic.terms import (
    FALSE,
    TRUE,
    Formula,
    Number,
    at_most,
    both,
    constant,
    either,
    every,
    implies,
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
    """For each clause in scope of the leaf and the purpose whether it applies (a consent: but for what is on file)."""
    carried: Mapping[str, tuple[Formula, ...]]
    """For each consent and each grant on file where it carries it."""

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


def verdicts(
    policies: Iterable[Ruled],
    world: World,
    leaf: str,
    purpose: str,
    file: File,
    *,
    only: frozenset[str] | None = None,
) -> Verdicts:
    """What the policies say of the leaf, for the purpose, to this recipient, with these statements on file.

    `only`: names of the clauses that are looked at, for callers who know that no other can matter.
    """
    return Verdicts(held=tuple(_held(policy, world, leaf, purpose, file) for policy in policies))


def _held(policy: Ruled, world: World, leaf: str, purpose: str, file: File) -> Held:
    base = Place(
        world=world,
        definitions=policy.rules.definitions,
        leaf=leaf,
        purpose=purpose,
        recipient=recipient(world, world.vocabulary),
        discloser=discloser(world, world.vocabulary),
    )
    hold = _Holding(policy, base, file)
    spots = {each: hold.spot(each) for each in (leaf, *hold.revealed(leaf))}
    return hold.held(spots)


@attrs.frozen(eq=False)
class _Holding:
    policy: Ruled
    base: Place
    file: File

    @property
    def world(self) -> World:
        return self.base.world

    def revealed(self, leaf: str) -> list[str]:
        return sorted(self.world.vocabulary.revealed(leaf) - {leaf})

    # --- who stands in --------------------------------------------------------------------------------------------

    def spot(self, leaf: str) -> Spot:
        """The leaf, with those who stand in for the subject there."""
        alone = self.base.with_(leaf=leaf)
        stood_in = tuple(
            StoodIn(
                ready,
                NO
                if ready.clause.scope.to is None
                else covers(ready.clause.scope.to, alone.recipient, forbids=False),
                holds(ready.parts, alone).where(TRUE),
            )
            for ready in self.policy.stand_ins
            if leaf in ready.leaves and self._setting(ready) is not FALSE
        )
        stood_in = tuple(self._if_setting(each) for each in stood_in)
        return Spot(alone.with_(recipient=_standing(alone.recipient, stood_in)), stood_in)

    def _if_setting(self, each: StoodIn) -> StoodIn:
        """One whose disclosers do not fit does not bear on the item: its condition is as good as false."""
        setting = certain(self._setting(each.ready))
        return StoodIn(each.ready, conjunction([each.covers, setting]), conjunction([each.holds, setting]))

    def _setting(self, ready: Resolved[Any]) -> Formula:
        """Where discloser and purpose are in the clause's scope."""
        if self.base.purpose not in ready.purposes:
            return FALSE
        assert self.base.discloser is not None
        forbids = isinstance(ready.clause, Prohibition)
        return covers(ready.clause.scope.from_, self.base.discloser, forbids=forbids).true

    # --- clauses --------------------------------------------------------------------------------------------------

    def reach(self, ready: Resolved[Any], spot: Spot) -> Three:
        """Whether the scope covers the leaf, the parties and the purpose."""
        setting = self._setting(ready)
        if spot.place.leaf not in ready.leaves or setting is FALSE:
            return NO
        forbids = isinstance(ready.clause, Prohibition)
        return conjunction([certain(setting), covers(ready.clause.scope.to, spot.place.recipient, forbids=forbids)])

    def applies(self, ready: Resolved[Any], spot: Spot) -> Three:
        """Whether it is in scope and its condition holds."""
        reach = self.reach(ready, spot)
        return (
            NO
            if reach.true is FALSE and reach.false is TRUE
            else conjunction([reach, holds(ready.parts, spot.place)])
        )

    def held(self, spots: Mapping[str, Spot]) -> Held:
        """Everything that the policy says."""
        leaf = self.base.leaf
        assert leaf is not None
        here = spots[leaf]
        in_force = not_after(self.world.calendar.clock_of(self.policy.in_force), self.world.now)
        applying: dict[str, Three] = {}
        for ready in (*self.policy.permissions, *self.policy.needs):
            applying[ready.name] = self.applies(ready, here)
        need = some(applying[each.name].true for each in self.policy.needs)
        against = tuple(self._against(spots))
        carried: dict[str, tuple[Formula, ...]] = {}
        for consent in self.policy.consents:
            reach = self.reach(consent, here)
            applying[consent.name] = reach
            if reach.true is not FALSE:
                carried[consent.name] = tuple(
                    both(reach.true, self._carries(grant, consent, here, spots)) for grant in self.file.grants
                )
        for obligation in self.policy.obligations:
            applying[obligation.name] = self._obliges(obligation, here)
        referrals = {each.name: self._refers(each, here) for each in self.policy.referrals}
        return Held(
            policy=self.policy,
            spot=here,
            governs=self._governs(spots),
            in_force=in_force,
            grounds=tuple(self._grounds(applying, carried, need, against)),
            against=against,
            referrals={name: formula for name, formula in referrals.items() if formula is not FALSE},
            applying=applying,
            carried=carried,
        )

    def _against(self, spots: Mapping[str, Spot]) -> Iterator[Stands]:
        for ready in self.policy.prohibitions:
            met = [self.applies(ready, spot) for leaf, spot in spots.items() if leaf in ready.leaves]
            stands, certainly = some(each.possible for each in met), some(each.true for each in met)
            if stands is not FALSE:
                yield Stands(name=ready.name, absolute=ready.clause.absolute, stands=stands, certainly=certainly)

    def _grounds(
        self,
        applying: Mapping[str, Three],
        carried: Mapping[str, tuple[Formula, ...]],
        need: Formula,
        against: tuple[Stands, ...],
    ) -> Iterator[GroundOf]:
        leaf = self.base.leaf or ""

        def permits(applies: Formula, overrides: frozenset[str]) -> Formula:
            lifted = (negation(each.stands) for each in against if each.absolute or each.name not in overrides)
            return both(applies, every(lifted))

        if self.world.vocabulary.is_public(leaf):
            yield GroundOf(name=None, kind="public", applies=TRUE, permits=permits(TRUE, frozenset()))
        for ready in self.policy.permissions:
            clause = ready.clause
            used = need if clause.limited_to_need_to_know else TRUE
            applies = both(applying[ready.name].true, used)
            if applies is not FALSE:
                yield GroundOf(
                    name=ready.name,
                    kind=clause.kind.value,
                    applies=applies,
                    permits=permits(applies, clause.overrides),
                    needs=used if clause.limited_to_need_to_know else FALSE,
                    clause=clause,
                )
        for consent in self.policy.consents:
            clause_ = consent.clause
            asks = clause_.without_need_to_know is None
            applies = both(some(carried.get(consent.name, ())), need if asks else TRUE)
            if applies is not FALSE:
                yield GroundOf(
                    name=consent.name,
                    kind="consent",
                    applies=applies,
                    permits=permits(applies, clause_.overrides),
                    needs=need if asks else FALSE,
                    clause=clause_,
                )

    # --- consent --------------------------------------------------------------------------------------------------

    def _carries(
        self, grant: GrantOrOffer, consent: Resolved[Consent], here: Spot, spots: Mapping[str, Spot]
    ) -> Formula:
        """Where this grant is valid for the clause and nothing stops it."""
        clause = consent.clause
        accepted = some(
            both(
                either(
                    grant.giver.get(given.giver, FALSE),
                    self._as_subject(grant, here) if given.giver == SUBJECT else FALSE,
                ),
                some(grant.form[form] for form in sorted(given.forms, key=lambda form: form.value)),
            )
            for given in clause.givers
        )
        wanted = [
            grant.there,
            implies(grant.offer, constant(clause.accepts_silence)),
            negation(grant.withdrawn),
            accepted,
            grant.express if clause.express else TRUE,
            grant.requested if clause.requested else TRUE,
            *(grant.told[notice] for notice in sorted(clause.told)),
            grant.by_id if clause.naming_recipient else TRUE,
            TRUE if clause.lasts is None else grant.alive[clause.lasts],
        ]
        if FALSE in wanted:
            return FALSE
        place = here.place.with_(statement=grant.name)
        return both(*wanted, holds(consent.parts, place).true, negation(self._stopped(grant, clause, here, spots)))

    def _as_subject(self, grant: GrantOrOffer, here: Spot) -> Formula:
        """Where the grant's giver, who is somebody else, certainly gives for the subject."""
        return some(
            both(by, here.gives_for_subject(giver).true) for giver, by in grant.giver.items() if giver != SUBJECT
        )

    def _stopped(self, grant: GrantOrOffer, clause: Consent, here: Spot, spots: Mapping[str, Spot]) -> Formula:
        vetoes = {SUBJECT} | {given.giver for given in clause.givers}

        def later(rank: Number) -> Formula:
            return either(grant.offer, at_most(grant.rank, rank))

        found = []
        for refusal in self.file.refusals:
            spot = spots.get(refusal.leaf)
            by_them = TRUE
            if refusal.giver not in vetoes:
                by_them = FALSE if spot is None else spot.gives_for_subject(refusal.giver).possible
            found.append(both(refusal.there, by_them, later(refusal.rank)))
        for other in self.file.grants:
            if other is not grant and other.withdrawn is not FALSE:
                by_them = some(
                    both(by, TRUE if giver in vetoes else here.gives_for_subject(giver).possible)
                    for giver, by in other.giver.items()
                )
                found.append(both(other.there, other.withdrawn, by_them, later(other.withdrawn_rank)))
        return some(found)

    # --- referrals, obligations, what the policy governs ------------------------------------------------------------

    def _refers(self, ready: Resolved[Referral], spot: Spot) -> Formula:
        """Where it applies, or would for want of nothing but a judgement."""
        reach = self.reach(ready, spot)
        if reach.possible is FALSE:
            return FALSE
        whens: Parts = tuple(part for part in ready.parts if not part[1])
        unless: Parts = tuple(part for part in ready.parts if part[1])
        lifted = some(holds([part], spot.place).false for part in unless)

        def when(supposed: bool | None) -> Formula:
            return holds(whens, spot.place.with_(supposed=supposed)).true

        wanting = both(when(True), negation(when(False)))  # noqa: FBT003 - what is supposed is a truth value
        return both(reach.possible, negation(lifted), either(when(None), wanting))

    def _obliges(self, ready: Resolved[Obligation], spot: Spot) -> Three:
        """Whether it is in scope and its condition does not fail; of one that speaks, as the requester knows things."""
        if any(effect.act is Act.SAY for effect in ready.clause.effects):
            return speaks(ready, spot.place)
        return self.applies(ready, spot)

    def _governs(self, spots: Mapping[str, Spot]) -> Three:
        governed = self.policy.governed
        if governed is None:
            return YES
        leaf = self.base.leaf or ""
        by_leaf = {each: self._governs_at(spot) for each, spot in spots.items()}
        own = by_leaf[leaf]
        learnt = disjunction(by_leaf.values())
        return Three(own.true, both(own.false, learnt.false))

    def _governs_at(self, spot: Spot) -> Three:
        found = self._truth_of_governs(spot.place)
        if not spot.stood_in:
            return found
        alone = spot.place.with_(recipient=attrs.evolve(spot.place.recipient, counts=spot.place.recipient.in_person,
                                                        certainly={}, perhaps={}))  # fmt: skip
        by_themself = self._truth_of_governs(alone)
        return Three(both(found.true, by_themself.true), both(found.false, by_themself.false))

    def _truth_of_governs(self, place: Place) -> Three:
        governed = self.policy.governed
        assert governed is not None
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


def _standing(who: Person, stood_in: tuple[StoodIn, ...]) -> Person:
    """The same, standing in for the subject as these say."""
    if not stood_in:
        return who
    certainly: dict[str, Formula] = {}
    perhaps: dict[str, Formula] = {}
    for each in stood_in:
        to = each.ready.clause.scope.to
        for role in sorted(to.roles) if to is not None else ():
            certainly[role] = either(certainly.get(role, FALSE), each.recipient.true)
            perhaps[role] = either(perhaps.get(role, FALSE), each.recipient.unknown)
    stands = some(both(where, who.closed(role)) for role, where in certainly.items())
    might = some(both(where, either(who.closed(role), who.may_have(role))) for role, where in perhaps.items())
    counts = Three(either(who.in_person.true, stands), both(who.in_person.false, negation(stands), negation(might)))
    return attrs.evolve(who, counts=counts, certainly=certainly, perhaps=perhaps)


def speaks(ready: Resolved[Obligation] | Resolved[Reply], place: Place, *, stated_only: bool = True) -> Three:
    """Whether an obligation or a reply that speaks to the requester is in its scope and does not fail.

    `stated_only`: as the requester knows things, which is how it is decided.
    """
    scope, world = ready.clause.scope, place.world
    there = place
    if stated_only:
        there = place.with_(recipient=as_given(world, world.vocabulary), discloser=None, stated_only=True)
    fits = both(
        constant(scope.of is None or place.leaf in ready.leaves),
        constant(scope.for_ in (None, Purposes(any=True)) or place.purpose in ready.purposes),
        covers(scope.to, there.recipient, forbids=False).true,
    )
    return conjunction([certain(fits), holds(ready.parts, there)])


def arises(held: Held, all_: Verdicts, obligation: Resolved[Obligation]) -> Formula:
    """Where an obligation of this policy arises for the row."""
    clause, possible = obligation.clause, held.applying[obligation.name].possible
    says = any(effect.act is Act.SAY for effect in clause.effects)
    speaks_or_governs = TRUE if says else negation(held.governs.false)
    if clause.on is Occasion.DENIAL:
        return both(negation(all_.permit), possible, speaks_or_governs)
    grounds = [each for each in held.grounds if each.kind != "public" or clause.on is Occasion.DISCLOSURE]
    match clause.on:
        case Occasion.DISCLOSURE:
            return both(all_.permit, possible, speaks_or_governs)
        case Occasion.EXCEPTION_OR_DUTY:
            on = some(all_.permitting(held, each) for each in grounds if isinstance(each.clause, Permission))
        case _:
            on = some(arising_by(held, all_, name) for name in sorted(clause.on))
    return both(on, possible, speaks_or_governs)


def arising_by(held: Held, all_: Verdicts, name: str) -> Formula:
    """Where the clause of that name is among the grounds of the permitted row, or the need-to-know of one."""
    found = [all_.permitting(held, each) for each in held.grounds if each.name == name]
    needs = [each for each in held.policy.needs if each.name == name]
    if needs:
        first = both(held.applying[name].true, every(
            negation(held.applying[each.name].true) for each in held.policy.needs if each.name < name
        ))  # fmt: skip
        found += [both(all_.permitting(held, each), first) for each in held.grounds if each.needs is not FALSE]
    return some(found)


def duty(ground: GroundOf) -> bool:
    """Whether the ground is a duty."""
    return isinstance(ground.clause, Permission) and ground.clause.kind is PermissionKind.DUTY


__all__ = [
    "GroundOf", "Held", "NeedToKnow", "Spot", "Stands", "Verdicts", "arises", "arising_by", "duty", "speaks", "verdicts",
]  # fmt: skip
