"""Names in conditions: variables, values, terms, definitions, fields; by what is expected of them."""

from __future__ import annotations

from confpolicy.check.symbols import Kind
from confpolicy.check.tables import DefinitionMeant, Known, Scope, Tables, ValueMeant, VariableMeant
from confpolicy.check.words import in_words
from confpolicy.diagnostics.diagnostic import Fix
from confpolicy.diagnostics.habits import meant
from confpolicy.facts.schema import Holder
from confpolicy.facts.types import OneOf, Primitive, StructureType, TermKind, TermType, Type
from confpolicy.syntax.expressions import BoolLiteral, CompareExpr, Expr, FieldName, IsExpr, Name

KINDS = {TermKind.DATA: Kind.DATA, TermKind.ROLE: Kind.ROLE, TermKind.PURPOSE: Kind.PURPOSE}
"""The kinds of names that are terms."""
_TERM_KINDS = {kind: term for term, kind in KINDS.items()}
_HOLDERS = tuple(holder.value for holder in Holder)


def name_type(tables: Tables, node: Name, scope: Scope, expected: Known) -> Known:
    """The type of a bare name; what it means goes into the tables."""
    if node.text in scope:
        tables.meanings[id(node)] = VariableMeant()
        return scope[node.text]
    match expected:
        case OneOf(values):
            return _value(tables, node, expected, values)
        case TermType(kind):
            return _meant(tables, node, expected) if tables.symbols.find(node, KINDS[kind], tables.findings) else None
        case _:
            return _bare(tables, node, scope, expected)


def _value(tables: Tables, node: Name, expected: OneOf, values: tuple[str, ...]) -> Known:
    if node.text in values:
        return _meant(tables, node, expected)
    tables.findings.add(
        "CP212",
        node.span,
        name=node.text,
        values=", ".join(values),
        suggestion=tables.findings.near(node.text, values),
    )
    return None


def _meant(tables: Tables, node: Name, type_: OneOf | TermType) -> Type:
    tables.meanings[id(node)] = ValueMeant(type_)
    return type_


def _bare(tables: Tables, node: Name, scope: Scope, expected: Known) -> Known:
    """A name where neither a value nor a term is expected: a definition; a term where nothing is expected."""
    symbol = tables.symbols.by_name.get(node.text)
    if expected is None and symbol and symbol.kind in _TERM_KINDS:
        return _meant(tables, node, TermType(_TERM_KINDS[symbol.kind]))
    if expected in {None, Primitive.BOOL}:
        facts = (f"{holder}.{node.text}" for holder in _HOLDERS)
        fact = next((one for one in facts if one in tables.facts.by_name), None)
        if symbol is None and fact is not None:
            fix, kind = Fix(node.span, fact), Kind.DEFINITION.value
            tables.findings.add("CP204", node.span, fix=fix, name=node.text, kind=kind, suggestion=fact)
            return None
        if tables.symbols.find(node, Kind.DEFINITION, tables.findings, besides=tuple(scope)):
            tables.meanings[id(node)] = DefinitionMeant()
            return Primitive.BOOL
        return Primitive.BOOL if symbol and symbol.broken else None
    if symbol and symbol.kind is Kind.DEFINITION:
        tables.meanings[id(node)] = DefinitionMeant()
        return Primitive.BOOL
    assert expected is not None
    if symbol is None or not symbol.broken:
        actual = symbol.word if symbol else "a name"
        tables.findings.add("CP301", node.span, actual=f"{actual} `{node.text}`", expected=in_words(expected))
    return None


def stands_alone(tables: Tables, node: Expr, before: CompareExpr, scope: Scope) -> bool:
    """Whether `node`, behind the comparison `before`, is a value of what is compared there: `kind = a or b`."""
    compared = tables.types.get(id(before.left))
    match node:
        case BoolLiteral():
            return compared is Primitive.BOOL
        case Name(text=text):
            return isinstance(compared, OneOf) and text in compared.values and text not in scope
        case _:
            return False


def field_of(tables: Tables, node: FieldName, scope: Scope) -> Known:
    """The type of a field of the record that a variable stands for."""
    variable, name = node.variable.text, node.name.text
    if variable not in scope:
        suggestion = tables.findings.near(variable, (*scope, *_HOLDERS)) or meant(variable, _HOLDERS)
        tables.findings.add("CP213", node.variable.span, name=variable, suggestion=suggestion)
        return None
    record = scope[variable]
    if record is None:
        return None
    if not isinstance(record, StructureType):
        tables.findings.add("CP218", node.span, name=variable, actual=in_words(record))
        return None
    return field_type(tables, record, node.name, name)


def field_type(tables: Tables, record: StructureType, place: Name, name: str) -> Known:
    """The type of a field of that structure; `place` is where a finding points."""
    if record.name not in tables.facts.structures or record.name in tables.facts.broken:
        return None
    fields = tables.facts.structures[record.name]
    if name not in fields:
        tables.findings.add(
            "CP211", place.span, name=name, structure=record.name, suggestion=tables.findings.near(name, fields)
        )
    return fields.get(name)


def check_is(tables: Tables, node: IsExpr) -> None:
    """Checks that whoever or whatever is asked about can be what is asked."""
    match node.who, node.term.text:
        case "purpose", _:
            tables.symbols.find(node.term, Kind.PURPOSE, tables.findings)
        case "item", _:
            tables.symbols.find(node.term, Kind.DATA, tables.findings)
        case "recipient", "subject":
            pass
        case "discloser", name if name == "subject" or name in tables.towards:
            tables.findings.add("CP326", node.span, name=name)
        case _:
            tables.symbols.find(node.term, Kind.ROLE, tables.findings)
