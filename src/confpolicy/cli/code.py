"""The code that the conditions of a policy become, for people: each line with its place in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from confpolicy.decide.fast.written import Written, written
from confpolicy.engine import Policy
from confpolicy.source import Source, Span

_COLUMN = 60
"""Where places begin, if the line leaves room for them there."""
_INDENT = "    "


def code_of(policy: Policy, sources: Mapping[str, Source]) -> str:
    """All functions of a policy that was compiled; `sources`: its texts, by their paths."""
    blocks = ("\n".join(_function(each, policy.spans, sources)) for each in written(policy.program))
    return "\n\n".join(blocks) or "The policy has no conditions."


def _function(found: Written, spans: Mapping[str, Span], sources: Mapping[str, Source]) -> Iterator[str]:
    def placed(text: str, node: str) -> str:
        return f"{text.ljust(_COLUMN)}  # {_place(node, spans, sources)}"

    yield placed(f"# {found.title}", found.node)
    if found.lines is None:
        yield "# Nested too deeply for one function: its condition is walked."
        return
    for number, constant in enumerate(found.constants):
        yield f"k{number} = {constant}"
    yield "def holds(e):"
    for line in found.lines:
        yield placed(line.text.removeprefix(_INDENT), line.node)


def _place(node: str, spans: Mapping[str, Span], sources: Mapping[str, Source]) -> str:
    """Where the node stands, or the next one around it that does."""
    while node not in spans and "/" in node:
        node = node.rpartition("/")[0]
    span = spans.get(node)
    if span is None or span.path not in sources:
        return node
    line, column = sources[span.path].position(span.start)
    return f"{span.path}:{line}:{column}"
