"""Clauses: what each rule of a checked text means, with nothing left to look up."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import TypeAlias

import attrs

from confpolicy.core.expressions import Expression
from confpolicy.core.parts import Items, Parties, Purposes, Scope
from confpolicy.facts.request import Form
from confpolicy.facts.values import Duration

__all__ = [
    "AcceptedGiver", "Act", "Assertion", "Claim", "Clause", "ClauseBase", "Condition", "Consent", "Effect",
    "Items", "NeedToKnow", "Obligation", "Occasion", "Parties", "Permission", "PermissionKind", "Phase",
    "Prohibition", "Purposes", "Reading", "Referral", "Reply", "Scope", "StandIn", "Standing",
    "kind_word",
]  # fmt: skip

# --- conditions and effects -------------------------------------------------------------------------------------


@attrs.frozen
class Condition:
    """`when` (None: always true) and every `unless`."""

    when: Expression | None = None
    unless: tuple[Expression, ...] = ()


@attrs.frozen
class Reading:
    """One reading of an ambiguous text; its condition is added to that of its clause where it is the one taken."""

    name: str
    title: str
    condition: Condition


class Phase(enum.Enum):
    """`first`: before anything is released; `then`: afterwards."""

    FIRST = "first"
    THEN = "then"


class Act(enum.Enum):
    """What an effect asks for. `say` alone goes outward."""

    RECORD = "record"
    NOTIFY = "notify"
    DO = "do"
    SAY = "say"


@attrs.frozen
class Effect:
    """One thing to be done. `target`: the register, or the role (or `subject`); `text`: of `do` and `say`."""

    phase: Phase
    act: Act
    target: str | None = None
    text: str | None = None
    within: Duration | None = None


# --- clauses ----------------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class ClauseBase:
    """What every clause has. `name` is unique in the program; order of clauses means nothing.

    The condition in force is `condition` and, where there are readings, that of the reading `taken`, both.
    """

    name: str
    title: str | None = None
    cites: tuple[str, ...] = ()
    scope: Scope = Scope()
    condition: Condition = Condition()
    readings: tuple[Reading, ...] = ()
    taken: str | None = None
    relies_on: Mapping[str, str] = attrs.field(factory=dict)
    """Protected facts that the clause relies on, by full name, each with its reason."""
    effects: tuple[Effect, ...] = ()
    """Those that hang on the clause itself (`first`, `then`), in the order of the text."""

    @property
    def untaken(self) -> tuple[Reading, ...]:
        """The readings that it has and does not take."""
        return tuple(each for each in self.readings if each.name != self.taken)


@attrs.frozen
class AcceptedGiver:
    """`given by GIVER in FORMS`."""

    giver: str
    """`subject`, or a declared giver."""
    forms: frozenset[Form]
    """Both, where the clause says none."""


@attrs.frozen(kw_only=True)
class Consent(ClauseBase):
    """Disclosures in its scope may rest on consent; what makes that consent valid."""

    givers: tuple[AcceptedGiver, ...]
    express: bool = False
    accepts_silence: bool = False
    """Whether an offer that nobody refused counts as a grant."""
    told: frozenset[str] = frozenset()
    lasts: Duration | None = None
    requested: bool = False
    naming_recipient: bool = False
    without_need_to_know: str | None = None
    """The reason why no need-to-know is asked for, or None where one is."""
    overrides: frozenset[str] = frozenset()


@attrs.frozen(kw_only=True)
class NeedToKnow(ClauseBase):
    """These recipients need this data for this purpose."""


class PermissionKind(enum.Enum):
    """A duty is an exception that must be used."""

    EXCEPTION = "exception"
    DUTY = "duty"


@attrs.frozen(kw_only=True)
class Permission(ClauseBase):
    """Disclosure is allowed (exception) or owed (duty) without consent."""

    kind: PermissionKind
    limited_to_need_to_know: bool = False
    overrides: frozenset[str] = frozenset()


@attrs.frozen(kw_only=True)
class Prohibition(ClauseBase):
    """Disclosure is forbidden unless the ground that permits it overrides this; where `absolute`, nothing can."""

    absolute: bool = False


@attrs.frozen(kw_only=True)
class Referral(ClauseBase):
    """A person with one of the roles must decide."""

    decided_by: tuple[str, ...]


class Occasion(enum.Enum):
    """What an obligation follows upon, where it does not name clauses."""

    DISCLOSURE = "disclosure"
    EXCEPTION_OR_DUTY = "exception or duty"
    DENIAL = "denial"


@attrs.frozen(kw_only=True)
class Obligation(ClauseBase):
    """What must be done `on` an occasion, or on named clauses being among the grounds of a permitted item."""

    on: Occasion | frozenset[str]


@attrs.frozen(kw_only=True)
class Reply(ClauseBase):
    """What a requester is told when nothing is released; `effects` is what is done then (inward)."""

    say: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Standing(ClauseBase):
    """What is owed with no disclosure at hand."""

    by: tuple[str, ...]
    every: Duration | None = None
    on_event: str | None = None
    do: tuple[str, ...]


@attrs.frozen(kw_only=True)
class StandIn(ClauseBase):
    """Who counts as the data subject though they are somebody else, where the condition certainly holds.

    `scope.to`: who, when asking; None: nobody, which no other clause means by it. `givers`: whose consent statements
    count as the subject's own; the condition is then still asked of the request at hand, not of the giver.
    """

    givers: frozenset[str] = frozenset()


Clause: TypeAlias = (
    Consent | NeedToKnow | Permission | Prohibition | Referral | Obligation | Reply | Standing | StandIn
)


def kind_word(clause: Clause) -> str:
    """The clause's kind as documents write it: `consent`, `need-to-know`, `duty`, `absolute prohibition` …"""
    match clause:
        case Permission(kind=kind):
            return kind.value
        case Prohibition(absolute=True):
            return "absolute prohibition"
        case NeedToKnow():
            return "need-to-know"
        case StandIn():
            return "stand-in"
        case _:
            return type(clause).__name__.lower()


# --- what authors state about the policy itself; programs ---------------------------------------------------------


class Claim(enum.Enum):
    """What an assertion claims of its scope."""

    NEVER = "never"
    """No such item is permitted, nor anything that reveals it."""
    ALWAYS = "always"
    """Every such item is permitted."""
    ONLY_WITH_CONSENT = "only with consent"
    """Where such an item is permitted, or what reveals it, some policy has a consent among its grounds."""
    SAME_AS = "same as"
    """Every such item has the verdict that another policy gives it."""


@attrs.frozen(kw_only=True)
class Assertion:
    """Over every request, one item and one subject.

    It speaks of them where `condition` is true or, but for `Claim.ALWAYS`, unknown.
    """

    name: str
    claim: Claim
    scope: Scope
    condition: Condition
    other: str | None = None
    """The file of the policy that `Claim.SAME_AS` compares with, and no other claim has: no part of this program."""
