"""CP45x and some of CP8xx: who stands in for the subject, and classes of people."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Entry, Severity


def _error(code: str, slug: str, message: str, label: str, help_: str) -> Entry:
    return Entry(code=code, slug=slug, severity=Severity.ERROR, message=message, label=label, help=help_)


STAND_INS = (
    _error(
        "CP450",
        "not-towards-subject",
        "Nobody stands in for the subject as `{name}`: that is no role towards a subject",
        "no role towards a subject",
        "Name a role that is declared `towards subject`.",
    ),
    _error(
        "CP451",
        "stand-in-form",
        "`{part}` does not belong in `given by` of a stand-in",
        "not here",
        "Name declared givers alone: in which form they consent is said where `given by subject` is.",
    ),
    _error(
        "CP452",
        "stand-in-reads",
        "Who stands in for the subject may not turn on `{name}`: {why}{through}",
        "read by a stand-in",
        "Ask for what is on file (`subject.…`, `relation.…`) or what somebody judged.",
    ),
    _error(
        "CP453",
        "giver-is-not-recipient",
        "`{name}` is about whoever asks, and `given by` names somebody else{through}",
        "about the recipient",
        "Write two stand-ins: this one with `to`, another with `given by`.",
    ),
)

REQUESTS = (
    _error(
        "CP837",
        "class-as-party",
        "The {holder} `{name}` is a class of people in this request.",
        "a class, not a person",
        "Give the id of the {holder}; a class of people neither asks nor discloses.",
    ),
    _error(
        "CP838",
        "class-consents",
        "`{name}` is a class of people, and a class neither consents nor refuses.",
        "about a class",
        "Ask about each person by themself, with their own consent.",
    ),
)

ENTRIES = (*STAND_INS, *REQUESTS)
