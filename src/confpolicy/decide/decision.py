"""What comes out of a decision. Plain frozen values; `document.py` writes them, `explain/` puts them into words."""

from __future__ import annotations

import enum
from typing import TypeAlias

import attrs

from confpolicy.facts.logic import Truth
from confpolicy.facts.values import Instant


class Verdict(enum.Enum):
    """A row is permit, refer, deny, or outside: no policy speaks about it. A decision may be partial too.

    Whoever does not know one withholds.
    """

    PERMIT = "permit"
    PARTIAL = "partial"
    REFER = "refer"
    DENY = "deny"
    OUTSIDE = "outside"

    def __bool__(self) -> bool:
        raise TypeError("a verdict is neither true nor false: compare it with Verdict.PERMIT")


@attrs.frozen(kw_only=True)
class Ground:
    """A ground that permits. Of a consent: the statement that carries (the latest, then the smallest id).

    `need_to_know`: the need-to-know clause that it is used with (the first by name), where one is asked for.
    A public item has `clause` None and `kind` "public".
    """

    clause: str | None
    kind: str
    statement: str | None = None
    silence: bool = False
    """Whether the statement is an offer that nobody refused."""
    need_to_know: str | None = None
    stand_ins: tuple[str, ...] = ()
    """The stand-ins without which it would not apply: the recipient, or who consented, counts as the subject."""


@attrs.frozen(kw_only=True)
class Outcome:
    """One part of a clause's condition and how it came out. `path` is the node's id, `clause/when/0/1`.

    The leaves that kept the part from holding, deepest first known: each false or unknown sub-condition is
    listed once; `facts` are the full names of the facts that were unknown below it, or known in part: a record in
    them lacks a field that was asked for.
    """

    path: str
    value: Truth
    facts: tuple[str, ...] = ()
    part: str = attrs.field(default="", eq=False)
    """The node of the `when` or `unless` that it is in, for the words of an explanation. Not in the document."""


@attrs.frozen(kw_only=True)
class FlawedStatement:
    """A grant or an offer that covers or nearly covers the disclosure, and what it lacks in the clause's own words.

    A grant that is out of scope (other items, recipients, purposes) is not listed. `stopped_by`: ids of the
    refusals and withdrawals that stopped it.
    """

    id: str
    lacking: tuple[str, ...]
    stopped_by: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Near:
    """A clause in scope that did not apply, with what kept it from applying."""

    clause: str
    kind: str
    outcomes: tuple[Outcome, ...] = ()
    statements: tuple[FlawedStatement, ...] = ()
    missing: tuple[str, ...] = ()
    """Besides conditions: `grant` (none on file covers this), `need-to-know` (none applies), `recipient` (it is not
    known whether they are among those whom the clause speaks of)."""


@attrs.frozen(kw_only=True)
class StandingProhibition:
    """A prohibition that stands against a row, and why.

    `certainly`: its condition is true; otherwise `outcomes` says which parts were unknown. `through`: the revealed
    leaf by way of which alone it stands (the first by name), or None where it stands on the item itself.
    """

    clause: str
    absolute: bool
    certainly: bool
    through: str | None = None
    outcomes: tuple[Outcome, ...] = ()


@attrs.frozen(kw_only=True)
class NeedFact:
    """A fact that is unknown. `item` where its holder is `item`, `subject` where it has a value for each."""

    name: str
    subject: str | None = None
    item: str | None = None


@attrs.frozen(kw_only=True)
class NeedJudgement:
    """A judgement that is absent or does not count; `by`: roles, `discloser`, `recipient`."""

    name: str
    by: tuple[str, ...]
    subject: str | None = None
    item: str | None = None


@attrs.frozen(kw_only=True)
class NeedConsent:
    """A consent that is lacking. `giver_of`: the subject's id. `lacking` is `grant` where none is on file."""

    clause: str
    giver_of: str
    lacking: tuple[str, ...]


@attrs.frozen(kw_only=True)
class NeedPerson:
    """A person who must decide."""

    roles: tuple[str, ...]


Need: TypeAlias = NeedFact | NeedJudgement | NeedConsent | NeedPerson


@attrs.frozen(kw_only=True)
class UnderPolicy:
    """What one policy by itself says of a row; nothing but `outside` where it does not govern it."""

    policy: str
    governs: Truth
    in_force: bool
    verdict: Verdict
    because: tuple[Ground, ...]
    """The grounds by which it permits."""
    blocked_by: tuple[str, ...]
    """Every prohibition that applies, where it does not permit."""
    overridden: tuple[str, ...]
    """Every prohibition that applies, where it permits."""


@attrs.frozen(kw_only=True)
class Row:
    """One leaf item about one subject. `alone` is the verdict for that subject by itself, `verdict` the joint one."""

    item: str
    subject: str
    verdict: Verdict
    alone: Verdict
    required: bool
    because: tuple[Ground, ...]
    blocked_by: tuple[str, ...]
    """Every prohibition that applies under a policy that does not permit."""
    overridden: tuple[str, ...]
    """Every prohibition that applies under a policy that permits: each ground of it there overrides all of them."""
    nearly: tuple[Near, ...]
    """Only where the row is withheld: clauses in scope that could have permitted and did not apply, by name."""
    policies: tuple[UnderPolicy, ...] = ()
    """What each policy of the program says, in their order: the own one, then those above it."""
    standing: tuple[StandingProhibition, ...] = ()
    """Every prohibition of `blocked_by` or `overridden`, and why it stands; by name. Not in the document."""
    insufficient: tuple[Ground, ...] = ()
    """The grounds of policies that do not permit: none overrides all that stands there. Not in the document."""
    referred_by: tuple[str, ...] = ()
    """The referrals that apply, by name, where `alone` is refer. Not in the document."""
    needs: tuple[Need, ...] = ()
    """What could still change this row. The document has those of all rows together."""


@attrs.frozen(kw_only=True)
class Due:
    """An obligation that has arisen. `due`: the instant by which, or None; a reply's has no item and no subject."""

    clause: str
    item: str | None
    subject: str | None
    phase: str
    effect: str
    target: str | None
    text: str | None
    due: Instant | None


@attrs.frozen(kw_only=True)
class Presumed:
    """A fact that was absent and taken as no, where a clause in scope would have come out otherwise unknown."""

    name: str
    because: str
    subject: str | None = None
    item: str | None = None


@attrs.frozen(kw_only=True)
class OtherReading:
    """A reading not taken under which rows would differ: (item, subject, verdict under it), sorted."""

    clause: str
    taken: str
    other: str
    rows: tuple[tuple[str, str, Verdict], ...]


@attrs.frozen(kw_only=True)
class Conflict:
    """A duty applies and the item is withheld: by these prohibitions, or for the sake of these other subjects."""

    item: str
    subject: str
    duty: str
    prohibitions: tuple[str, ...]
    for_the_sake_of: tuple[str, ...]


@attrs.frozen(kw_only=True)
class EvaluationError:
    """A sub-condition in which an error happened; it counted as unknown."""

    path: str
    message: str
    item: str | None = None
    subject: str | None = None


@attrs.frozen
class OutwardItem:
    """A released leaf and whom it may be released about, in the requester's own numbering (from 1), sorted."""

    item: str
    about: tuple[int, ...]


@attrs.frozen
class Outward:
    """All that may be said to the requester. With something released: items and statements; else replies alone."""

    items: tuple[OutwardItem, ...] = ()
    statements: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        raise TypeError("an outward answer is neither true nor false: look at its items")


@attrs.frozen(kw_only=True)
class Judged:
    """What `combine` and its neighbours found out: everything of the document but its envelope."""

    verdict: Verdict
    in_force: bool
    """Whether the own policy, the first one, is in force."""
    required: bool
    rows: tuple[Row, ...]
    obligations: tuple[Due, ...]
    releasable_after: tuple[Due, ...]
    needs: tuple[Need, ...]
    presumed: tuple[Presumed, ...]
    readings: tuple[OtherReading, ...]
    conflicts: tuple[Conflict, ...]
    errors: tuple[EvaluationError, ...]
    outward: Outward
