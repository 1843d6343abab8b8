"""Conditions compiled: each becomes a Python function, which does what the walk does, sooner.

`generate.py` writes the source; a condition of a shape that was seen before costs no compilation. What evaluation
is recorded for a trace, or nested too deeply for one function, is walked (`decide/conditions.py`).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from confpolicy.core.expressions import Expression
from confpolicy.core.operators import Domain
from confpolicy.decide.fast.generate import Holds, Shared, Writer
from confpolicy.decide.fast.here import Here
from confpolicy.decide.fast.lines import Lines
from confpolicy.decide.fast.operations import TRUTHS, VALUES
from confpolicy.decide.fast.terms import Terms
from confpolicy.decide.prepare import Part

_SIGNATURE = "holds(e)"


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

    def writer(self, lines: Lines | None = None) -> Writer:
        """What writes one function, into these lines or new ones."""
        return Writer(self.domain, self._terms, self.shared, Lines() if lines is None else lines)


def _remembered(name: str, holds: Holds, here: Here) -> bool | None:
    found = here.defined.get(name)
    if found is None:
        found = here.defined[name] = TRUTHS[holds(here)]
    return VALUES[found]


def _function(writer: Writer) -> Holds:
    return writer.out.function(_SIGNATURE)


def source_of(writer: Writer) -> str:
    """The source of a function that takes the constants and gives the one that was written."""
    return writer.out.source(_SIGNATURE)
