"""CP8xx: requests that are refused. A fault's `suggestion`, where it has one, is shown after the message."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Entry, Severity


def _entry(code: str, slug: str, message: str, label: str, help_: str) -> Entry:
    return Entry(code=code, slug=slug, severity=Severity.ERROR, message=message, label=label, help=help_)


_DOCUMENTS = (
    _entry(
        "CP801",
        "not-json",
        "The text is not JSON: it cannot be read on from line {line}, column {column}.",
        "not JSON",
        "Write the request with a JSON library; comments, single quotes and trailing commas are not JSON.",
    ),
    _entry(
        "CP802",
        "duplicate-key",
        "The key `{name}` stands twice in one object.",
        "stands twice",
        "Keep one of the two: readers of JSON differ in which of them they would take.",
    ),
    _entry(
        "CP803",
        "not-a-finite-number",
        "`{found}` is not a number in JSON.",
        "not a number",
        "Leave the key out where the value is not known: what is absent is unknown.",
    ),
    _entry(
        "CP804",
        "fraction",
        "A number with a fraction or an exponent cannot be given exactly.",
        "not a whole number",
        'Give a whole number, or a decimal as a text, like "12.50".',
    ),
    _entry(
        "CP805",
        "too-deep",
        "Objects and lists lie more than {bound} deep in one another.",
        "too deep",
        "Nothing in a request needs such depth: look for a value that was wrapped again and again.",
    ),
    _entry(
        "CP806",
        "too-large",
        "There are more than {bound} {what}.",
        "too many",
        "Split the request: each part is decided by itself.",
    ),
    _entry(
        "CP807",
        "not-utf-8",
        "The text is not UTF-8: it breaks at byte {byte}.",
        "not UTF-8",
        "Save or send the document as UTF-8.",
    ),
    _entry(
        "CP808",
        "lone-surrogate",
        "The text holds half of a surrogate pair, which is no character.",
        "half a character",
        "Write the character itself, or both halves of the pair.",
    ),
)

_SHAPES = (
    _entry(
        "CP810",
        "wrong-type",
        "Here stands {found}; {expected} was expected.",
        "wrong type",
        "Give {expected}.",
    ),
    _entry(
        "CP811",
        "missing-key",
        "`{name}` is missing.",
        "incomplete",
        "Add `{name}`.",
    ),
    _entry(
        "CP812",
        "unknown-key",
        "`{name}` is not a key of {holder}.",
        "not known",
        "Correct the key or leave it out: nothing in a request is passed over in silence.",
    ),
    _entry(
        "CP813",
        "out-of-bounds",
        "The value lies outside its bounds: {bound}.",
        "out of bounds",
        "Give a value within the bounds, or leave the key out.",
    ),
    _entry(
        "CP814",
        "malformed",
        "This is not {expected}: {problem}.",
        "malformed",
        "Give {expected}.",
    ),
    _entry(
        "CP815",
        "naive-time",
        "The time has no offset, so it could be several instants.",
        "no offset",
        'Add the offset from UTC, like "+00:00" or "Z".',
    ),
    _entry(
        "CP816",
        "key-not-text",
        "A key of {holder} is {found}, and not a text.",
        "not a text",
        "Give keys as texts.",
    ),
    _entry(
        "CP817",
        "empty-list",
        "`{name}` is an empty list.",
        "empty",
        "Name at least one.",
    ),
    _entry(
        "CP818",
        "bad-id",
        "This cannot be an id: {problem}.",
        "no id",
        "Give an id of 1 to 200 visible characters in NFC: ids are compared exactly as they are given.",
    ),
    _entry(
        "CP819",
        "null",
        "`null` is not a value here.",
        "null",
        "Leave the key out where the value is not known.",
    ),
)

_NAMES = (
    _entry(
        "CP820",
        "undeclared-term",
        "{name} is not a {kind} that the policy declares.",
        "not declared",
        "Use a declared name, or declare this one in the policy.",
    ),
    _entry(
        "CP821",
        "undeclared-fact",
        "`{holder}.{name}` is not a fact that the policy declares.",
        "not declared",
        "Use a declared fact, or declare this one in the policy.",
    ),
    _entry(
        "CP822",
        "role-towards-subject",
        "`{name}` is a role towards a subject and cannot be held in general.",
        "a role towards a subject",
        "Give it in the `roles` of the subject's `relation`, where it counts for that subject alone.",
    ),
    _entry(
        "CP823",
        "plain-role-in-relation",
        "`{name}` is not a role towards a subject.",
        "a role held in general",
        "Give it in the `roles` of the recipient.",
    ),
    _entry(
        "CP824",
        "not-one-of",
        "{name} is not one of the values: {values}.",
        "not a value",
        "Give one of: {values}.",
    ),
    _entry(
        "CP825",
        "judgement-missing",
        "`{name}` is somebody's judgement, and it is not said whose and of when.",
        "no judgement",
        'Give it as an object with "value", "by" (an "id" and "roles") and "at".',
    ),
    _entry(
        "CP826",
        "not-judged",
        "`{name}` is not declared as a judgement.",
        "given as a judgement",
        "Give the value alone.",
    ),
)

_ITEMS = (
    _entry(
        "CP830",
        "subject-and-subjects",
        "Both `subject` and `subjects` are given.",
        "both given",
        "Keep one of them.",
    ),
    _entry(
        "CP831",
        "misplaced",
        "`{name}` does not stand here.",
        "misplaced",
        "It stands {place}.",
    ),
    _entry(
        "CP832",
        "duplicate-subject",
        "The subject `{name}` stands twice.",
        "stands twice",
        "Give each subject once.",
    ),
    _entry(
        "CP833",
        "about-a-stranger",
        "`{name}` is not the id of a subject of this request.",
        "not a subject",
        "Name a subject of the request, or add this one to them.",
    ),
    _entry(
        "CP834",
        "about-twice",
        "The item is said to be about `{name}` twice.",
        "stands twice",
        "Name each subject once.",
    ),
    _entry(
        "CP835",
        "conflicting-entries",
        "This entry and `{other}` ask for `{item}` about `{subject}` with different facts.",
        "other facts than another entry",
        "Ask once, or give both entries the same facts.",
    ),
    _entry(
        "CP836",
        "no-leaf",
        "`{name}` stands for no item: nothing is declared under it.",
        "stands for nothing",
        "Ask for a term that the policy declares under it.",
    ),
)

_STATEMENTS = (
    _entry(
        "CP840",
        "duplicate-statement",
        "Two statements have the id `{name}`.",
        "stands twice",
        "Give each statement once, and an id of its own.",
    ),
    _entry(
        "CP841",
        "given-by-another",
        "The statement is said to be the subject's own, and somebody else than `{name}` gave it.",
        "another's id",
        "Say under `as` in which capacity they gave it, or give the subject's own id.",
    ),
    _entry(
        "CP842",
        "withdrawn-before-given",
        "The grant is withdrawn before it is given.",
        "too early",
        "Correct one of the two times.",
    ),
    _entry(
        "CP843",
        "refusal-without-end",
        "A refusal has no `{name}`: it never ends by itself.",
        "not of a refusal",
        "Leave the key out; what follows a refusal is a grant of a later date.",
    ),
    _entry(
        "CP844",
        "grant-without",
        "The {statement} does not say its `{name}`.",
        "incomplete",
        "Add `{name}`: only a refusal may leave it out, and then it means all.",
    ),
    _entry(
        "CP845",
        "given-for-oneself",
        "The statement is said to be given by the {giver} of `{name}`, and `{name}` gave it.",
        "the subject's own id",
        "Write `subject` under `as` where it is the subject's own, or give the {giver}'s id.",
    ),
    _entry(
        "CP846",
        "not-of-this-statement",
        "{statement} has no `{name}`.",
        "not here",
        "Leave the key out: grants and refusals are `given_by` somebody, an offer is `offered_to` them.",
    ),
)

ENTRIES: tuple[Entry, ...] = (*_DOCUMENTS, *_SHAPES, *_NAMES, *_ITEMS, *_STATEMENTS)
