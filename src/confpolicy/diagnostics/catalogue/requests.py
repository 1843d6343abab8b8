"""CP8xx: requests that are refused. A fault's `suggestion`, where it has one, is shown after the message."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Entry, Severity


def entry(code: str, slug: str, message: str, label: str, help_: str) -> Entry:
    """An entry for a mistake in a request: what Entry holds, and that it is an error."""
    return Entry(code=code, slug=slug, severity=Severity.ERROR, message=message, label=label, help=help_)


_DOCUMENTS = (
    entry(
        "CP801",
        "not-json",
        "The text is not JSON: it cannot be read on from line {line}, column {column}.",
        "not JSON",
        "Write the request with a JSON library; comments, single quotes and trailing commas are not JSON.",
    ),
    entry(
        "CP802",
        "duplicate-key",
        "The key `{name}` stands twice in one object.",
        "stands twice",
        "Keep one of the two: readers of JSON differ in which of them they would take.",
    ),
    entry(
        "CP803",
        "not-a-finite-number",
        "`{found}` is not a number in JSON.",
        "not a number",
        "Leave the key out where the value is not known: what is absent is unknown.",
    ),
    entry(
        "CP804",
        "fraction",
        "A number with a fraction or an exponent cannot be given exactly.",
        "not a whole number",
        'Give a whole number, or a decimal as a text, like "12.50".',
    ),
    entry(
        "CP805",
        "too-deep",
        "Objects and lists lie more than {bound} deep in one another.",
        "too deep",
        "Nothing in a request needs such depth: look for a value that was wrapped again and again.",
    ),
    entry(
        "CP806",
        "too-large",
        "There are more than {bound} {what}.",
        "too many",
        "Split the request: each part is decided by itself.",
    ),
    entry(
        "CP807",
        "not-utf-8",
        "The text is not UTF-8: it breaks at byte {byte}.",
        "not UTF-8",
        "Save or send the document as UTF-8.",
    ),
    entry(
        "CP808",
        "lone-surrogate",
        "The text holds half of a surrogate pair, which is no character.",
        "half a character",
        "Write the character itself, or both halves of the pair.",
    ),
)

_SHAPES = (
    entry(
        "CP810",
        "wrong-type",
        "Here stands {found}; {expected} was expected.",
        "wrong type",
        "Give {expected}.",
    ),
    entry(
        "CP811",
        "missing-key",
        "`{name}` is missing.",
        "incomplete",
        "Add `{name}`.",
    ),
    entry(
        "CP812",
        "unknown-key",
        "`{name}` is not a key of {holder}.",
        "not known",
        "Correct the key or leave it out: nothing in a request is passed over in silence.",
    ),
    entry(
        "CP813",
        "out-of-bounds",
        "The value lies outside its bounds: {bound}.",
        "out of bounds",
        "Give a value within the bounds, or leave the key out.",
    ),
    entry(
        "CP814",
        "malformed",
        "This is not {expected}: {problem}.",
        "malformed",
        "Give {expected}.",
    ),
    entry(
        "CP815",
        "naive-time",
        "The time has no offset, so it could be several instants.",
        "no offset",
        'Add the offset from UTC, like "+00:00" or "Z".',
    ),
    entry(
        "CP816",
        "key-not-text",
        "A key of {holder} is {found}, and not a text.",
        "not a text",
        "Give keys as texts.",
    ),
    entry(
        "CP817",
        "empty-list",
        "`{name}` is an empty list.",
        "empty",
        "Name at least one.",
    ),
    entry(
        "CP818",
        "bad-id",
        "This cannot be an id: {problem}.",
        "no id",
        "Give an id of 1 to 200 visible characters in NFC: ids are compared exactly as they are given.",
    ),
    entry(
        "CP819",
        "null",
        "`null` is not a value here.",
        "null",
        "Leave the key out where the value is not known.",
    ),
)

_NAMES = (
    entry(
        "CP820",
        "undeclared-term",
        "{name} is not a {kind} that the policy declares.",
        "not declared",
        "Use a declared name, or declare this one in the policy.",
    ),
    entry(
        "CP821",
        "undeclared-fact",
        "`{holder}.{name}` is not a fact that the policy declares.",
        "not declared",
        "Use a declared fact, or declare this one in the policy.",
    ),
    entry(
        "CP822",
        "role-towards-subject",
        "`{name}` is a role towards a subject and cannot be held in general.",
        "a role towards a subject",
        "Give it in the `roles` of the subject's `relation`, where it counts for that subject alone.",
    ),
    entry(
        "CP823",
        "plain-role-in-relation",
        "`{name}` is not a role towards a subject.",
        "a role held in general",
        "Give it in the `roles` of the recipient.",
    ),
    entry(
        "CP824",
        "not-one-of",
        "{name} is not one of the values: {values}.",
        "not a value",
        "Give one of: {values}.",
    ),
    entry(
        "CP825",
        "judgement-missing",
        "`{name}` is somebody's judgement, and it is not said whose and of when.",
        "no judgement",
        'Give it as an object with "value", "by" (an "id" and "roles") and "at".',
    ),
    entry(
        "CP826",
        "not-judged",
        "`{name}` is not declared as a judgement.",
        "given as a judgement",
        "Give the value alone.",
    ),
)

_ITEMS = (
    entry(
        "CP830",
        "subject-and-subjects",
        "Both `subject` and `subjects` are given.",
        "both given",
        "Keep one of them.",
    ),
    entry(
        "CP831",
        "misplaced",
        "`{name}` does not stand here.",
        "misplaced",
        "It stands {place}.",
    ),
    entry(
        "CP832",
        "duplicate-subject",
        "The subject `{name}` stands twice.",
        "stands twice",
        "Give each subject once.",
    ),
    entry(
        "CP833",
        "about-a-stranger",
        "`{name}` is not the id of a subject of this request.",
        "not a subject",
        "Name a subject of the request, or add this one to them.",
    ),
    entry(
        "CP834",
        "about-twice",
        "The item is said to be about `{name}` twice.",
        "stands twice",
        "Name each subject once.",
    ),
    entry(
        "CP835",
        "conflicting-entries",
        "This entry and `{other}` ask for `{item}` about `{subject}` with different facts.",
        "other facts than another entry",
        "Ask once, or give both entries the same facts.",
    ),
    entry(
        "CP836",
        "no-leaf",
        "`{name}` stands for no item: nothing is declared under it.",
        "stands for nothing",
        "Ask for a term that the policy declares under it.",
    ),
)

ENTRIES: tuple[Entry, ...] = (*_DOCUMENTS, *_SHAPES, *_NAMES, *_ITEMS)
