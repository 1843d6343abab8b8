"""Moves what was read from a statement alone to its place in the file."""

from __future__ import annotations

import functools
from typing import Any, TypeVar, cast

import attrs

from confpolicy.diagnostics.diagnostic import Diagnostic, Fix, Related
from confpolicy.source import Span

T = TypeVar("T")


def moved(node: T, path: str, offset: int) -> T:
    """The same node with every span in it moved by `offset`, in the text at `path`."""
    return cast("T", _moved(node, path, offset))


def _moved(value: Any, path: str, offset: int) -> Any:
    kind: Any = type(value)
    if kind is tuple:
        return tuple(_moved(item, path, offset) for item in value)
    if kind is Span:
        return Span(path, value.start + offset, value.end + offset)
    names = _fields(kind)
    if not names:
        return value
    return kind(**{name: _moved(getattr(value, name), path, offset) for name in names})


@functools.cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(kind)) if isinstance(kind, type) and attrs.has(kind) else ()


def moved_diagnostic(diagnostic: Diagnostic, path: str, offset: int) -> Diagnostic:
    """The same finding with its spans moved."""

    def move(span: Span) -> Span:
        return Span(path, span.start + offset, span.end + offset)

    fix = diagnostic.fix
    return attrs.evolve(
        diagnostic,
        span=move(diagnostic.span),
        related=tuple(Related(move(place.span), place.label) for place in diagnostic.related),
        fix=Fix(move(fix.span), fix.replacement) if fix else None,
    )
