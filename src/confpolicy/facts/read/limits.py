"""How large a request may be. Every limit of reading stands here or in `facts/values.py`."""

from __future__ import annotations

DOCUMENT_BOUND = 64 * 1024 * 1024
"""Bytes of one JSON document (characters, where it is handed over as a text)."""
DEPTH_BOUND = 64
"""Objects and lists inside one another in a JSON document."""
NESTING_BOUND = 16
"""Structures inside one another in one value."""
SUBJECTS_BOUND = 1_000
"""Data subjects of one request."""
ITEMS_BOUND = 1_000
"""Entries of `items`."""
STATEMENTS_BOUND = 100_000
"""Consent statements on file."""
ROWS_BOUND = 100_000
"""Leaves times subjects, summed over the entries: what one request makes decide."""
SET_BOUND = 10_000
"""Elements of a set, roles of a party, terms of a statement."""
ID_BOUND = 200
"""Characters of an id."""
NEARBY_BOUND = 200
"""Names of one document for which a near one is looked up; the measure is slow, and a fault stands without it."""
