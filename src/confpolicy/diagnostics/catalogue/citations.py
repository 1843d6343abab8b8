"""CP6xx: the source and its outline."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Entry

ENTRIES: tuple[Entry, ...] = ()
