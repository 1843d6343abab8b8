"""CP84x: consent statements on file that do not fit. See `requests`."""

from __future__ import annotations

from confpolicy.diagnostics.catalogue.requests import entry
from confpolicy.diagnostics.diagnostic import Entry

ENTRIES: tuple[Entry, ...] = (
    entry(
        "CP840",
        "duplicate-statement",
        "Two statements have the id `{name}`.",
        "stands twice",
        "Give each statement once, and an id of its own.",
    ),
    entry(
        "CP841",
        "given-by-another",
        "The statement is said to be the subject's own, and somebody else than `{name}` gave it.",
        "another's id",
        "Say under `as` in which capacity they gave it, or give the subject's own id.",
    ),
    entry(
        "CP842",
        "withdrawn-before-given",
        "The grant is withdrawn before it is given.",
        "too early",
        "Correct one of the two times.",
    ),
    entry(
        "CP843",
        "refusal-without-end",
        "A refusal has no `{name}`: it never ends by itself.",
        "not of a refusal",
        "Leave the key out; what follows a refusal is a grant of a later date.",
    ),
    entry(
        "CP844",
        "grant-without",
        "The {statement} does not say its `{name}`.",
        "incomplete",
        "Add `{name}`: only a refusal may leave it out, and then it means all.",
    ),
    entry(
        "CP845",
        "given-for-oneself",
        "The statement is said to be given by the {giver} of `{name}`, and `{name}` gave it.",
        "the subject's own id",
        "Write `subject` under `as` where it is the subject's own, or give the {giver}'s id.",
    ),
    entry(
        "CP846",
        "not-of-this-statement",
        "{statement} has no `{name}`.",
        "not here",
        "Leave the key out: grants and refusals are `given_by` somebody, an offer is `offered_to` them.",
    ),
)
