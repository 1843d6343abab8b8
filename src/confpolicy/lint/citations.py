"""CP601 to CP604: every paragraph of the source is cited or omitted, once, and no other is."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.diagnostics.diagnostic import Diagnostic, Related
from confpolicy.diagnostics.nearby import near
from confpolicy.lint.subject import Subject
from confpolicy.source import Span
from confpolicy.syntax.nodes import noted
from confpolicy.syntax.parts import CitesPart
from confpolicy.syntax.statements import Layer, Load, OmitsNode


def below(label: str, other: str) -> bool:
    """Whether paragraph `other` lies below `label`: `O-c.i` below `O-c`, `164.512(f)(1)` below `164.512(f)`."""
    return other.startswith(label) and other[len(label) : len(label) + 1] in {".", "("}


def citations(subject: Subject) -> Iterator[Diagnostic]:
    """What the outline of each header and the labels in `cites` and `omits` of its policy say against each other."""
    for layer in subject.load.layers:
        yield from _of_policy(layer, frozenset(_elsewhere(layer, subject.load)))


def _elsewhere(layer: Layer, load: Load) -> Iterator[tuple[str, str]]:
    """The labels that a file may cite since another policy, whose outline has them, uses it too: path and label."""
    for other in load.layers:
        shared = {file.source.path for file in other.files} & {file.source.path for file in layer.files}
        if other is not layer and other.outline is not None:
            yield from ((path, label) for path in shared for label, _, _ in other.outline.labels)


def _of_policy(layer: Layer, elsewhere: frozenset[tuple[str, str]]) -> Iterator[Diagnostic]:
    outline = layer.outline
    cited = list(_cited(layer))
    omitted = list(_omits(layer))
    if outline is None:
        own = [(label, span) for label, span in cited if (span.path, label) not in elsewhere]
        yield from (Diagnostic("CP604", span, {"label": label}) for label, span in own[:1])
        return
    places = {label: span for label, _, span in outline.labels}
    used = cited + [(label, span) for label, span, _ in omitted]
    yield from _unknown([each for each in used if (each[1].path, each[0]) not in elsewhere], tuple(places))
    yield from _twice(cited, omitted, tuple(places))
    spoken = {label for label, _ in cited} | {
        label for label in places for each, _, deep in omitted if label == each or (deep and below(each, label))
    }
    for label, text, span in outline.labels:
        if label not in spoken:
            yield Diagnostic("CP602", span, {"label": label, "text": text})


def _cited(layer: Layer) -> Iterator[tuple[str, Span]]:
    for statement in layer.statements:
        for node in noted(statement):
            if isinstance(node, CitesPart):
                yield from ((label.text, label.span) for label in node.labels)


def _omits(layer: Layer) -> Iterator[tuple[str, Span, bool]]:
    for statement in layer.statements:
        if isinstance(statement, OmitsNode):
            yield from ((label.text, label.span, statement.below) for label in statement.labels)


def _unknown(used: list[tuple[str, Span]], labels: tuple[str, ...]) -> Iterator[Diagnostic]:
    known = frozenset(labels)
    for label, span in used:
        if label not in known:
            facts = {"label": label}
            nearest = near(label, labels)
            yield Diagnostic("CP601", span, facts | ({"suggestion": nearest} if nearest else {}))


def _twice(
    cited: list[tuple[str, Span]], omitted: list[tuple[str, Span, bool]], labels: tuple[str, ...]
) -> Iterator[Diagnostic]:
    first: dict[str, tuple[Span, str]] = {}
    for label, span in cited:
        first.setdefault(label, (span, "cited here"))
    for label, span, deep in omitted:
        for each in (label, *(other for other in labels if deep and below(label, other))):
            if each in first:
                place, words = first[each]
                yield Diagnostic("CP603", span, {"label": each, "other": words}, (Related(place, words),))
            else:
                first[each] = (span, "omitted here")
