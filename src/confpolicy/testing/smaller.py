"""A smaller request, and a smaller policy, with which something still happens: one part after another is left out.

Delta debugging in its simplest form (A. Zeller, Yesterday, my program worked. Today, it does not. Why?, 1999).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from confpolicy.core.clauses import Program
from confpolicy.testing.edits import Mapped, clauses, copied, without

Step: TypeAlias = tuple[str | int, ...]
"""A way into a request: keys and indices."""

KEPT = frozenset({"time", "purpose", "discloser", "recipient", "items", "subject", "subjects", "id", "roles"})
"""Without these a request is none."""


def smaller_request(mapping: Mapped, still: Callable[[Mapped], bool]) -> Mapped:
    """The request with every part left out without which `still` holds; it holds of the request given."""
    shrunk = True
    while shrunk:
        shrunk = False
        for step in list(_steps(mapping)):
            candidate = _without(mapping, step)
            if candidate is not None and still(candidate):
                mapping, shrunk = candidate, True
    return mapping


def smaller_program(program: Program, still: Callable[[Program], bool]) -> Program:
    """The program with every clause left out without which `still` holds."""
    for clause in clauses(program):
        candidate = without(program, [clause.name])
        if still(candidate):
            program = candidate
    return program


def _steps(value: Any, here: Step = ()) -> Iterator[Step]:
    """Every part that could be left out, the last and the largest first."""
    if isinstance(value, dict):
        for key, one in reversed(list(value.items())):
            if key not in KEPT:
                yield (*here, key)
            yield from _steps(one, (*here, key))
    elif isinstance(value, list):
        for index in reversed(range(len(value))):
            yield (*here, index)
            yield from _steps(value[index], (*here, index))


def _without(mapping: Mapped, step: Step) -> Mapped | None:
    made = copied(mapping)
    at: Any = made
    try:
        for key in step[:-1]:
            at = at[key]
        del at[step[-1]]
    except (KeyError, IndexError):
        return None
    return made
