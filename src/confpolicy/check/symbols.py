"""The symbol table: one namespace over all files of a load (language reference, "The shape of a file")."""

from __future__ import annotations

import enum
from collections.abc import Mapping

import attrs

from confpolicy.check.findings import Findings
from confpolicy.diagnostics.diagnostic import Related
from confpolicy.diagnostics.habits import meant
from confpolicy.facts.schema import CONFIDENTIAL, PUBLIC
from confpolicy.source import NOWHERE, Span
from confpolicy.syntax.expressions import Name
from confpolicy.syntax.statements import (
    AssertNode,
    BrokenNode,
    ClauseKind,
    ClauseNode,
    DefineNode,
    GroupNode,
    NamesNode,
    Statement,
    StructureNode,
    TermsNode,
)


class Kind(enum.Enum):
    """What a name can be declared as. The value is the word for it."""

    DATA = "data"
    ROLE = "role"
    PURPOSE = "purpose"
    NOTICE = "notice"
    GIVER = "giver"
    REGISTER = "register"
    STRUCTURE = "structure"
    DEFINITION = "definition"
    CLAUSE = "clause"
    GROUP = "group"
    ASSERTION = "assertion"


_CLAUSE_KINDS = {kind.value: kind for kind in ClauseKind}
_BROKEN_KINDS = {
    **{kind.value: kind for kind in Kind},
    **dict.fromkeys(_CLAUSE_KINDS, Kind.CLAUSE),
    "define": Kind.DEFINITION,
    "assert": Kind.ASSERTION,
}
BUILT_IN = (PUBLIC, CONFIDENTIAL)
_WORDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.ROLE: ("anyone", "subject"),
    Kind.GIVER: ("subject",),
    Kind.DEFINITION: ("yes", "no"),
    Kind.STRUCTURE: ("bool", "int", "decimal", "text", "datetime", "set"),
}
"""Words of the language that can stand where a name of that kind can."""


@attrs.frozen
class Symbol:
    """A declared name. `kind` is None where a broken statement does not even say its kind.

    `clause` is the clause's kind; `span` is the name's own place, or that of the broken statement.
    """

    name: str
    kind: Kind | None
    span: Span
    clause: ClauseKind | None = None
    broken: bool = False

    @property
    def word(self) -> str:
        """With its article, for a sentence: `a role`, `data`, `an exception`."""
        if self.clause is not None:
            return with_article(self.clause.value)
        return word(self.kind) if self.kind else "something else"


def word(kind: Kind) -> str:
    """`a role`; `data` takes no article."""
    return kind.value if kind is Kind.DATA else with_article(kind.value)


def with_article(noun: str) -> str:
    """`a role`, `an obligation`."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


@attrs.frozen
class Symbols:
    """Every declared name of a load, by name."""

    by_name: Mapping[str, Symbol]

    def names(self, kind: Kind) -> tuple[str, ...]:
        """All names of one kind, in the order of their declaration."""
        return tuple(name for name, symbol in self.by_name.items() if symbol.kind is kind)

    def find(self, name: Name, kind: Kind, findings: Findings, *, besides: tuple[str, ...] = ()) -> Symbol | None:
        """The symbol that `name` stands for, which must be of `kind`; None and a finding where it is not.

        `besides`: further names that would do here, for "did you mean". A name that a broken statement declares is
        of whatever kind it needs to be: None, but no finding.
        """
        symbol = self.by_name.get(name.text)
        if symbol is None:
            candidates = (*self.names(kind), *besides)
            suggestion = findings.near(name.text, candidates) or meant(name.text, _WORDS.get(kind, ()))
            findings.add("CP204", name.span, name=name.text, kind=kind.value, suggestion=suggestion)
            return None
        if symbol.kind is kind:
            return symbol
        if not symbol.broken:
            place = (Related(symbol.span, "declared here"),) if symbol.span != NOWHERE else ()
            findings.add("CP205", name.span, related=place, name=name.text, actual=symbol.word, expected=word(kind))
        return None


def declare(statements: tuple[Statement, ...], findings: Findings) -> Symbols:
    """The table of all that `statements` declare; a name declared twice is a finding that shows both places."""
    table: dict[str, Symbol] = {name: Symbol(name, Kind.DATA, NOWHERE) for name in BUILT_IN}
    for statement in statements:
        for symbol in _declared(statement):
            first = table.get(symbol.name)
            if symbol.name in BUILT_IN:
                if not symbol.broken:
                    findings.add("CP202", symbol.span, name=symbol.name)
            elif first is None or first.broken:
                table[symbol.name] = symbol
            elif not symbol.broken:
                findings.add(
                    "CP201", symbol.span, related=(Related(first.span, "first declared here"),), name=symbol.name
                )
    return Symbols(table)


def _declared(statement: Statement) -> tuple[Symbol, ...]:  # noqa: PLR0911 - one return for each kind
    match statement:
        case TermsNode(kind=kind, names=names) | NamesNode(kind=kind, names=names):
            return tuple(Symbol(name.text, Kind(kind), name.span) for name in names)
        case StructureNode(name=name):
            return (Symbol(name.text, Kind.STRUCTURE, name.span),)
        case DefineNode(name=name):
            return (Symbol(name.text, Kind.DEFINITION, name.span),)
        case ClauseNode(kind=clause, name=name):
            return (Symbol(name.text, Kind.CLAUSE, name.span, clause),)
        case GroupNode(name=name):
            return (Symbol(name.text, Kind.GROUP, name.span),)
        case AssertNode(name=name):
            return (Symbol(name.text, Kind.ASSERTION, name.span),)
        case BrokenNode(kind=word_, names=broken, span=span):
            kind_ = _BROKEN_KINDS.get(word_ or "")
            of_clause = _CLAUSE_KINDS.get(word_ or "")
            if word_ == "fact":
                return ()
            return tuple(Symbol(name, kind_, span, of_clause, broken=True) for name in broken)
        case _:
            return ()
