"""What a plan is made of: the clauses in scope of one leaf under one policy, with their conditions compiled.

`holds`, wherever it stands: the condition, or None where there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import attrs

from confpolicy.core.clauses import Consent, Obligation, Permission, Referral, Reply
from confpolicy.decide.fast.generate import Holds
from confpolicy.decide.prepare import Ready
from confpolicy.facts.request import Form


@attrs.frozen(eq=False)
class PlannedPermission:
    """An exception or a duty."""

    clause: Permission
    kind: str
    holds: Holds | None


@attrs.frozen(eq=False)
class PlannedConsent:
    """A consent clause. `forms`: by giver, those that it accepts; so few that a tuple is the quickest to look in."""

    clause: Consent
    forms: Mapping[str, tuple[Form, ...]]
    vetoes: frozenset[str]
    holds: Holds | None
    on_statement: bool
    """Whether its condition reads facts of a statement."""


class PlannedNeed(NamedTuple):
    """A need-to-know clause."""

    name: str
    holds: Holds | None


@attrs.frozen(eq=False)
class PlannedProhibition:
    """A prohibition at one place. `reaches`: its scope certainly covers the parties there."""

    name: str
    absolute: bool
    reaches: bool
    holds: Holds | None


class Meeting(NamedTuple):
    """Where prohibitions are met: the leaf of the plan, or one that it reveals; who counts as the subject there."""

    leaf: str
    counts: bool | None
    prohibitions: tuple[PlannedProhibition, ...]


@attrs.frozen(eq=False)
class PlannedReferral:
    """A referral. `unless` holds where no `unless` is true."""

    clause: Referral
    when: Holds | None
    unless: Holds | None


@attrs.frozen(eq=False)
class PlannedObligation:
    """An obligation. `says`: it speaks to the requester, and reads only what they know."""

    clause: Obligation
    says: bool
    holds: Holds | None


@attrs.frozen(kw_only=True, eq=False)
class Border:
    """Whether a policy governs one leaf, the plan's own or one that it reveals; what its scope says is known.

    `alone`: what it says where nobody stands in for the subject; the border is unknown where that makes a difference.
    """

    leaf: str
    counts: bool | None
    scope: bool | None
    stood_in: bool
    alone: bool | None
    holds: Holds | None


@attrs.frozen(eq=False)
class Borders:
    """Whether a policy governs the leaf, and those that it reveals and does not leave out for certain."""

    own: Border
    revealed: tuple[Border, ...]


@attrs.frozen(kw_only=True, eq=False)
class Relied:
    """What rests on whoever certainly stands in for the subject at the leaf."""

    recipient: str | None
    """The first stand-in, by name, by which the recipient counts as the subject."""
    without: frozenset[str]
    """The clauses whose scope would cover the recipient all the same."""
    givers: Mapping[str, str]
    """By giver, the first stand-in by which their statements count as the subject's."""


class Learnt(NamedTuple):
    """The leaf or one that it reveals, with all above it; who gives, certainly or perhaps, for the subject there."""

    above: frozenset[str]
    givers: frozenset[str]


@attrs.frozen(kw_only=True, eq=False)
class Plan:
    """What is in scope, each kind in the order of names; what permits only where its scope certainly covers."""

    leaf: str
    public: bool
    borders: Borders | None
    """None: the policy certainly governs the leaf."""
    counts: bool | None
    """Whether the recipient counts as the subject, at the leaf."""
    relied: Relied
    learnt: tuple[Learnt, ...]
    """The leaf first."""
    revealed: frozenset[str]
    permissions: tuple[PlannedPermission, ...]
    consents: tuple[PlannedConsent, ...]
    needs: tuple[PlannedNeed, ...]
    met: tuple[Meeting, ...]
    """At the leaf, then at each that it reveals, where there are any."""
    referrals: tuple[PlannedReferral, ...]
    effective: frozenset[str]
    """The clauses among those that permit from which something follows."""
    on_disclosure: tuple[PlannedObligation, ...]
    """Those that follow on a disclosure, or on some."""
    on_denial: tuple[PlannedObligation, ...]
    replies: tuple[tuple[Ready[Reply], Holds | None], ...]
