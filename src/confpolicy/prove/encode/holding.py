"""One policy held against one item about one subject, for one purpose: what its clauses say, as formulas.

`decide.cases`, `consents`, `grounds`, `stand_ins`, `governing` and `combine`, written again over symbols.

A request asks for more than one item, perhaps about several subjects. Of the other items only those tell on this one
that it reveals: asked for too, each adds the prohibitions that it and what it reveals meet with its own facts, and
what a policy governs there. Where no such prohibition turns on facts of items, they are those that the item meets
anyway; elsewhere each such leaf may be asked for too (`Beside`). Each subject is decided apart, and a row about
several is permitted only if it is permitted for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from confpolicy.core.clauses import (
    Act,
    Obligation,
    Prohibition,
    Referral,
)
from confpolicy.prove.encode.calendar import not_after
from confpolicy.prove.encode.carrying import carries
from confpolicy.prove.encode.conditions import Place, holds
from confpolicy.prove.encode.file import File
from confpolicy.prove.encode.governing import governs
from confpolicy.prove.encode.held import Beside, GroundOf, Held, Spot, Stands, StoodIn, Verdicts, speaks
from confpolicy.prove.encode.people import Person, covers, discloser, recipient
from confpolicy.prove.encode.rules import Parts, Resolved, Ruled
from confpolicy.prove.encode.three import NO, Three, certain, conjunction
from confpolicy.prove.encode.world import World
from confpolicy.prove.logic.terms import (
    FALSE,
    TRUE,
    Formula,
    both,
    either,
    every,
    negation,
    some,
)


def verdicts(policies: Iterable[Ruled], world: World, leaf: str, purpose: str, file: File) -> Verdicts:
    """What the policies say of the leaf, for the purpose, to the recipient of this world, with this on file."""
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
    return hold.held(spots, tuple(hold.beside(leaf)))


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

    def beside(self, leaf: str) -> Iterator[Beside]:
        """What may be asked for beside the leaf, with facts that tell on it."""
        for each in sorted(self.policy.beside(leaf, self.world.vocabulary)):
            asked = self.world.asked_too(each)
            if asked is not FALSE:
                spots = {other: self.spot(other, entry=each) for other in (each, *self.revealed(each))}
                yield Beside(asked, spots)

    # --- who stands in --------------------------------------------------------------------------------------------

    def spot(self, leaf: str, entry: str | None = None) -> Spot:
        """The leaf, with those who stand in for the subject there; with the facts of the item or of this entry."""
        alone = self.base.with_(leaf=leaf, entry=entry)
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

    def held(self, spots: Mapping[str, Spot], beside: tuple[Beside, ...]) -> Held:
        """Everything that the policy says."""
        leaf = self.base.leaf
        assert leaf is not None
        here = spots[leaf]
        in_force = not_after(self.world.calendar.clock_of(self.policy.in_force), self.world.now)
        applying: dict[str, Three] = {}
        applying |= {each.name: self.applies(each, here) for each in self.policy.permissions}
        applying |= {each.name: self.applies(each, here) for each in self.policy.needs}
        need = some(applying[each.name].true for each in self.policy.needs)
        against = tuple(self._against(spots, beside))
        carried: dict[str, tuple[Formula, ...]] = {}
        for consent in self.policy.consents:
            reach = self.reach(consent, here)
            applying[consent.name] = reach
            if reach.true is not FALSE:
                carried[consent.name] = tuple(
                    both(reach.true, carries(grant, consent, self.file, spots, leaf)) for grant in self.file.grants
                )
        for obligation in self.policy.obligations:
            applying[obligation.name] = self._obliges(obligation, here)
        referrals = {each.name: self._refers(each, here) for each in self.policy.referrals}
        return Held(
            policy=self.policy,
            spot=here,
            governs=governs(self.policy, leaf, spots, beside),
            in_force=in_force,
            grounds=tuple(self._grounds(applying, carried, need, against)),
            against=against,
            referrals={name: formula for name, formula in referrals.items() if formula is not FALSE},
            applying=applying,
            carried=carried,
            asked_too=tuple(each.asked for each in beside),
            stood_in=(
                *((TRUE, each) for spot in spots.values() for each in spot.stood_in),
                *((there.asked, each) for there in beside for spot in there.spots.values() for each in spot.stood_in),
            ),
        )

    def _against(self, spots: Mapping[str, Spot], beside: tuple[Beside, ...]) -> Iterator[Stands]:
        for ready in self.policy.prohibitions:
            met = [self.applies(ready, spot) for leaf, spot in spots.items() if leaf in ready.leaves]
            met += [
                conjunction([certain(each.asked), self.applies(ready, spot)])
                for each in beside
                for leaf, spot in each.spots.items()
                if leaf in ready.leaves
            ]
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

    # --- referrals and obligations ------------------------------------------------------------

    def _refers(self, ready: Resolved[Referral], spot: Spot) -> Formula:
        """Where it applies, or would for want of nothing but a judgement."""
        reach = self.reach(ready, spot)
        if reach.possible is FALSE:
            return FALSE
        whens: Parts = tuple(part for part in ready.parts if not part[1])
        unless: Parts = tuple(part for part in ready.parts if part[1])
        lifted = some(holds([part], spot.place).false for part in unless)

        said, yes, no = (holds(whens, spot.place.with_(supposed=supposed)).true for supposed in (None, True, False))
        return both(reach.possible, negation(lifted), either(said, both(yes, negation(no))))

    def _obliges(self, ready: Resolved[Obligation], spot: Spot) -> Three:
        """Whether it is in scope and its condition holds; of one that speaks, as the requester knows things."""
        if any(effect.act is Act.SAY for effect in ready.clause.effects):
            return speaks(ready, spot.place)
        return self.applies(ready, spot)


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
