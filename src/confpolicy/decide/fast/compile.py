"""Conditions compiled: each becomes a Python function, which does what the walk does, sooner.

`generate.py` writes the source; a condition of a shape that was seen before costs no compilation. What evaluation
is recorded for a trace, or nested too deeply for one function, is walked (`decide/conditions.py`).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from confpolicy.core.expressions import Expression
from confpolicy.core.operators import Domain
from confpolicy.decide.fast.generate import Holds, Shared, Writer
from confpolicy.decide.fast.here import Here
from confpolicy.decide.fast.operations import TRUTHS, VALUES
from confpolicy.decide.fast.terms import Terms
from confpolicy.decide.prepare import Part

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
        """Whether all parts hold, as `status` says it. Raises `TooDeepError` where they cannot be compiled."""
        writer = self.writer()
        writer.parts(parts)
        return _function(writer)

    def shared(self, name: str) -> Shared:
        """The condition that the policy defines under a name; a place remembers what came out."""
        if name not in self._shared:
            writer = self.writer()
            writer.truth(self.definitions[name], f"define.{name}")
            holds = functools.partial(_remembered, name, _function(writer))
            self._shared[name] = Shared(holds, writer.out.can_fail)
        return self._shared[name]

    def writer(self) -> Writer:
        """What writes one function."""
        return Writer(self.domain, self._terms, self.shared)


def _remembered(name: str, holds: Holds, here: Here) -> bool | None:
    found = here.defined.get(name)
    if found is None:
        found = here.defined[name] = TRUTHS[holds(here)]
    return VALUES[found]


def _function(writer: Writer) -> Holds:
    return _shape(source_of(writer))(*writer.out.constants)


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
