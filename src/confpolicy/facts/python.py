"""Python source that this program writes for itself: lines, constants, and their compilation.

No word of a policy or a request stands in the source. Names, texts and values are handed to it as constants, by
number; so text cannot become code, and functions that differ in their constants alone are one source, compiled once.
"""

from __future__ import annotations

import contextlib
import functools
import string
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import attrs

_SHAPES = 4_096
"""How many sources are remembered, over all policies."""


@attrs.define(eq=False)
class Lines:
    """The lines of the body of a function that is being written."""

    text: list[str] = attrs.field(factory=list)
    constants: list[object] = attrs.field(factory=list)
    _numbers: dict[int, str] = attrs.field(factory=dict)
    _names: int = 0
    _level: int = 2

    def line(self, text: str) -> None:
        """Writes a line."""
        self.text.append("    " * self._level + text)

    def write(self, block: str, **names: str) -> None:
        """Writes several lines, indented as they are; `names` stand in place of `$name`."""
        for line in textwrap.dedent(block).strip("\n").split("\n"):
            self.line(string.Template(line).substitute(names))

    def fresh(self) -> str:
        """A name that nothing has yet."""
        self._names += 1
        return f"t{self._names}"

    def constant(self, value: object) -> str:
        """The name of a constant; the same object has one name."""
        if id(value) not in self._numbers:
            self._numbers[id(value)] = f"k{len(self.constants)}"
            self.constants.append(value)
        return self._numbers[id(value)]

    @contextlib.contextmanager
    def block(self, head: str) -> Iterator[None]:
        """What is written inside stands under `head`."""
        self.line(head)
        self._level += 1
        yield
        self._level -= 1

    def source(self, signature: str) -> str:
        """The source of a function that takes the constants and gives one with this signature and these lines."""
        names = ", ".join(f"k{number}" for number in range(len(self.constants)))
        name = signature.partition("(")[0]
        body = "\n".join(self.text)
        return f"def shape({names}):\n    def {signature}:\n{body}\n    return {name}\n"

    def function(self, signature: str, **builtins: object) -> Callable[..., Any]:
        """The function; it finds nothing but its constants and these builtins."""
        made: Callable[..., Any] = _shape(self.source(signature), tuple(builtins.items()))(*self.constants)
        return made


@functools.lru_cache(maxsize=_SHAPES)
def _shape(source: str, builtins: tuple[tuple[str, object], ...]) -> Callable[..., Any]:
    space: dict[str, Any] = {"__builtins__": dict(builtins)}
    exec(compile(source, "<written>", "exec"), space)  # noqa: S102 - source that this program wrote, no text of others
    made: Callable[..., Any] = space["shape"]
    return made
