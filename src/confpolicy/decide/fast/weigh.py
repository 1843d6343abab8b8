"""One row by the short way: what stands against it, its grounds, and so its verdict for that subject alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from confpolicy.decide.decision import Ground, Verdict
from confpolicy.decide.fast.consents import Covering, carrying, covering_of
from confpolicy.decide.fast.here import Here
from confpolicy.decide.fast.plan import Plan, PlannedReferral
from confpolicy.facts.request import Offer, Statement

Stands: TypeAlias = Mapping[str, tuple[bool, bool]]
"""The prohibitions that stand, by name: whether it is absolute, whether it certainly stands."""
NONE: Stands = {}


class Reason(NamedTuple):
    """A ground that permits, in parts: a `Ground` is made of it where somebody asks."""

    clause: str | None
    kind: str
    statement: str | None
    need_to_know: str | None
    silence: bool = False

    def ground(self) -> Ground:
        """The same as reports have it."""
        return Ground(
            clause=self.clause,
            kind=self.kind,
            statement=self.statement,
            silence=self.silence,
            need_to_know=self.need_to_know,
        )


_PUBLIC = Reason(None, "public", None, None)


def met(plan: Plan, here: Here) -> Stands:
    """The prohibitions that stand on the leaf, or with the facts of its entry on something that it reveals."""
    stands: dict[str, tuple[bool, bool]] = {}
    for leaf, prohibitions in plan.met:
        there = here if leaf == plan.leaf else here.at(leaf)
        for each in prohibitions:
            value = True if each.holds is None else each.holds(there)
            if value is not False:
                before = stands.get(each.name)
                stands[each.name] = (each.absolute, value is True or (before is not None and before[1]))
    return stands


def joined(several: Iterable[Stands]) -> Stands:
    """What stands in one of them: certainly, where it does so in one."""
    found: dict[str, tuple[bool, bool]] = {}
    for stands in several:
        for name, (absolute, certainly) in stands.items():
            found[name] = (absolute, certainly or (name in found and found[name][1]))
    return found


def reasons(plan: Plan, here: Here, statements: Iterable[Statement], stands: Stands) -> list[Reason]:
    """The grounds each of which overrides, by itself, every prohibition that stands."""
    if stands and any(absolute for absolute, _ in stands.values()):
        return []
    found = [_PUBLIC] if plan.public and not stands else []
    if plan.permissions or plan.consents:
        row = _Row(plan, here, frozenset(stands))
        _permitting(row, found)
        _consenting(row, statements, found)
    return found


class _Row:
    """One row while its grounds are sought; the need to know is looked for once, where a ground asks for it."""

    __slots__ = ("_need", "_sought", "here", "plan", "stands")

    def __init__(self, plan: Plan, here: Here, stands: frozenset[str]) -> None:
        self.plan, self.here, self.stands = plan, here, stands
        self._need: str | None = None
        self._sought = False

    def need(self) -> str | None:
        """The first need-to-know clause, by name, that applies."""
        if not self._sought:
            self._sought = True
            for name, holds in self.plan.needs:
                if holds is None or holds(self.here) is True:
                    self._need = name
                    break
        return self._need


def _permitting(row: _Row, found: list[Reason]) -> None:
    """Adds the exceptions and duties that apply."""
    for permission in row.plan.permissions:
        clause = permission.clause
        if row.stands <= clause.overrides and (permission.holds is None or permission.holds(row.here) is True):
            need = row.need() if clause.limited_to_need_to_know else None
            if need is not None or not clause.limited_to_need_to_know:
                found.append(Reason(clause.name, permission.kind, None, need))


def _consenting(row: _Row, statements: Iterable[Statement], found: list[Reason]) -> None:
    """Adds the consent clauses that a statement on file carries."""
    covering: Covering | None = None
    for consent in row.plan.consents:
        clause = consent.clause
        if not row.stands <= clause.overrides:
            continue
        need = row.need() if clause.without_need_to_know is None else None
        if need is None and clause.without_need_to_know is None:
            continue
        if covering is None:
            covering = covering_of(statements, row.plan, row.here)
        grant = carrying(consent, covering, row.here)
        if grant is not None:
            found.append(Reason(clause.name, "consent", grant.id, need, isinstance(grant, Offer)))


def verdict(plan: Plan, here: Here, found: Sequence[Reason], stands: Stands) -> Verdict:
    """The verdict for one subject by itself, as `combine.alone` has it."""
    if found:
        return Verdict.PERMIT
    if any(absolute or certainly for absolute, certainly in stands.values()):
        return Verdict.DENY
    return Verdict.REFER if any(_refers(each, here) for each in plan.referrals) else Verdict.DENY


def _refers(referral: PlannedReferral, here: Here) -> bool:
    """Whether it applies, or would for want of nothing but a judgement."""
    if referral.unless is not None and referral.unless(here) is False:
        return False
    when = referral.when
    return (
        when is None
        or when(here) is True
        or (when(here.supposing(value=True)) is True and when(here.supposing(value=False)) is not True)
    )
