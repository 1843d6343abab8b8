"""What the later passes of the checker share, once names are declared."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from confpolicy.check.definitions import Definitions
from confpolicy.check.facts import Facts
from confpolicy.check.findings import Findings
from confpolicy.check.hierarchies import Terms
from confpolicy.check.reads import Reader
from confpolicy.check.symbols import Kind, Symbol, Symbols, with_article
from confpolicy.check.types import Typer
from confpolicy.diagnostics.diagnostic import Related
from confpolicy.syntax.expressions import DurationLiteral, Name, TextLiteral
from confpolicy.syntax.statements import ClauseKind


@attrs.frozen(kw_only=True)
class Context:
    """Everything declared, and where findings go."""

    symbols: Symbols
    terms: Terms
    facts: Facts
    typer: Typer
    definitions: Definitions
    reader: Reader
    groups: Mapping[str, tuple[Name, ...]]
    """The members of each group of clauses."""
    findings: Findings

    def find(self, name: Name, kind: Kind) -> Symbol | None:
        """The symbol of that kind, or None and a finding."""
        return self.symbols.find(name, kind, self.findings)

    def find_clause(
        self, name: Name, kinds: frozenset[ClauseKind], expected: str, *, besides: tuple[str, ...] = ()
    ) -> Symbol | None:
        """The clause of one of those kinds, or None and a finding; `expected` says the kinds in words.

        `besides`: further names that would do here.
        """
        symbol = self.symbols.find(name, Kind.CLAUSE, self.findings, besides=besides)
        if symbol and symbol.clause not in kinds:
            place = (Related(symbol.span, "declared here"),)
            self.findings.add(
                "CP205", name.span, related=place, name=name.text, actual=symbol.word, expected=expected
            )
            return None
        return symbol

    def find_clauses(self, name: Name, kinds: frozenset[ClauseKind], expected: str) -> tuple[Symbol, ...]:
        """The clauses that a name stands for where a group may stand; those of another kind are findings."""
        if name.text not in self.groups:
            symbol = self.find_clause(name, kinds, expected, besides=tuple(self.groups))
            return (symbol,) if symbol else ()
        found: list[Symbol] = []
        for member in self.groups[name.text]:
            symbol = self.symbols.by_name.get(member.text)
            if symbol is None or symbol.kind is not Kind.CLAUSE:
                continue
            if symbol.clause in kinds:
                found.append(symbol)
                continue
            place = (Related(member.span, "one of the group"),)
            self.findings.add(
                "CP438",
                name.span,
                related=place,
                name=name.text,
                member=member.text,
                actual=symbol.word,
                expected=expected,
            )
        return tuple(found)

    def find_role(self, name: Name, *, part: str, plain: bool) -> Symbol | None:
        """The role; with `plain`, a role towards a subject is a finding, for no subject is in play there."""
        symbol = self.find(name, Kind.ROLE)
        if symbol and plain and name.text in self.terms.towards:
            self.findings.add("CP430", name.span, name=name.text, part=part)
        return symbol

    def not_blank(self, text: TextLiteral, part: str) -> None:
        """A finding where a text that must say something says nothing."""
        if not text.value.strip():
            self.findings.add("CP406", text.span, part=with_article(part) if part == "event" else f"`{part}`")

    def not_zero(self, duration: DurationLiteral, part: str) -> None:
        """A finding where a duration that must last has no length."""
        if duration.count <= 0:
            self.findings.add("CP431", duration.span, part=part)
