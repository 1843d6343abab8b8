"""CP601 to CP604: every paragraph of the source is cited or omitted, once, and no other is."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.diagnostics.diagnostic import Diagnostic, Related
from confpolicy.diagnostics.nearby import near
from confpolicy.lint.subject import Subject
from confpolicy.lint.vocabulary import nodes_of
from confpolicy.source import Span
from confpolicy.syntax.parts import CitesPart
from confpolicy.syntax.statements import OmitsNode


def below(label: str, other: str) -> bool:
    """Whether paragraph `other` lies below `label`: `O-c.i` below `O-c`, `164.512(f)(1)` below `164.512(f)`."""
    return other.startswith(label) and other[len(label) : len(label) + 1] in {".", "("}


def citations(subject: Subject) -> Iterator[Diagnostic]:
    """What the header's outline and the labels in `cites` and `omits` say against each other."""
    outline = subject.load.outline
    cited = list(_cited(subject))
    omitted = list(_omits(subject))
    if outline is None:
        yield from (Diagnostic("CP604", span, {"label": label}) for label, span in cited[:1])
        return
    places = {label: span for label, _, span in outline.labels}
    yield from _unknown(cited + [(label, span) for label, span, _ in omitted], tuple(places))
    yield from _twice(cited, omitted, tuple(places))
    spoken = {label for label, _ in cited} | {
        label for label in places for each, _, deep in omitted if label == each or (deep and below(each, label))
    }
    for label, text, span in outline.labels:
        if label not in spoken:
            yield Diagnostic("CP602", span, {"label": label, "text": text})


def _cited(subject: Subject) -> Iterator[tuple[str, Span]]:
    for file in subject.load.files:
        for statement in file.statements:
            for node in nodes_of(statement):
                if isinstance(node, CitesPart):
                    yield from ((label.text, label.span) for label in node.labels)


def _omits(subject: Subject) -> Iterator[tuple[str, Span, bool]]:
    for file in subject.load.files:
        for statement in file.statements:
            if isinstance(statement, OmitsNode):
                yield from ((label.text, label.span, statement.below) for label in statement.labels)


def _unknown(used: list[tuple[str, Span]], labels: tuple[str, ...]) -> Iterator[Diagnostic]:
    for label, span in used:
        if label not in labels:
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
