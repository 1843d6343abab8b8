"""CP7xx: what is allowed but rarely meant, and `allow` itself."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Entry, Severity

ENTRIES: tuple[Entry, ...] = (
    Entry(
        code="CP701",
        slug="consent-without-need",
        severity=Severity.WARNING,
        message="No need-to-know clause has anything in common with the consent `{clause}`, so it permits nothing",
        label="no need-to-know for any of this",
        help='Write the need-to-know, or `without need-to-know because "…"` under the consent.',
    ),
    Entry(
        code="CP702",
        slug="referral-without-answer",
        severity=Severity.WARNING,
        message="Whatever is decided after `{clause}` (by {roles}), nothing is ever released",
        label="no exception reads their decision",
        help="Add an exception over the same scope that reads an `item` fact judged by them.",
    ),
    Entry(
        code="CP703",
        slug="unused-name",
        severity=Severity.WARNING,
        message="The {kind} `{name}` is declared, and no clause speaks of it",
        label="never used",
        help="Delete it, use it, or allow CP703 and say what it is for.",
    ),
    Entry(
        code="CP704",
        slug="review-overdue",
        severity=Severity.WARNING,
        message="Policy `{name}` was reviewed on {reviewed} and was to be reviewed again by {due}",
        label="the review is overdue",
        help="Review the policy and write the new day after `reviewed on`.",
    ),
    Entry(
        code="CP707",
        slug="stand-in-without-effect",
        severity=Severity.WARNING,
        message="No clause about the same data turns on who stands in for the subject by `{clause}`",
        label="nothing turns on it",
        help="Write the clause that goes `to subject`, or that rests on consent `given by subject`.",
    ),
    Entry(
        code="CP790",
        slug="allow-without-warning",
        severity=Severity.ERROR,
        message="`allow {code}` allows nothing: there is no such warning here",
        label="no such warning",
        help="Delete it.",
    ),
    Entry(
        code="CP791",
        slug="allow-of-an-error",
        severity=Severity.ERROR,
        message="{code} is an error, and no error can be allowed",
        label="not a warning",
        help="Mend what {code} reports, and delete the `allow`.",
    ),
    Entry(
        code="CP792",
        slug="allow-of-no-code",
        severity=Severity.ERROR,
        message="There is no code {code}",
        label="no such code",
        help="Write the code that the warning names, such as CP703.",
    ),
)
