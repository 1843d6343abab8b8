"""Examples that a reader types: each `console` block of a README, run as it stands, each `python` block too.

In a `console` block a line that begins with `$ ` is a command, run in the project's root; what follows is what it
prints. A `python` block is run; an `output` block after it says what it prints.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs

from tests.markdown.blocks import Block, blocks

ROOT = Path(__file__).parents[2]
FILES = (ROOT / "README.md", ROOT / "policies" / "README.md", *sorted((ROOT / "examples").glob("*/README.md")))


@attrs.frozen
class Ran:
    """A block that shows what is printed, and what really is."""

    block: Block
    actual: str


def run(markdown: str) -> Iterator[Ran]:
    """Runs every example of a file, in order."""
    printed = ""
    for block in blocks(markdown):
        match block.kind:
            case "console":
                yield Ran(block, "".join(_typed(block.text)))
            case "python":
                printed = _printed([sys.executable, "-c", block.text])
            case "output":
                yield Ran(block, printed)
            case _:
                pass


def _typed(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line.startswith("$ "):
            yield f"{line}\n"
            yield _printed(["bash", "-c", line.removeprefix("$ ")])


def _printed(command: list[str]) -> str:
    scripts = Path(sys.executable).parent
    environment = {
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "HOME": os.environ.get("HOME", "/"),
        "NO_COLOR": "1",
        "COLUMNS": "100",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True
    )
    return done.stdout
