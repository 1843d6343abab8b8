"""Nothing that a test compiles is kept for another, or for the user who runs the tests; and whose tests count."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Generator
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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Traces no test that is in no room that counts.

    The marker `no_cover` is not enough: in the workers of pytest-xdist pytest-cov starts two measurements, and pauses
    one of them.
    """
    tracer = sys.gettrace()
    if tracer is None or not _COUNTED.isdisjoint(item.path.parents):
        return (yield)
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
