"""CP140 to CP146: what people write out of habit."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Entry, Severity


def _error(code: str, slug: str, message: str, label: str, help_: str) -> Entry:
    return Entry(code=code, slug=slug, severity=Severity.ERROR, message=message, label=label, help=help_)


ENTRIES: tuple[Entry, ...] = (
    _error(
        "CP140",
        "nothing-between",
        "`{before}` and `{name}` stand side by side, and something is missing between them",
        "what joins it to `{before}`?",
        "Put a comma between two members of a list; or the word that is missing, such as `to` or `for`. A name has "
        "no space: it would be `{joined}`.",
    ),
    _error(
        "CP141",
        "other-sign",
        "`{found}` is not a sign of this language",
        "write `{plain}`",
        "Write `{plain}` instead.",
    ),
    _error(
        "CP142",
        "sign-at-end",
        "`{found}` ends nothing here: a statement ends where the next one begins",
        "not needed",
        "Take it away.",
    ),
    _error(
        "CP143",
        "is-not",
        "`is not` is not how the language says no",
        "`not` stands in front",
        "Write `not` in front of it all, as in `not recipient is manager`; that a fact is another value is `!=`.",
    ),
    _error(
        "CP144",
        "two-units",
        "A length of time has one unit, and here are two",
        "two lengths",
        "Say it in the smaller unit: 1 year and 6 months are `18 months`.",
    ),
    _error(
        "CP145",
        "title-without-quotes",
        "A title stands in quotes",
        "a title?",
        'Write `"` before and after it; or indent the next part on a line of its own.',
    ),
    _error(
        "CP146",
        "quote-in-text",
        'A text in quotes ends at the next `"`, and something goes on behind it',
        "ends the text",
        "Use single quotes inside a text.",
    ),
)
