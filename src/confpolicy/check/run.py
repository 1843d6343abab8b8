"""The checker as a whole: declarations first, then everything that uses them, then one sorted list of mistakes."""

from __future__ import annotations

from confpolicy.check.checked import Checked
from confpolicy.check.clauses import check_assertion, check_clause
from confpolicy.check.context import Context
from confpolicy.check.definitions import measure
from confpolicy.check.facts import Facts, declare_facts
from confpolicy.check.findings import Findings
from confpolicy.check.groups import check_group, groups_in
from confpolicy.check.header import check_header, find_headers, find_zone
from confpolicy.check.hierarchies import Terms, build
from confpolicy.check.layers import check_layers
from confpolicy.check.reads import Reader
from confpolicy.check.scenarios import check_scenario
from confpolicy.check.symbols import Kind, Symbols, declare
from confpolicy.check.tables import Tables
from confpolicy.check.types import Typer
from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.facts.calendar import Zone
from confpolicy.facts.schema import Vocabulary
from confpolicy.syntax.parts import AllowPart
from confpolicy.syntax.statements import (
    AssertNode,
    BrokenNode,
    ClauseNode,
    DefineNode,
    FactNode,
    GroupNode,
    HeaderNode,
    Load,
    OmitsNode,
    ScenarioNode,
    Statement,
)

_LACKS = frozenset({"CP403", "CP404"})
"""A part is missing. What follows and is no statement at all may be that part, at the left margin."""


def check(load: Load) -> Checked | tuple[Diagnostic, ...]:
    """The checked policy, or every mistake of the load, sorted by file and place. Raises nothing.

    A load with a broken statement is never checked through: the tuple is then what was found besides, and may be
    empty, for the mistake itself is the parser's to tell.
    """
    findings = Findings()
    statements = tuple(statement for file in load.files for statement in file.statements)
    headers = find_headers(load)
    zone = find_zone(headers[0], findings)
    context = _declared(statements, zone, findings)
    clauses = _clauses(statements)
    for header in headers:
        if header is not None:
            check_header(header, context)
    check_layers(load, headers, context)
    for statement, after in zip(statements, (*statements[1:], None), strict=False):
        found = len(findings.found)
        _check_statement(statement, clauses, context)
        if isinstance(after, BrokenNode) and after.kind is None:
            findings.found[found:] = (one for one in findings.found[found:] if one.code not in _LACKS)
    broken = any(isinstance(statement, BrokenNode) for statement in statements)
    known = tuple(header for header in headers if header is not None)
    if findings.found or broken or len(known) < len(headers) or zone is None:
        return findings.sorted(tuple(file.source.path for file in load.files))
    return Checked(
        load=load,
        headers=known,
        zone=zone,
        symbols=context.symbols,
        terms=context.terms,
        facts=context.facts,
        vocabulary=_vocabulary(context.symbols, context.terms, context.facts),
        definitions=context.definitions,
        clauses=clauses,
        groups=context.groups,
        statements=statements,
        allows=_allows(statements),
        types=context.typer.tables.types,
        meanings=context.typer.tables.meanings,
        reader=context.reader,
    )


def _declared(statements: tuple[Statement, ...], zone: Zone | None, findings: Findings) -> Context:
    symbols = declare(statements, findings)
    terms = build(statements, symbols, findings)
    facts = declare_facts(statements, symbols, terms.towards, findings)
    tables = Tables(symbols, facts, terms.towards, zone, findings)
    typer = Typer(tables)
    defines = tuple(statement for statement in statements if isinstance(statement, DefineNode))
    for define in defines:
        typer.condition(define.condition)
    definitions = measure(defines, tables)
    return Context(
        symbols=symbols,
        terms=terms,
        facts=facts,
        typer=typer,
        definitions=definitions,
        reader=Reader(tables, definitions),
        groups=groups_in(statements, symbols),
        findings=findings,
    )


def _clauses(statements: tuple[Statement, ...]) -> dict[str, ClauseNode]:
    clauses: dict[str, ClauseNode] = {}
    for statement in statements:
        if isinstance(statement, ClauseNode):
            clauses.setdefault(statement.name.text, statement)
    return clauses


def _check_statement(statement: Statement, clauses: dict[str, ClauseNode], context: Context) -> None:
    match statement:
        case ClauseNode():
            check_clause(statement, context)
            return
        case GroupNode():
            check_group(statement, context)
            return
        case ScenarioNode():
            check_scenario(statement, clauses, context)
            return
        case HeaderNode() | BrokenNode():
            return
        case AssertNode():
            check_assertion(statement, context)
        case OmitsNode(because=because):
            context.not_blank(because, "because")
        case FactNode(presumed=presumed) if presumed is not None:
            context.not_blank(presumed, "because")
        case _:
            pass
    for note in statement.notes:
        if isinstance(note, AllowPart):
            context.not_blank(note.because, "because")


def _vocabulary(symbols: Symbols, terms: Terms, facts: Facts) -> Vocabulary:
    return Vocabulary(
        data=terms.data,
        roles=terms.roles,
        purposes=terms.purposes,
        towards=terms.towards,
        reveals=terms.reveals,
        notices=frozenset(symbols.names(Kind.NOTICE)),
        givers=frozenset(symbols.names(Kind.GIVER)),
        registers=frozenset(symbols.names(Kind.REGISTER)),
        facts={name: fact.declaration for name, fact in facts.by_name.items() if fact.declaration},
        structures={
            name: {field: type_ for field, type_ in fields.items() if type_}
            for name, fields in facts.structures.items()
        },
    )


def _allows(statements: tuple[Statement, ...]) -> dict[int, tuple[AllowPart, ...]]:
    allows: dict[int, tuple[AllowPart, ...]] = {}
    for index, statement in enumerate(statements):
        match statement:
            case (
                ClauseNode(parts=parts) | GroupNode(parts=parts) | HeaderNode(parts=parts) | ScenarioNode(parts=parts)
            ):
                found = tuple(part for part in parts if isinstance(part, AllowPart))
            case BrokenNode():
                found = ()
            case _:
                found = tuple(note for note in statement.notes if isinstance(note, AllowPart))
        if found:
            allows[index] = found
    return allows
