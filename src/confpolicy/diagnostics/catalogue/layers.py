"""CP46x: policies that lie within others, and what each governs."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Entry, Severity


def _error(code: str, slug: str, message: str, label: str, help_: str) -> Entry:
    return Entry(code=code, slug=slug, severity=Severity.ERROR, message=message, label=label, help=help_)


ENTRIES: tuple[Entry, ...] = (
    _error(
        "CP460",
        "clause-of-another-policy",
        "`{name}` is a clause of another policy",
        "not of this policy",
        "Each policy decides by itself: what one forbids, no other can lift. Name a clause of the same policy.",
    ),
    _error(
        "CP461",
        "governs-reads",
        "`{name}`{through} {why}: what a policy governs may not turn on that",
        "not in `governs`",
        "Use a plain fact, a role or a term; what turns on this belongs into the clauses.",
    ),
    _error(
        "CP462",
        "policies-at-odds",
        "The `{part}` of this policy is another than that of `{name}`, which lies within it",
        "another one",
        "Policies that are decided together have one `language` and one `timezone`.",
    ),
    _error(
        "CP463",
        "policy-twice",
        "Two policies that are decided together have the name `{name}`",
        "again here",
        "Give each policy a name of its own: decisions name them.",
    ),
)
