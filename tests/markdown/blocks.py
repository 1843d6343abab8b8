"""The fenced blocks of a Markdown file, each with its heading and its lines.

A block's first word says what it is, and further words how:

`policy`           a file `example.policy`, whose scenarios must hold. Without a header of its own it goes on from the
                   last block with one above it. `policy kept`: later blocks go on from this one, too. `policy alone`:
                   no later block goes on from it. `policy bare`: it goes on from none. `policy on 2027-03-01`:
                   looked at on that day.
`file PATH`        another file that the examples below it may use. `file PATH links to TARGET`: a symbolic link.
                   `file 9 times PATH`: so many files, with their number in place of the `{n}` in the path.
`request`          JSON, decided under the last policy. `request changed`: the last whole request, with these keys in
                   place of its own (`{"key": null}` takes one away). `request alone`: no later one goes on from it.
                   `request python`: a dictionary in place of JSON.
`decision`         what comes out of the last request, else of the last scenario, without what is empty.
                   `decision full`: all of it. `decision needs outward`: those parts alone.
`trace NAMES`      the trace: those clauses, or all that are in scope.
`explanation`, `messages`, `formatted`
                   the explanation of the decision; the findings and the canonical layout of the last policy.
`proof NAMES`      what a proof says of these claims about the last policy; without names of all that do not hold.

Any other block is not an example. What a page cannot well show has signs of its own: see `signs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import attrs

_FENCE = re.compile(r"^(`{3,})([a-z].*)?$")
_HEADING = re.compile(r"^#+ (.*)$")


@attrs.frozen
class Block:
    """One fenced block: `first` and `last` are the numbers of its fence lines, from 0."""

    kind: str
    argument: str
    text: str
    heading: str
    first: int
    last: int


def blocks(markdown: str) -> Iterator[Block]:
    """Every fenced block, in order. Raises `ValueError` for one that is never closed."""
    heading, opened = "", None
    lines = markdown.split("\n")
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if opened is None:
            if found := _HEADING.match(line):
                heading = found[1]
            if fence:
                opened = (number, fence[1], fence[2] or "")
        elif fence and fence[1] == opened[1] and not fence[2]:
            kind, _, argument = opened[2].partition(" ")
            text = "\n".join(lines[opened[0] + 1 : number])
            yield Block(kind, argument, text + "\n" if text else "", heading, opened[0], number)
            opened = None
    if opened is not None:
        raise ValueError(f"the block at line {opened[0] + 1} is never closed")


def replaced(markdown: str, texts: dict[int, str]) -> str:
    """The file with the texts of the blocks whose first line is named put in their places."""
    lines = markdown.split("\n")
    for block in sorted(blocks(markdown), key=lambda each: -each.first):
        if block.first in texts:
            text = texts[block.first].removesuffix("\n")
            lines[block.first + 1 : block.last] = text.split("\n") if text else []
    return "\n".join(lines)


PAGES = Path("src", "confpolicy", "diagnostics", "pages")


def base_of(path: Path) -> str | None:
    """The policy that the examples of a page of a code, and of the mistakes of authors, go on from; else None."""
    shared = Path(__file__).parents[2] / PAGES / "README.md"
    if path.parent.name not in {"pages", "messages"} or path == shared:
        return None
    return next(block.text for block in blocks(shared.read_text(encoding="utf-8")) if block.kind == "policy")


def markdown_files(root: Path) -> tuple[Path, ...]:
    """Every Markdown file whose blocks are examples."""
    return (
        root / "grammar" / "README.md",
        root / "docs" / "proofs.md",
        *sorted((root / "tests" / "spec").glob("*.md")),
        *sorted((root / "tests" / "messages").glob("*.md")),
        *sorted((root / PAGES).glob("*.md")),
    )
