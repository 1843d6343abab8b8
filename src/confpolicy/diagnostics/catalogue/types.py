"""CP3xx: the types of facts, literals and conditions."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Entry, Severity


def _error(code: str, slug: str, message: str, label: str, help_: str) -> Entry:
    return Entry(code=code, slug=slug, severity=Severity.ERROR, message=message, label=label, help=help_)


ENTRIES: tuple[Entry, ...] = (
    _error(
        "CP301",
        "wrong-type",
        "This is {actual}, but {expected} is needed here",
        "{expected} is needed",
        "Put {expected} in its place.",
    ),
    _error(
        "CP303",
        "not-comparable",
        "This compares {left} with {right}",
        "two different kinds",
        "Compare two things of the same kind.",
    ),
    _error(
        "CP304",
        "no-order",
        "`{operator}` asks which comes first, and {type} comes neither before nor after another",
        "has no order",
        "Use `=` or `!=` in place of `{operator}`; only numbers, dates and durations have an order.",
    ),
    _error(
        "CP305",
        "months-and-days",
        "Months cannot be compared with days: a month has no fixed length",
        "calendar months beside days or hours",
        "Give both in months and years, or both in days and hours; or add one to a date and compare dates.",
    ),
    _error(
        "CP306",
        "no-arithmetic",
        "This cannot be {verb}: {left} and {right}",
        "do not go together",
        "Numbers go with numbers, a duration with a duration or behind a date, a date off a date of the same kind; "
        "to ask how long ago something was, write `within`.",
    ),
    _error(
        "CP307",
        "part-of-day",
        "Hours, minutes and seconds cannot be added to a date",
        "less than a day",
        "Use days, or a fact that is a date with a time.",
    ),
    _error(
        "CP308",
        "not-a-set",
        "This is {actual}, but a set is needed here",
        "no set",
        "Name a fact or a field that is a set, or write the values in braces.",
    ),
    _error(
        "CP309",
        "not-a-fixed-value",
        "Only a fixed value can stand here",
        "not fixed",
        "Write a number, a text in quotes, a date, a duration, or one of the declared values.",
    ),
    _error(
        "CP311",
        "no-such-date",
        "There is no date or time `{text}`",
        "not in the calendar",
        "Write a day that exists, as 2026-11-22, or with a time, as 2026-11-22T10:00.",
    ),
    _error(
        "CP312",
        "number-too-large",
        "This number is too large, or has too many digits",
        "out of bounds",
        "Whole numbers lie between -9007199254740991 and 9007199254740991; decimals have at most 28 digits.",
    ),
    _error(
        "CP313",
        "duration-too-long",
        "This duration is too long",
        "out of bounds",
        "A duration has at most 1,000 years.",
    ),
    _error(
        "CP314",
        "text-too-long",
        "This text is too long",
        "more than {limit} characters",
        "Keep it below {limit} characters.",
    ),
    _error(
        "CP315",
        "local-time-twice-or-never",
        "The clock in {zone} shows {text} {often} on that day",
        "which one is meant cannot be told",
        "Choose another time, or write its offset, as 2026-10-25T01:30+01:00.",
    ),
    _error(
        "CP316",
        "definition-uses-itself",
        "A definition uses itself: {cycle}",
        "closes the circle",
        "Take one of the uses away, or write the condition out.",
    ),
    _error(
        "CP317",
        "too-deep",
        "This condition is nested more than {limit} deep",
        "too deep",
        "Give its parts names with `define`.",
    ),
    _error(
        "CP318",
        "too-large",
        "This condition has {size} parts once every definition stands in its place; at most {limit} can be decided",
        "too large",
        "Make the definitions smaller, or use them less often.",
    ),
    _error(
        "CP319",
        "quantifiers-too-deep",
        "`some` and `every` stand {depth} deep in one another here; at most {limit} can be decided",
        "too deep",
        "Take one of them out of the others.",
    ),
    _error(
        "CP323",
        "presumed-not-bool",
        "Only a fact that is `bool` can be taken as no",
        "not a yes or no",
        "Leave `taken as no if absent` out: an absent fact is then unknown.",
    ),
    _error(
        "CP324",
        "presumed-and-judged",
        "A judged fact cannot be taken as no if absent",
        "beside `judged by`",
        "Leave one of the two out: a judgement that is absent or does not count is unknown.",
    ),
    _error(
        "CP325",
        "set-of-sets",
        "A set cannot hold sets",
        "a set of sets",
        "Use a structure with a set among its fields.",
    ),
    _error(
        "CP326",
        "discloser-is",
        "A discloser is never `{name}` here",
        "can never be true",
        "Ask for a plain role; only a recipient can be the subject, or have a role towards the subject.",
    ),
    _error(
        "CP327",
        "record-in-condition",
        "A record cannot be written out in a condition",
        "only scenarios write records",
        "Compare its fields one by one, as in `some a in … has (a.kind = …)`.",
    ),
    _error(
        "CP328",
        "value-in-quotes",
        '`"{name}"` stands in quotes, and the values here are words: {values}',
        "a word, not a text",
        "Write the word without quotes.",
    ),
    _error(
        "CP329",
        "date-beside-duration",
        "A date is compared with a length of time",
        "a day beside a number of days or years",
        "Add the length to the date and compare with `now`, as in `now < {date} + {duration}`.",
    ),
    _error(
        "CP330",
        "value-by-itself",
        "`{value}` stands by itself behind a comparison, and nothing is compared with it",
        "compared with nothing",
        "Compare again, as in `{left} {operator} {value}`; or put the values in a set: `{left} in {{…}}`.",
    ),
    _error(
        "CP331",
        "too-large-together",
        "The conditions of this policy have more than {limit} parts once every definition stands in its place",
        "one too many",
        "Make the definitions smaller, or use them less often.",
    ),
)
