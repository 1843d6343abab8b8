"""The parts of clauses, scenarios and assertions, as written. Which part fits which statement is for `check`."""

from __future__ import annotations

from typing import TypeAlias

import attrs

from confpolicy.source import Span
from confpolicy.syntax.expressions import (
    DateLiteral,
    DatetimeLiteral,
    DurationLiteral,
    Expr,
    FactName,
    Name,
    TextLiteral,
    span_field,
)

# --- of clauses -------------------------------------------------------------------------------------------------


@attrs.frozen
class Selection:
    """`A, B except C`; `whole` is `anyone` or `any purpose` where that stands. `subject` stands as a name."""

    names: tuple[Name, ...]
    excepted: tuple[Name, ...] = ()
    whole: bool = False
    span: Span = span_field()


@attrs.frozen
class ScopePart:
    """`of DATA to RECIPIENTS from DISCLOSERS for PURPOSES`, each but one of them left out where None."""

    of: Selection | None
    to: Selection | None
    from_: Selection | None
    for_: Selection | None
    span: Span = span_field()


@attrs.frozen
class CitesPart:
    """`cites X1, "164.512 (f)"`"""

    labels: tuple[Name, ...]
    span: Span = span_field()


@attrs.frozen
class AllowPart:
    """`allow CP705 because "…"`"""

    code: Name
    because: TextLiteral
    span: Span = span_field()


@attrs.frozen
class WhenPart:
    """`when C`"""

    condition: Expr
    span: Span = span_field()


@attrs.frozen
class UnlessPart:
    """`unless C`"""

    condition: Expr
    span: Span = span_field()


@attrs.frozen
class GivenByPart:
    """`given by subject, guardian in writing or speech`; no forms: in any."""

    givers: tuple[Name, ...]
    forms: tuple[str, ...]
    span: Span = span_field()


@attrs.frozen
class ExpressPart:
    """`express`"""

    span: Span = span_field()


@attrs.frozen
class ToldPart:
    """`told why, with_whom`"""

    notices: tuple[Name, ...]
    span: Span = span_field()


@attrs.frozen
class LastsPart:
    """`lasts 12 months`"""

    duration: DurationLiteral
    span: Span = span_field()


@attrs.frozen
class RequestedPart:
    """`requested by subject`"""

    span: Span = span_field()


@attrs.frozen
class NamingPart:
    """`naming recipient`"""

    span: Span = span_field()


@attrs.frozen
class WithoutNeedPart:
    """`without need-to-know because "…"`"""

    because: TextLiteral
    span: Span = span_field()


@attrs.frozen
class LimitedPart:
    """`limited to need-to-know`"""

    span: Span = span_field()


@attrs.frozen
class OverridesPart:
    """`overrides a, b`"""

    names: tuple[Name, ...]
    span: Span = span_field()


@attrs.frozen
class RelyingPart:
    """`relying on subject.race because "…"`"""

    fact: FactName
    because: TextLiteral
    span: Span = span_field()


@attrs.frozen
class ReadingPart:
    """`reading all_three "…" when C unless D`; the name may be any words: letters, digits, `_`, keywords too."""

    name: Name
    title: TextLiteral | None
    conditions: tuple[WhenPart | UnlessPart, ...]
    span: Span = span_field()


@attrs.frozen
class ReadAsPart:
    """`read as all_three`"""

    name: Name
    span: Span = span_field()


@attrs.frozen
class EffectNode:
    """`record in logbook`, `notify manager`, `do "…"`, `say "…"`; `act` is that first word."""

    act: str
    target: Name | None = None
    text: TextLiteral | None = None
    span: Span = span_field()


@attrs.frozen
class EffectsPart:
    """`then within 1 day record in logbook, notify manager`; `phase` is `first` or `then`."""

    phase: str
    within: DurationLiteral | None
    effects: tuple[EffectNode, ...]
    span: Span = span_field()


@attrs.frozen
class OnPart:
    """`on disclosure`, `on exception or duty`, `on denial` (`occasion`, as written), or `on a, b` (`names`)"""

    occasion: str | None
    names: tuple[Name, ...]
    span: Span = span_field()


@attrs.frozen
class OnEventPart:
    """`on "first contact"`"""

    event: TextLiteral
    span: Span = span_field()


@attrs.frozen
class DecidedByPart:
    """`decided by manager, senior_management`"""

    roles: tuple[Name, ...]
    span: Span = span_field()


@attrs.frozen
class ByPart:
    """`by information_guardian`"""

    roles: tuple[Name, ...]
    span: Span = span_field()


@attrs.frozen
class EveryPart:
    """`every 12 months`"""

    duration: DurationLiteral
    span: Span = span_field()


@attrs.frozen
class DoPart:
    """`do "…"`"""

    text: TextLiteral
    span: Span = span_field()


@attrs.frozen
class SayPart:
    """`say "…"`"""

    text: TextLiteral
    span: Span = span_field()


ClausePart: TypeAlias = (
    CitesPart
    | AllowPart
    | ScopePart
    | WhenPart
    | UnlessPart
    | GivenByPart
    | ExpressPart
    | ToldPart
    | LastsPart
    | RequestedPart
    | NamingPart
    | WithoutNeedPart
    | LimitedPart
    | OverridesPart
    | RelyingPart
    | ReadingPart
    | ReadAsPart
    | EffectsPart
    | OnPart
    | OnEventPart
    | DecidedByPart
    | ByPart
    | EveryPart
    | DoPart
    | SayPart
)

# --- of the header ----------------------------------------------------------------------------------------------


@attrs.frozen
class LanguagePart:
    """`language 1`"""

    number: int
    span: Span = span_field()


@attrs.frozen
class SourcePart:
    """`source "communities_1st.md"`"""

    path: TextLiteral
    span: Span = span_field()


@attrs.frozen
class VersionPart:
    """`version "2026.1"`"""

    text: TextLiteral
    span: Span = span_field()


@attrs.frozen
class InForcePart:
    """`in force from 2026-11-22`"""

    day: DateLiteral
    span: Span = span_field()


@attrs.frozen
class TimezonePart:
    """`timezone "Europe/London"`"""

    name: TextLiteral
    span: Span = span_field()


@attrs.frozen
class ReviewedPart:
    """`reviewed on 2026-11-22`"""

    day: DateLiteral
    span: Span = span_field()


@attrs.frozen
class ReviewPart:
    """`review every 12 months by senior_management`"""

    every: DurationLiteral
    roles: tuple[Name, ...]
    span: Span = span_field()


HeaderPart: TypeAlias = (
    LanguagePart
    | SourcePart
    | VersionPart
    | InForcePart
    | TimezonePart
    | ReviewedPart
    | ReviewPart
    | CitesPart
    | AllowPart
)

# --- of scenarios -----------------------------------------------------------------------------------------------


@attrs.frozen
class AtPart:
    """`at 2026-11-22T10:00`"""

    moment: DatetimeLiteral
    span: Span = span_field()


@attrs.frozen
class GivenFact:
    """`subject.kind = person`, `subject.at_risk` (yes), `… judged by manager and staff at 2026-11-22T09:40`"""

    fact: FactName
    value: Expr | None
    judged_by: tuple[Name, ...] = ()
    judged_at: DatetimeLiteral | None = None
    span: Span = span_field()


@attrs.frozen
class GivenPart:
    """`given F, F, …`"""

    facts: tuple[GivenFact, ...]
    span: Span = span_field()


@attrs.frozen(kw_only=True)
class ConsentPart:
    """`with consent by subject of … to … for … told … in speech express on file since … until … withdrawn …`

    With `refusal`, only giver, scope and `since`. `to recipient` stands as the name `recipient`.
    """

    refusal: bool
    giver: Name
    of: tuple[Name, ...]
    to: tuple[Name, ...]
    for_: tuple[Name, ...]
    told: tuple[Name, ...]
    form: str | None
    express: bool
    requested: bool
    since: DatetimeLiteral | DateLiteral
    until: DatetimeLiteral | DateLiteral | None
    withdrawn: DatetimeLiteral | DateLiteral | None
    span: Span = span_field()


@attrs.frozen
class AskPart:
    """`ask ITEMS to ROLES from ROLES for PURPOSE`; `to anyone`: no role; `subject` stands as a name."""

    items: tuple[Name, ...]
    to: tuple[Name, ...]
    from_: tuple[Name, ...]
    purpose: Name
    span: Span = span_field()


@attrs.frozen
class RequestPart:
    """`request "requests/gp.json"`"""

    path: TextLiteral
    span: Span = span_field()


@attrs.frozen
class ExpectVerdict:
    """`deny a and b about "p1" because c and d blocked by e`"""

    verdict: str
    items: tuple[Name, ...]
    about: TextLiteral | None
    because: tuple[Name, ...]
    blocked_by: tuple[Name, ...]
    span: Span = span_field()


@attrs.frozen
class ExpectNames:
    """`reply a and b`, `no reply`, `obligation a and b`: `what` is `reply`, `no reply` or `obligation`."""

    what: str
    names: tuple[Name, ...]
    span: Span = span_field()


@attrs.frozen
class ExpectWord:
    """`required`, `conflict`, `needs person`: `what` is that."""

    what: str
    span: Span = span_field()


@attrs.frozen
class ExpectNeeds:
    """`needs subject.kind`"""

    fact: FactName
    span: Span = span_field()


@attrs.frozen
class ExpectConsent:
    """`needs consent c lacking "told consequences"`"""

    clause: Name
    lacking: TextLiteral | None
    span: Span = span_field()


@attrs.frozen
class ExpectSays:
    """`says "…"`"""

    text: TextLiteral
    span: Span = span_field()


@attrs.frozen
class ExpectPresumed:
    """`presumed item.beyond_minimum`"""

    fact: FactName
    span: Span = span_field()


@attrs.frozen
class ExpectReading:
    """`reading each_alone of emergency changes it`"""

    reading: Name
    clause: Name
    span: Span = span_field()


Expectation: TypeAlias = (
    ExpectVerdict
    | ExpectNames
    | ExpectWord
    | ExpectNeeds
    | ExpectConsent
    | ExpectSays
    | ExpectPresumed
    | ExpectReading
)


@attrs.frozen
class ExpectPart:
    """`expect E, E, …`"""

    expectations: tuple[Expectation, ...]
    span: Span = span_field()


ScenarioPart: TypeAlias = (
    AtPart | GivenPart | ConsentPart | AskPart | RequestPart | ExpectPart | CitesPart | AllowPart
)
