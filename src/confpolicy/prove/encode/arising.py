"""Where an obligation arises for a row, and by which clauses it is permitted: `decide.obligations`, as formulas."""

from __future__ import annotations

from confpolicy.core.clauses import Act, Obligation, Occasion, Permission, PermissionKind
from confpolicy.prove.encode.held import GroundOf, Held, Verdicts
from confpolicy.prove.encode.rules import Resolved
from confpolicy.prove.logic.terms import FALSE, TRUE, Formula, both, every, negation, some


def arises(held: Held, all_: Verdicts, obligation: Resolved[Obligation]) -> Formula:
    """Where an obligation of this policy arises for the row."""
    clause, possible = obligation.clause, applies(held, obligation)
    if clause.on is Occasion.DENIAL:
        return both(negation(all_.permit), possible)
    grounds = [each for each in held.grounds if each.kind != "public" or clause.on is Occasion.DISCLOSURE]
    match clause.on:
        case Occasion.DISCLOSURE:
            return both(all_.permit, possible)
        case Occasion.EXCEPTION_OR_DUTY:
            on = some(all_.permitting(held, each) for each in grounds if isinstance(each.clause, Permission))
        case _:
            on = some(arising_by(held, all_, name) for name in sorted(clause.on))
    return both(on, possible)


def applies(held: Held, obligation: Resolved[Obligation]) -> Formula:
    """Where it arises if what it follows on happens to the row: one on denial, for whosever sake it is withheld."""
    says = any(effect.act is Act.SAY for effect in obligation.clause.effects)
    return both(held.applying[obligation.name].possible, TRUE if says else negation(held.governs.false))


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
