"""CP3xx: types."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Entry

ENTRIES: tuple[Entry, ...] = ()
