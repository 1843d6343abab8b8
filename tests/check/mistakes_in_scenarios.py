"""CP4xx: a small program for each mistake with headers and scenarios, and where it is found."""

from __future__ import annotations

_AT = 'scenario "s"\n    at 2026-03-01T10:00\n'
_ASK = "    ask contact to helper for help\n"
_WITH = "    with consent by subject of contact to helper for help on file since 2026-01-02"
_DENY = "    expect deny\n"

SCENARIOS: tuple[tuple[str, str, list[str]], ...] = (
    ("no time", f'scenario "s"\n{_ASK}{_DENY}', ["CP403 at 1"]),
    ("nothing asked and nothing expected", _AT, ["CP403 at 1", "CP403 at 1"]),
    ("a request in a file and a time", f'{_AT}    request "a.json"\n{_DENY}', ["CP401 at 2"]),
    ("an hour that the clock shows twice", f'scenario "s"\n    at 2026-10-25T01:30\n{_ASK}{_DENY}', ["CP315 at 2"]),
    ("a fact twice", f"{_AT}    given subject.age = 1, subject.age = 2\n{_ASK}{_DENY}", ["CP216 at 3"]),
    ("a fact without its value", f"{_AT}    given subject.age\n{_ASK}{_DENY}", ["CP301 at 3"]),
    ("a fact of another type", f"{_AT}    given subject.age = person\n{_ASK}{_DENY}", ["CP301 at 3"]),
    ("an unknown value", f"{_AT}    given subject.kind = persn\n{_ASK}{_DENY}", ["CP212 at 3"]),
    (
        "a record with an unknown field",
        f"{_AT}    given recipient.agreements = {{(kind = joint, knid = joint)}}\n{_ASK}{_DENY}",
        ["CP211 at 3"],
    ),
    (
        "a record with a field twice",
        f"{_AT}    given recipient.agreements = {{(kind = joint, kind = secret)}}\n{_ASK}{_DENY}",
        ["CP216 at 3"],
    ),
    ("a fact of a consent", f"{_AT}    given statement.witnessed\n{_ASK}{_DENY}", ["CP432 at 3"]),
    ("a fact of a consent that is none", f"{_AT}{_WITH} where statement.witnesed\n{_ASK}{_DENY}", ["CP206 at 3"]),
    (
        "a fact of a consent twice",
        f"{_AT}{_WITH} where statement.witnessed, statement.witnessed = no\n{_ASK}{_DENY}",
        ["CP216 at 3"],
    ),
    ("each consent with its own fact", f"{_AT}{2 * (_WITH + ' where statement.witnessed')}\n{_ASK}{_DENY}", []),
    (
        "a fact of a consent of another type",
        f"{_AT}{_WITH} where statement.witnessed = 1\n{_ASK}{_DENY}",
        ["CP301 at 3"],
    ),
    ("a consent from nobody known", f"{_AT}{_WITH} from helpr\n{_ASK}{_DENY}", ["CP204 at 3"]),
    ("a consent from an id that says nothing", f'{_AT}{_WITH} from " "\n{_ASK}{_DENY}', ["CP406 at 3"]),
    ("a consent from whoever discloses", f'{_AT}{_WITH} from discloser, anyone, "d2"\n{_ASK}{_DENY}', []),
    ("a judgement by nobody", f"{_AT}    given subject.suspected\n{_ASK}{_DENY}", ["CP433 at 3"]),
    (
        "a judgement of what is none",
        f"{_AT}    given subject.missing judged by police at 2026-02-01T10:00\n{_ASK}{_DENY}",
        ["CP434 at 3"],
    ),
    ("nothing to ask", f"{_AT}    ask leaflet, public to helper for help\n{_DENY}", []),
    ("an unknown item", f"{_AT}    ask contatc to helper for help\n{_DENY}", ["CP204 at 3"]),
    ("a parent who discloses", f"{_AT}    ask contact to helper from parent for help\n{_DENY}", ["CP430 at 3"]),
    (
        "a consent withdrawn before it is given",
        (
            f"{_AT}    with consent by subject of contact to helper for help on file since 2026-01-02 "
            f"withdrawn 2026-01-01\n{_ASK}{_DENY}"
        ),
        ["CP436 at 3"],
    ),
    ("about somebody else", f'{_AT}{_ASK}    expect deny contact about "p1"\n', ["CP437 at 4"]),
    ("about the one subject", f'{_AT}{_ASK}    expect deny contact about "subject"\n', []),
    ("a reply that is an exception", f"{_AT}{_ASK}    expect reply helping\n", ["CP205 at 4"]),
    ("a prohibition that permits", f"{_AT}{_ASK}    expect permit contact because no_notes\n", ["CP205 at 4"]),
    ("a reading that is not there", f"{_AT}{_ASK}    expect reading a of helping changes it\n", ["CP413 at 4"]),
)

HEADERS: tuple[tuple[str, str, list[str]], ...] = (
    ("a header with nothing", "policy a\n", ["CP403 at 1", "CP403 at 1", "CP403 at 1"]),
    (
        "another language",
        'policy a\n    language 2\n    in force from 2026-01-01\n    timezone "UTC"\n',
        ["CP428 at 2"],
    ),
    (
        "no such timezone",
        'policy a\n    language 1\n    in force from 2026-01-01\n    timezone "Europe/Lundon"\n',
        ["CP429 at 4"],
    ),
    (
        "no such day",
        'policy a\n    language 1\n    in force from 2026-01-32\n    timezone "UTC"\n',
        ["CP311 at 3"],
    ),
    (
        "nothing public to ask for",
        (
            'policy a\n    language 1\n    in force from 2026-01-01\n    timezone "UTC"\npurpose p\n'
            f"{_AT}    ask public to anyone for p\n{_DENY}"
        ),
        ["CP435 at 8"],
    ),
)
