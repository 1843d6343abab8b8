"""Requests of other shapes: deep hierarchies, many statements on file about one subject, many subjects."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from benchmarks.figure import Figure
from benchmarks.trial import Trial, ours
from benchmarks.workload import NOW
from confpolicy import Decision, Policy, Verdict

WITHDRAWN, GIVEN, AT = "2026-11-01T09:00:00+00:00", "2026-10-01T09:00:00+01:00", "2026-09-01T09:00:00+01:00"


@attrs.frozen
class Asked:
    """A request, the verdict, and the grounds of each row: the clause, the statement, the need to know."""

    request: Mapping[str, Any]
    permitted: bool
    because: tuple[tuple[str, str | None, str | None], ...] = ()


@attrs.frozen
class Shape:
    """A work that grows: its policy at a size, and its requests."""

    work: str
    policy: Callable[[int], str]
    request: Callable[[int, int], Asked]
    """The request at a size, by its number; every second one is withheld."""
    rows: int
    """What is in the way of a thousand distinct requests at a size: so many of these altogether."""

    def figures(self, size: int, *, count: int, seconds: float) -> list[Figure]:
        """What this program takes at a size."""
        policy = Policy.parse(self.policy(size))
        many = max(10, min(count, self.rows // size))
        trial = Trial(
            work=self.work,
            size=size,
            fresh=functools.partial(self._fresh, size, many),
            permitted=lambda asked: asked.permitted,
            seconds=seconds,
        )
        return trial.figures(ours(policy, _wrong, lambda asked: asked.request))

    def _fresh(self, size: int, many: int) -> Iterator[Asked]:
        return (self.request(size, number) for number in range(many))


def _wrong(asked: Asked, decision: Decision) -> str | None:
    said = (
        decision.verdict,
        [
            tuple((ground.clause, ground.statement, ground.need_to_know) for ground in row.because)
            for row in decision.rows
        ],
    )
    rows = len(decision.rows)
    verdict = Verdict.PERMIT if asked.permitted else Verdict.DENY
    grounds = [(ground,) for ground in asked.because] if asked.permitted else [()] * rows
    return None if said == (verdict, grounds) else f"{said}, and not {(verdict, grounds)}"


def _policy(*lines: str) -> str:
    head = (
        'policy shape "A shape"',
        "    language 1",
        "    in force from 2026-01-01",
        '    timezone "Europe/London"',
    )
    reply = ("reply nothing", "    to anyone", '    say "Nothing can be said."')
    return "\n".join((*head, *lines, *reply)) + "\n"


def _request(number: int, **parts: Any) -> dict[str, Any]:
    return {
        "id": f"q{number}",
        "time": NOW,
        "purpose": "care",
        "items": ["notes"],
        "discloser": {"id": "d1", "roles": ["staff"]},
        "recipient": {"id": f"r{number}", "roles": ["staff"]},
        "subject": {"id": f"s{number}", "roles": []},
        **parts,
    }


# --- deep hierarchies ---------------------------------------------------------------------------------------------


def _deep(depth: int) -> str:
    """Items, roles and purposes each below another, so many times; the clause names the uppermost of each."""
    below = range(1, depth)
    return _policy(
        "data item_0 under confidential",
        *(f"data item_{number} under item_{number - 1}" for number in below),
        "role role_0",
        *(f"role role_{number} under role_{number - 1}" for number in below),
        "purpose purpose_0",
        *(f"purpose purpose_{number} under purpose_{number - 1}" for number in below),
        "fact subject.agrees : bool",
        "exception uppermost",
        "    of item_0 to role_0 for purpose_0",
        "    when subject.agrees",
    )


def _at_the_bottom(depth: int, number: int) -> Asked:
    permitted, last = number % 2 == 0, depth - 1
    request = _request(
        number,
        purpose=f"purpose_{last}",
        items=[f"item_{last}"],
        discloser={"id": "d1", "roles": [f"role_{last}"]},
        recipient={"id": f"r{number}", "roles": [f"role_{last}"]},
        subject={"id": f"s{number}", "roles": [], "agrees": permitted},
    )
    return Asked(request, permitted, (("uppermost", None, None),))


# --- consent ------------------------------------------------------------------------------------------------------

_CONSENT = (
    "data notes, letters under confidential",
    "role staff, police",
    "purpose care, research",
    "consent agreed",
    "    of confidential to staff",
    "    given by subject in writing or speech",
    "need-to-know need",
    "    of confidential to staff for care",
)


def _with_consent(_: int) -> str:
    return _policy(*_CONSENT)


def _grant(name: str, subject: str, **parts: Any) -> dict[str, Any]:
    return {
        "id": name,
        "statement": "grant",
        "subject": subject,
        "given_by": {"id": subject, "as": "subject"},
        "at": GIVEN,
        "form": "writing",
        "items": ["notes"],
        "recipients": ["staff"],
        "purposes": ["care"],
        **parts,
    }


_OTHERS: tuple[Mapping[str, Any], ...] = (
    {"items": ["letters"]},
    {"recipients": ["police"]},
    {"purposes": ["research"]},
    {"recipients": [{"id": "somebody_else"}]},
    {"at": AT, "expires_at": WITHDRAWN},
    {"items": ["letters"], "withdrawn_at": WITHDRAWN},
)
"""What keeps the other statements on file from carrying anything."""


def _on_file(size: int, number: int) -> Asked:
    permitted, subject = number % 2 == 0, f"s{number}"
    carrying = _grant("carrying", subject, **({} if permitted else {"withdrawn_at": WITHDRAWN}))
    others = [_grant(f"other_{place}", subject, **_OTHERS[place % len(_OTHERS)]) for place in range(size - 1)]
    middle = len(others) // 2
    request = _request(number, consents=[*others[:middle], carrying, *others[middle:]])
    return Asked(request, permitted, (("agreed", "carrying", "need"),))


def _people(size: int, number: int) -> Asked:
    permitted = number % 2 == 0
    names = sorted(f"s{number}_{place}" for place in range(size))
    consents = [_grant(f"c_{name}", name) for name in names]
    if not permitted:
        consents[-1]["withdrawn_at"] = WITHDRAWN
    request = _request(number, subjects=[{"id": name, "roles": []} for name in names], consents=consents)
    del request["subject"]
    return Asked(request, permitted, tuple(("agreed", f"c_{name}", "need") for name in names))


DEEP = Shape("terms one below another", _deep, _at_the_bottom, 1_000_000)
ON_FILE = Shape("statements on file", _with_consent, _on_file, 200_000)
PEOPLE = Shape("data subjects", _with_consent, _people, 20_000)
SIZES: Mapping[Shape, tuple[int, ...]] = {
    DEEP: (2, 10, 50),
    ON_FILE: (1, 100, 10_000),
    PEOPLE: (1, 10, 100),
}
