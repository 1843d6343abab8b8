"""The policy's own text, by node: the words of a clause and the place where they stand."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from confpolicy.source import Source, Span


@attrs.frozen
class Texts:
    """`sources` by path, `spans` by node id (`clause`, `clause/when/0`), `outlines`: text by policy and label.

    `policies`: of a program of several, those that have a clause, by its name.
    """

    sources: Mapping[str, Source] = attrs.field(repr=False)
    spans: Mapping[str, Span] = attrs.field(repr=False)
    outlines: Mapping[str, Mapping[str, str]] = attrs.field(repr=False, factory=dict)
    policies: Mapping[str, tuple[str, ...]] = attrs.field(repr=False, factory=dict)

    def policy_of(self, clause: str) -> str:
        """`of uk_law`, where there are several policies; else empty."""
        names = self.policies.get(clause, ())
        return f"of {' and '.join(names)}" if names else ""

    def place(self, node: str) -> str:
        """`policies/x.policy:12`, where the node stands; empty for a node that stands in no text."""
        span = self.spans.get(node)
        if span is None or span.path not in self.sources:
            return ""
        line, _ = self.sources[span.path].position(span.start)
        return f"{span.path}:{line}"

    def words(self, node: str) -> str:
        """The node's own text on one line, without comments; the id itself for a node that stands in no text."""
        span = self.spans.get(node)
        if span is None or span.path not in self.sources:
            return node
        lines = self.sources[span.path].text[span.start : span.end].split("\n")
        return " ".join(" ".join(_without_comment(line) for line in lines).split())


def _without_comment(line: str) -> str:
    quoted = False
    for index, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == "#" and not quoted:
            return line[:index]
    return line
