"""The types that a fact, a field or an expression can have (language reference, "Types")."""

from __future__ import annotations

import enum
from typing import TypeAlias

import attrs


class Primitive(enum.Enum):
    """A type without parts. The value is its keyword in a policy file."""

    BOOL = "bool"
    INT = "int"
    DECIMAL = "decimal"
    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    DURATION = "duration"


class TermKind(enum.Enum):
    """The three hierarchies of terms that a policy declares."""

    DATA = "data"
    ROLE = "role"
    PURPOSE = "purpose"


@attrs.frozen
class OneOf:
    """`one of a, b`: an enumeration; `values` in the order of the declaration."""

    values: tuple[str, ...]


@attrs.frozen
class TermType:
    """A term of one of the hierarchies; it covers itself and all below it."""

    kind: TermKind


@attrs.frozen
class StructureType:
    """A record with the fields of the declared structure `name`."""

    name: str


@attrs.frozen
class SetOf:
    """`set of T`; `T` is never itself a set."""

    element: Primitive | OneOf | TermType | StructureType


Type: TypeAlias = Primitive | OneOf | TermType | StructureType | SetOf
