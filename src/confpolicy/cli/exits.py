"""What the command's exit codes mean: one table for every command."""

from __future__ import annotations

import enum


class Exit(enum.IntEnum):
    """The codes, from best to worst but for the last; scripts rely on them, so they never change their meaning."""

    DONE = 0
    FOUND = 1
    """Warnings that nothing allows, failed scenarios, refuted assertions, or a formatting difference."""
    USAGE = 2
    """Wrong usage, a file that cannot be read, or a request that is refused."""
    POLICY = 3
    """The policy does not compile."""
    WITHHELD = 4
    """Only with `--fail-on`: the verdict is that or worse."""
    UNDECIDED = 5
    """A proof that timed out, or a gate on coverage."""
    FAULT = 70
    """A fault of the program itself."""
