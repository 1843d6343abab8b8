"""What compiling a policy gives, as data: all that deciding and explaining ask for, and nothing of the tree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from confpolicy.explain.texts import Texts

if TYPE_CHECKING:
    from confpolicy.core.programs import Program
    from confpolicy.core.scenarios import Scenario
    from confpolicy.decide.prepare import Prepared
    from confpolicy.diagnostics.diagnostic import Diagnostic
    from confpolicy.source import Source, Span


@attrs.frozen(kw_only=True, eq=False)
class Compiled:
    """A policy that compiles. `outlines`: the text of each paragraph, by policy and label."""

    sources: Mapping[str, Source] = attrs.field(repr=False)
    """By path: the first file first, then those it uses, outlines last."""
    prepared: Prepared = attrs.field(repr=False)
    spans: Mapping[str, Span] = attrs.field(repr=False)
    scenarios: tuple[Scenario, ...] = attrs.field(repr=False)
    outlines: Mapping[str, Mapping[str, str]] = attrs.field(repr=False)
    warnings: tuple[Diagnostic, ...]

    @property
    def program(self) -> Program:
        """What it means."""
        return self.prepared.program

    def texts(self) -> Texts:
        """Its own words, by node and by paragraph."""
        return Texts(sources=self.sources, spans=self.spans, outlines=self.outlines)
