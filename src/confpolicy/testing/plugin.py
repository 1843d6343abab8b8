"""The pytest plugin: counts what the laws found to say, and prints it when the run ends.

pytest loads it wherever confpolicy is installed, so nothing heavy is imported here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from confpolicy.testing.trial import Tally

TALLIES: pytest.StashKey[list[Tally]] = pytest.StashKey()


def pytest_configure(config: pytest.Config) -> None:
    """An empty list for what is counted."""
    config.stash[TALLIES] = []


@pytest.fixture(scope="session")
def confpolicy_tallies(request: pytest.FixtureRequest) -> list[Tally]:
    """Where a test puts the tally of a law that it tried; all are printed when the run ends."""
    return request.config.stash[TALLIES]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """A line for each law that was tried."""
    tallies = config.stash[TALLIES]
    if not tallies:
        return
    terminalreporter.section("confpolicy: laws")
    for tally in tallies:
        terminalreporter.write_line(tally.line() + (" - too seldom to say much" if tally.is_vacuous else ""))
