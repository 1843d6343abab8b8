"""The package is typed for the oldest and the newest Python that its users have."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.repo.tree import ROOT


@pytest.mark.parametrize("version", ["3.11", "3.14"])
def test_the_package_passes_the_type_checker(version: str) -> None:
    command = [sys.executable, "-m", "mypy", "--python-version", version, "src"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
