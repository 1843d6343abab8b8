"""One row under one policy: its plan, and where its conditions are evaluated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from confpolicy.decide.decision import Verdict
from confpolicy.decide.fast.generate import Holds
from confpolicy.decide.fast.here import Here, nowhere
from confpolicy.decide.fast.planned import Border, Plan, PlannedNeed
from confpolicy.decide.fast.reason import Reason
from confpolicy.decide.fast.setting import Setting

Stands: TypeAlias = Mapping[str, tuple[bool, bool]]
"""The prohibitions that stand, by name: whether it is absolute, whether it certainly stands."""
NONE: Stands = {}
_DENY = Verdict.DENY


class Place:
    """It belongs to one decision, which changes it: what was found there once is remembered."""

    __slots__ = (
        "_elsewhere", "_need", "_sought", "_stands", "governs", "here", "plan", "reasons", "setting", "verdict",
    )  # fmt: skip

    def __init__(self, setting: Setting, plan: Plan, here: Here) -> None:
        self.setting, self.plan, self.here = setting, plan, here
        self.governs: bool | None = None
        self.verdict = _DENY
        self.reasons: Sequence[Reason] = ()
        """What `weigh.py` finds: whether the policy governs the row, what it says by itself, the grounds on which."""
        self._sought = False
        self._need: PlannedNeed | None = None
        self._stands: Stands | None = None if plan.met else NONE
        self._elsewhere: dict[tuple[str, bool | None], Here] | None = None

    def at(self, leaf: str, *, counts: bool | None) -> Here:
        """With another leaf in the place of the item, or with somebody else who counts as the subject."""
        if leaf == self.plan.leaf and counts is self.plan.counts:
            return self.here
        if self._elsewhere is None:
            self._elsewhere = {}
        if (leaf, counts) not in self._elsewhere:
            self._elsewhere[leaf, counts] = self.here.at(leaf, counts=counts)
        return self._elsewhere[leaf, counts]

    @property
    def alone(self) -> Here:
        """Where nobody stands in for the subject."""
        return self.at(self.plan.leaf, counts=self.setting.in_person)

    def outside(self) -> Here:
        """As the requester knows it: their roles as given, and only what they stated."""
        here, there = self.here, nowhere(self.here.domain)
        there.time, there.purpose, there.leaf, there.subject = here.time, here.purpose, here.leaf, here.subject
        there.recipient_id, there.of_stated = here.recipient_id, here.of_stated
        there.roles, there.counts = self.setting.outside_roles, False
        return there

    # --- what is sought there ---------------------------------------------------------------------------------------

    def need(self) -> PlannedNeed | None:
        """The first need-to-know clause, by name, that applies."""
        if not self._sought:
            self._sought = True
            for need in self.plan.needs:
                if need.holds is None or need.holds(self.here) is True:
                    self._need = need
                    break
        return self._need

    def stands(self) -> Stands:
        """The prohibitions that stand on the leaf, or with the facts of its entry on something that it reveals."""
        if self._stands is None:
            self._stands = self._met()
        return self._stands

    def _met(self) -> Stands:
        stands: dict[str, tuple[bool, bool]] = {}
        for leaf, counts, prohibitions in self.plan.met:
            there = self.at(leaf, counts=counts)
            for each in prohibitions:
                value = True if each.holds is None else each.holds(there)
                if value is not False:
                    before = stands.get(each.name)
                    certainly = value is True and each.reaches
                    stands[each.name] = (each.absolute, certainly or (before is not None and before[1]))
        return stands

    # --- whether the policy governs -------------------------------------------------------------------------------

    def within(self) -> bool | None:
        """Whether the policy speaks about the row; what it reveals apart."""
        borders = self.plan.borders
        return True if borders is None else self._within(borders.own)

    def touches(self) -> bool:
        """Whether it speaks, certainly or perhaps, about the row or about anything that its item reveals."""
        borders = self.plan.borders
        return borders is None or any(
            self._within(border) is not False for border in (borders.own, *borders.revealed)
        )

    def _within(self, border: Border) -> bool | None:
        found = _both(border.scope, border.holds, self.at(border.leaf, counts=border.counts))
        if not border.stood_in:
            return found
        alone = self.at(border.leaf, counts=self.setting.in_person)
        return found if _both(border.alone, border.holds, alone) is found else None


def _both(scope: object, holds: Holds | None, there: Here) -> bool | None:
    """Whether the scope covers and the condition holds."""
    if scope is False:
        return False
    value = True if holds is None else holds(there)
    return value if scope is True or value is False else None
