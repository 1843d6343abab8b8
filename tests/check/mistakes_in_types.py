"""CP3xx: a small program for each mistake with types, and where it is found."""

from __future__ import annotations

_DOUBLING = "".join(f"define d{n} as d{n - 1} and d{n - 1}\n" for n in range(1, 15))
_DOUBLING_LESS = "".join(f"define d{n} as d{n - 1} and d{n - 1}\n" for n in range(1, 11))
_SUM = " and ".join(["subject.missing"] * 3)

TYPES: tuple[tuple[str, str, list[str]], ...] = (
    ("a text for a condition", "define d as subject.name\n", ["CP301 at 1"]),
    ("a number for a condition", "define d as subject.missing and subject.age\n", ["CP301 at 1"]),
    ("a text within", "define d as subject.name within 3 days\n", ["CP301 at 1"]),
    ("a number in a set of values", 'define d as subject.name in {"a", 3}\n', ["CP301 at 1"]),
    ("an element of another type", "define d as subject.age in context.areas\n", ["CP301 at 1"]),
    ("a set of nothing", "define d as some a in {} has (subject.missing)\n", ["CP301 at 1"]),
    ("a condition for a number", "define d as subject.age = is_missing\n", ["CP303 at 1"]),
    ("a value in quotes", 'define d as subject.kind = "person"\n', ["CP328 at 1"]),
    ("a text that is no value", 'define d as subject.kind = "persons"\n', ["CP303 at 1"]),
    ("an age", "define d as is_child or subject.born > 18 years\n", ["CP329 at 1"]),
    ("an age the other way round", "define d as 18 years > now\n", ["CP329 at 1"]),
    ("a value behind a comparison", "define d as subject.kind = person or organisation\n", ["CP330 at 1"]),
    ("yes or no", "define d as not subject.missing = yes or no\n", ["CP330 at 1"]),
    (
        "a value that is a definition too",
        "define organisation as is_missing\ndefine d as (subject.kind != person) and organisation\n",
        ["CP330 at 2"],
    ),
    ("a date beside a text", "define d as subject.born = subject.name\n", ["CP303 at 1"]),
    ("a purpose beside an item", "define d as item = purpose\n", ["CP303 at 1"]),
    ("an order of texts", 'define d as subject.name < "b"\n', ["CP304 at 1"]),
    ("an order of values", "define d as subject.kind >= person\n", ["CP304 at 1"]),
    ("an order of conditions", "define d as subject.missing < yes\n", ["CP304 at 1"]),
    ("months beside days", "define d as 1 month < 31 days\n", ["CP305 at 1"]),
    ("a difference beside years", "define d as subject.born - subject.born > 16 years\n", ["CP305 at 1"]),
    ("a sum of dates", "define d as subject.born + subject.born = 2 days\n", ["CP306 at 1"]),
    ("a date off a duration", "define d as 16 years - subject.born < now\n", ["CP306 at 1"]),
    ("a date from a time", "define d as now - subject.born > 5 days\n", ["CP306 at 1"]),
    ("hours on a date", "define d as subject.born + 3 hours < now\n", ["CP307 at 1"]),
    ("hours before a date", "define d as 3 hours + subject.born < now\n", ["CP307 at 1"]),
    ("no set to look into", "define d as some a in subject.age has (a = 1)\n", ["CP308 at 1"]),
    ("no set to be in", "define d as subject.age in subject.age\n", ["CP308 at 1"]),
    ("a value that is not fixed", "define d as subject.age in {1, subject.age}\n", ["CP309 at 1"]),
    ("a definition in a set", "define d as subject.missing in {is_missing}\n", ["CP309 at 1"]),
    ("no such date", "define d as subject.born < 2026-02-30\n", ["CP311 at 1"]),
    ("no such time", "define d as subject.seen_at < 2026-02-03T25:00\n", ["CP311 at 1"]),
    ("a number too large", "define d as subject.age < 9007199254740992\n", ["CP312 at 1"]),
    ("a decimal too fine", "define d as subject.weight < 0.12345678901234567890123456789\n", ["CP312 at 1"]),
    ("a duration too long", "define d as subject.waiting < 1001 years\n", ["CP313 at 1"]),
    ("a duration too long to be within", "define d as subject.born within 400000 days\n", ["CP313 at 1"]),
    ("a text too long", f'define d as subject.name = "{"a" * 10_001}"\n', ["CP314 at 1"]),
    ("an hour that the clock shows twice", "define d as subject.seen_at < 2026-10-25T01:30\n", ["CP315 at 1"]),
    ("an hour that the clock skips", "define d as subject.seen_at < 2026-03-29T01:30\n", ["CP315 at 1"]),
    ("a definition that uses itself", "define d as not d\n", ["CP316 at 1"]),
    ("two that use each other", "define d as e\ndefine e as not d\n", ["CP316 at 2"]),
    ("what is too large expanded", f"define d0 as {_SUM}\n{_DOUBLING}", ["CP318 at 12"]),
    (
        "what is too large together",
        f"define d0 as {_SUM}\n{_DOUBLING_LESS}"
        + "".join(f"prohibition p{n} of notes to outsider when d10\n" for n in range(80)),
        ["CP331 at 81"],
    ),
    (
        "four quantifiers in each other",
        (
            "define d as some a in context.areas has (some b in context.areas has "
            "(some c in context.areas has (other)))\n"
            "define other as some z in context.areas has (z = north)\n"
        ),
        ["CP319 at 1"],
    ),
    ("a presumed number", 'fact subject.x : int taken as no if absent because "so"\n', ["CP323 at 1"]),
    (
        "a presumed judgement",
        'fact subject.x : bool judged by police taken as no if absent because "so"\n',
        ["CP324 at 1"],
    ),
    ("a discloser who is the subject", "define d as discloser is subject\n", ["CP326 at 1"]),
    ("a discloser who is a parent", "define d as discloser is parent\n", ["CP326 at 1"]),
    (
        "a number that is not whole where one is given",
        (
            'scenario "s"\n'
            "    at 2026-03-01T10:00\n"
            "    given subject.age = 1.5\n"
            "    ask contact to helper for help\n"
            "    expect deny\n"
        ),
        ["CP301 at 3"],
    ),
)
