"""Moves what was read from a statement alone to its place in the file."""

from __future__ import annotations

from typing import Any, TypeVar, cast

import attrs

from confpolicy.diagnostics.diagnostic import Diagnostic, Fix, Related
from confpolicy.source import Span
from confpolicy.syntax.nodes import PLAIN, fields_of

T = TypeVar("T")

_STILL = PLAIN - {Span}


def moved(node: T, path: str, offset: int) -> T:
    """The same node with every span in it moved by `offset`, in the text at `path`."""
    return cast("T", _moved(node, path, offset))


def _moved(value: Any, path: str, offset: int) -> Any:
    kind: Any = type(value)
    if kind is Span:
        return Span(path, value.start + offset, value.end + offset)
    if kind is tuple:
        return tuple([_moved(item, path, offset) for item in value])
    names = fields_of(kind)
    if not names:
        return value
    parts = {}
    for name in names:
        part = getattr(value, name)
        parts[name] = part if type(part) in _STILL else _moved(part, path, offset)
    return kind(**parts)


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
