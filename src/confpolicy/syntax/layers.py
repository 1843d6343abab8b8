"""Which files belong to which policy of a load: what its files use is its own, what it lies within is above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from confpolicy.diagnostics.diagnostic import Diagnostic, Related
from confpolicy.source import Span
from confpolicy.syntax.expressions import TextLiteral
from confpolicy.syntax.parts import WithinPart
from confpolicy.syntax.statements import BrokenNode, FileNode, HeaderNode, Statement, UseNode, is_header


@attrs.frozen
class Reached:
    """One policy: the paths of its files, the first one first; its header, and the path of the file that has it."""

    paths: tuple[str, ...]
    header: Statement | None
    home: str | None


def layers_of(
    first: str, by_path: Mapping[str, FileNode], *, complete: bool
) -> tuple[tuple[Reached, ...], tuple[Diagnostic, ...]]:
    """The own policy, that of the file `first`, and those above it, each once; and what is wrong with their headers.

    `complete`: whether every file that is named was read; else a header may stand in one that was not.
    """
    finding = _Finding(by_path, complete)
    return finding.layers(first), tuple(finding.diagnostics)


@attrs.define
class _Finding:
    """The search, in progress."""

    by_path: Mapping[str, FileNode]
    complete: bool
    diagnostics: list[Diagnostic] = attrs.field(factory=list)

    def layers(self, first: str) -> tuple[Reached, ...]:
        own = self._own(first)
        found: dict[str | None, Reached] = {own.home: own}
        waiting = [own]
        for layer in waiting:
            for above in self._named_by(layer):
                if above.value not in found:
                    found[above.value] = self._above(above)
                    waiting.append(found[above.value])
        self._cycles(own, found)
        return tuple(found.values())

    def _own(self, first: str) -> Reached:
        paths = self._reached(first)
        headers = self._headers(paths)
        broken = any(isinstance(s, BrokenNode) and s.kind == "use" for path in paths for s in self._statements(path))
        if not headers and paths and self.complete and not broken:
            self.diagnostics.append(Diagnostic("CP135", Span(self.by_path[first].source.path, 0, 0)))
        self._one_alone(headers)
        home, header = headers[0] if headers else (None, None)
        return Reached(paths, header, home)

    def _above(self, named: TextLiteral) -> Reached:
        """The policy that a `within` names, whose header stands in that very file."""
        paths = self._reached(named.value)
        headers = self._headers(paths)
        at_home = [(path, header) for path, header in headers if path == named.value]
        if not at_home:
            self.diagnostics.append(Diagnostic("CP139", named.span, {"path": named.value}))
        self._one_alone([*at_home, *(each for each in headers if each not in at_home)])
        return Reached(paths, at_home[0][1] if at_home else None, named.value)

    def _one_alone(self, headers: list[tuple[str, Statement]]) -> None:
        for _, again in headers[1:]:
            related = (Related(headers[0][1].span, "the first one"),)
            found = Diagnostic("CP136", again.span, {}, related)
            if found not in self.diagnostics:
                self.diagnostics.append(found)

    def _reached(self, first: str) -> tuple[str, ...]:
        """The file and all that it uses, each once, in the order in which they were read."""
        waiting = [first] if first in self.by_path else []
        for path in waiting:
            for statement in self._statements(path):
                used = statement.path.value if isinstance(statement, UseNode) else None
                if used is not None and used in self.by_path and used not in waiting:
                    waiting.append(used)
        return tuple(waiting)

    def _headers(self, paths: tuple[str, ...]) -> list[tuple[str, Statement]]:
        return [(path, each) for path in paths for each in self._statements(path) if is_header(each)]

    def _statements(self, path: str) -> tuple[Statement, ...]:
        return self.by_path[path].statements

    def _named_by(self, layer: Reached) -> Iterator[TextLiteral]:
        """The policies above it whose files were read, as its header names them."""
        parts = layer.header.parts if isinstance(layer.header, HeaderNode) else ()
        yield from (part.path for part in parts if isinstance(part, WithinPart) and part.path.value in self.by_path)

    def _cycles(self, own: Reached, found: Mapping[str | None, Reached]) -> None:
        """A finding at each `within` that leads back to a policy on the way to it."""
        done: set[str | None] = set()
        way: list[tuple[str | None, Iterator[TextLiteral]]] = [(own.home, self._named_by(own))]
        while way:
            above = next(way[-1][1], None)
            if above is None:
                done.add(way.pop()[0])
            elif any(above.value == home for home, _ in way):
                self.diagnostics.append(Diagnostic("CP148", above.span, {"path": above.value}))
            elif above.value not in done:
                way.append((above.value, self._named_by(found[above.value])))
