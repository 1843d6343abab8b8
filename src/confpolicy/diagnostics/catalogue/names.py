"""CP2xx: names and declarations."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Entry, Severity


def _error(code: str, slug: str, message: str, label: str, help_: str) -> Entry:
    return Entry(code=code, slug=slug, severity=Severity.ERROR, message=message, label=label, help=help_)


ENTRIES: tuple[Entry, ...] = (
    _error(
        "CP201",
        "declared-twice",
        "`{name}` is declared twice",
        "declared again here",
        "Give one of them another name, or take one away: all files of a policy share one list of names.",
    ),
    _error(
        "CP202",
        "built-in-name",
        "`{name}` is built in and cannot be declared",
        "declared here",
        "Take the declaration away; `{name}` can be used everywhere as it is.",
    ),
    _error(
        "CP203",
        "hierarchy-cycle",
        "A term stands above itself: {cycle}",
        "closes the circle",
        "Take one `under` out of the circle.",
    ),
    _error(
        "CP204",
        "unknown-name",
        "There is no {kind} named `{name}`",
        "not declared",
        "Declare it, or use a name that is declared.",
    ),
    _error(
        "CP205",
        "wrong-kind-of-name",
        "`{name}` is {actual}, not {expected}",
        "{expected} is needed here",
        "Put the name of {expected} here; often two names have only changed places.",
    ),
    _error(
        "CP206",
        "unknown-fact",
        "There is no fact `{name}`",
        "not declared",
        "Declare it with `fact {name} : …`, or use a fact that is declared.",
    ),
    _error(
        "CP208",
        "public-and-confidential",
        "`{name}` is both public and confidential",
        "stands under both",
        "Put it under one of the two; what is under neither is confidential.",
    ),
    _error(
        "CP209",
        "public-reveals-confidential",
        "`{name}` is public and reveals `{revealed}`, which is confidential",
        "public",
        "Make `{name}` confidential: whoever learns it learns `{revealed}` too.",
    ),
    _error(
        "CP210",
        "hierarchy-too-deep",
        "`{name}` has more than {limit} terms above it",
        "too deep",
        "Take some of the levels away.",
    ),
    _error(
        "CP211",
        "unknown-field",
        "The structure `{structure}` has no field `{name}`",
        "no such field",
        "Use a field that `{structure}` has, or add this one to it.",
    ),
    _error(
        "CP212",
        "unknown-value",
        "`{name}` is none of the values that can stand here: {values}",
        "no such value",
        "Use one of {values}.",
    ),
    _error(
        "CP213",
        "unknown-variable",
        "`{name}` is neither the holder of a fact nor a variable",
        "whose is it?",
        "A fact starts with its holder: `subject`, `stated`, `recipient`, `relation`, `discloser`, `context`, `item` "
        "or `statement`. A variable is introduced by `some {name} in … has (…)` around this.",
    ),
    _error(
        "CP214",
        "reserved-fact-name",
        "A fact cannot be called `{name}`",
        "taken",
        "Choose another name: in a request, `{name}` already means something there.",
    ),
    _error(
        "CP215",
        "structure-holds-itself",
        "The structure `{name}` holds itself",
        "a record of it would never end",
        "Take the field away that leads back to `{name}`.",
    ),
    _error(
        "CP216",
        "listed-twice",
        "`{name}` stands twice in `{part}`",
        "again here",
        "Take one of the two away.",
    ),
    _error(
        "CP217",
        "variable-hides",
        "The variable `{name}` has the name of {hidden}",
        "hides it",
        "Give the variable another name.",
    ),
    _error(
        "CP218",
        "no-fields",
        "`{name}` is {actual}, and that has no fields",
        "has no fields",
        "Compare `{name}` itself.",
    ),
    _error(
        "CP219",
        "reveals-too-much",
        "More than {limit} items reveal one another, pair by pair",
        "too many",
        "Let fewer items reveal fewer others: name one item that stands for what is learnt.",
    ),
    _error(
        "CP220",
        "scopes-too-wide",
        "The scopes of this policy cover more than {limit} terms together",
        "one too many",
        "Let more clauses have the same `of`, `to` and `for`: what they share is counted once. Or declare fewer "
        "terms.",
    ),
)
