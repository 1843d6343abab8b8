"""CP4xx: the parts of clauses."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Entry

ENTRIES: tuple[Entry, ...] = ()
