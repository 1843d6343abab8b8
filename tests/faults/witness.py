"""A plugin for pytest that writes down how tests fail, so that a law's own finding is told from a crash."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import confpolicy

WRITTEN = "FAULTS_WITNESS"
"""The environment variable that names the file."""


@pytest.hookimpl
def pytest_exception_interact(node: pytest.Item, call: pytest.CallInfo[object], report: object) -> None:
    """One line for each test that fails: what was raised, and where."""
    assert call.excinfo is not None
    error = call.excinfo.value
    seen = {
        "when": call.when,
        "error": type(error).__name__,
        "asserted": isinstance(error, AssertionError | pytest.fail.Exception),
        "at": str(call.excinfo.traceback[-1].path),
        "message": str(error)[:4_000],
        "program": str(Path(confpolicy.__file__).resolve()),
    }
    with Path(os.environ[WRITTEN]).open("a", encoding="utf-8") as file:
        file.write(json.dumps(seen) + "\n")
