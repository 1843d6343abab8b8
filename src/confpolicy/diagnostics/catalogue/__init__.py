"""Every code and its wording, a module a hundred: one catalogue, so that messages read as one voice."""

from __future__ import annotations

from collections.abc import Mapping

from confpolicy.diagnostics.catalogue import (
    citations,
    clauses,
    layers,
    names,
    requests,
    safety,
    statements,
    style,
    subject,
    syntax,
    types,
)
from confpolicy.diagnostics.diagnostic import Entry

_ALL = (
    *syntax.ENTRIES,
    *names.ENTRIES,
    *types.ENTRIES,
    *clauses.ENTRIES,
    *safety.ENTRIES,
    *citations.ENTRIES,
    *style.ENTRIES,
    *requests.ENTRIES,
    *statements.ENTRIES,
    *subject.ENTRIES,
    *layers.ENTRIES,
)
CATALOGUE: Mapping[str, Entry] = {entry.code: entry for entry in _ALL}
"""By code."""
assert len(CATALOGUE) == len(_ALL), "a code stands twice"
