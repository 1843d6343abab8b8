"""A fault as data, and putting it into a text."""

from __future__ import annotations

import ast

import attrs


class NoLongerAppliesError(Exception):
    """The line that a fault replaces does not stand exactly once at its place."""


@attrs.frozen(kw_only=True)
class Fault:
    """One line of the program replaced by another that somebody might have written."""

    name: str
    file: str
    """Below `src/confpolicy`."""
    within: str
    """The function or class that the line stands in, `Zone.step`; empty for the whole file."""
    before: str
    after: str
    """Both without their indentation."""
    law: str
    """The test that must fail."""
    because: str
    """Why somebody might write it."""
    guard: str | None = None
    """The program's own error by which the law fails, where the program notices the fault by itself."""


def planted(text: str, fault: Fault) -> str:
    """The text of the fault's file with the fault in it. Raises `NoLongerAppliesError`."""
    lines = text.splitlines(keepends=True)
    first, last = _extent(text, fault)
    places = [number for number in range(first, last) if lines[number].strip() == fault.before]
    if len(places) != 1:
        where = fault.within or "the file"
        raise NoLongerAppliesError(f"{fault.name}: the line stands {len(places)} times in {where} of {fault.file}")
    line = lines[places[0]]
    indent = line[: len(line) - len(line.lstrip())]
    lines[places[0]] = f"{indent}{fault.after}\n"
    return "".join(lines)


def _extent(text: str, fault: Fault) -> tuple[int, int]:
    """The lines, counted from 0, of what the fault stands in; the last one is left out."""
    if not fault.within:
        return 0, len(text.splitlines())
    body: list[ast.AST] = [ast.parse(text)]
    for name in fault.within.split("."):
        body = [node for one in body for node in ast.walk(one) if node is not one and _name(node) == name]
    if len(body) != 1 or not isinstance(body[0], _NAMED):
        raise NoLongerAppliesError(f"{fault.name}: {fault.file} has {len(body)} times {fault.within}")
    return body[0].lineno - 1, body[0].end_lineno or body[0].lineno


_NAMED = ast.FunctionDef | ast.ClassDef


def _name(node: ast.AST) -> str | None:
    return node.name if isinstance(node, _NAMED) else None
