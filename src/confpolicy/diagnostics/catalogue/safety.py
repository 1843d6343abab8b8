"""CP5xx: what could disclose, or say too much."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Entry, Severity

ENTRIES: tuple[Entry, ...] = (
    Entry(
        code="CP501",
        slug="requester-without-reply",
        severity=Severity.ERROR,
        message="A requester with {roles} who asks for {item}, for {purpose}, would get no reply at all",
        label="no unconditional reply covers every requester",
        help="Add a `reply` without `when` and `unless` that covers them, such as one `to anyone`.",
    ),
    Entry(
        code="CP502",
        slug="role-beside-anyone",
        severity=Severity.WARNING,
        message="Whoever keeps quiet about the role that `{prohibition}` names gets the same data by {ground}",
        label="forbids it to a role",
        help="Let what permits it name its recipients, or forbid it `to anyone except …`; or allow CP502 and say why "
        "nobody can keep the role back.",
    ),
    Entry(
        code="CP503",
        slug="existence-revealed",
        severity=Severity.WARNING,
        message="`{clause}` gives away that the person is known, depending on what is on file: {facts}",
        label="releases {item}, which tells it",
        help="Let it rest on stated or judged facts, or on consent; or allow CP503 and say why this is wanted.",
    ),
    Entry(
        code="CP504",
        slug="prohibition-talked-away",
        severity=Severity.WARNING,
        message="`{clause}` lifts {overrides} on what the requester states: {facts}",
        label="lifts a prohibition on somebody's word",
        help="Read what is on file or judged in place of what is stated, or leave the prohibition standing.",
    ),
    Entry(
        code="CP505",
        slug="every-of-nothing",
        severity=Severity.WARNING,
        message="`{clause}` permits where `every {variable} in …` holds, and of an empty set it always holds",
        label="true of an empty set",
        help="Ask for `some` as well, or allow CP505 and say why an empty set may permit.",
    ),
    Entry(
        code="CP506",
        slug="presumed-in-prohibition",
        severity=Severity.WARNING,
        message="`{clause}` {does} where `{fact}` is absent, since that is taken as no",
        label="rests on a fact that is taken as no",
        help="Take `taken as no if absent` from `{fact}`, or allow CP506 and say why not knowing may count as no.",
    ),
    Entry(
        code="CP507",
        slug="wider-purpose-goes-free",
        severity=Severity.WARNING,
        message="`{prohibition}` forbids {purpose}, and who asks for `{wider}` gets the same data by `{ground}`",
        label="does not reach the wider purpose",
        help="Forbid it for `{wider}`, or let `{ground}` name what it is for; or allow CP507 and say why nobody "
        "asks for `{wider}`.",
    ),
    Entry(
        code="CP508",
        slug="own-judgement",
        severity=Severity.WARNING,
        message="Whether `{clause}` forbids rests on what the recipient judges: {facts}",
        label="the recipient's own word",
        help="Let somebody else judge it, or allow CP508 and say why the recipient may decide.",
    ),
    Entry(
        code="CP509",
        slug="equal-to-a-group",
        severity=Severity.WARNING,
        message="`{asked} {operator} {term}` asks for `{term}` itself, and never for what lies below it",
        label="`{below}` lies below it, and is another",
        help="Write `{asked} is {term}` (or `not {asked} is {term}`), which covers all that lies below.",
    ),
    Entry(
        code="CP510",
        slug="role-freed-as-subject",
        severity=Severity.WARNING,
        message="`{prohibition}` frees whoever stands in for the subject by {stand_ins}, whatever else they are",
        label="`recipient is subject` lifts it",
        help="Write `except subject` in its scope, which frees nobody of another role; or allow CP510 and say why "
        "their other roles do not matter.",
    ),
)
