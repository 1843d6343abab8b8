"""What a random request is after: mostly one ground of the policy, with the need-to-know that it asks for."""

from __future__ import annotations

import attrs

from confpolicy.core.clauses import Clause, Consent, NeedToKnow, Parties, Permission, StandIn
from confpolicy.testing import times
from confpolicy.testing.aims import Aim
from confpolicy.testing.choices import Choices
from confpolicy.testing.flaws import Cast
from confpolicy.testing.terrain import Terrain
from confpolicy.testing.values import Scene

SUBJECTS = ("p1", "p2", "p3")


@attrs.frozen(kw_only=True)
class Plan:
    """A request in outline. `relation_roles`: the recipient's towards the first subject."""

    scene: Scene
    ground: Consent | Permission | None
    cast: Cast
    plain_roles: tuple[str, ...]
    relation_roles: tuple[str, ...]
    aim: Aim


def plan(ch: Choices, terrain: Terrain) -> Plan:
    """A random plan: a ground, who asks for what it permits, and facts with which it mostly applies."""
    ground = ch.pick(_grounds(ch, terrain)) if terrain.grounds and ch.chance(94) else None
    need = _need(ch, terrain, ground)
    clauses = tuple(clause for clause in (ground, need) if clause is not None)
    item = ch.pick(_shared(tuple(terrain.leaves_of[clause.name] for clause in clauses)) or terrain.leaves)
    purpose = ch.pick(_shared(tuple(terrain.purposes_of[clause.name] for clause in clauses)) or terrain.purposes)
    scene = Scene(ch, terrain, times.moment(ch, terrain))
    aim = Aim.of(scene, item=item, purpose=purpose)
    _take_aim(ch, terrain, aim, clauses)
    in_person = any(_in_person(ch, clause.scope.to) for clause in clauses) or ch.chance(8)
    standing = _standing_in(ch, terrain, aim, wanted=in_person)
    in_person = in_person and standing is None
    wanted = (*(clause.scope.to for clause in clauses), *(() if standing is None else (standing.scope.to,)))
    roles = _roles(ch, terrain, wanted, aim.roles)
    subjects = SUBJECTS[: ch.weighted(((6, 1), (3, 2), (1, 3)))]
    plain = tuple(role for role in roles if role in terrain.plain_roles)
    towards = tuple(role for role in roles if role in terrain.towards_roles)
    givers = _roles(ch, terrain, tuple(clause.scope.from_ for clause in clauses), {})
    cast = Cast(
        discloser="p1" if ch.chance(2) else "d1",
        discloser_roles=tuple(role for role in givers if role in terrain.plain_roles),
        recipient="p1" if in_person else "r1",
        recipient_roles=() if in_person else roles,
        purpose=purpose,
        item=item,
        subjects=subjects,
    )
    return Plan(scene=scene, ground=ground, cast=cast, plain_roles=plain, relation_roles=towards, aim=aim)


def _grounds(ch: Choices, terrain: Terrain) -> tuple[Consent | Permission, ...]:
    """Where somebody stands in for the subject, often those that ask who counts as the subject."""
    if not terrain.stand_ins or not ch.chance(50):
        return terrain.grounds
    asking = tuple(
        one
        for one in terrain.grounds
        if (one.scope.to is not None and one.scope.to.subject)
        or (isinstance(one, Consent) and any(given.giver == "subject" for given in one.givers))
    )
    return asking or terrain.grounds


def _need(ch: Choices, terrain: Terrain, ground: Consent | Permission | None) -> NeedToKnow | None:
    match ground:
        case Consent(without_need_to_know=None) | Permission(limited_to_need_to_know=True):
            leaves, purposes = set(terrain.leaves_of[ground.name]), set(terrain.purposes_of[ground.name])
            fitting = tuple(
                need
                for need in terrain.needs
                if leaves & set(terrain.leaves_of[need.name]) and purposes & set(terrain.purposes_of[need.name])
            )
            return ch.pick(fitting) if fitting else None
        case _:
            return None


def _shared(several: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    if not several:
        return ()
    return tuple(sorted(set(several[0]).intersection(*several[1:])))


def _take_aim(ch: Choices, terrain: Terrain, aim: Aim, clauses: tuple[Clause, ...]) -> None:
    """At what permits; against the prohibitions that it does not override; now and then at something else."""
    for clause in clauses:
        aim.at_clause(clause, applies=not ch.chance(8))
    item = next(iter(aim.asked.values()))
    learnt = {item} | terrain.vocabulary.revealed(item)
    overridden: set[str] = set().union(*(_overrides(clause) for clause in clauses))
    for prohibition in terrain.prohibitions:
        if learnt & set(terrain.leaves_of[prohibition.name]):
            free = prohibition.name not in overridden
            aim.at_clause(prohibition, applies=not ch.chance(85 if free else 30))
    for clause in terrain.others:
        if ch.chance(40):
            aim.at_clause(clause, applies=not ch.chance(20))


def _overrides(clause: Clause) -> frozenset[str]:
    return clause.overrides if isinstance(clause, (Consent, Permission)) else frozenset()


def _standing_in(ch: Choices, terrain: Terrain, aim: Aim, *, wanted: bool) -> StandIn | None:
    """Somebody who stands in for the subject, mostly where the subject is `wanted`, and mostly for certain."""
    fitting = tuple(one for one in terrain.stand_ins if one.scope.to is not None)
    for giving in (one for one in terrain.stand_ins if one.givers):
        aim.at_clause(giving, applies=not ch.chance(30))
    if not fitting or not ch.chance(80 if wanted else 15):
        return None
    chosen = ch.pick(fitting)
    aim.at_clause(chosen, applies=not ch.chance(20))
    return chosen


def _in_person(ch: Choices, to: Parties | None) -> bool:
    return to is not None and to.subject and (not to.roles or ch.chance(40))


def _roles(
    ch: Choices, terrain: Terrain, wanted: tuple[Parties | None, ...], wishes: dict[str, bool]
) -> tuple[str, ...]:
    """Roles that the scopes cover, and one more now and then; wishes of conditions are mostly heard."""
    hierarchy = terrain.vocabulary.roles
    roles: set[str] = set()
    for parties in wanted:
        if parties is not None and parties.roles:
            fitting = tuple(
                role
                for role in sorted(hierarchy.above)
                if hierarchy.above[role] & parties.roles and not hierarchy.above[role] & parties.except_roles
            )
            roles |= {ch.pick(fitting)} if fitting and not ch.chance(4) else set()
        elif ch.chance(70):
            roles.add(ch.pick(sorted(hierarchy.above)))
    for role, wish in wishes.items():
        if wish and ch.chance(60):
            roles.add(role)
        elif not wish and ch.chance(40):
            roles -= {one for one in roles if hierarchy.covers(role, one)}
    roles |= {ch.pick(sorted(hierarchy.above))} if ch.chance(20) else set()
    return tuple(sorted(roles))
