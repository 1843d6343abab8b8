"""The command line. The only layer that reads arguments and files of its user and writes to their terminal."""

from __future__ import annotations

import sys
from importlib.util import find_spec

_LACKING = (
    "The confpolicy command needs the `cli` extra, which is not installed.\n"
    "Install it with: pip install 'confpolicy[cli]'\n"
)


def main() -> None:
    """The `confpolicy` command: runs what the arguments say and exits with its code. Raises SystemExit, always."""
    if any(find_spec(name) is None for name in ("click", "rich")):
        sys.stderr.write(_LACKING)
        sys.exit(2)
    try:
        from confpolicy.cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        code = 130
    sys.exit(code)
