"""A policy that was compiled before, found again by its texts.

All of its files are read, by the rules by which they are read to compile it, and their hash says what it is. Which
files those are, is kept under the text of the first one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from confpolicy.engine.compiled import Compiled
from confpolicy.engine.spans import KeptSpans
from confpolicy.engine.spans import written as spans_written
from confpolicy.source import Source
from confpolicy.store.codec import UnwritableError, read, written
from confpolicy.store.shelf import Shelf
from confpolicy.syntax.files import FILE_BYTES, TOTAL_BYTES, Place, digest
from confpolicy.syntax.providers import ReadError
from confpolicy.syntax.split import normalised

_FILES, _POLICY = "files", "policy"


def find(shelf: Shelf, place: Place, first: str) -> Compiled | None:
    """The policy whose first file is `first`; None where it is not kept, or no longer loads. Raises nothing."""
    try:
        return _found(shelf, place, first)
    except Exception:  # noqa: BLE001 - whatever is wrong with what is kept, the texts are there and say the same
        return None


def _found(shelf: Shelf, place: Place, first: str) -> Compiled | None:
    sources = _sources(place, [first])
    lines = shelf.get(_FILES, _first(sources[0])) if sources else None
    if lines is None or sources is None:
        return None
    others = _sources(place, json.loads(lines[0]))
    lines = None if others is None else shelf.get(_POLICY, _all([*sources, *others]))
    if lines is None or others is None:
        return None
    prepared, scenarios, outlines, warnings = read(lines[0])
    return Compiled(
        sources={source.path: source for source in (*sources, *others)},
        prepared=prepared,
        spans=KeptSpans(lines[1].decode("ascii")),
        scenarios=scenarios,
        outlines=outlines,
        warnings=warnings,
    )


def keep(shelf: Shelf, compiled: Compiled) -> None:
    """Keeps a policy that was loaded from files, all of which lie at the root of their folder or below it."""
    sources = list(compiled.sources.values())
    value = (compiled.prepared, compiled.scenarios, compiled.outlines, compiled.warnings)
    try:
        lines = [written(value), spans_written(compiled.spans)]
    except UnwritableError:
        return
    shelf.put(_POLICY, _all(sources), lines)
    shelf.put(_FILES, _first(sources[0]), [json.dumps([source.path for source in sources[1:]])])


def _first(source: Source) -> tuple[str, ...]:
    return source.path, source.text


def _all(sources: Sequence[Source]) -> tuple[str, ...]:
    """The hash of all texts, and the order in which they were met: another first file makes another policy."""
    return digest(sources, ""), *(source.path for source in sources)


def _sources(place: Place, paths: Iterable[str]) -> list[Source] | None:
    """The texts at the paths, or None where one of them is not as it is where a policy compiles."""
    found: list[Source] = []
    size = 0
    for path in paths:
        try:
            content, known = place.read_named(path)
            text = content.decode("utf-8")
        except (ReadError, UnicodeDecodeError):
            return None
        size += len(content)
        if known != path or len(content) > FILE_BYTES or size > TOTAL_BYTES:
            return None
        found.append(Source(path, normalised(text)))
    return found
