"""The parts of scenarios, as written."""

from __future__ import annotations

from typing import TypeAlias

import attrs

from confpolicy.source import Span
from confpolicy.syntax.clause_parts import AllowPart, CitesPart
from confpolicy.syntax.expressions import DateLiteral, DatetimeLiteral, Expr, FactName, Name, TextLiteral, span_field


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
class GivenClass:
    """`subject is a class`"""

    span: Span = span_field()


@attrs.frozen
class GivenPart:
    """`given F, F, …`"""

    facts: tuple[GivenFact | GivenClass, ...]
    span: Span = span_field()


Person: TypeAlias = Name | TextLiteral
"""Whom a consent statement names: a role, `recipient`, `discloser` or `anyone` as a name, or an id in quotes."""


@attrs.frozen(kw_only=True)
class ConsentPart:
    """`with consent by subject of … to … from … for … told … in speech express on file since … until … withdrawn …
    where statement.witnesses = 2`

    `what` is `consent`, `refusal` (which has only giver, scope, `since` and `where`) or `offer` (`with offer to
    subject …`; `giver` is whom it was made to).
    """

    what: str
    giver: Name
    of: tuple[Name, ...]
    to: tuple[Person, ...]
    from_: tuple[Person, ...] = ()
    for_: tuple[Name, ...]
    told: tuple[Name, ...]
    form: str | None
    express: bool
    requested: bool
    since: DatetimeLiteral | DateLiteral
    until: DatetimeLiteral | DateLiteral | None
    withdrawn: DatetimeLiteral | DateLiteral | None
    where: tuple[GivenFact, ...] = ()
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
    """`reply a and b`, `no reply`, `obligation a`, `no obligation a and b`: `what` is the words before the names."""

    what: str
    names: tuple[Name, ...]
    span: Span = span_field()


@attrs.frozen
class ExpectWord:
    """`required`, `conflict`, `no conflict`, `needs person`: `what` is that."""

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
