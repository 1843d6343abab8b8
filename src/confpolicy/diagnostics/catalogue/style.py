"""CP7xx: what is allowed but rarely meant."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Entry

ENTRIES: tuple[Entry, ...] = ()
