"""CP1xx: how a text is written."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Entry

ENTRIES: tuple[Entry, ...] = ()
