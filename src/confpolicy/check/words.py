"""Types in plain words, as messages say them."""

from __future__ import annotations

from typing import assert_never

from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType, Type

_PRIMITIVES = {
    Primitive.BOOL: "a condition (yes or no)",
    Primitive.INT: "a whole number",
    Primitive.DECIMAL: "a decimal number",
    Primitive.TEXT: "a text",
    Primitive.DATE: "a date",
    Primitive.DATETIME: "a date with a time",
    Primitive.DURATION: "a duration",
}
_TERMS = {TermKind.DATA: "data", TermKind.ROLE: "a role", TermKind.PURPOSE: "a purpose"}


def in_words(type_: Type) -> str:
    """The type with its article: `a date`, `one of person, organisation`, `a set of agreement`."""
    match type_:
        case Primitive():
            return _PRIMITIVES[type_]
        case TermType(kind):
            return _TERMS[kind]
        case OneOf(values):
            return f"one of {', '.join(values)}"
        case StructureType(name):
            return f"a record `{name}`"
        case SetOf(element):
            return f"a set of {in_words(element).removeprefix('a ')}"
        case _ as unreachable:
            assert_never(unreachable)
