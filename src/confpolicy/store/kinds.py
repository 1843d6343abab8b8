"""Which classes can be written down, and what makes each again. Nothing else is ever made of what a file says."""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

import attrs

from confpolicy import source
from confpolicy.core import clauses, expressions, operators, parts, scenarios
from confpolicy.decide import prepare
from confpolicy.diagnostics import diagnostic
from confpolicy.facts import calendar, request, schema, types, values

_HOMES: tuple[ModuleType, ...] = (
    calendar,
    clauses,
    diagnostic,
    expressions,
    operators,
    parts,
    prepare,
    request,
    scenarios,
    schema,
    source,
    types,
    values,
)
"""Whose frozen classes and enumerations compiled policies are made of."""


@attrs.frozen
class Kind:
    """A class by the name under which it is written, with the fields that it is made of, in the order of `make`."""

    name: str
    fields: tuple[str, ...]
    make: Callable[..., Any]


@functools.cache
def kinds() -> Mapping[str, Kind]:
    """Every class and enumeration of the homes, by name."""
    found = (_kind(each) for home in _HOMES for each in vars(home).values() if _is_at_home(each, home))
    return {kind.name: kind for kind in found if kind is not None}


@functools.cache
def kind_of(given: type) -> Kind | None:
    """What is known of a class; None of one that is at none of the homes."""
    return kinds().get(_name(given))


def _is_at_home(value: object, home: ModuleType) -> bool:
    return isinstance(value, type) and value.__module__ == home.__name__


def _name(given: type) -> str:
    return f"{given.__module__.removeprefix('confpolicy.')}.{given.__qualname__}"


def _kind(given: Any) -> Kind | None:
    if issubclass(given, enum.Enum):
        return Kind(_name(given), ("value",), given)
    if not attrs.has(given):
        return None
    fields = [field for field in attrs.fields(given) if field.init]
    make: Callable[..., Any] = given
    if any(field.kw_only for field in fields):
        make = functools.partial(_by_keywords, given, tuple(field.alias or field.name for field in fields))
    return Kind(_name(given), tuple(field.name for field in fields), make)


def _by_keywords(given: Any, names: tuple[str, ...], *values_: object) -> Any:
    return given(**dict(zip(names, values_, strict=True)))
