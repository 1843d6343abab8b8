"""Conditions compiled: each becomes a Python function of an environment, which does what the walk does, sooner.

`generate.py` writes the source; a condition of a shape that was seen before costs no compilation. What evaluation
is recorded for a trace is walked (`conditions.py`).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from confpolicy.core.expressions import Expression
from confpolicy.core.operators import Domain
from confpolicy.decide.conditions import status, truth_of
from confpolicy.decide.environment import Environment
from confpolicy.decide.generate import Holds, Shared, Writer
from confpolicy.decide.lines import TooDeepError
from confpolicy.decide.operations import TRUTHS, VALUES
from confpolicy.decide.prepare import Part
from confpolicy.decide.terms import Terms

_SHAPES = 4_096
"""How many shapes of conditions are remembered, over all policies."""


@attrs.frozen(eq=False)
class Conditions:
    """The conditions of one policy. Picklable: what was compiled is compiled again where it is needed."""

    domain: Domain
    definitions: Mapping[str, Expression]
    _terms: Terms = attrs.field(init=False, repr=False)
    _shared: dict[str, Shared] = attrs.field(factory=dict, init=False, repr=False)

    @_terms.default
    def _of_the_vocabulary(self) -> Terms:
        return Terms(self.domain.vocabulary)

    def __reduce__(self) -> tuple[Any, ...]:
        return Conditions, (self.domain, self.definitions)

    def holds(self, parts: Sequence[Part]) -> Holds:
        """Whether all parts hold, as `status` says it."""
        writer = self._writer()
        try:
            writer.parts(parts)
        except TooDeepError:
            return functools.partial(_walked_parts, parts)
        return _function(writer)

    def shared(self, name: str) -> Shared:
        """The condition that the policy defines under a name; an environment remembers what came out."""
        if name not in self._shared:
            self._shared[name] = self._defined(name)
        return self._shared[name]

    def _defined(self, name: str) -> Shared:
        node, path = self.definitions[name], f"define.{name}"
        writer = self._writer()
        try:
            writer.truth(node, path)
        except TooDeepError:
            return Shared(functools.partial(_walked, node, path), can_fail=True)
        return Shared(functools.partial(_remembered, name, _function(writer)), writer.out.can_fail)

    def _writer(self) -> Writer:
        return Writer(self.domain, self._terms, self.shared)


def _remembered(name: str, holds: Holds, environment: Environment) -> bool | None:
    found = environment.defined.get(name)
    if found is None:
        found = environment.defined[name] = TRUTHS[holds(environment)]
    return VALUES[found]


def _walked_parts(parts: Sequence[Part], environment: Environment) -> bool | None:
    return VALUES[status(parts, environment)]


def _walked(node: Expression, path: str, environment: Environment) -> bool | None:
    return VALUES[truth_of(node, path, environment)]


def _function(writer: Writer) -> Holds:
    holds: Holds = _shape(source_of(writer))(*writer.out.constants)
    return holds


def source_of(writer: Writer) -> str:
    """The source of a function that takes the constants and gives the one that was written."""
    names = ", ".join(f"k{number}" for number in range(len(writer.out.constants)))
    body = "\n".join(writer.out.text)
    return f"def shape({names}):\n    def holds(e):\n{body}\n    return holds\n"


@functools.lru_cache(maxsize=_SHAPES)
def _shape(source: str) -> Callable[..., Holds]:
    space: dict[str, Any] = {"__builtins__": {}}
    exec(compile(source, "<condition>", "exec"), space)  # noqa: S102 - source that `generate.py` wrote, no text of others
    made: Callable[..., Holds] = space["shape"]
    return made
