"""Where nodes stand in the text, as it is kept: read only when somebody asks, which a decision never does."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping

import attrs

from confpolicy.source import Span


@attrs.frozen(eq=False, repr=False)
class KeptSpans(Mapping[str, Span]):
    """The spans that `written` made a text of."""

    text: str

    @functools.cached_property
    def _spans(self) -> Mapping[str, Span]:
        kept = json.loads(self.text)
        paths = [kept["paths"][each] for each in kept["files"]]
        places = zip(kept["nodes"], paths, kept["starts"], kept["ends"], strict=True)
        return {node: Span(path, start, end) for node, path, start, end in places}

    def __getitem__(self, node: str) -> Span:
        return self._spans[node]

    def __iter__(self) -> Iterator[str]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)


def written(spans: Mapping[str, Span]) -> str:
    """Spans by node as JSON on one line."""
    places = {path: number for number, path in enumerate(dict.fromkeys(span.path for span in spans.values()))}
    value = {
        "paths": list(places),
        "nodes": list(spans),
        "files": [places[span.path] for span in spans.values()],
        "starts": [span.start for span in spans.values()],
        "ends": [span.end for span in spans.values()],
    }
    return json.dumps(value, separators=(",", ":"))
