"""Statements and files, as written."""

from __future__ import annotations

import enum
from typing import TypeAlias

import attrs

from confpolicy.source import Source, Span
from confpolicy.syntax.expressions import DurationLiteral, Expr, Name, TextLiteral, span_field
from confpolicy.syntax.parts import (
    AllowPart,
    CitesPart,
    ClausePart,
    HasPart,
    HeaderPart,
    ScenarioPart,
    ScopePart,
    UnlessPart,
    WhenPart,
)

Notes: TypeAlias = tuple[CitesPart | AllowPart, ...]
"""What may stand under any statement."""


@attrs.frozen
class HeaderNode:
    """`policy NAME "title"` with its parts."""

    name: Name
    title: TextLiteral | None
    parts: tuple[HeaderPart, ...]
    span: Span = span_field()


@attrs.frozen
class UseNode:
    """`use "std/uk_charity.policy"`"""

    path: TextLiteral
    notes: Notes = ()
    span: Span = span_field()


@attrs.frozen
class TermsNode:
    """`data a, b under c, d`, `role a towards subject under b`, `purpose a`; `kind` is the first word."""

    kind: str
    names: tuple[Name, ...]
    towards_subject: bool
    under: tuple[Name, ...]
    notes: Notes = ()
    span: Span = span_field()


@attrs.frozen
class RevealsNode:
    """`data a, b reveals c, d`"""

    names: tuple[Name, ...]
    revealed: tuple[Name, ...]
    notes: Notes = ()
    span: Span = span_field()


@attrs.frozen
class NamesNode:
    """`notice a, b`, `giver a`, `register a`; `kind` is the first word."""

    kind: str
    names: tuple[Name, ...]
    notes: Notes = ()
    span: Span = span_field()


@attrs.frozen
class TypeNode:
    """`bool`, `one of a, b` (word `one of`), `set of agreement` (word `set of`), `agreement`, `data`"""

    word: str
    values: tuple[Name, ...] = ()
    element: TypeNode | None = None
    span: Span = span_field()


@attrs.frozen
class JudgedNode:
    """`judged by police, manager within 30 days`; `discloser` and `recipient` stand as names."""

    by: tuple[Name, ...]
    within: DurationLiteral | None
    span: Span = span_field()


@attrs.frozen
class FactNode:
    """`fact subject.a, stated.a : date protected`, `… judged by …`, `… taken as no if absent because "…"`"""

    facts: tuple[tuple[str, Name], ...]
    """Holder and name."""
    type: TypeNode
    protected: bool
    judged: JudgedNode | None
    presumed: TextLiteral | None
    notes: Notes = ()
    span: Span = span_field()


@attrs.frozen
class StructureNode:
    """`structure agreement` with its fields, `kind : one of a, b`"""

    name: Name
    fields: tuple[tuple[Name, TypeNode], ...]
    notes: Notes = ()
    span: Span = span_field()


@attrs.frozen
class DefineNode:
    """`define missing_child as C`"""

    name: Name
    condition: Expr
    notes: Notes = ()
    span: Span = span_field()


class ClauseKind(enum.Enum):
    """The value is what stands at the left margin."""

    CONSENT = "consent"
    NEED_TO_KNOW = "need-to-know"
    EXCEPTION = "exception"
    DUTY = "duty"
    PROHIBITION = "prohibition"
    ABSOLUTE_PROHIBITION = "absolute prohibition"
    REFERRAL = "referral"
    OBLIGATION = "obligation"
    REPLY = "reply"
    STANDING = "standing"
    STAND_IN = "stand-in"


@attrs.frozen
class ClauseNode:
    """`exception emergency "title"` with its parts, in the order of the text."""

    kind: ClauseKind
    name: Name
    title: TextLiteral | None
    parts: tuple[ClausePart, ...]
    span: Span = span_field()


@attrs.frozen
class GroupNode:
    """`group public_interest "title" has a, b`: one name for several clauses."""

    name: Name
    title: TextLiteral | None
    parts: tuple[HasPart | CitesPart | AllowPart, ...]
    span: Span = span_field()


@attrs.frozen
class OmitsNode:
    """`omits A1, N5 and below because "…"`"""

    labels: tuple[Name, ...]
    below: bool
    because: TextLiteral
    notes: Notes = ()
    span: Span = span_field()


@attrs.frozen
class AssertNode:
    """`assert NAME never of … to … when C`; `claim` has the words before the scope.

    They are `never`, `always`, `only with consent`, or `same as`, which alone names another policy.
    """

    name: Name
    claim: str
    scope: ScopePart
    conditions: tuple[WhenPart | UnlessPart, ...]
    notes: Notes = ()
    other: TextLiteral | None = None
    span: Span = span_field()


@attrs.frozen
class ScenarioNode:
    """`scenario "title"` with its parts, in the order of the text."""

    title: TextLiteral
    parts: tuple[ScenarioPart, ...]
    span: Span = span_field()


@attrs.frozen
class BrokenNode:
    """A statement with a mistake; it keeps its kind (the first words) and its names, so that none is unknown."""

    kind: str | None
    names: tuple[str, ...]
    span: Span = span_field()


Statement: TypeAlias = (
    HeaderNode
    | UseNode
    | TermsNode
    | RevealsNode
    | NamesNode
    | FactNode
    | StructureNode
    | DefineNode
    | ClauseNode
    | GroupNode
    | OmitsNode
    | AssertNode
    | ScenarioNode
    | BrokenNode
)


@attrs.frozen
class FileNode:
    """One file: its statements in the order of the text. `source` is no part of its identity."""

    statements: tuple[Statement, ...]
    source: Source = attrs.field(eq=False, kw_only=True)


@attrs.frozen
class Outline:
    """The numbered outline that the header's `source` names: its labels with their texts, in order."""

    source: Source = attrs.field(eq=False)
    labels: tuple[tuple[str, str, Span], ...]
    """Label, text, place."""


@attrs.frozen
class Layer:
    """One policy of a load: its header, the files whose statements are its own, the outline that it carries out.

    A file that several policies use is among the files of each.
    """

    files: tuple[FileNode, ...]
    header: Statement | None
    """Broken, where the header has a mistake; None where there is none."""
    outline: Outline | None

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Those of all its files, in one row."""
        return tuple(statement for file in self.files for statement in file.statements)


@attrs.frozen
class Load:
    """Everything that was read for one policy: the file asked for first, then those it uses, once each, in order.

    The files of the policies above it are among them; `outline` is that of the own policy.
    """

    files: tuple[FileNode, ...]
    outline: Outline | None
    sha256: str
    layers: tuple[Layer, ...] = attrs.field()
    """The own policy first, then those above it, each once, the nearer ones first."""

    @layers.default
    def _one_policy(self) -> tuple[Layer, ...]:
        statements = [statement for file in self.files for statement in file.statements]
        header = next((statement for statement in statements if is_header(statement)), None)
        return (Layer(self.files, header, self.outline),)


def is_header(statement: Statement) -> bool:
    """Whether it is a header, with a mistake or without."""
    return isinstance(statement, HeaderNode) or (isinstance(statement, BrokenNode) and statement.kind == "policy")
