"""The plans of a program, kept for all requests that are alike."""

from __future__ import annotations

import attrs

from confpolicy.decide.fast.place import Place
from confpolicy.decide.fast.planned import Plan
from confpolicy.decide.fast.planner import Planner
from confpolicy.decide.fast.setting import Answers, Setting, here_of
from confpolicy.facts.request import Facts, Request, Subject

_MOST = 50_000
"""How many settings are kept, and how many plans; beyond it all are made anew."""


@attrs.frozen(eq=False)
class Plans:
    """Of the policies of one program, in their order."""

    planners: tuple[Planner, ...]
    _settings: dict[tuple[object, ...], tuple[Setting, ...]] = attrs.field(factory=dict, init=False)
    _plans: dict[tuple[Setting, Answers], Plan] = attrs.field(factory=dict, init=False)

    def places(self, request: Request, subject: Subject, leaf: str, facts: Facts) -> list[Place]:
        """The row of one leaf about one subject, for each policy. Raises `TooDeepError`."""
        found = []
        for planner, setting in zip(self.planners, self.settings(request, subject, leaf), strict=True):
            here = here_of(setting, request, subject, facts)
            plan = setting.plan or self._plan(planner, setting, setting.answers(here))
            if plan.counts is not here.counts:
                here.counts, here.defined = plan.counts, {}
            found.append(Place(setting, plan, here))
        return found

    def settings(self, request: Request, subject: Subject, leaf: str) -> tuple[Setting, ...]:
        """For each policy the setting of a leaf about a subject. Raises `TooDeepError`."""
        recipient = request.recipient
        key = (
            leaf,
            request.purpose,
            recipient.roles,
            subject.relation_roles,
            None if subject.is_class else recipient.id == subject.id,
            request.discloser.roles,
        )
        found = self._settings.get(key)
        if found is None:
            if len(self._settings) >= _MOST:
                self._settings.clear()
            found = tuple(planner.setting(request, subject, leaf) for planner in self.planners)
            self._settings[key] = found
        return found

    def _plan(self, planner: Planner, setting: Setting, answers: Answers) -> Plan:
        """The plan by who stands in for the subject."""
        plan = self._plans.get((setting, answers))
        if plan is None:
            if len(self._plans) >= _MOST:
                self._plans.clear()
            plan = self._plans[setting, answers] = planner.plan(setting, answers)
        return plan
