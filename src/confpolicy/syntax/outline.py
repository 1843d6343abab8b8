"""Reads the outline of a policy's text: a Markdown file whose list items are labelled paragraphs."""

from __future__ import annotations

import re

from confpolicy.diagnostics.diagnostic import Diagnostic, Related
from confpolicy.source import Source, Span
from confpolicy.syntax.statements import Outline

_ITEM = re.compile(
    r"[ \t]*[-*+][ \t]+(?:\*\*(?P<bold>[^*\n]+?):?\*\*:?|(?P<plain>[^\s:*`\[]+):)(?:[ \t]+(?P<text>.*))?"
)
_MORE = re.compile(r"[ \t]+(?![-*+][ \t])(?P<text>\S.*)")


def read_outline(source: Source) -> tuple[Outline, tuple[Diagnostic, ...]]:
    """The outline, from items `- LABEL: text` and `- **LABEL** text`; a label that stands twice is a finding.

    An indented line after an item goes on with its text; everything else (headings, prose, code) is passed over.
    """
    found: list[tuple[str, str, Span]] = []
    places: dict[str, Span] = {}
    diagnostics: list[Diagnostic] = []
    offset = 0
    fenced = going_on = False
    for line in source.text.split("\n"):
        if line.lstrip().startswith("```"):
            fenced, going_on = not fenced, False
        elif not fenced and (item := _ITEM.fullmatch(line)):
            group = "bold" if item["bold"] else "plain"
            label, place = item[group], Span(source.path, offset + item.start(group), offset + item.end(group))
            if label in places:
                related = (Related(places[label], "first here"),)
                diagnostics.append(Diagnostic("CP137", place, {"label": label}, related))
            else:
                places[label] = place
                found.append((label, (item["text"] or "").strip(), place))
            going_on = label in places and places[label] == place
        elif going_on and (more := _MORE.fullmatch(line)):
            label, text, place = found[-1]
            found[-1] = (label, f"{text} {more['text']}".strip(), place)
        else:
            going_on = False
        offset += len(line) + 1
    return Outline(source, tuple(found)), tuple(diagnostics)
