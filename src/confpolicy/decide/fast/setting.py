"""A setting: one leaf, one purpose and parties, under one policy, whoever stands in for the subject there.

Whether a clause is in scope depends on nothing else, but for who stands in; so a setting, and a plan for each answer
to that, serve every request that is alike in it. They are kept, and have no id and no fact of any request.
"""

from __future__ import annotations

from typing import NamedTuple

import attrs

from confpolicy.core.clauses import StandIn
from confpolicy.decide.environment import Environment
from confpolicy.decide.fast.generate import Holds
from confpolicy.decide.fast.here import Here, nowhere
from confpolicy.decide.fast.planned import Plan
from confpolicy.decide.prepare import Policy, Ready
from confpolicy.facts.logic import Truth
from confpolicy.facts.request import Facts, Request, Subject

Answers = tuple[bool | None, ...]
"""Whether the condition of each stand-in of a setting holds."""


class Standing(NamedTuple):
    """A stand-in that bears on a leaf: whether it covers the recipient there."""

    ready: Ready[StandIn]
    covers: Truth
    holds: Holds | None


@attrs.frozen(kw_only=True, eq=False)
class Setting:
    """`in_person`: the recipient is the subject; None where the subject is a class of people."""

    policy: Policy
    environment: Environment
    """At the leaf, before anybody stands in."""
    given_roles: frozenset[str]
    """The recipient's, as given: those that they know of."""
    leaf: str
    in_person: bool | None
    roles: frozenset[str]
    """The recipient's, with all above them."""
    perhaps: frozenset[str]
    discloser_roles: frozenset[str]
    outside_roles: frozenset[str]
    """Those that the recipient knows of, with all above them."""
    purposes_above: frozenset[str]
    standing: tuple[tuple[str, tuple[Standing, ...]], ...]
    """At the leaf and at each that it reveals, where there are any: those who may stand in for the subject."""
    plan: Plan | None = None
    """Where nobody may: the only plan there is."""

    def answers(self, here: Here) -> Answers:
        """Who stands in, for what is given there; nobody does so while that is asked."""
        found: list[bool | None] = []
        for leaf, several in self.standing:
            there = here if leaf == self.leaf else here.at(leaf, counts=self.in_person)
            found += [True if each.holds is None else each.holds(there) for each in several]
        return tuple(found)


def here_of(setting: Setting, request: Request, subject: Subject, facts: Facts) -> Here:
    """Where conditions of a row are evaluated, with the facts of its entry; nobody stands in for the subject yet."""
    here = nowhere(setting.policy.domain)
    here.time, here.purpose, here.leaf, here.subject = request.time, request.purpose, setting.leaf, subject.id
    here.recipient_id, here.discloser_id = request.recipient.id, request.discloser.id
    here.roles, here.perhaps, here.discloser_roles = setting.roles, setting.perhaps, setting.discloser_roles
    here.counts = setting.in_person
    here.of_subject, here.of_stated, here.of_relation = subject.facts, subject.stated, subject.relation
    here.of_recipient, here.of_discloser = request.recipient.facts, request.discloser.facts
    here.of_context, here.of_item = request.context, facts
    return here
