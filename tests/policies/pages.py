"""A page of words, as the rows of its tables, and how a fact's type is written there."""

from __future__ import annotations

import re

import attrs

from confpolicy.facts.schema import FactDeclaration, JudgedBy
from confpolicy.facts.types import OneOf, Primitive

_NAME = re.compile(r"`([a-z][a-z0-9_.]*)`")


@attrs.frozen
class Row:
    """The names that the first cell gives, and the other cells."""

    names: frozenset[str]
    cells: tuple[str, ...]


def rows(text: str) -> list[Row]:
    """Every row of every table."""
    found = []
    for line in text.splitlines():
        if line.startswith("| "):
            first, *others = (cell.strip() for cell in line.strip("|").split(" | "))
            found.append(Row(frozenset(_NAME.findall(first)), tuple(others)))
    return found


def names(text: str) -> set[str]:
    """Every name that stands in backticks."""
    return set(_NAME.findall(text))


def typed(fact: FactDeclaration) -> str:
    """The type of a fact, and who judges it, as a row says it."""
    taken = ", taken as no" if fact.presumed is not None else ""
    return f"`{_type(fact)}`{taken}{_judged(fact.judged)}"


def _type(fact: FactDeclaration) -> str:
    match fact.type:
        case Primitive():
            return fact.type.value
        case OneOf():
            return f"one of {', '.join(fact.type.values)}"
        case _:
            raise AssertionError(f"no page says yet how {fact.type} is written")


def _judged(judged: JudgedBy | None) -> str:
    if judged is None:
        return ""
    return f", judged by {'discloser' if judged.by_discloser else ', '.join(judged.roles)}"
