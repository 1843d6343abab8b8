"""The same work at every size: policies of n rules, requests from a seed, and the right answer to each by hand.

One rule forbids (the recipient is a parent, the subject under 16 and missing), one permits the police under
suspicion, n - 2 say which staff need which item for which purpose; disclosure to staff rests on consent besides.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

GRID: Mapping[int, tuple[int, int]] = {10: (4, 2), 1_000: (40, 25), 10_000: (100, 100), 100_000: (400, 250)}
"""For each number of rules: how many purposes, and how many kinds of items."""
FORBIDS, SUSPECTS, FIRST = 0, 1, 2
"""The numbers of the rule that forbids, of that about the police, and of the first about staff."""
NOW = "2026-11-24T10:00:00+00:00"


@attrs.frozen
class Asked:
    """A request as a mapping, and the right answer to it.

    `rule`: the number of the rule that the answer rests on, `FORBIDS` and `SUSPECTS` among them; None where it is
    that nothing permits.
    """

    request: Mapping[str, Any]
    permitted: bool
    rule: int | None = None

    @property
    def because(self) -> tuple[str | None, ...]:
        """Of what is permitted: the clause, the statement on file and the need to know on which it rests."""
        if not self.permitted or self.rule is None:
            return ()
        if self.rule == SUSPECTS:
            return ("suspicion", None, None)
        return ("of_the_subject", self.request["consents"][0]["id"], f"n{self.rule}")

    @property
    def blocked_by(self) -> tuple[str, ...]:
        """The prohibitions that stand against it."""
        return ("a_missing_child",) if self.rule == FORBIDS else ()


def rules(size: int) -> list[tuple[int, int]]:
    """The purpose and the kind of item of each need-to-know clause."""
    _, kinds = GRID[size]
    return [divmod(number, kinds) for number in range(size - 2)]


def named_rules(size: int) -> Iterator[tuple[str, str]]:
    """The same by their names: `p3`, `c1`."""
    for purpose, kind in rules(size):
        yield f"p{purpose}", f"c{kind}"


_FILE = 5_000
"""How many clauses stand in one file."""


def policy_sources(size: int) -> dict[str, str]:
    """The policy of that many rules (and the one clause that says what makes a consent valid), by path."""
    clauses = [
        f"need-to-know n{number}\n of c{kind} to staff for p{purpose}\n when p{purpose} in recipient.need_to_know\n"
        for number, (purpose, kind) in enumerate(rules(size), start=FIRST)
    ]
    files = {
        f"rules_{start // _FILE}.policy": "".join(clauses[start : start + _FILE])
        for start in range(0, len(clauses), _FILE)
    }
    return {"main.policy": _head(size) + "".join(f'use "{path}"\n' for path in files), **files}


def _head(size: int) -> str:
    purposes, kinds = GRID[size]
    lines = [
        f'policy rules_{size} "{size} rules"',
        "    language 1",
        "    in force from 2026-01-01",
        '    timezone "Europe/London"',
        f"data {', '.join(f'c{number}' for number in range(kinds))} under confidential",
        "role staff, police, parent",
        f"purpose {', '.join(f'p{number}' for number in range(purposes))}, p_none",
        "fact recipient.need_to_know : set of purpose",
        "fact subject.age : int",
        "fact subject.missing, context.suspicion : bool",
        "prohibition a_missing_child",
        "    of confidential to parent",
        "    when subject.age < 16 and subject.missing",
        "exception suspicion",
        "    of confidential to police for any purpose",
        "    when context.suspicion",
        "consent of_the_subject",
        "    of confidential to staff",
        "    given by subject in writing or speech",
        "reply nothing",
        "    to anyone",
        '    say "Nothing can be said."',
    ]
    return "\n".join(lines) + "\n"


def requests(size: int, *, count: int = 1_000, seed: int = 7) -> Iterator[Asked]:
    """Requests of which half are permitted by consent and need, and the others fail in one way each."""
    chance = random.Random(seed + size)
    for number in range(count):
        yield _asked(size, number, chance)


def _asked(size: int, number: int, chance: random.Random) -> Asked:
    purposes, kinds = GRID[size]
    place = chance.randrange(size - 2)
    purpose, kind = divmod(place, kinds)
    lot = chance.random()
    recipient = f"r{chance.randrange(500)}"
    named = [purpose, *(chance.randrange(purposes) for _ in range(2))]
    items = [kind, *(chance.randrange(kinds) for _ in range(2))]
    needs = [f"p{each}" for each in (*named, chance.randrange(purposes))]
    roles, age, missing, suspicion = ["staff"], chance.randrange(5, 18), False, False
    consent: dict[str, Any] = {
        "id": f"s{number}-1",
        "statement": "grant",
        "subject": f"s{number}",
        "given_by": {"id": f"s{number}", "as": "subject"},
        "at": "2026-10-01T09:00:00+01:00",
        "form": "writing",
        "items": sorted({f"c{each}" for each in items}),
        "recipients": [{"id": recipient}, {"id": "r_other"}],
        "purposes": sorted({f"p{each}" for each in named}),
    }
    consents = [consent]
    permitted, rule = False, None
    if lot < 0.50:
        permitted, rule = True, place + FIRST
    elif lot < 0.65:
        consent["withdrawn_at"] = "2026-11-01T09:00:00+00:00"
    elif lot < 0.75:
        consents = []
    elif lot < 0.85:
        needs = ["p_none"]
    elif lot < 0.90:
        roles, suspicion, consents = ["police"], True, []
        permitted, rule = True, SUSPECTS
    elif lot < 0.93:
        roles, consents = ["police"], []
    else:
        roles, age, missing, rule = ["staff", "parent"], 12, True, FORBIDS
    request = {
        "id": f"q{number}",
        "time": NOW,
        "purpose": f"p{purpose}",
        "items": [f"c{kind}"],
        "discloser": {"id": "d1", "roles": ["staff"]},
        "recipient": {"id": recipient, "roles": roles, "need_to_know": sorted(set(needs))},
        "subject": {"id": f"s{number}", "roles": [], "age": age, "missing": missing},
        "context": {"suspicion": suspicion},
        "consents": consents,
    }
    return Asked(request, permitted, rule)
