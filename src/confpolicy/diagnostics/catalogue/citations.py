"""CP6xx: the source and its outline."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Entry, Severity

ENTRIES: tuple[Entry, ...] = (
    Entry(
        code="CP601",
        slug="unknown-paragraph",
        severity=Severity.ERROR,
        message="The source has no paragraph `{label}`",
        label="not in the outline",
        help="Cite a label of the outline that the header's `source` names, or add the paragraph to it.",
    ),
    Entry(
        code="CP602",
        slug="uncited-paragraph",
        severity=Severity.WARNING,
        message="Nothing cites paragraph `{label}`, and nothing says why it is left out",
        label="neither cited nor omitted",
        help='Cite it under the clause that carries it out, or write `omits {label} because "…"`.',
    ),
    Entry(
        code="CP603",
        slug="omitted-twice",
        severity=Severity.ERROR,
        message="Paragraph `{label}` is omitted here, and {other} elsewhere",
        label="omitted",
        help="Keep one: a paragraph is either cited, or omitted once.",
    ),
    Entry(
        code="CP604",
        slug="no-outline",
        severity=Severity.ERROR,
        message="Paragraph `{label}` is cited, but the header names no source",
        label="a paragraph of what?",
        help='Add `source "outline.md"` to the header, with the outline of the text that the policy carries out.',
    ),
)
