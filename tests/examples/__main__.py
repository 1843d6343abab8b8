"""`python -m tests.examples --update` writes into every README what its commands really print."""

from __future__ import annotations

import sys

from tests.examples.console import FILES, run
from tests.markdown.blocks import replaced


def main(arguments: list[str]) -> int:
    """0 where every example prints what it says (or was made to say it), 1 where one does not."""
    different = 0
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        wrong = [each for each in run(text) if each.actual != each.block.text]
        for each in wrong:
            print(f"{path}:{each.block.first + 1}\n{each.actual}")
        if "--update" in arguments:
            path.write_text(replaced(text, {each.block.first: each.actual for each in wrong}), encoding="utf-8")
        else:
            different += len(wrong)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
