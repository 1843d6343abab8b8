"""`python -m tests.markdown [--update] [FILES]`: where an example says something else than what really comes out.

With `--update` what really comes out is written into the examples. Codes on the lines of a policy, and scenarios, are
never rewritten: somebody has to look.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.markdown.blocks import base_of, markdown_files, replaced
from tests.markdown.run import STATED, Checked, run

ROOT = Path(__file__).parents[2]


def main(arguments: list[str]) -> int:
    """0 where every example says what comes out (or was made to), 1 where one does not."""
    update = "--update" in arguments
    chosen = [Path(each).resolve() for each in arguments if not each.startswith("-")]
    different = 0
    for path in chosen or markdown_files(ROOT):
        text = path.read_text(encoding="utf-8")
        wrong = [each for each in run(text, base=base_of(path)) if each.actual != each.block.text]
        if update:
            texts = {each.block.first: each.actual for each in wrong if each.block.kind not in STATED}
            path.write_text(replaced(text, texts), encoding="utf-8")
            wrong = [each for each in wrong if each.block.kind in STATED]
        for each in wrong:
            print(_told(path, each))
        different += len(wrong)
    return 1 if different else 0


def _told(path: Path, checked: Checked) -> str:
    block = checked.block
    place = f"{path.name}:{block.first + 1}: {block.kind} ({block.heading})"
    return f"{place}\n--- stated\n{block.text}--- comes out\n{checked.actual}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
