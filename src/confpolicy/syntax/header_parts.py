"""The parts of the header, as written."""

from __future__ import annotations

from typing import TypeAlias

import attrs

from confpolicy.source import Span
from confpolicy.syntax.clause_parts import AllowPart, CitesPart, ScopePart, UnlessPart, WhenPart
from confpolicy.syntax.expressions import DateLiteral, DurationLiteral, Name, TextLiteral, span_field


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


@attrs.frozen
class WithinPart:
    """`within "uk_caldicott.policy"`"""

    path: TextLiteral
    span: Span = span_field()


@attrs.frozen
class GovernsPart:
    """`governs of … to … when C unless C`"""

    scope: ScopePart
    conditions: tuple[WhenPart | UnlessPart, ...]
    span: Span = span_field()


HeaderPart: TypeAlias = (
    LanguagePart
    | SourcePart
    | VersionPart
    | InForcePart
    | TimezonePart
    | ReviewedPart
    | ReviewPart
    | WithinPart
    | GovernsPart
    | CitesPart
    | AllowPart
)
