"""Nothing that a test compiles is kept for another, or for the user who runs the tests; and whose tests count."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from confpolicy.store.shelf import VARIABLE

os.environ[VARIABLE] = "off"

_ROOMS = Path(__file__).parent
_COUNTING = ("check", "core", "decide", "diagnostics", "engine", "facts", "lower", "oracle", "spec")
_COUNTED = {_ROOMS / room for room in _COUNTING}
"""What these take is counted for the gate on coverage. Counting the rest would take as long as running it, and a line
that only a random request takes is not tested for what it is there for."""


def pytest_collection_finish() -> None:
    """What stays to the end is looked through for garbage no more: it is most of what there is."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves out of the count whatever is in no room that counts."""
    for item in items:
        if _COUNTED.isdisjoint(item.path.parents):
            item.add_marker(pytest.mark.no_cover)
