"""`python -m confpolicy.cli` is the `confpolicy` command."""

from __future__ import annotations

from confpolicy.cli import main

main()
