"""CP1xx: how a text is written, and which files it is made of (those and mistakes out of habit stand beside)."""

from __future__ import annotations

from confpolicy.diagnostics.catalogue import files, habits
from confpolicy.diagnostics.diagnostic import Entry, Severity


def _error(code: str, slug: str, message: str, label: str, help_: str) -> Entry:
    return Entry(code=code, slug=slug, severity=Severity.ERROR, message=message, label=label, help=help_)


_STATEMENTS: tuple[Entry, ...] = (
    _error(
        "CP101",
        "unexpected-text",
        "{found} does not fit here; {expected} {could} stand here",
        "cannot be read on from here",
        "{advice}",
    ),
    _error(
        "CP102",
        "statement-ends-too-early",
        "The statement stops too early: {expected} has to follow",
        "nothing follows",
        "Finish the statement; if its rest stands at the left margin, indent it.",
    ),
    _error(
        "CP103",
        "unknown-statement",
        "No statement starts with `{word}`",
        "at the left margin",
        "Start with one of the words for statements (`data`, `consent`, `prohibition` …), or indent the line if it "
        "belongs to the statement above.",
    ),
    _error(
        "CP104",
        "indented-statement",
        "`{word}` starts a statement, but this line is indented",
        "starts a statement",
        "Move the line to the left margin.",
    ),
    _error(
        "CP105",
        "word-as-name",
        "`{word}` is a word of the language and cannot be a name",
        "a name is expected here",
        "Choose another name: all words of the language are reserved.",
    ),
    _error(
        "CP106",
        "odd-name",
        "`{word}` cannot be a name",
        "not a name",
        "Write `{plain}`: a name starts with a small letter and has small letters, digits and `_`.",
    ),
    _error(
        "CP107",
        "and-beside-or",
        "`and` stands beside `or` without parentheses",
        "which belongs together?",
        "Put parentheses around what belongs together: `a and (b or c)`, or `(a and b) or c`.",
    ),
    _error(
        "CP108",
        "chained-comparison",
        "`{first}` and `{second}` run two comparisons into one",
        "two comparisons",
        "Compare twice and join the two with `and`.",
    ),
    _error(
        "CP109",
        "open-string",
        "The text in quotes is not closed on its line",
        "starts here",
        'Close it with `"` before the line ends; texts in quotes that follow each other are joined.',
    ),
)

_CHARACTERS: tuple[Entry, ...] = (
    _error(
        "CP110",
        "pasted-character",
        "{character} is what word processors write, and the language does not know it",
        "a plain character is meant",
        "Write `{plain}` instead.",
    ),
    _error(
        "CP111",
        "invisible-character",
        "{character} is invisible, or changes how the text around it is shown",
        "something stands here that cannot be seen",
        "Delete it: a policy must read as it is.",
    ),
    _error(
        "CP112",
        "not-ascii",
        "{character} stands outside quotes and comments",
        "not a plain character",
        "Outside quotes and comments write plain (ASCII) characters only.",
    ),
    _error(
        "CP113",
        "look-alike",
        "{character} looks like a plain `{plain}`, but is another character",
        "not what it seems",
        "Type a plain `{plain}`.",
    ),
    _error(
        "CP114",
        "tab-at-margin",
        "A tab stands at the margin",
        "a tab",
        "Indent with spaces, four for each step.",
    ),
    _error(
        "CP115",
        "not-utf8",
        "The file is not written in UTF-8, or was damaged",
        "cannot be read",
        "Save the file in UTF-8, and look at this place: something was lost.",
    ),
)

_LIMITS: tuple[Entry, ...] = (
    _error(
        "CP116",
        "file-too-large",
        "The file is longer than {limit}",
        "this file",
        "Split the file, and join the parts with `use`.",
    ),
    _error(
        "CP117",
        "too-many-statements",
        "The file has more than {limit} statements",
        "this file",
        "Split the file, and join the parts with `use`.",
    ),
    _error(
        "CP118",
        "starts-indented",
        "The first statement is indented",
        "starts a statement",
        "Move the line to the left margin.",
    ),
    _error(
        "CP119",
        "scope-out-of-order",
        "`{word}` stands after `{before}`",
        "too late, or twice",
        "A scope is written once and in this order: `of … to … from … for …`.",
    ),
    _error(
        "CP120",
        "condition-of-reading",
        "This `{word}` belongs to the reading `{reading}`, but is not indented under it",
        "holds in that reading alone",
        "Indent it deeper than `reading` if it belongs to that reading; if it belongs to the clause, move it above "
        "the first reading.",
    ),
    _error(
        "CP121",
        "nested-too-deep",
        "The condition is nested deeper than {limit} levels",
        "too deep",
        "Name a part of it with `define`, and use the name.",
    ),
    _error(
        "CP122", "number-too-long", "The number has more than {limit} digits", "too long", "Write a smaller number."
    ),
    _error(
        "CP123",
        "not-a-whole-number",
        "`{number}` is not a whole number",
        "has a decimal point",
        "Write a whole number; of something that lasts, in a smaller unit.",
    ),
    _error(
        "CP124",
        "odd-date",
        "`{found}` is not how this is written",
        "not in the form of dates here",
        "Write it like `{form}`.",
    ),
    _error("CP125", "said-twice", "`{words}` is said twice", "said again here", "Keep one of the two."),
    _error(
        "CP126",
        "piece-missing",
        "`{what}` lacks its `{words}`",
        "without `{words}`",
        "Add `{words} …`: without it the statement says too little to mean anything.",
    ),
    _error(
        "CP127",
        "not-of-a-refusal",
        "`{words}` does not fit a refusal",
        "only of a consent",
        "Take it away: a refusal only has who refused, its `of`, `to` and `for`, and `on file since`.",
    ),
    _error(
        "CP149",
        "not-of-an-offer",
        "`{words}` does not fit an offer",
        "only of a consent",
        "Take it away: an offer is what somebody was told, and to it nobody has said yes.",
    ),
    _error(
        "CP128",
        "is-with-a-fact",
        "A fact is compared with `=`, not with `is`",
        "write `=` here",
        "Write `=` in place of `is`; `is` asks for roles, purposes and data, as in `recipient is manager`.",
    ),
    _error(
        "CP129",
        "comma-too-many",
        "A comma stands before `{word}`, where the list ends",
        "nothing more of the list follows",
        "Take the comma away, or finish the list.",
    ),
    _error(
        "CP147",
        "condition-behind-reading",
        "This `{word}` belongs to the whole clause, but stands as if to the reading `{reading}`",
        "holds in every reading",
        "If it belongs to that reading, put it before the next part; if it belongs to the clause, move it above the "
        "first reading.",
    ),
)

ENTRIES: tuple[Entry, ...] = (*_STATEMENTS, *_CHARACTERS, *_LIMITS, *files.ENTRIES, *habits.ENTRIES)
