"""The package is linted for the newest Python too: what that finds beside the oldest is mended, or cannot be yet."""

from __future__ import annotations

import subprocess
import sys

from tests.repo.tree import ROOT

NOT_YET = {
    "UP040": "`type X = …` in place of TypeAlias is syntax of Python 3.12",
    "UP046": "`class C[T]` in place of Generic is syntax of Python 3.12",
    "UP047": "`def f[T]` in place of a TypeVar is syntax of Python 3.12",
}
"""Rules whose finding is that syntax could be used which the oldest Python does not have, each with that syntax."""


def findings(*arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "concise", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_package_passes_the_linter_for_the_newest_python() -> None:
    code, said = findings("src", "--target-version", "py314", "--extend-ignore", ",".join(NOT_YET))
    assert code == 0, said


def test_each_rule_that_is_left_out_would_find_something() -> None:
    for rule in NOT_YET:
        code, said = findings("src", "--target-version", "py314", "--select", rule)
        assert code == 1, f"{rule} finds nothing any more: {said}"
