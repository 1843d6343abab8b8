"""Reads everything that one policy is made of: a file, what it uses, and the outline of the policy's text."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Mapping

import attrs

from confpolicy._garbage import uncollected
from confpolicy.diagnostics.diagnostic import Diagnostic, Fix
from confpolicy.source import Source, Span
from confpolicy.syntax.expressions import TextLiteral
from confpolicy.syntax.files import FILE_BYTES, FILES, TOTAL_BYTES, Place, digest, located
from confpolicy.syntax.layers import Reached, layers_of
from confpolicy.syntax.outline import read_outline
from confpolicy.syntax.parse import parse_text
from confpolicy.syntax.parts import SourcePart, WithinPart
from confpolicy.syntax.providers import Memory, Problem, Provider, ReadError
from confpolicy.syntax.split import normalised
from confpolicy.syntax.statements import FileNode, HeaderNode, Layer, Load, Outline, UseNode

_CODES: Mapping[Problem, str] = {
    Problem.ELSEWHERE: "CP130",
    Problem.MISSING: "CP131",
    Problem.CASE: "CP132",
    Problem.NOT_A_FILE: "CP133",
    Problem.UNREADABLE: "CP134",
}


@attrs.frozen(kw_only=True)
class Loaded:
    """What was read, what is wrong with it so far, and the texts that findings point into."""

    load: Load
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    """By path: the first file first, then those it uses, outlines last."""
    place: Place
    complete: bool = True
    """Whether every file that is used was read; what is not declared may otherwise stand in one that was not."""


def load(path: str | os.PathLike[str]) -> Loaded:
    """The policy in the file at `path`. Its folder is the root: nothing outside it is read but the shipped library.

    Raises nothing: whatever cannot be read is a finding.
    """
    return load_from(*located(path))


def load_sources(sources: Mapping[str, str], *, main: str) -> Loaded:
    """The policy in a set of texts by path, of which `main` is the first. Raises nothing."""
    return load_from(Memory(sources), main)


@uncollected
def load_from(provider: Provider, path: str) -> Loaded:
    """The policy whose first file is at `path` of the provider. Raises nothing."""
    reading = _Reading(Place(provider, path[: path.rfind("/") + 1]))
    first = path[len(reading.place.folder) :]
    reading.read_files(first)
    complete = reading.complete
    reached, findings = layers_of(first, reading.by_path, complete=complete)
    reading.diagnostics.extend(findings)
    layers = tuple(reading.with_outline(each) for each in reached)
    files = tuple(reading.by_path.values())
    sources = {file.source.path: file.source for file in files}
    outlines = (layer.outline.source for layer in layers if layer.outline)
    sources |= {source.path: source for source in outlines}
    return Loaded(
        load=Load(files, layers[0].outline, digest(sources.values(), reading.place.folder), layers),
        diagnostics=tuple(reading.diagnostics),
        sources=sources,
        place=reading.place,
        complete=complete,
    )


@attrs.define
class _Reading:
    """A load in progress."""

    place: Place
    by_path: dict[str, FileNode] = attrs.field(factory=dict)
    """The files read, by the path that is written where they are used."""
    diagnostics: list[Diagnostic] = attrs.field(factory=list)
    size: int = 0
    complete: bool = True

    def read_files(self, first: str) -> None:
        """The first file and all that it uses or lies within, each once, in order."""
        waiting = deque([(first, Span(self.place.folder + first, 0, 0))])
        seen = {first}
        while waiting:
            path, wanted_at = waiting.popleft()
            if len(self.by_path) == FILES:
                self._too_much(wanted_at, f"{FILES} files")
                return
            if (got := self._content(path, wanted_at)) is None:
                continue
            content, place = got
            if self.size > TOTAL_BYTES:
                self._too_much(wanted_at, f"{TOTAL_BYTES // 1024 // 1024} MiB")
                return
            parsed = parse_text(content, place)
            self.by_path[path] = parsed.file
            self.diagnostics.extend(parsed.diagnostics)
            for other in _named(parsed.file):
                if other.value not in seen:
                    seen.add(other.value)
                    waiting.append((other.value, other.span))

    def _too_much(self, at: Span, limit: str) -> None:
        self.complete = False
        self.diagnostics.append(Diagnostic("CP138", at, {"limit": limit}))

    def _content(self, path: str, wanted_at: Span) -> tuple[bytes, str] | None:
        """The content of a file and the path by which it is known; a finding where it cannot be had."""
        try:
            content, place = self.place.read_named(path)
        except ReadError as error:
            self.complete = False
            self.diagnostics.append(_unread(error, path, self.place.folder, wanted_at))
            return None
        self.size += len(content)
        return content, place

    def with_outline(self, reached: Reached) -> Layer:
        """The policy with the outline that its header names."""
        header = reached.header
        outline = self.read_outline(header) if isinstance(header, HeaderNode) else None
        return Layer(tuple(self.by_path[path] for path in reached.paths), header, outline)

    def read_outline(self, header: HeaderNode) -> Outline | None:
        """The outline that the header's `source` names."""
        named = next((part.path for part in header.parts if isinstance(part, SourcePart)), None)
        if named is None or (got := self._content(named.value, named.span)) is None:
            return None
        content, place = got
        if len(content) > FILE_BYTES:
            self.diagnostics.append(Diagnostic("CP116", named.span, {"limit": "1 MiB"}))
            return None
        text = normalised(content.decode("utf-8", "replace"))
        outline, findings = read_outline(Source(place, text))
        if (lost := text.find("\ufffd")) >= 0:
            self.diagnostics.append(Diagnostic("CP115", Span(place, lost, lost + 1)))
        self.diagnostics.extend(findings)
        return outline


def _named(file: FileNode) -> Iterator[TextLiteral]:
    """The paths of the files that this one uses, or that its policy lies within."""
    for statement in file.statements:
        match statement:
            case UseNode(path=path):
                yield path
            case HeaderNode(parts=parts):
                yield from (part.path for part in parts if isinstance(part, WithinPart))
            case _:
                pass


def _unread(error: ReadError, path: str, folder: str, at: Span) -> Diagnostic:
    facts = {"path": path, "why": error.why}
    fix = None
    if error.suggestion is not None:
        facts["suggestion"] = error.suggestion.removeprefix(folder)
        if at.end > at.start:
            fix = Fix(at, f'"{facts["suggestion"]}"')
    return Diagnostic(_CODES[error.problem], at, facts, fix=fix)
