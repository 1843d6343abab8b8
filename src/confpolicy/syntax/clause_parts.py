"""The parts of clauses, as written, and those that may stand under any statement."""

from __future__ import annotations

from typing import TypeAlias

import attrs

from confpolicy.source import Span
from confpolicy.syntax.expressions import DurationLiteral, Expr, FactName, Name, TextLiteral, span_field


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
class SilencePart:
    """`accepts silence`"""

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
class YieldsPart:
    """`yields to a, b`: each of these, or of a group's clauses, overrides this prohibition."""

    names: tuple[Name, ...]
    span: Span = span_field()


@attrs.frozen
class HasPart:
    """`has a, b`: the clauses of a group."""

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
    | SilencePart
    | ToldPart
    | LastsPart
    | RequestedPart
    | NamingPart
    | WithoutNeedPart
    | LimitedPart
    | OverridesPart
    | YieldsPart
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
