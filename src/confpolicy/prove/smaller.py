"""A smaller request with which something still happens: one part after another is left out.

Delta debugging in its simplest form (A. Zeller, Yesterday, my program worked. Today, it does not. Why?, 1999).
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from confpolicy.engine import Policy
from confpolicy.errors import RequestError
from confpolicy.result import Decision

Step: TypeAlias = tuple[str | int, ...]
"""A way into a request: keys and indices."""

KEPT = frozenset({"time", "purpose", "discloser", "recipient", "items", "subject", "subjects", "id", "roles"})
"""Without these a request is none; its own id alone it need not have."""


def smaller(policy: Policy, request: Mapping[str, Any], expect: Callable[[Decision], bool]) -> dict[str, Any]:
    """The request without every fact, role, statement, subject and the like that `expect` does not need.

    In: a request in the form of JSON that fits the policy, and of whose decision `expect` holds. Out: another one, of
    which it holds too, and from which nothing more can be left out; the same for the same request.
    """

    def still(candidate: Mapping[str, Any]) -> bool:
        try:
            return expect(policy.decide(candidate))
        except RequestError:
            return False

    return smaller_request(request, still)


def smaller_request(mapping: Mapping[str, Any], still: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The request with every part left out without which `still` holds; it holds of the request given."""
    request = copy.deepcopy(dict(mapping))
    shrunk = True
    while shrunk:
        shrunk = False
        for step in list(_steps(request)):
            candidate = _without(request, step)
            if candidate is not None and still(candidate):
                request, shrunk = candidate, True
    return request


def first_item(request: Mapping[str, Any]) -> str | None:
    """The item that a request is about: the first; others are asked for beside it. None where it asks for nothing."""
    first = next(iter(request["items"]), None)
    return first.get("item") if isinstance(first, Mapping) else first


def first_subject(request: Mapping[str, Any]) -> Mapping[str, Any]:
    """The person whom a request is about: the first; items may be about others too."""
    subject: Mapping[str, Any] = request["subject"] if "subject" in request else request["subjects"][0]
    return subject


def _steps(value: Any, here: Step = ()) -> Iterator[Step]:
    """Every part that could be left out, the last and the largest first."""
    if isinstance(value, dict):
        for key, one in reversed(list(value.items())):
            if key not in KEPT or (*here, key) == ("id",):
                yield (*here, key)
            yield from _steps(one, (*here, key))
    elif isinstance(value, list):
        for index in reversed(range(len(value))):
            yield (*here, index)
            yield from _steps(value[index], (*here, index))


def _without(mapping: Mapping[str, Any], step: Step) -> dict[str, Any] | None:
    made = copy.deepcopy(dict(mapping))
    at: Any = made
    try:
        for key in step[:-1]:
            at = at[key]
        del at[step[-1]]
    except (KeyError, IndexError, TypeError):
        return None
    return made
