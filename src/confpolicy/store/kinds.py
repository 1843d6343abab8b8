"""Which classes can be written down, and what makes each again. Nothing else is ever made of what a file says."""

from __future__ import annotations

import enum
import functools
import importlib
from collections.abc import Callable
from typing import Any

import attrs

_HOMES = frozenset(
    {
        "core.clauses",
        "core.expressions",
        "core.operators",
        "core.parts",
        "core.programs",
        "core.scenarios",
        "decide.prepare",
        "diagnostics.diagnostic",
        "facts.calendar",
        "facts.request",
        "facts.schema",
        "facts.types",
        "facts.values",
        "source",
    }
)
"""Whose frozen classes and enumerations compiled policies are made of; each is imported when one of them is met."""
_PACKAGE = "confpolicy."


@attrs.frozen
class Kind:
    """A class by the name under which it is written, with the fields that it is made of, in the order of `make`."""

    name: str
    fields: tuple[str, ...]
    make: Callable[..., Any]


@functools.cache
def kind_of(given: type) -> Kind | None:
    """What is known of a class; None of one that is at none of the homes, and of one that is no plain data."""
    home = given.__module__.removeprefix(_PACKAGE)
    return _kind(given, f"{home}.{given.__qualname__}") if home in _HOMES else None


@functools.cache
def kind_named(name: str) -> Kind:
    """The same by its name. Raises `LookupError` where there is none of that name."""
    home, _, own = name.rpartition(".")
    found = vars(importlib.import_module(_PACKAGE + home)).get(own) if home in _HOMES else None
    kind = kind_of(found) if isinstance(found, type) else None
    if kind is None or kind.name != name:
        raise LookupError(name)
    return kind


def _kind(given: Any, name: str) -> Kind | None:
    if issubclass(given, enum.Enum):
        return Kind(name, ("value",), given)
    if not attrs.has(given):
        return None
    fields = [field for field in attrs.fields(given) if field.init]
    make: Callable[..., Any] = given
    if any(field.kw_only for field in fields):
        make = functools.partial(_by_keywords, given, tuple(field.alias or field.name for field in fields))
    return Kind(name, tuple(field.name for field in fields), make)


def _by_keywords(given: Any, names: tuple[str, ...], *values: object) -> Any:
    return given(**dict(zip(names, values, strict=True)))
