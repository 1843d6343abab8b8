"""Declared facts and structures: their types resolved, their modifiers checked (language reference, "Vocabulary")."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from confpolicy.check.findings import Findings
from confpolicy.check.literals import duration_of
from confpolicy.check.symbols import Kind, Symbols
from confpolicy.diagnostics.diagnostic import Related
from confpolicy.facts.schema import FactDeclaration, Holder, JudgedBy
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType, Type
from confpolicy.source import Span
from confpolicy.syntax.expressions import FactName, Name
from confpolicy.syntax.statements import BrokenNode, FactNode, JudgedNode, Statement, StructureNode, TypeNode

RESERVED = frozenset({"id", "roles", "relation", "stated", "item", "about", "class"})
"""What a request already has under the same roof; no fact may be called that."""
PRIMITIVES = {primitive.value: primitive for primitive in Primitive}
TERM_KINDS = {kind.value: kind for kind in TermKind}


@attrs.frozen
class DeclaredFact:
    """A fact and where it is declared. `type` is None where its type has a mistake."""

    full_name: str
    holder: Holder
    type: Type | None
    protected: bool
    span: Span
    declaration: FactDeclaration | None


@attrs.frozen
class Facts:
    """All facts by full name, all structures by name, and what broken statements declare."""

    by_name: Mapping[str, DeclaredFact]
    structures: Mapping[str, Mapping[str, Type | None]]
    broken: frozenset[str]

    def find(self, fact: FactName, findings: Findings) -> DeclaredFact | None:
        """The declared fact that `fact` names; None and a finding where there is none."""
        full_name = f"{fact.holder}.{fact.name.text}"
        declared = self.by_name.get(full_name)
        if declared is None and full_name not in self.broken and fact.name.text not in self.broken:
            findings.add("CP206", fact.span, name=full_name, suggestion=findings.near(full_name, self.by_name))
        return declared


def declare_facts(
    statements: tuple[Statement, ...], symbols: Symbols, towards: frozenset[str], findings: Findings
) -> Facts:
    """The facts and structures of a load."""
    facts: dict[str, DeclaredFact] = {}
    for statement in statements:
        if isinstance(statement, FactNode):
            type_ = resolve(statement.type, symbols, findings)
            judged = _judged(statement.judged, symbols, towards, findings)
            _modifiers(statement, type_, findings)
            for holder, name in statement.facts:
                if name.text in RESERVED:
                    findings.add("CP214", name.span, name=name.text)
                declared = _fact(statement, Holder(holder), name, type_, judged)
                first = facts.setdefault(declared.full_name, declared)
                if first is not declared:
                    place = Related(first.span, "first declared here")
                    findings.add("CP201", name.span, related=(place,), name=declared.full_name)
    return Facts(
        facts,
        _structures(statements, symbols, findings),
        frozenset(
            name
            for statement in statements
            if isinstance(statement, BrokenNode) and statement.kind in {"fact", "structure", None}
            for name in statement.names
        ),
    )


def resolve(node: TypeNode, symbols: Symbols, findings: Findings) -> Type | None:
    """The type that is written, or None and a finding."""
    match node.word:
        case "one of":
            _twice(node.values, "one of", findings)
            return OneOf(tuple(dict.fromkeys(value.text for value in node.values)))
        case "set of":
            element = resolve(node.element, symbols, findings) if node.element else None
            if isinstance(element, SetOf):
                findings.add("CP325", node.span)
                return None
            return SetOf(element) if element else None
        case word if word in PRIMITIVES:
            return PRIMITIVES[word]
        case word if word in TERM_KINDS:
            return TermType(TERM_KINDS[word])
        case word:
            known = (*PRIMITIVES, *TERM_KINDS)
            symbol = symbols.find(Name(word, span=node.span), Kind.STRUCTURE, findings, besides=known)
            return StructureType(word) if symbol else None


def _fact(node: FactNode, holder: Holder, name: Name, type_: Type | None, judged: JudgedBy | None) -> DeclaredFact:
    presumed = node.presumed.value if node.presumed and type_ is Primitive.BOOL and not judged else None
    declaration = FactDeclaration(holder, name.text, type_, node.protected, judged, presumed) if type_ else None
    return DeclaredFact(f"{holder.value}.{name.text}", holder, type_, node.protected, name.span, declaration)


def _judged(
    node: JudgedNode | None, symbols: Symbols, towards: frozenset[str], findings: Findings
) -> JudgedBy | None:
    if node is None:
        return None
    roles = [name for name in node.by if name.text not in {"discloser", "recipient"}]
    for name in roles:
        if symbols.find(name, Kind.ROLE, findings) and name.text in towards:
            findings.add("CP430", name.span, name=name.text, part="judged by")
    words = {name.text for name in node.by}
    within = duration_of(node.within, findings) if node.within else None
    return JudgedBy(
        tuple(dict.fromkeys(name.text for name in roles)), "discloser" in words, "recipient" in words, within
    )


def _modifiers(node: FactNode, type_: Type | None, findings: Findings) -> None:
    if node.presumed is None:
        return
    if type_ is not None and type_ is not Primitive.BOOL:
        findings.add("CP323", node.presumed.span)
    if node.judged is not None:
        findings.add("CP324", node.presumed.span, related=(Related(node.judged.span, "judged here"),))


def _twice(names: tuple[Name, ...], what: str, findings: Findings) -> None:
    first: dict[str, Name] = {}
    for name in names:
        if first.setdefault(name.text, name) is not name:
            place = Related(first[name.text].span, "first here")
            findings.add("CP216", name.span, related=(place,), name=name.text, part=what)


def _structures(
    statements: tuple[Statement, ...], symbols: Symbols, findings: Findings
) -> dict[str, dict[str, Type | None]]:
    structures: dict[str, dict[str, Type | None]] = {}
    for statement in statements:
        if isinstance(statement, StructureNode) and statement.name.text not in structures:
            _twice(tuple(name for name, _ in statement.fields), "structure", findings)
            fields: dict[str, Type | None] = {}
            for name, node in statement.fields:
                fields.setdefault(name.text, resolve(node, symbols, findings))
            structures[statement.name.text] = fields
    _no_cycles(structures, symbols, findings)
    return structures


def _no_cycles(structures: dict[str, dict[str, Type | None]], symbols: Symbols, findings: Findings) -> None:
    def inside(name: str) -> frozenset[str]:
        types = structures.get(name, {}).values()
        elements = (one.element if isinstance(one, SetOf) else one for one in types)
        return frozenset(one.name for one in elements if isinstance(one, StructureType))

    for name in structures:
        reached: set[str] = set()
        pending = [name]
        while pending:
            new = inside(pending.pop()) - reached
            reached |= new
            pending += new
        if name in reached:
            findings.add("CP215", symbols.by_name[name].span, name=name)
