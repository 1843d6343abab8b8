"""Runs the real command, as its users do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs

ROOT = Path(__file__).resolve().parents[2]
POLICY = ROOT / "policies" / "communities_1st.policy"
EXAMPLES = ROOT / "examples" / "front_desk"
POLICE = EXAMPLES / "police.json"
PARENT = EXAMPLES / "request.json"

SMALL = """\
policy small "Small"
    language 1
    in force from 2026-01-01
    timezone "Europe/London"

data note under confidential
role nurse
purpose care
fact context.asked : bool

exception on_request
    of note to nurse for care
    when context.asked

reply sorry
    to anyone
    say "We cannot say."
"""
"""A policy with nothing to report."""

REQUEST: dict[str, Any] = {
    "id": "r-1",
    "time": "2026-11-22T10:00:00+00:00",
    "purpose": "care",
    "items": ["note"],
    "discloser": {"id": "d", "roles": []},
    "recipient": {"id": "n", "roles": ["nurse"]},
    "subject": {"id": "p", "roles": []},
    "context": {"asked": True},
}
"""What `SMALL` permits."""


@attrs.frozen
class Done:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str


def confpolicy(*arguments: str | Path, stdin: str | bytes = "", cwd: Path = ROOT, **env: str) -> Done:
    """Runs `confpolicy` with these arguments; `env` is set besides the environment."""
    return python("from confpolicy.cli import main; main()", *arguments, stdin=stdin, cwd=cwd, **env)


def python(code: str, *arguments: str | Path, stdin: str | bytes = "", cwd: Path = ROOT, **env: str) -> Done:
    """The same with other code in place of the command's own, for what only a fault of the program shows."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **env},
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())
